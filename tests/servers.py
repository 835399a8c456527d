"""Real SPARQL servers for the tests, on loopback: Oxigraph from its package, Fuseki where CI has fetched it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import ServiceUnavailable, SessionExpired, TransientError

from graph.cypher.address import Neo4jAddress


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def running(command: list[str], address: str) -> Iterator[str]:
    """Run a server until the block ends; `address` must answer within a minute."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                try:
                    httpx2.get(address)
                    break
                except httpx2.TransportError:
                    assert server.poll() is None, f"{command[0]} did not start"
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}") as address:
        yield address


@contextmanager
def fuseki_server(_: Path) -> Iterator[str]:
    jar = os.environ.get("FUSEKI_JAR", "")
    if not jar or not shutil.which("java"):
        pytest.skip("Fuseki is not here: set FUSEKI_JAR to its jar, with java on the path")
    port = free_port()
    command = ["java", "-Xmx1g", "-jar", jar, "--localhost", "--port", str(port), "--update", "--mem", "/ds"]
    with running(command, f"http://127.0.0.1:{port}/ds"):
        yield f"http://127.0.0.1:{port}/ds"


@contextmanager
def neo4j_community(folder: Path) -> Iterator[Neo4jAddress]:
    """Run Neo4j 5 Community on loopback, with a password that nobody knows before."""
    jars = os.environ.get("NEO4J_JARS", "")
    if not jars or not shutil.which("java"):
        pytest.skip("Neo4j is not here: set NEO4J_JARS to the folder with its jars, with java on the path")
    port, password = free_port(), secrets.token_urlsafe(16)
    (folder / "conf").mkdir()
    (folder / "conf" / "neo4j.conf").write_text(
        f"server.bolt.listen_address=127.0.0.1:{port}\nserver.default_listen_address=127.0.0.1\n"
        "server.http.enabled=false\nserver.https.enabled=false\ndbms.usage_report.enabled=false\n"
        "server.memory.pagecache.size=64m\ndbms.security.auth_minimum_password_length=8\n"
    )
    opened = [f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in ("java.nio", "java.io", "sun.nio.ch", "java.lang")]
    command = ["java", "-Xmx768m", *opened, "-cp", f"{jars}/*", "org.neo4j.server.CommunityEntryPoint"]
    command += [f"--home-dir={folder}", f"--config-dir={folder / 'conf'}"]
    address = Neo4jAddress(f"bolt://127.0.0.1:{port}", "neo4j", password)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _change_first_password(address, server)
            yield address
        finally:
            server.terminate()


def _change_first_password(address: Neo4jAddress, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with (
                GraphDatabase.driver(address.uri, auth=("neo4j", "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=address.password).consume()
            return
        except (ServiceUnavailable, SessionExpired, TransientError):
            assert server.poll() is None, "Neo4j did not start"
            time.sleep(0.5)


SERVERS = {"oxigraph": oxigraph_server, "fuseki": fuseki_server}
