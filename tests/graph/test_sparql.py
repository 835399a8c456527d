"""Queries from outside are read only, stay here, and cannot take the server down."""

import json
import time

import pytest

from graph.sparql import Formats, SparqlWorkers, refuse_outward
from ontology.errors import QueryRefused, QueryTimeout

JSON = Formats(table="application/sparql-results+json", graph="text/turtle")
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def workers(home):
    workers = SparqlWorkers(home, seconds=1.5, most_bytes=100_000)
    yield workers
    workers.close()


def test_a_select_is_answered_with_the_projects_prefixes(workers):
    found = json.loads(workers.ask("SELECT ?s WHERE { ?s a samspil:Council }", JSON).content)
    assert [b["s"]["value"].rsplit("/", 1)[-1] for b in found["results"]["bindings"]] == [
        "raadet-for-sociale-investeringer"
    ]


def test_evidence_is_asked_for_as_named_graphs(workers):
    said = "GRAPH ?evidence { ?s samspil:donationCeiling ?o }"
    query = f"ASK {{ {said} GRAPH thing:evidence {{ ?evidence samspil:locator 'Metode' }} }}"
    assert json.loads(workers.ask(query, JSON).content)["boolean"] is True


def test_a_construct_is_answered_as_turtle(workers):
    result = workers.ask("CONSTRUCT WHERE { ?s a samspil:Council }", JSON)
    assert result.media_type == "text/turtle"
    assert b"Council" in result.content


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o } # \n VALUES ?x { 1 } service <http://127.0.0.1:9/> { }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a\\'b' . SERVICE <http://127.0.0.1:9/> { ?s ?p 'c' } }",
    ],
)
def test_service_is_refused_however_it_is_written(query):
    with pytest.raises(QueryRefused, match="SERVICE is not allowed"):
        refuse_outward(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "the SERVICE <x> {" }',
        "SELECT * { ?s ?p ?service }",
        "PREFIX cpsv: <http://purl.org/vocab/cpsv#> SELECT * { ?s a cpsv:PublicService, cpsv:Service }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE",
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
    ],
)
def test_the_word_service_is_allowed_where_it_is_no_keyword(query):
    refuse_outward(query)


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>"]
)
def test_updates_are_refused(query):
    with pytest.raises(QueryRefused, match="This is an update"):
        refuse_outward(query)


def test_a_query_that_is_not_sparql_is_refused_with_the_place(workers):
    with pytest.raises(QueryRefused, match="not valid SPARQL: error at 1:"):
        workers.ask("SELEC * { }", JSON)


def test_an_endless_query_is_killed_and_others_go_on(workers):
    begun = time.monotonic()
    with pytest.raises(QueryTimeout):
        workers.ask(ENDLESS, JSON)
    assert time.monotonic() - begun < 20
    assert json.loads(workers.ask("ASK { ?s ?p ?o }", JSON).content)["boolean"] is True


def test_an_answer_that_is_too_large_is_refused(workers):
    with pytest.raises(QueryRefused, match="larger than 100000 bytes"):
        workers.ask("SELECT * { ?s ?p ?o . ?a ?b ?c }", JSON)
