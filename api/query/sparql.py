"""`/sparql`: the SPARQL 1.1 Protocol. Queries are answered in the format that the client prefers, updates of those who
may become evidence, and without either the service is described: as RDF, or as a page to ask on.
"""

from datetime import UTC, datetime
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import TypeAdapter
from pyoxigraph import RdfFormat, serialize

from api.http.current_graph import CurrentGraph
from api.http.dependencies import GraphDep
from api.http.needs import MAY_QUERY, demand, who_of
from api.http.negotiation import agreed_format, best_format
from api.http.problems import RESPONSES
from api.http.request_log import request_log
from api.http.sparql_answer import GRAPHS, TABLES, WorkersDep, answered, formats_of, takes_gzip
from api.query.page import query_page
from api.query.sparql_operation import FORM, QUERY, UPDATE, Operation, operation_of
from api.rights import Right
from graph.sparql.entry import Entered
from graph.sparql.processes import SparqlWorkers
from graph.sparql.service import SERVICE_PREFIXES, service_description
from graph.sparql.text import MOST_CHARACTERS
from graph.sparql.worker import Ask, Enter
from ontology.namespaces import PREFIXES

router = APIRouter(prefix="/sparql", tags=["sparql"], responses=RESPONSES, dependencies=[MAY_QUERY])

HTML: Final = "text/html"
EXAMPLE: Final = "SELECT ?s WHERE { ?s a samspil:Council }"
TEXT: Final = {"type": "string", "maxLength": MOST_CHARACTERS}
IRIS: Final = {"type": "array", "items": {"type": "string"}, "examples": [["https://w3id.org/samspil/id/evidence"]]}
ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {t: {} for t in (*TABLES, *GRAPHS, HTML)}, "description": "The answer"}
}
ENTERED: Final = {"application/json": {"schema": TypeAdapter(Entered).json_schema()}}
POSTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {**ANSWER[200], "content": {**ANSWER[200]["content"], **ENTERED}}
}
IN_ADDRESS: Final = "Without it the service is described; one of more than some ten thousand characters is posted"


def _parameter(name: str, schema: dict[str, Any], description: str, **more: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description, **more}


DATA_SET: Final = [
    _parameter("default-graph-uri", IRIS, "Graphs that are the default graph of the query"),
    _parameter("named-graph-uri", IRIS, "Graphs that GRAPH of the query sees"),
]
GET_DOC: Final = {"parameters": [_parameter("query", {"type": "string"}, IN_ADDRESS, example=EXAMPLE), *DATA_SET]}
POST_DOC: Final = {
    "parameters": [
        *DATA_SET,
        _parameter("using-graph-uri", IRIS, "Graphs that WHERE of an update sees as the default graph"),
        _parameter("using-named-graph-uri", IRIS, "Graphs that GRAPH in WHERE of an update sees"),
    ],
    "requestBody": {
        "required": True,
        "content": {
            QUERY: {"schema": TEXT, "example": EXAMPLE},
            UPDATE: {"schema": TEXT},
            FORM: {"schema": {"type": "object", "properties": {"query": TEXT, "update": TEXT}}},
        },
    },
}


@router.get("", summary="Ask the graph in SPARQL", responses=ANSWER, openapi_extra=GET_DOC, response_class=Response)
async def get_sparql(request: Request, workers: WorkersDep, graph: GraphDep) -> Response:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE query. The default graph is the accepted view; each evidence is a
    named graph. Without a query: Service Description and VoID.
    """
    return await _respond(request, workers, graph)


@router.post(
    "",
    summary="Ask the graph in SPARQL, or change it",
    responses=POSTED,
    openapi_extra=POST_DOC,
)
async def post_sparql(request: Request, workers: WorkersDep, graph: GraphDep) -> Response:
    """Answer a query posted as `application/sparql-query` or as the form field `query`, or carry out an update, posted
    as `application/sparql-update` or as the form field `update`. What an update says becomes evidence of the editor's.
    """
    return await _respond(request, workers, graph)


async def _respond(request: Request, workers: SparqlWorkers, graph: CurrentGraph) -> Response:
    operation = await operation_of(request)
    if operation.update is not None:
        return await _updated(request, workers, operation)
    # A browser that follows a link to a query is shown the page with it.
    if request.method == "GET" and best_format(request.headers.get("accept"), [*TABLES, *GRAPHS, HTML]) == HTML:
        shown = await run_in_threadpool(query_page, request)
        shown.headers["Vary"] = "Accept, Accept-Language"
        return shown
    if operation.query is None:
        return await run_in_threadpool(_description, request, graph)
    table, rdf = formats_of(request)
    return await answered(
        request,
        workers,
        Ask(
            query=operation.query,
            table=table,
            graph=rdf,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            base=_endpoint(request),
            gzip=takes_gzip(request),
        ),
    )


async def _updated(request: Request, workers: SparqlWorkers, operation: Operation) -> Response:
    """Carry an update out, of those who may, and note it."""
    demand(request, Right.ENTER)
    async with request_log(request).acting_on_the_loop("update"):
        return await answered(request, workers, _entered(operation, request))


def _entered(operation: Operation, request: Request) -> Enter:
    return Enter(
        update=operation.update or "",
        agent=who_of(request).agent,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        base=_endpoint(request),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
    )


def _endpoint(request: Request) -> str:
    return str(request.url.replace(path="/sparql", query="", fragment=""))


def _description(request: Request, graph: CurrentGraph) -> Response:
    media_type = agreed_format(request.headers.get("accept"), GRAPHS)
    updates = who_of(request).may(Right.ENTER)
    triples = service_description(_endpoint(request), graph.snapshot(), updates)
    prefixes = PREFIXES | SERVICE_PREFIXES
    content = serialize(triples, format=RdfFormat.from_media_type(media_type), prefixes=prefixes)
    return Response(content, media_type=media_type, headers={"Vary": "Accept, Authorization, Cookie"})
