"""The HTTP door: the API under `/v1`, SPARQL, health, and the pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from secrets import token_hex
from threading import Lock
from typing import Final

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.middleware.sessions import SessionMiddleware

from api import pages, query, v1
from api.access.log import trail_of
from api.access.oidc import Provider
from api.access.sessions import COOKIE
from api.desks.job_desk import JobDesk
from api.desks.records import Records
from api.desks.review import desk_of
from api.http import health, watch
from api.http.current_graph import CurrentGraph
from api.http.description import describe, operation_id
from api.http.doorkeeper import Doorkeeper, Doors
from api.http.head import Heads
from api.http.kept_answers import KeptAnswers
from api.http.problems import BoundedBodies, add_problems
from api.http.turn import new_turns
from api.http.watch import Watch, Watched
from api.pages import sign_in
from api.settings import Settings
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

# Routes are tried in turn, and programs ask in SPARQL most.
ROUTERS: Final = (*query.ROUTERS, *v1.ROUTERS, *pages.ROUTERS, watch.router, health.router)


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
    _guard(app, settings)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(sign_in.out)
    app.state.routes = [r for o in ROUTERS for r in o.routes if isinstance(r, APIRoute) and r.include_in_schema]
    app.mount("/static/vis-network", StaticFiles(directory=VIS_NETWORK), name="vis-network")
    app.mount("/static/editor", StaticFiles(directory=EDITOR), name="editor")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """Put around the application what each request goes through: the last one added is the first to see it."""
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


def _session_secret(settings: Settings) -> str:
    """Return what cookies are signed with; without the setting, sessions end when the server does."""
    return settings.session_secret.get_secret_value() if settings.session_secret else token_hex(32)
