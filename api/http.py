"""The HTTP door: the API under `/v1`, SPARQL, health, and the pages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from threading import Lock

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from api import assessments, entities, ontology, pages, questions, source_pages, sources, sparql
from api.assessments import GraphDep
from api.current_graph import CurrentGraph
from api.problems import RESPONSES, BoundedBodies, add_problems
from api.records import Records
from api.settings import Settings
from graph.counts import Counts, count
from graph.sparql import SparqlWorkers
from visualise.assets import STATIC, VIS_NETWORK

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Health(BaseModel):
    """That the server can answer, on which graph version, and how much that graph knows."""

    status: str = "ok"
    graph_version: str
    counts: Counts


def create_app(settings: Settings) -> FastAPI:
    """Return the application on the store that the settings name."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.sparql = SparqlWorkers(settings.store, settings.query_seconds, settings.query_bytes)
        yield
        app.state.sparql.close()

    # The pages of the API's documentation load scripts from elsewhere; /openapi.json is there for any tool.
    app = FastAPI(title="Samspil", version=version("samspil"), lifespan=running, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.graph = CurrentGraph(settings.store)
    app.state.records = Records(settings.store)
    app.state.reading = Lock()
    add_problems(app)
    app.add_middleware(BoundedBodies)
    app.middleware("http")(_add_security_headers)
    for door in (assessments, entities, questions, sources, ontology, sparql, pages, source_pages):
        app.include_router(door.router)
    app.mount("/static/vis-network", StaticFiles(directory=VIS_NETWORK), name="vis-network")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route(
        "/healthz", _health, response_model=Health, responses=RESPONSES, tags=["health"], summary="Is it well?"
    )
    return app


def _health(graph: GraphDep) -> Health:
    """Return the graph version and counts; a problem with status 503 if there is no graph."""
    snapshot = graph.snapshot()
    return Health(graph_version=snapshot.version, counts=count(snapshot))


async def _add_security_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(SECURITY_HEADERS)
    return response
