"""The SPARQL endpoint beside the bare Oxigraph server and rdflib-endpoint: the same data, the same queries, one run.

How many queries a second each answers, and what becomes of simple queries while a pathological one runs. Everything on
loopback, counts and times bounded. rdflib-endpoint is given the accepted view alone, which is what the queries ask.

Run, after `make demo`, with the others in an environment of their own:
    python -m venv /tmp/others && /tmp/others/bin/pip install oxigraph 'rdflib-endpoint[cli]'
    .venv/bin/python bench/sparql.py /tmp/others
and for Cypher, which the others do not speak:
    .venv/bin/python bench/sparql.py --cypher
"""

import http.client
import json
import math
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).parents[1]
SAMSPIL = Path(sys.executable).with_name("samspil")
CLIENTS = 4
EACH = 100  # requests for each query and client
LONGEST = 30.0  # seconds for the requests of one query to one server
PATIENCE = 10.0  # seconds for one request
SIMPLE = 200  # simple queries while a pathological one runs
SECONDS = 15  # of a query, where a server can be told

PREFIXES = "PREFIX s: <https://w3id.org/samspil/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = {
    "a thing": "SELECT ?p ?o { <https://w3id.org/samspil/id/organisation/bikubenfonden> ?p ?o }",
    "all of a kind": "SELECT ?i ?n { ?i a s:Initiative ; skos:prefLabel ?n }",
    "three hops": "SELECT ?o ?i ?t { ?f s:funder ?o ; s:funded ?i . ?i s:theme ?t . ?t skos:prefLabel ?n }",
    "by a word": "SELECT ?x ?n { ?x skos:prefLabel ?n FILTER(CONTAINS(LCASE(?n), 'bolig')) }",
    "grouped": "SELECT ?t (COUNT(?i) AS ?n) { ?i s:theme ?t } GROUP BY ?t ORDER BY DESC(?n)",
    "along a path": "SELECT ?c { ?c skos:broader+ ?b }",
    "1,000 rows": "SELECT * { ?s ?p ?o } LIMIT 1000",
}
PATHOLOGICAL = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE_CYPHER = (
    "MATCH (n {iri: 'https://w3id.org/samspil/id/organisation/bikubenfonden'})-[r]->(m) RETURN type(r), m.iri"
)
PATHOLOGICAL_CYPHER = (
    "MATCH (a)-[]->(b), (c)-[]->(d), (e)-[]->(f) WHERE a.iri < d.iri AND c.iri < f.iri RETURN count(*)"
)
SIMPLE_QUERY = PREFIXES + QUERIES["a thing"]


def ask(connection: http.client.HTTPConnection, path: str, query: str) -> float:
    """Return how long a query takes, in seconds. Raises `OSError` where it is not answered."""
    begun = time.perf_counter()
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({"query": query}), headers)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise OSError(f"{response.status}: {body[:200]!r}")
    return time.perf_counter() - begun


def client(port: int, path: str, query: str, until: float) -> list[float]:
    """Return the times of a client's requests, one after the other over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    times = []
    while len(times) < EACH and time.monotonic() < until:
        times.append(ask(connection, path, query))
    connection.close()
    return times


def throughput(port: int, path: str, query: str) -> float:
    """Return answered queries a second with all clients at once."""
    begun = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as crowd:
        runs = [crowd.submit(client, port, path, query, begun + LONGEST) for _ in range(CLIENTS)]
        answered = sum(len(run.result()) for run in runs)
    return answered / (time.monotonic() - begun)


def simple(port: int, path: str, until: float = math.inf) -> list[float]:
    """Return the times of simple queries by one client; a request that is not answered in time counts as that time."""
    times: list[float] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while len(times) < SIMPLE and time.monotonic() < until:
        try:
            times.append(ask(connection, path, SIMPLE_QUERY))
        except OSError:
            times.append(PATIENCE)
            connection.close()
        time.sleep(0.02)
    connection.close()
    return times


def pathological(port: int, path: str, told: list[str]) -> None:
    """Ask what never ends, and note how that ends."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3 * SECONDS)
    try:
        ask(connection, path, PREFIXES + PATHOLOGICAL)
    except (OSError, http.client.HTTPException) as error:
        told.append(f"{time.monotonic() - begun:.1f} s, {str(error)[:40]}")


def p99(times: list[float]) -> float:
    """Return the 99th percentile in milliseconds."""
    return 1000 * statistics.quantiles(times, n=100)[-1]


