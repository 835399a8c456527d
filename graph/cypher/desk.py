"""Where Cypher is asked in a program that runs on: the server is started at the first query, brought to the graph's
version when that has changed, started again after a query had to be stopped, and ended with the program.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from pydantic import JsonValue

from graph.cypher.address import Neo4jAddress
from graph.cypher.answer import CypherAnswer, ask_cypher
from graph.cypher.projection import project
from graph.cypher.server import CypherServer, embedded_server, neo4j_server
from graph.cypher.sync import sync
from graph.known.snapshot import Snapshot
from graph.sparql.worker import Bounds
from ontology.errors import Busy

AT_ONCE: Final = 4
WAIT: Final = 10.0  # seconds


def cypher_server(home: Path, address: Neo4jAddress | None) -> AbstractContextManager[CypherServer]:
    """Return the Neo4j server at the address, else the embedded engine on the store under `home`, to be entered."""
    return neo4j_server(address) if address else embedded_server(home / "cypher")


class CypherDesk:
    """Answers queries one after another in the embedded engine, where one that takes too long ends it, and a few at a
    time in a Neo4j server.
    """

    def __init__(self, home: Path, address: Neo4jAddress | None, bounds: Bounds) -> None:
        """Take the home of the store, the Neo4j server if there is one, and the bounds; nothing is started yet."""
        self._home = home
        self._address = address
        self._bounds = bounds
        self._places = BoundedSemaphore(AT_ONCE if address else 1)
        self._starting = Lock()
        self._stack = ExitStack()
        self._server: CypherServer | None = None
        self._version = ""

    def ask(self, snapshot: Snapshot, query: str, parameters: Mapping[str, JsonValue]) -> CypherAnswer:
        """Answer a query on the graph of the snapshot.

        Raises `QueryRefused`, `QueryTimeout`, `StoreError`, and `Busy` where there is no place in time.
        """
        if not self._places.acquire(timeout=WAIT):
            raise Busy("Too many Cypher queries at once. Try again in a moment.")
        try:
            return ask_cypher(self._ready(snapshot), snapshot.version, query, parameters, self._bounds)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the server, if it was started."""
        with self._starting:
            self._stack.close()
            self._server = None

    def _ready(self, snapshot: Snapshot) -> CypherServer:
        with self._starting:
            if self._server is None or self._server.ended:
                self._stack.close()
                self._server = self._stack.enter_context(cypher_server(self._home, self._address))
                self._version = ""
            if self._version != snapshot.version:
                sync(self._server.writer, self._server.database, project(snapshot))
                self._version = snapshot.version
            return self._server
