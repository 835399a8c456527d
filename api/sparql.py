"""`/sparql`: SPARQL 1.1 queries, read only, in the format that the client prefers."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.negotiation import best_format
from api.problems import RESPONSES, NotAcceptable, UnsupportedMediaType
from graph.sparql import MOST_CHARACTERS, Formats, SparqlWorkers
from ontology.errors import InputError

router = APIRouter(prefix="/sparql", tags=["sparql"], responses=RESPONSES)

# The best last: python-mimeparse takes the last of equally wanted types.
TABLES: Final = [
    "text/tab-separated-values",
    "text/csv",
    "application/sparql-results+xml",
    "application/sparql-results+json",
]
GRAPHS: Final = ["application/ld+json", "application/rdf+xml", "application/n-triples", "text/turtle"]
ALIASES: Final = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}


def _workers(request: Request) -> SparqlWorkers:
    workers: SparqlWorkers = request.app.state.sparql
    return workers


WorkersDep = Annotated[SparqlWorkers, Depends(_workers)]
ANSWER: Final = {200: {"content": {t: {} for t in (*reversed(TABLES), *reversed(GRAPHS))}, "description": "The answer"}}


async def _posted_query(request: Request) -> str:
    """Return the query of a POST, by form or as the body itself."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-query":
        try:
            return (await request.body()).decode()
        except UnicodeDecodeError as error:
            raise InputError("The query is not UTF-8 text.") from error
    if kind == "application/x-www-form-urlencoded":
        query = (await request.form()).get("query")
        if isinstance(query, str):
            return query
        raise InputError("The form has no field 'query'.")
    raise UnsupportedMediaType(
        "A query is posted as application/sparql-query, or as a form with the field 'query'. Updates are not taken."
    )


@router.get("", summary="Ask the graph in SPARQL", responses=ANSWER)  # type: ignore[arg-type]
def get_sparql(
    request: Request,
    workers: WorkersDep,
    query: Annotated[str, Query(max_length=MOST_CHARACTERS, examples=["SELECT ?s WHERE { ?s a samspil:Council }"])],
) -> Response:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE query. The default graph is the accepted view; each evidence is a
    named graph.
    """
    return _answer(query, request, workers)


@router.post("", summary="Ask the graph in SPARQL", responses=ANSWER)  # type: ignore[arg-type]
def post_sparql(request: Request, workers: WorkersDep, query: Annotated[str, Depends(_posted_query)]) -> Response:
    """Answer a query posted as `application/sparql-query` or as the form field `query`."""
    return _answer(query, request, workers)


def _answer(query: str, request: Request, workers: SparqlWorkers) -> Response:
    accept = request.headers.get("accept")
    formats = Formats(table=_best(accept, [*ALIASES, *TABLES]), graph=_best(accept, GRAPHS))
    if formats.table is None and formats.graph is None:
        raise NotAcceptable(
            "None of the accepted formats is there. There are: {formats}.", formats=", ".join(TABLES + GRAPHS)
        )
    result = workers.ask(query, formats)
    if result.content is None:
        raise NotAcceptable("None of the accepted formats fits this kind of query.")
    return Response(result.content, media_type=result.media_type, headers={"Vary": "Accept"})


def _best(accept: str | None, supported: list[str]) -> str | None:
    best = best_format(accept, supported)
    return ALIASES.get(best, best) if best else None
