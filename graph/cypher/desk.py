"""Where Cypher is asked in a program that runs on: the server is started at the first query or before, brought to the
graph's version when that has changed, and ended with the program.

Several queries run at a time. The embedded engine cannot stop one of them: what takes too long ends the whole engine.
So from the second query on a second engine stands ready, and where a query takes long, it takes over all that come
after; and what was asked of an engine that was ended for another's sake is asked again of the next, which is safe since
queries only read. There are never more than two.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import Final

from neo4j.exceptions import DriverError, Neo4jError
from pydantic import JsonValue

from graph.cypher.address import Neo4jAddress
from graph.cypher.answer import CypherAnswer
from graph.cypher.asking import ask_cypher
from graph.cypher.projection import project
from graph.cypher.server import CypherServer, embedded_server, engine_is_there, neo4j_server
from graph.cypher.sync import sync
from graph.known.snapshot import Snapshot
from graph.sparql.worker import Bounds
from ontology.errors import Busy, QueryTimeout, SamspilError

LONG: Final = 0.5  # seconds after which a query is not likely to end soon
FOLDERS: Final = ("cypher", "cypher-2")


def cypher_server(folder: Path, address: Neo4jAddress | None) -> AbstractContextManager[CypherServer]:
    """Return the Neo4j server at the address, else the embedded engine on the folder, to be entered."""
    return neo4j_server(address) if address else embedded_server(folder)


@dataclass(eq=False)
class _Engine:
    """A server that was started, how many queries it is at, and the graph version that it holds."""

    server: CypherServer
    kept: ExitStack
    folder: str
    version: str = ""
    running: int = 0


class CypherDesk:
    """Answers queries, several at a time; how many, whoever asks decides."""

    def __init__(self, home: Path, address: Neo4jAddress | None, bounds: Bounds) -> None:
        """Take the folder for the engine's cache, the Neo4j server if there is one, and the bounds; nothing is started
        yet.
        """
        self._home = home
        self._address = address
        self._bounds = bounds
        self._lock = Lock()
        self._current: _Engine | None = None
        self._before: _Engine | None = None  # that still is at what takes long
        self._spare: _Engine | None = None  # that is ready to take over
        self._readying = Lock()
        self._alone = bool(address)  # a Neo4j server stops a query itself
        self._closed = False

    def ask(self, snapshot: Snapshot, query: str, parameters: Mapping[str, JsonValue]) -> CypherAnswer:
        """Answer a query on the graph of the snapshot. Raises `QueryRefused`, `QueryTimeout`, `StoreError`."""
        left = self._bounds.seconds  # to start an engine is no part of it
        while True:
            engine = self._take(snapshot)
            late = Timer(LONG, self._take_over, (engine, snapshot))
            late.start()
            begun = time.monotonic()
            try:
                return ask_cypher(engine.server, snapshot.version, query, parameters, self._bounds, left)
            except QueryTimeout:
                raise
            except SamspilError:
                left -= time.monotonic() - begun
                if not engine.server.ended or left <= 0:
                    raise
            finally:
                late.cancel()
                self._give(engine)

    def ready(self, graph: Callable[[], Snapshot]) -> None:
        """Start the embedded engine before the first query, if it is installed; else, and where there is no graph yet,
        the first query says what is missing.
        """
        if self._address or not engine_is_there():
            return
        with suppress(SamspilError, DriverError, Neo4jError):
            self._give(self._take(graph()))

    def close(self) -> None:
        """End the servers that were started."""
        with self._lock:
            self._closed = True
            engines = (self._current, self._before, self._spare)
            self._current = self._before = self._spare = None
        for engine in filter(None, engines):
            engine.kept.close()

    def _take(self, snapshot: Snapshot) -> _Engine:
        """Return the engine that is to answer, which is to be given back."""
        with self._lock:
            if self._closed:
                raise Busy("The server is about to end. Try again in a moment.")
            first = self._current is None
            if self._current is None or self._current.server.ended:
                folder = self._current.folder if self._current else FOLDERS[0]
                if self._current:
                    self._current.kept.close()
                self._current = self._started(folder)
            _bring(self._current, snapshot)
            self._current.running += 1
            unready = not (first or self._alone or self._spare or self._before or self._readying.locked())
            engine = self._current
        if unready:
            Thread(target=self._prepare, args=(snapshot,)).start()
        return engine

    def _give(self, engine: _Engine) -> None:
        with self._lock:
            engine.running -= 1
            over = engine is self._before and not engine.running
            if over:
                self._before = None
        if over:
            engine.kept.close()

    def _prepare(self, snapshot: Snapshot) -> None:
        """Let a second engine stand ready, if there is none and the one before has ended."""
        with self._readying:
            with self._lock:
                current = self._current
                if self._alone or self._closed or self._spare or self._before or not current:
                    return
            kept = ExitStack()
            try:
                spare = self._started(next(f for f in FOLDERS if f != current.folder))
                kept.push(spare.kept)
                _bring(spare, snapshot)
            except (SamspilError, DriverError, Neo4jError):  # there is no room for it: the first goes on alone
                self._alone = True
                kept.close()
                return
            with self._lock:
                if not self._closed:
                    self._spare = spare
                    kept.pop_all()
            kept.close()

    def _take_over(self, engine: _Engine, snapshot: Snapshot) -> None:
        """Let the second engine answer what comes after a query that takes long."""
        self._prepare(snapshot)
        with self._lock:
            if self._spare and engine is self._current and engine.running:
                self._current, self._before, self._spare = self._spare, engine, None

    def _started(self, folder: str) -> _Engine:
        kept = ExitStack()
        return _Engine(kept.enter_context(cypher_server(self._home / folder, self._address)), kept, folder)


def _bring(engine: _Engine, snapshot: Snapshot) -> None:
    """Bring what the engine holds to the graph of the snapshot."""
    if engine.version != snapshot.version:
        server = engine.server
        sync(server.writer, server.database, project(snapshot), alone=server.process is not None)
        engine.version = snapshot.version
