"""Real SPARQL servers for the tests, on loopback: Oxigraph from its package, Fuseki where CI has fetched it."""

import os
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


SERVERS = {"oxigraph": oxigraph_server, "fuseki": fuseki_server}
