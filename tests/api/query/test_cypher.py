"""Cypher at the doors: `/cypher`, `samspil ask --cypher` and `samspil sync neo4j`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.query.page import in_cypher
from api.settings import Settings
from graph.answers.question import questions

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


def test_an_answer_comes_as_csv_without_formulas(client):
    query = "RETURN '=1+1' AS a, 'Å, b' AS b, [1, 2] AS c, null AS d"
    answer = client.post("/cypher", json={"query": query}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == 'a,b,c,d\r\n\'=1+1,"Å, b","[1, 2]",\r\n'
    assert client.post("/cypher", json={"query": query}, headers={"Accept": "image/png"}).status_code == 406


def test_the_network_in_an_answer_has_its_things_and_relationships(client):
    path = "MATCH p = (:Initiative)-[:ADDRESSES]->(:Theme) RETURN p LIMIT 1"
    as_path = client.post("/cypher/network", json={"query": path}).json()
    columns = "MATCH (i:Initiative)-[r:ADDRESSES]->(t:Theme) RETURN i, t.iri AS tema LIMIT 1"
    as_columns = client.post("/cypher/network", json={"query": columns}).json()
    assert [e["label"]["da"] for e in as_path["edges"]] == ["ADDRESSES"]
    assert [e["label"]["da"] for e in as_columns["edges"]] == ["tema"]
    assert len(as_path["nodes"]) == len(as_columns["nodes"]) == 2


def test_the_page_has_each_question_in_both_languages_with_its_values(client):
    page = client.get("/cypher", headers={"Accept": "text/html"}).text
    assert 'value="cypher" checked' in page
    assert page.count("data-cypher=") == len(questions()) + 1
    assert not re.search(r"data-cypher=\"[^\"]*\$", page)


@pytest.mark.parametrize("question", [q for q in questions().values() if q.parameters][:3], ids=lambda q: q.name)
def test_a_question_of_the_page_can_be_asked_as_it_stands(client, question):
    assert client.post("/cypher", json={"query": in_cypher(question)}).status_code == 200


def test_a_parameter_is_a_value_and_never_part_of_the_query(client):
    query = "MATCH (n:Theme) WHERE n.label_en = $name RETURN n.iri"
    named = {"name": "More homeless people in a home of their own"}
    found = client.post("/cypher", json={"query": query, "parameters": named})
    assert found.json()["rows"] == [["https://w3id.org/samspil/concept/theme/homelessness"]]
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