@contextmanager
def serving(command: list[str | Path], port: int, path: str) -> Iterator[None]:
    """Let a server run until it is done with."""
    environment = {**os.environ, "SAMSPIL_QUERY_SECONDS": str(SECONDS)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE
    ) as server:
        for _ in range(300):
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), path, "ASK {}")
                break
            except OSError:
                time.sleep(0.1)
        try:
            yield
        finally:
            server.kill()


def free_port() -> int:
    """Return a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def cypher(connection: http.client.HTTPConnection, query: str) -> float:
    """Return how long a Cypher query takes, in seconds. Raises `OSError` where it is not answered."""
    begun = time.perf_counter()
    connection.request("POST", "/cypher", json.dumps({"query": query}), {"Content-Type": "application/json"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise OSError(f"{response.status}: {body[:200]!r}")
    return time.perf_counter() - begun


def measure_cypher() -> None:
    """Print what becomes of simple Cypher queries while a pathological one runs and after it was stopped."""
    port, times = free_port(), list[float]()
    with serving([SAMSPIL, "serve", "--port", str(port)], port, "/sparql"):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(20):  # the first starts the engine
            cypher(connection, SIMPLE_CYPHER)
        alone = [cypher(connection, SIMPLE_CYPHER) for _ in range(SIMPLE)]
        other = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with ThreadPoolExecutor(1) as crowd:
            bad = crowd.submit(cypher, other, PATHOLOGICAL_CYPHER)
            time.sleep(0.1)
            until = time.monotonic() + SECONDS + 10
            while time.monotonic() < until:
                times.append(cypher(connection, SIMPLE_CYPHER))
                time.sleep(0.02)
            ended = str(bad.exception())[:40]
    print(f"Cypher alone: median, p99 (ms)                {1000 * statistics.median(alone):.1f}, {p99(alone):.1f}")
    print(f"beside a pathological one, and after it       {1000 * statistics.median(times):.1f}, {p99(times):.1f}")
    print(f"of {len(times)} the longest (ms)                      {1000 * max(times):.1f}")
    print(f"the pathological one                          {ended}")


def main() -> None:
    """Measure one server after the other, and print a table."""
    if sys.argv[1:] == ["--cypher"]:
        measure_cypher()
        return
    others = Path(sys.argv[1]) / "bin"
    with tempfile.TemporaryDirectory() as folder:
        trig, view, quads = (Path(folder) / name for name in ("all.trig", "view.ttl", "quads"))
        for format_, file in (("trig", trig), ("turtle", view)):
            subprocess.run([SAMSPIL, "export", "--format", format_, "-o", file], check=True, cwd=HERE)
        load = [others / "oxigraph", "load", "--location", quads, "--file", trig]
        subprocess.run(load, check=True, capture_output=True)
        a, b, c = (free_port() for _ in range(3))
        oxigraph = [others / "oxigraph", "serve-read-only", "--location", quads, "--bind", f"127.0.0.1:{b}"]
        rdflib = [others / "rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", str(c), view]
        servers: dict[str, tuple[list[str | Path], int, str]] = {
            "Samspil": ([SAMSPIL, "serve", "--port", str(a)], a, "/sparql"),
            "oxigraph": ([*oxigraph, "--timeout-s", str(SECONDS)], b, "/query"),
            "rdflib-endpoint": (rdflib, c, "/"),
        }
        measured = {name: measure(*server) for name, server in servers.items()}
    print(f"{'':44}" + "".join(f"{name:>24}" for name in measured))
    for row in next(iter(measured.values())):
        print(f"{row:44}" + "".join(f"{rows[row]:>24}" for rows in measured.values()))


def measure(command: list[str | Path], port: int, path: str) -> dict[str, str]:
    """Return a server's figures, by what they say."""
    rows = {}
    with serving(command, port, path):
        simple(port, path)  # warm
        for name, query in QUERIES.items():
            rows[f"{name}: queries/s"] = f"{throughput(port, path, PREFIXES + query):.1f}"
        alone = simple(port, path)
        rows["simple queries alone: median, p99 (ms)"] = f"{1000 * statistics.median(alone):.1f}, {p99(alone):.1f}"
        told: list[str] = []
        bad = threading.Thread(target=pathological, args=(port, path, told), daemon=True)
        bad.start()
        time.sleep(0.5)
        beside = simple(port, path, time.monotonic() + SECONDS)
        rows["beside a pathological one: median, p99 (ms)"] = (
            f"{1000 * statistics.median(beside):.1f}, {p99(beside) if len(beside) > 1 else 1000 * beside[0]:.1f}"
        )
        bad.join(2 * SECONDS)
        rows["the pathological one ends after"] = told[0] if told else f"not within {2 * SECONDS + SECONDS} s"
    return rows


if __name__ == "__main__":
    main()
