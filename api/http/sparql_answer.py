"""An answer of the SPARQL workers as a response: streamed, packed if wanted, ended when the client goes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import StreamingResponse

from api.access.rate import bucket_of, network
from api.http.doorkeeper import address_of
from api.http.needs import who_of
from api.http.negotiation import best_format, not_acceptable
from api.http.problems import NotAcceptable
from graph.sparql.processes import Answer, SparqlWorkers
from graph.sparql.worker import Ask, Enter

# The best first: of equally wanted types it is taken.
TABLES: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)
ALIASES: Final = {
    "application/xml": "application/sparql-results+xml",
    "application/json": "application/sparql-results+json",
}


async def _workers(request: Request) -> SparqlWorkers:
    workers: SparqlWorkers = request.app.state.sparql
    return workers


WorkersDep = Annotated[SparqlWorkers, Depends(_workers)]


def formats_of(request: Request) -> tuple[str | None, str | None]:
    """Return the media types to answer in: one for tables, one for graphs. Raises `NotAcceptable` where none fits."""
    accept = request.headers.get("accept")
    table = best_format(accept, [*TABLES, *ALIASES])
    graph = best_format(accept, GRAPHS)
    if table is None and graph is None:
        raise not_acceptable([*GRAPHS, *TABLES])
    return ALIASES.get(table or "", table), graph


def takes_gzip(request: Request) -> bool:
    """Tell whether the client takes gzip."""
    offered = request.headers.get("accept-encoding", "").replace(" ", "").lower().split(",")
    return any(o.partition(";")[0] in {"gzip", "*"} and not o.endswith((";q=0", ";q=0.0")) for o in offered)


def client_of(request: Request) -> str:
    """Return who asks, as far as the turns of queries go: a key or person, or else an address."""
    who = who_of(request)
    return bucket_of(who) if who.by in {"key", "person"} else network(address_of(request))


async def answered(request: Request, workers: SparqlWorkers, asked: Ask | Enter) -> StreamingResponse:
    """Return the response once the answer begins; what fails before that is raised. Where it breaks off later, so does
    the connection: no client takes half an answer for a whole one.
    """
    answer = await _unless_gone(request, workers.ask(asked, client_of(request)))
    if not answer.media_type:
        raise NotAcceptable("None of the accepted formats fits this kind of query.")
    headers = {"Vary": "Accept, Accept-Encoding"}
    if isinstance(asked, Ask) and asked.gzip:
        headers["Content-Encoding"] = "gzip"
    return StreamingResponse(_content(answer), media_type=answer.media_type, headers=headers)


async def _content(answer: Answer) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.content():
            yield piece
    finally:
        answer.leave()


async def _unless_gone(request: Request, asking: Any) -> Answer:  # noqa: ANN401 - a coroutine
    """Return the answer, unless the client goes away before it begins: then the query is stopped."""
    task: asyncio.Task[Answer] = asyncio.ensure_future(asking)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
        return await task
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
