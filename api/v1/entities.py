"""`/v1/entities`: find things, and see what is known of one and who says so."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.http.dependencies import GraphDep
from api.http.fresh import answered_from_graph
from api.http.needs import MAY_READ
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.route import V1Route
from graph.known.answers import Thing
from graph.known.entity import Entity, describe_entity, find_entities

router = APIRouter(
    prefix="/v1/entities", tags=["entities"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_READ]
)


class EntityPage(Page[Thing]):
    """Some of the things found."""


@router.get("", summary="Find things by name")
def list_entities(
    request: Request,
    graph: GraphDep,
    asked: PageDep,
    q: Annotated[str, Query(max_length=200, description="Words of the name", examples=["housing first"])] = "",
    kind: Annotated[str | None, Query(max_length=50, description="A kind of thing", examples=["initiative"])] = None,
) -> EntityPage:
    """Return the things whose names hold the words, the best first; `kind` is `initiative`, `organisation`, `policy`,
    `target-group` …
    """
    snapshot = graph.snapshot()
    answered_from_graph(request, snapshot.version)
    page = asked.cut(find_entities(snapshot, q, kind), lambda thing: thing.id, snapshot.version)
    return EntityPage(items=list(page.items), **page.rest)


@router.get("/{entity_id:path}", summary="What is known of a thing, and who says so")
def get_entity(
    entity_id: Annotated[str, Path(max_length=1000, examples=["initiative/havnegade"])],
    request: Request,
    graph: GraphDep,
) -> Entity:
    """Return a thing by `kind/name` (`initiative/havnegade`, `theme/homelessness`), by its IRI, or by a name that
    only it has.
    """
    assessor = graph.assessor()
    answered_from_graph(request, assessor.snapshot.version)
    return describe_entity(assessor.names.anything(entity_id), assessor.snapshot)
