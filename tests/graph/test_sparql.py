"""Queries from outside are read only, stay here, and cannot take the server down."""

import json
from contextlib import suppress

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
        "SELECT * { ?s e:a\\' ?o . OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } FILTER(?z = 'b') }",
        "SELECT * { FILTER(?a<'x>'||?b='y') SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } FILTER(?z='w') }",
        "SELECT * { ?s ?p 1SERVICE # a ' b\n <http://127.0.0.1:9/> # c\n { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o } #" + "service " * 60,
        'SELECT * { ?s ?p "the SERVICE <x> {" }',  # refused too: no string can be told from a keyword for certain
        "SELECT * { ?s ?p 'a\\'b' . SERVICE <http://127.0.0.1:9/> { ?s ?p 'c' } }",
    ],
)
def test_service_is_refused_however_it_is_written(query):
    with pytest.raises(QueryRefused, match="SERVICE is not allowed"):
        refuse_outward(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "the SERVICE of <x>, a service" }',
        "SELECT ?service ?x { ?s ?p ?service ; ?myservice ?x { ?a ?b ?service } }",
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


def test_looking_for_service_comes_to_an_end_however_the_query_is_made():
    # Each takes milliseconds; a look that goes back and forth would take longer than anybody waits.
    for part in ("service#", "# ", "service <", "service silent ", "service::", "\\u0053ervice ?"):
        with suppress(QueryRefused):
            refuse_outward("SELECT * { " + part * (99_000 // len(part)))
        with suppress(QueryRefused):
            refuse_outward("SELECT * { " + "service" * 49 + part[:1] * 99_000)


def test_a_resource_is_described(workers):
    result = workers.ask("DESCRIBE <https://w3id.org/samspil/id/organisation/bikubenfonden>", JSON)
    assert b"Bikubenfonden" in result.content


def test_a_query_that_is_not_sparql_is_refused_with_the_place(workers):
    with pytest.raises(QueryRefused, match="not valid SPARQL: error at 1:"):
        workers.ask("SELEC * { }", JSON)


def test_an_endless_query_is_killed_and_others_go_on(workers):
    with pytest.raises(QueryTimeout):
        workers.ask(ENDLESS, JSON)
    assert json.loads(workers.ask("ASK { ?s ?p ?o }", JSON).content)["boolean"] is True


def test_an_answer_that_is_too_large_is_refused(workers):
    with pytest.raises(QueryRefused, match="larger than 100000 bytes"):
        workers.ask("SELECT * { ?s ?p ?o . ?a ?b ?c }", JSON)
