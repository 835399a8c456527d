"""`/graph-store`: SPARQL 1.1 Graph Store HTTP Protocol, for reading: a graph named by its IRI, or the default graph."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from api.http.needs import MAY_QUERY
from api.http.negotiation import agreed_format
from api.http.problems import RESPONSES
from api.http.sparql_answer import GRAPHS, WorkersDep, answered, takes_gzip
from api.query.sparql_operation import LONGEST_IRI
from graph.sparql.worker import Ask
from ontology.errors import QueryRefused

router = APIRouter(prefix="/graph-store", tags=["sparql"], responses=RESPONSES, dependencies=[MAY_QUERY])

EVIDENCE: Final = "https://w3id.org/samspil/id/evidence"
ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ANSWER: Final = {200: {"content": {t: {} for t in GRAPHS}, "description": "The graph"}}


@router.get("", summary="A graph of the graph store", responses=ANSWER, response_class=Response)  # type: ignore[arg-type]
@router.head("", include_in_schema=False)
async def get_graph(
    request: Request,
    workers: WorkersDep,
    graph: Annotated[
        str | None, Query(max_length=LONGEST_IRI, description="The IRI of a named graph", examples=[EVIDENCE])
    ] = None,
    default: Annotated[
        str | None, Query(max_length=0, description="The default graph: the accepted view", examples=[""])
    ] = None,
) -> Response:
    """Return a named graph (`?graph=IRI`) or the default graph (`?default`) in the RDF format that is preferred. It is
    for reading only: graphs are changed at their sources, in the review, and by SPARQL updates.
    """
    if (graph is None) == (default is None):
        raise QueryRefused("Name one graph: ?default, or ?graph= and its IRI.")
    media_type = agreed_format(request.headers.get("accept"), GRAPHS)
    named = (graph,) if graph is not None else ()
    asked = Ask(ALL, None, media_type, default_graphs=named, exists=graph, gzip=takes_gzip(request))
    return await answered(request, workers, asked)


@router.api_route("", methods=["PUT", "POST", "DELETE", "PATCH"], include_in_schema=False)
def refuse_change() -> None:
    """Refuse a change."""
    raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, "Graphs are for reading here.", {"Allow": "GET, HEAD"})
