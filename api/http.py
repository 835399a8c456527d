"""The HTTP door: the API under `/v1`, SPARQL, health, and the pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from secrets import token_hex
from threading import Lock
from typing import Any

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.middleware.sessions import SessionMiddleware

from api import (
    assessments,
    audit_trail,
    comparisons,
    cypher,
    entities,
    evidence,
    gap_pages,
    gaps,
    graph_export,
    graph_store,
    ingests,
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
from api.description import describe, operation_id
from api.doorkeeper import Doorkeeper, Doors
from api.head import Heads
from api.job_desk import JobDesk
from api.kept_answers import KeptAnswers
from api.log import trail_of
from api.needs import ANYBODY
from api.oidc import Provider
from api.problems import RESPONSES, BoundedBodies, add_problems
from api.records import Records
from api.review_desk import desk_of
from api.sessions import COOKIE
from api.settings import Settings
from api.sparql_answer import WorkersDep
from api.turn import new_turns
from api.watch import Watch, Watched
from graph.answers.counts import Counts, count
from graph.cypher.desk import CypherDesk
from graph.sparql.processes import SparqlWorkers
from ontology.errors import Busy
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
    sparql,  # first: routes are tried in turn, and programs ask here most
    assessments,
    comparisons,
    gaps,
    entities,
    questions,
    sources,
    ingests,
    reviews,
    evidence,
    graph_export,
    ontology,
    query_page,
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


class Workers(BaseModel):
    """The query workers: how many there are, how many queries run in them and how many wait."""

    alive: int
    running: int
    waiting: int


class Alive(BaseModel):
    """That the server's process is there."""

    status: str = "ok"


class Health(Alive):
    """That the server can answer, on which graph version, and how much that graph knows."""

    graph_version: str
    counts: Counts
    workers: Workers


def create_app(settings: Settings, *, loopback: bool = True) -> FastAPI:
    """Return the application on the store that the settings name. Where it can be reached over `loopback` alone, and no
    sign-in was set up, those at this machine may do everything. Raises `InputError` for settings that cannot be used.
    """
    provider = Provider(settings) if settings.oidc_issuer else None

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        workers = SparqlWorkers(settings.place, settings.bounds)
        app.state.sparql = workers
        app.state.watch.workers(workers)
        await workers.start()
        await app.state.jobs.start()
        yield
        await app.state.jobs.close()
        await workers.close()
        await run_in_threadpool(app.state.cypher.close)

    # The pages of the API's documentation load scripts from elsewhere; /openapi.json is there for any tool.
    app = FastAPI(
        title="Samspil",
        version=version("samspil"),
        description="What is known of social initiatives, and lookups in it. See docs/api.md.",
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
    )
    describe(app)
    app.state.settings = settings
    app.state.graph = CurrentGraph(settings.place, settings.home)
    app.state.records = Records(settings.home)
    app.state.kept_answers = KeptAnswers(settings.home / "idempotency")
    app.state.desk = desk_of(settings)
    app.state.turns = new_turns()
    app.state.cypher = CypherDesk(settings.home, settings.neo4j, settings.bounds)
    app.state.jobs = JobDesk(settings)
    app.state.reading = Lock()
    app.state.doors = Doors(settings, loopback)
    app.state.trail = trail_of(settings)
    app.state.provider = provider
    app.state.watch = Watch(app.state.turns)
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
    app.add_middleware(Heads)
    headers = SECURITY_HEADERS | (HTTPS_ONLY if settings.address.startswith("https://") else {})
    app.add_middleware(Watched, watch=app.state.watch, headers=headers)
    for door in DOORS:
        app.include_router(door.router)
    app.include_router(sign_in.out)
    app.state.routes = [r for d in DOORS for r in d.router.routes if isinstance(r, APIRoute) and r.include_in_schema]
    app.mount("/static/vis-network", StaticFiles(directory=VIS_NETWORK), name="vis-network")
    app.mount("/static/editor", StaticFiles(directory=EDITOR), name="editor")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    told: dict[str, Any] = {"responses": RESPONSES, "tags": ["health"], "dependencies": [ANYBODY]}
    app.add_api_route("/healthz", health, response_model=Health, summary="Can it answer?", **told)
    app.add_api_route("/livez", alive, response_model=Alive, summary="Is it there?", **told)
    return app


def health(graph: GraphDep, workers: WorkersDep) -> Health:
    """Return the graph version, counts, and what the query workers are at; a problem with status 503 if there is no
    graph, or no worker: then requests are better sent elsewhere.
    """
    snapshot = graph.snapshot()
    if not workers.alive:
        raise Busy("There is no worker for queries. They are started anew.")
    at = Workers(alive=workers.alive, running=workers.turns.running, waiting=workers.turns.waiting)
    return Health(graph_version=snapshot.version, counts=count(snapshot), workers=at)


async def alive() -> Alive:
    """Return that the server is there, whatever becomes of the graph: it need not be started anew."""
    return Alive()


def _session_secret(settings: Settings) -> str:
    """Return what cookies are signed with; without the setting, sessions end when the server does."""
    return settings.session_secret.get_secret_value() if settings.session_secret else token_hex(32)
