"""The HTTP door: the API under `/v1`, SPARQL, health, and the pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from secrets import token_hex
from threading import Lock

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.middleware.sessions import SessionMiddleware

from api import (
    assessments,
    audit_trail,
    comparisons,
    cypher,
    entities,
    gap_pages,
    gaps,
    graph_store,
    ontology,
    pages,
    query_page,
    questions,
    review_pages,
    reviews,
    sign_in,
    source_pages,
    sources,
    sparql,
    watch,
)
from api.assessments import GraphDep
from api.current_graph import CurrentGraph
from api.doorkeeper import Doorkeeper, Doors
from api.log import trail_of
from api.needs import ANYBODY
from api.oidc import Provider
from api.problems import RESPONSES, BoundedBodies, add_problems
from api.records import Records
from api.review_desk import desk_of
from api.sessions import COOKIE
from api.settings import Settings
from api.watch import Watch, Watched
from graph.answers.counts import Counts, count
from graph.cypher.desk import CypherDesk
from graph.sparql.processes import SparqlWorkers
from visualise.assets import EDITOR, STATIC, VIS_NETWORK

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}

DOORS = (
    assessments,
    comparisons,
    gaps,
    entities,
    questions,
    sources,
    reviews,
    ontology,
    query_page,
    sparql,
    graph_store,
    cypher,
    watch,
    pages,
    gap_pages,
    source_pages,
    review_pages,
    audit_trail,
    sign_in,
)


class Health(BaseModel):
    """That the server can answer, on which graph version, and how much that graph knows."""

    status: str = "ok"
    graph_version: str
    counts: Counts


def create_app(settings: Settings, *, loopback: bool = True) -> FastAPI:
    """Return the application on the store that the settings name. Where it can be reached over `loopback` alone, and no
    sign-in was set up, those at this machine may do everything. Raises `InputError` for settings that cannot be used.
    """
    provider = Provider(settings) if settings.oidc_issuer else None

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        workers = SparqlWorkers(settings.store, settings.bounds)
        app.state.sparql = workers
        app.state.watch.workers(workers)
        await workers.start()
        yield
        await workers.close()
        await run_in_threadpool(app.state.cypher.close)

    # The pages of the API's documentation load scripts from elsewhere; /openapi.json is there for any tool.
    app = FastAPI(title="Samspil", version=version("samspil"), lifespan=running, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.graph = CurrentGraph(settings.store)
    app.state.records = Records(settings.home)
    app.state.desk = desk_of(settings)
    app.state.cypher = CypherDesk(settings.store, settings.neo4j, settings.bounds)
    app.state.reading = Lock()
    app.state.doors = Doors(settings, loopback)
    app.state.trail = trail_of(settings)
    app.state.provider = provider
    app.state.watch = Watch()
    add_problems(app)
    app.add_middleware(BoundedBodies)
    app.add_middleware(Doorkeeper, doors=app.state.doors)
    app.add_middleware(
        SessionMiddleware,
        secret_key=_session_secret(settings),
        session_cookie=COOKIE,
        max_age=settings.session_hours * 3600,
        same_site="lax",
        https_only=True,
    )
    headers = SECURITY_HEADERS | (HTTPS_ONLY if settings.address.startswith("https://") else {})
    app.add_middleware(Watched, watch=app.state.watch, headers=headers)
    for door in DOORS:
        app.include_router(door.router)
    app.include_router(sign_in.out)
    app.mount("/static/vis-network", StaticFiles(directory=VIS_NETWORK), name="vis-network")
    app.mount("/static/editor", StaticFiles(directory=EDITOR), name="editor")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route(
        "/healthz",
        _health,
        response_model=Health,
        responses=RESPONSES,
        tags=["health"],
        summary="Is it well?",
        dependencies=[ANYBODY],
    )
    return app


def _health(graph: GraphDep) -> Health:
    """Return the graph version and counts; a problem with status 503 if there is no graph."""
    snapshot = graph.snapshot()
    return Health(graph_version=snapshot.version, counts=count(snapshot))


def _session_secret(settings: Settings) -> str:
    """Return what cookies are signed with; without the setting, sessions end when the server does."""
    return settings.session_secret.get_secret_value() or token_hex(32)
