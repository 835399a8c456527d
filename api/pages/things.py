"""The pages on what the graph knows: a search, and a thing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.http.dependencies import GraphDep
from api.http.needs import MAY_READ
from api.http.page import page
from graph.known.entity import describe_entity, find_entities
from visualise.footnotes import Footnotes

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/entities", dependencies=[MAY_READ])
def entities_page(request: Request, graph: GraphDep, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Show the things that a search finds."""
    return page(request, "entities.html", q=q, found=find_entities(graph.snapshot(), q)[:100])


@router.get("/entities/{entity_id:path}", dependencies=[MAY_READ])
def entity_page(request: Request, entity_id: str, graph: GraphDep) -> HTMLResponse:
    """Show what is known of a thing."""
    assessor = graph.assessor()
    entity = describe_entity(assessor.names.anything(entity_id), assessor.snapshot)
    known = {c.id: c for s in (*entity.statements, *entity.pointing_at_it) for c in s.evidence}
    return page(request, "entity.html", entity=entity, notes=Footnotes(known))
