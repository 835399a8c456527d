"""The server as a process of its own: how it bears pathological queries, what it counts and logs, how it ends."""

import json
import re
import signal
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from tests.conftest import served

QUICK = "SELECT ?s WHERE { ?s a samspil:Council }"
SLOW = "SELECT (SUM(STRLEN(STR(?c)) * STRLEN(STR(?f))) AS ?n) { ?a a ?c . ?d <http://purl.org/dc/terms/title> ?f }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def ask(address, query):
    return httpx2.get(f"{address}/sparql", params={"query": query}, timeout=60)


def processes_of(pid):
    """The worker processes of a server."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = {int(child) for task in tasks for child in task.read_text().split()}
    return {child for child in children if "graph.sparql.worker" in Path(f"/proc/{child}/cmdline").read_text()}


def test_others_go_on_while_queries_are_pathological(home):
    with served(home, SAMSPIL_QUERY_SECONDS="3") as (address, server), ThreadPoolExecutor(8) as crowd:
        for _ in range(20):
            assert ask(address, QUICK).status_code == 200
        bad = [crowd.submit(ask, address, ENDLESS) for _ in range(2)]
        times = []
        while not all(b.done() for b in bad):
            begun = time.perf_counter()
            assert ask(address, QUICK).status_code == 200
            times.append(time.perf_counter() - begun)
        assert {b.result().status_code for b in bad} == {503}
        assert all(b.result().headers["Retry-After"] for b in bad)
        assert len(times) > 20
        assert statistics.quantiles(times, n=100)[-1] < 1
        numbers = httpx2.get(f"{address}/metrics").text
        assert "samspil_workers_killed_total 2.0" in numbers
        assert re.search(r'samspil_http_requests_total\{method="GET",route="/sparql",status="503"\} 2\.0', numbers)
        assert "samspil_queries_running 0.0" in numbers
        assert len(processes_of(server.pid)) == 4


def test_a_client_with_too_many_queries_at_once_is_told_to_wait(home):
    with served(home, SAMSPIL_QUERY_SECONDS="2") as (address, _), ThreadPoolExecutor(30) as crowd:
        told = [f.result() for f in [crowd.submit(ask, address, ENDLESS) for _ in range(30)]]
        assert {r.status_code for r in told} == {429, 503}
        assert all(r.headers["Retry-After"] and r.json()["detail"] for r in told)
        assert ask(address, QUICK).status_code == 200


def test_what_runs_is_answered_before_the_server_ends_and_its_workers_with_it(home):
    with served(home) as (address, server), ThreadPoolExecutor(1) as crowd:
        assert ask(address, QUICK).status_code == 200
        workers = processes_of(server.pid)
        assert len(workers) == 4
        running = crowd.submit(ask, address, SLOW)
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        assert running.result().status_code == 200
        server.wait(timeout=30)
        # uvicorn ends by the signal that it was told to end by.
        assert server.returncode in {0, -signal.SIGTERM}
        assert not [w for w in workers if Path(f"/proc/{w}").exists()]


CYPHER = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN sum(a * b % (c + 1))"


@pytest.mark.parametrize("door", ["/cypher", "/v1/assessments"])
def test_what_is_heavy_waits_its_turn_and_too_much_of_it_is_told_to_come_again(home, door):
    if door == "/cypher":
        pytest.importorskip("arcadedb")
    body = {"query": CYPHER} if door == "/cypher" else {"summary": "Housing First til unge hjemløse. " * 40}

    def post(address):
        return httpx2.post(address + door, json=body, timeout=120)

    with served(home, SAMSPIL_QUERY_SECONDS="3") as (address, _), ThreadPoolExecutor(40) as crowd:
        crowded = [crowd.submit(post, address) for _ in range(40)]
        while not any(f.done() for f in crowded):
            assert httpx2.get(f"{address}/livez", timeout=5).status_code == 200
            assert ask(address, QUICK).status_code == 200
        told = [f.result() for f in crowded]
        refused = [r for r in told if r.status_code in {429, 503}]
        assert 429 in {r.status_code for r in refused}
        assert all(r.headers["Retry-After"] and r.json()["detail"] for r in refused)
        assert {r.status_code for r in told} <= {201, 429, 503}
        numbers = httpx2.get(f"{address}/metrics").text
        assert f'samspil_turns_running{{door="{door.rsplit("/", 1)[1]}"}} 0.0' in numbers


def test_each_request_is_a_line_of_json_without_what_was_asked(home):
    with served(home) as (address, server):
        ask(address, QUICK)
        httpx2.get(f"{address}/v1/entities/organisation/bikubenfonden")
        server.terminate()
        lines = [json.loads(line) for line in server.communicate(timeout=30)[1].splitlines()]
    told = [line for line in lines if line["name"] == "samspil.access"]
    assert [(t["method"], t["route"], t["status"]) for t in told] == [
        ("GET", "/sparql", 200),
        ("GET", "/v1/entities/{entity_id:path}", 200),
    ]
    assert all(t["ms"] > 0 and t["timestamp"] and t["level"] == "INFO" for t in told)
    assert "Council" not in json.dumps(lines)
    assert "bikubenfonden" not in json.dumps(lines)


@pytest.mark.parametrize("accept", ["*/*", "application/openmetrics-text"])
def test_numbers_come_as_prometheus_reads_them(home, accept):
    with served(home) as (address, _):
        response = httpx2.get(f"{address}/metrics", headers={"Accept": accept})
    assert response.headers["content-type"].startswith("text/plain" if accept == "*/*" else accept)
    assert "process_resident_memory_bytes" in response.text
