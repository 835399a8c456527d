"""Cypher at the doors: `/cypher`, `samspil ask --cypher` and `samspil sync neo4j`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http import create_app
from api.settings import Settings

pytest.importorskip("arcadedb", reason="the embedded engine is not installed: pip install 'samspil[cypher]'")
COUNCILS = "MATCH (c:Council) RETURN c.label_da AS council"


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home, lang="en"))) as client:
        yield client


def samspil(*arguments, **environment):
    return subprocess.run(
        [Path(sys.executable).with_name("samspil"), *arguments, "--lang", "en"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_query_is_answered_with_its_graph_version(client):
    answer = client.post("/cypher", json={"query": COUNCILS})
    assert answer.status_code == 200
    assert answer.json()["columns"] == ["council"]
    assert answer.json()["rows"] == [["Rådet for Sociale Investeringer"]]
    assert answer.json()["graph_version"] == client.get("/healthz").json()["graph_version"]


def test_a_parameter_is_a_value_and_never_part_of_the_query(client):
    query = "MATCH (n:Theme) WHERE n.label_en = $name RETURN n.iri"
    found = client.post("/cypher", json={"query": query, "parameters": {"name": "Fewer homeless people"}}).json()
    assert found["rows"] == [["https://w3id.org/samspil/concept/theme/homelessness"]]
    hostile = {"name": "' OR true DETACH DELETE n //"}
    assert client.post("/cypher", json={"query": query, "parameters": hostile}).json()["rows"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"query": "MATCH (n) DETACH DELETE n"}, 400),
        ({"query": "CALL apoc.load.json('x') YIELD value RETURN value"}, 400),
        ({"query": "MATCH (n) RETURN m"}, 400),
        ({"query": ""}, 422),
        ({"query": COUNCILS, "parameters": "x"}, 422),
        ({"query": COUNCILS, "other": 1}, 422),
        ({}, 422),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client, body, status):
    answer = client.post("/cypher", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_the_command_line_asks_in_cypher(home):
    answer = samspil("ask", "--cypher", COUNCILS, "--store", home)
    assert answer.returncode == 0, answer.stderr
    assert "Rådet for Sociale Investeringer" in answer.stdout
    told = json.loads(samspil("ask", "--cypher", COUNCILS, "--store", home, "--json").stdout)
    assert told["rows"] == [["Rådet for Sociale Investeringer"]]


def test_the_command_line_refuses_what_is_not_for_reading(home):
    refused = samspil("ask", "--cypher", "MATCH (n) DELETE n", "--store", home)
    assert refused.returncode == 2
    assert "queries may only read" in refused.stderr


def test_a_sync_without_a_server_says_how_to_name_one(home):
    refused = samspil("sync", "neo4j", "--store", home)
    assert refused.returncode == 2
    assert "SAMSPIL_NEO4J_URI" in refused.stderr


@pytest.mark.neo4j
def test_the_command_line_brings_a_server_up_to_date_and_asks_it(home, neo4j):
    server = {"SAMSPIL_NEO4J_URI": neo4j.uri, "SAMSPIL_NEO4J_PASSWORD": neo4j.password}
    first = samspil("sync", "neo4j", "--store", home, **server)
    assert first.returncode == 0, first.stderr
    again = json.loads(samspil("sync", "neo4j", "--store", home, "--json", **server).stdout)
    assert again["nodes_written"] == again["relationships_deleted"] == 0
    assert "Rådet for Sociale" in samspil("ask", "--cypher", COUNCILS, "--store", home, **server).stdout
    wrong = samspil("sync", "neo4j", "--store", home, **server | {"SAMSPIL_NEO4J_PASSWORD": "wrong-password"})
    assert wrong.returncode == 2
    assert neo4j.uri in wrong.stderr
