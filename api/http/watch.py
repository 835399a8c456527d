"""What can be seen of a running server: how many requests, how long they took, what the query workers are at; for
Prometheus as numbers, for the log as a line of JSON each.
"""

import logging
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from pythonjsonlogger.json import JsonFormatter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.needs import MAY_READ
from api.http.problems import RESPONSES
from graph.sparql.processes import SparqlWorkers
from graph.sparql.turns import Turns

router = APIRouter(tags=["health"], responses=RESPONSES, dependencies=[MAY_READ])
access = logging.getLogger("samspil.access")

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40)
NO_ROUTE: Final = "other"


class Watch:
    """The numbers of one server."""

    def __init__(self, turns: Mapping[str, Turns]) -> None:
        """Take the turns to watch, by the name of what they are at; begin with nothing counted."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "samspil_http_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "samspil_http_request_seconds", "Time to answer", ["route"], buckets=SECONDS, registry=self.registry
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(_Turns(turns))

    def workers(self, workers: SparqlWorkers) -> None:
        """Watch the query workers."""
        self.registry.register(_Workers(workers))

    def answered(self, method: str, route: str, status: int, seconds: float, id_: str) -> None:
        """Count a request, and log it: nothing of what was asked, only where and how it went."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1), "request": id_}
        access.info("request", extra=told)


class _Workers(Collector):
    def __init__(self, workers: SparqlWorkers) -> None:
        self._workers = workers

    def collect(self) -> Iterator[Metric]:
        turns = self._workers.turns
        yield GaugeMetricFamily("samspil_queries_running", "SPARQL queries that run", value=turns.running)
        yield GaugeMetricFamily("samspil_queries_waiting", "SPARQL queries that wait for a worker", value=turns.waiting)
        yield GaugeMetricFamily("samspil_workers_alive", "Workers there are", value=self._workers.alive)
        yield CounterMetricFamily("samspil_workers_killed", "Workers killed by a query", value=self._workers.killed)


class _Turns(Collector):
    def __init__(self, turns: Mapping[str, Turns]) -> None:
        self._turns = turns

    def collect(self) -> Iterator[Metric]:
        running = GaugeMetricFamily("samspil_turns_running", "What is heavy and runs", labels=["door"])
        waiting = GaugeMetricFamily("samspil_turns_waiting", "What is heavy and waits", labels=["door"])
        for door, turns in self._turns.items():
            running.add_metric([door], turns.running)
            waiting.add_metric([door], turns.waiting)
        yield from (running, waiting)


class Watched:
    """Middleware that gives each request an id, watches it, and adds headers to each answer."""

    def __init__(self, app: ASGIApp, watch: Watch, headers: Mapping[str, str]) -> None:
        """Take the app behind, what counts, and the headers."""
        self._app = app
        self._watch = watch
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, id_ = time.perf_counter(), 500, uuid4().hex[:16]
        scope.setdefault("state", {})["id"] = id_

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._headers, (b"x-request-id", id_.encode())]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", NO_ROUTE)
            self._watch.answered(scope["method"], route, status, time.perf_counter() - begun, id_)


@router.get("/metrics", summary="Numbers for Prometheus", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Return how many requests were answered, how fast, and what the query workers are at."""
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(request.app.state.watch.registry), media_type=media_type)


def log_to_stderr() -> None:
    """Log a line of JSON for each event: each request where a machine reads along, and only what went wrong in a
    terminal.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(
        JsonFormatter("{levelname}{name}{message}", style="{", timestamp=True, rename_fields={"levelname": "level"})
    )
    logging.basicConfig(level=logging.WARNING if sys.stderr.isatty() else logging.INFO, handlers=[handler], force=True)
