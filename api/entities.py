"""`/v1/entities`: find things, and see what is known of one and who says so."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.assessments import GraphDep
from api.needs import MAY_READ
from api.problems import RESPONSES
from graph.known.answers import Thing
from graph.known.entity import Entity, describe_entity, find_entities

router = APIRouter(prefix="/v1/entities", tags=["entities"], responses=RESPONSES, dependencies=[MAY_READ])


class EntityPage(BaseModel):
    """Some of the things found; `next` is the cursor of the next page, if there is one."""

    items: list[Thing]
    total: int
    next: int | None = Field(default=None, examples=[50])


@router.get("", summary="Find things by name")
def list_entities(
    graph: GraphDep,
    q: Annotated[str, Query(max_length=200, description="Words of the name", examples=["housing first"])] = "",
    kind: Annotated[str | None, Query(max_length=50, examples=["initiative"])] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> EntityPage:
    """Return the things whose names hold the words, the best first; `kind` is `initiative`, `organisation`, `policy`,
    `target-group` …
    """
    found = find_entities(graph.snapshot(), q, kind)
    end = cursor + limit
    return EntityPage(items=found[cursor:end], total=len(found), next=end if end < len(found) else None)


@router.get("/{entity_id:path}", summary="What is known of a thing, and who says so")
def get_entity(entity_id: str, graph: GraphDep) -> Entity:
    """Return a thing by `kind/name` (`initiative/havnegade`, `theme/homelessness`), by its IRI, or by a name that
    only it has.
    """
    assessor = graph.assessor()
    return describe_entity(assessor.names.anything(entity_id), assessor.snapshot)
