"""Who answers Cypher: the embedded engine, started on a loopback port when asked, or a Neo4j server; both over Bolt."""

import importlib.util
import json
import logging
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Final

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity
from neo4j.exceptions import DriverError, Neo4jError

from graph.cypher.address import Neo4jAddress
from graph.cypher.engine_process import DATABASE
from ontology.errors import StoreError

MEMORY: Final = 1 << 30  # bytes of heap that the embedded engine may take
USER_AGENT: Final = "samspil"
# What the driver would say on standard error of a server that was stopped is said in errors of our own.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class CypherServer:
    """A server that is ready: `writer` brings the graph up to date, `reader` asks (in sessions for reading)."""

    writer: Driver
    reader: Driver
    database: str | None
    process: subprocess.Popen[str] | None = None
    killed: Event = field(default_factory=Event)

    @property
    def ended(self) -> bool:
        """Tell whether the embedded engine is no longer there."""
        return self.killed.is_set() or (self.process is not None and self.process.poll() is not None)

    def kill(self) -> None:
        """End the embedded engine with all that it is at; a Neo4j server ends what takes too long itself."""
        if self.process:
            self.killed.set()
            self.process.kill()
            self.process.wait()


@contextmanager
def neo4j_server(address: Neo4jAddress) -> Iterator[CypherServer]:
    """Connect to a Neo4j server. Raises `StoreError` if it does not answer or does not know the user."""
    try:
        with _driver(address.uri, address.user, address.password) as driver:
            driver.verify_connectivity()
            yield CypherServer(driver, driver, address.database or None)
    except (DriverError, Neo4jError, ValueError) as error:
        raise StoreError(
            "The Neo4j server {uri} cannot be used: {reason}", uri=address.uri, reason=_reason(error)
        ) from error


def engine_is_there() -> bool:
    """Tell whether the embedded engine is installed."""
    return importlib.util.find_spec("arcadedb") is not None


@contextmanager
def embedded_server(folder: Path) -> Iterator[CypherServer]:
    """Start the embedded engine on a folder, which is a cache: where another process has it, on a temporary one.

    Raises `StoreError` if the engine is not installed or does not start.
    """
    if not engine_is_there():
        raise StoreError(
            "Cypher needs an engine. Install it with: pip install 'samspil[cypher]'; or set SAMSPIL_NEO4J_URI."
        )
    with ExitStack() as stack:
        started = _start(folder)
        if isinstance(started, str):
            started = _start(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="samspil-cypher-"))))
        if isinstance(started, str):
            raise StoreError("The Cypher engine does not start: {reason}", reason=started)
        process, port, passwords = started
        stack.callback(_stop, process)
        uri = f"bolt://127.0.0.1:{port}"
        writer = stack.enter_context(_driver(uri, "root", passwords["root"]))
        reader = stack.enter_context(_driver(uri, "reader", passwords["reader"]))
        yield CypherServer(writer, reader, DATABASE, process)


def _driver(uri: str, user: str, password: str) -> Driver:
    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        user_agent=USER_AGENT,
        connection_acquisition_timeout=10,
        max_transaction_retry_time=10,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    )


def _start(folder: Path) -> tuple[subprocess.Popen[str], int, dict[str, str]] | str:
    """Start the engine's process; return it with its port and the passwords of `root` and `reader`, or the reason why
    it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    passwords = {user: secrets.token_urlsafe(24) for user in ("root", "reader")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "graph.cypher.engine_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=folder,  # where the engine puts its log
        env=os.environ | {"ARCADEDB_NATIVE_ISOLATE_ARGS": f"-Xmx{MEMORY}"},
        start_new_session=True,  # Ctrl-C reaches the server alone, which then ends it in good order
    )
    assert process.stdin is not None  # noqa: S101 - they are pipes
    assert process.stdout is not None  # noqa: S101 - as above
    process.stdin.write(json.dumps({"folder": str(folder.resolve()), **passwords}) + "\n")
    process.stdin.flush()
    told = json.loads(process.stdout.readline() or '{"error": "it ended at once"}')
    if "port" not in told:
        _stop(process)
        return str(told["error"])
    return process, told["port"], passwords


def _stop(process: subprocess.Popen[str]) -> None:
    """Let the engine end in good order, and end it where it does not within 10 seconds."""
    try:
        process.communicate(timeout=10)  # closes its standard input
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _reason(error: Exception) -> str:
    return (error.message or error.code or "") if isinstance(error, Neo4jError) else str(error)
