"""The graph in a folder and on a server: every command and door says the same of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import Settings
from graph.evidence.recording import record
from graph.store import ServerAddress, reading, writing
from ingest.proposal_file import EXAMPLE
from tests.api.v1.test_sources import IRI, SKEMA
from tests.conftest import NOON, empty, fill
from tests.graph.evidence.test_evidence import said
from tests.review_example import paper_that_waits
from tests.servers import free_port

COMMANDS = [
    ["assess", str(EXAMPLE), "--json"],
    ["assess", str(EXAMPLE)],
    ["check", "--json"],
    ["show", "MSB", "--json"],
    ["gaps", "--json"],
    ["ask", "funders-of-a-theme", "--json"],
    ["review", "--list", "--status", "accepted", "--source", "vision"],
]


def samspil(*arguments, **environment):
    command = [Path(sys.executable).with_name("samspil"), *arguments]
    env = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, capture_output=True, env=env, text=True, timeout=120)


@pytest.fixture(scope="module")
def environment(server, home, tmp_path_factory):
    """What names a server with the shipped facts, and a folder for what is beside them."""
    if not server:
        pytest.skip("needs a server")
    settings = Settings(store=server, home=tmp_path_factory.mktemp("beside"))
    empty(settings.place)
    fill(settings.place, home)
    return {"SAMSPIL_STORE": server, "SAMSPIL_HOME": str(settings.home)}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: " ".join([c[0], *c[2:3]]))
def test_a_command_says_the_same_byte_by_byte(environment, home, command):
    there = samspil(*command, **environment)
    here = samspil(*command, SAMSPIL_STORE=str(home))
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout), there.stderr
    assert there.stdout


def test_an_ingest_and_a_match_on_a_server_find_what_is_there(environment):
    told = json.loads(samspil("ingest", "--json", **environment).stdout)
    assert (told["new"], told["changed"]) == (0, 0)
    assert samspil("match", "--json", **environment).returncode == 0


def test_an_export_with_all_evidence_holds_the_same_quads(environment, home):
    command = ["export", "--format", "trig"]
    there, here = samspil(*command, **environment).stdout, samspil(*command, SAMSPIL_STORE=str(home)).stdout
    assert set(parse(there, format=RdfFormat.TRIG)) == set(parse(here, format=RdfFormat.TRIG))


def test_what_is_beside_the_graph_stays_in_the_folder(environment):
    samspil("assess", str(EXAMPLE), **environment)
    assert list(Path(environment["SAMSPIL_HOME"], "assessments").glob("*.json"))


def test_a_place_on_the_command_line_wins(environment, home):
    shown = samspil("show", "MSB", "--json", "--store", environment["SAMSPIL_STORE"], SAMSPIL_STORE="/nowhere")
    assert shown.stdout == samspil("show", "MSB", "--json", "--store", str(home)).stdout


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"SAMSPIL_STORE": "http://example.org/ds"}, "SAMSPIL_STORE_PLAIN"),
        ({"SAMSPIL_STORE": "https://us:open@example.org/ds"}, "SAMSPIL_STORE_USER"),
        ({"SAMSPIL_STORE": f"http://localhost:{free_port()}/ds"}, "cannot be reached"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_in_words(given, problem, tmp_path):
    told = samspil("show", "MSB", "--lang", "en", SAMSPIL_HOME=str(tmp_path), **given)
    assert told.returncode == 2
    assert problem in told.stderr
    assert "us:open" not in told.stderr
    assert "Traceback" not in told.stderr


@pytest.fixture
def settings(place, server, tmp_path):
    """The settings for a store of each kind with a paper that waits for review."""
    paper_that_waits(tmp_path / "home", place)
    return Settings(store=server or tmp_path / "home", home=tmp_path / "home", user="Anna")


@pytest.fixture
def client(settings):
    with TestClient(create_app(settings)) as client:
        yield client


def test_a_paper_is_reviewed_and_the_decision_taken_back(client):
    waiting = client.get("/v1/reviews/queue").json()["items"]
    before = client.get("/healthz").json()["graph_version"]
    ids = [w["id"] for w in waiting]
    made = client.post("/v1/reviews", json={"evidence": ids, "decision": "accepted"}).json()
    assert client.get("/healthz").json()["graph_version"] != before
    assert not client.get("/v1/reviews/queue").json()["items"]
    assert client.post(f"/v1/reviews/{made['review']['id']}/undo").status_code < 300
    assert client.get("/healthz").json()["graph_version"] == before


def test_an_upload_is_read_and_seen_by_the_next_query(client):
    told = client.post("/v1/sources", files=[SKEMA]).json()
    assert told["new"]
    sources = client.get("/v1/sources").json()["items"]
    assert {s["source"]: s["proposed"] for s in sources}[IRI.value] == told["new"]
    query = f"ASK {{ GRAPH thing:evidence {{ ?evidence prov:hadPrimarySource <{IRI.value}> }} }}"
    assert client.get("/sparql", params={"query": query}).json()["boolean"]


def test_what_somebody_else_writes_is_answered_at_once(client, settings):
    query = {"query": "ASK { ?s <https://example.org/p> 7 }"}
    assert not client.get("/sparql", params=query).json()["boolean"]
    with writing(settings.place, "tests") as store:
        record(store, [said("elsewhere", 7)], at=NOON)
    assert client.get("/sparql", params=query).json()["boolean"]
    assert client.get("/graph-store", params={"graph": "https://example.org/evidence/elsewhere"}).status_code == 200


def test_a_server_that_goes_away_is_a_problem_and_nothing_hangs(tmp_path):
    store = f"http://127.0.0.1:{free_port()}"
    with TestClient(create_app(Settings(store=store, home=tmp_path)), raise_server_exceptions=False) as client:
        for path in ("/sparql?query=ASK%20%7B%7D", "/healthz", "/v1/gaps", "/v1/sources"):
            answer = client.get(path, headers={"Accept-Language": "en"})
            assert answer.status_code == 503
            assert "cannot be reached" in answer.json()["detail"]


def test_a_decision_that_meets_another_is_made_on_what_is_there_then(client, settings):
    if not isinstance(settings.place, ServerAddress):
        pytest.skip("one process holds a folder")
    ids = [w["id"] for w in client.get("/v1/reviews/queue").json()["items"]]
    with writing(settings.place, "tests") as store:  # has seen the graph before the decision, and writes after it
        client.post("/v1/reviews", json={"evidence": ids[:1], "decision": "accepted"})
        with pytest.raises(Exception, match="changed by somebody else"):
            record(store, [said("late", 1)], at=NOON)
    assert client.post("/v1/reviews", json={"evidence": ids[1:2], "decision": "accepted"}).status_code < 300
    assert not [q for q in reading(settings.place).quads() if "late" in str(q.graph_name)]
