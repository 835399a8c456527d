"""Cypher in the embedded engine and in Neo4j: the same graph, the same texts, the same answers as SPARQL."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j.exceptions import Neo4jError

from graph.answers.question import ask, questions, select
from graph.cypher.address import Neo4jAddress
from graph.cypher.asking import ask_cypher
from graph.cypher.desk import CypherDesk
from graph.cypher.projection import project
from graph.cypher.server import embedded_server, neo4j_server
from graph.cypher.sync import Synced, carry_out, changes, sync, version_of
from graph.known.names import Names
from graph.known.view import as_store
from graph.sparql.worker import Bounds
from graph.store import EmbeddedStore
from ontology.errors import QueryRefused, QueryTimeout, StoreError
from ontology.vocabulary import local_name, vocabulary

pytest.importorskip("arcadedb", reason="the embedded engine is not installed: pip install 'samspil[cypher]'")
ANSWERS = tomllib.loads((Path(__file__).parents[1] / "answers.toml").read_text(encoding="utf-8"))
BOUNDS = Bounds(seconds=60, rows=100_000, size=20_000_000, memory=2**31)
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
OF_EVIDENCE = {q.name for q in questions().values() if "GRAPH" in q.query}
SLOW = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN sum(a * b % (c + 1))"


@pytest.fixture(scope="module", params=ENGINES)
def server(request, tmp_path_factory):
    if request.param == "neo4j":
        with neo4j_server(request.getfixturevalue("neo4j")) as server:
            yield server
    else:
        with embedded_server(tmp_path_factory.mktemp("cypher")) as server:
            yield server


@pytest.fixture(scope="module")
def projection(snapshot):
    return project(snapshot)


@pytest.fixture
def loaded(server, projection):
    sync(server.writer, server.database, projection)
    return server


@pytest.fixture(scope="module")
def baseline(home):
    return EmbeddedStore.reading(home)


def rows(server, query, **parameters):
    return ask_cypher(server, "version", query, parameters, BOUNDS).rows


def value(term):
    """A parameter for Cypher of one in SPARQL."""
    return term[1:-1] if term[0] in '<"' else float(term)


def answers_in_both(server, store, question, query):
    """The rows in SPARQL and in Cypher, in the same order and with numbers written alike."""
    terms = {p.name: re.search(rf"VALUES \?{p.name} \{{ (.*?) \}}", query)[1] for p in question.parameters}
    parameters = {name: value(term) for name, term in terms.items()}
    sparql = [[row[c.name] and row[c.name].value for c in question.columns] for row in select(store, query)]
    cypher = rows(server, question.cypher, **parameters)
    return sorted(map(plain, sparql)), sorted(map(plain, cypher))


def plain(row):
    return tuple("" if c is None else re.sub(r"^(-?\d+)\.0$", r"\1", str(c)) for c in row)


@pytest.mark.parametrize("question", questions().values(), ids=lambda q: q.name)
def test_a_named_question_has_the_same_answer_in_cypher(question, loaded, baseline, snapshot):
    asked = ask(question, ANSWERS[question.name].get("given", {}), baseline, snapshot, Names(snapshot))
    for query in (question.query, asked.query):
        sparql, cypher = answers_in_both(loaded, baseline, question, query)
        assert cypher == sparql


@pytest.mark.parametrize("every", [2, 3, 5])
def test_the_answers_are_the_same_on_a_graph_with_holes(server, snapshot, every):
    ours = {e for iri, about in snapshot.about.items() if "/concept/" in iri for s in about for e in s.evidence}
    part = snapshot.without({e for i, e in enumerate(sorted(snapshot.records)) if i % every == 0 and e not in ours})
    sync(server.writer, server.database, replace(project(part), version=f"every {every}"))
    store = as_store(part)
    for question in questions().values():
        if question.name not in OF_EVIDENCE:
            sparql, cypher = answers_in_both(server, store, question, question.query)
            assert cypher == sparql, question.name


def test_the_columns_are_those_of_the_question(loaded):
    question = questions()["largest-initiatives"]
    answer = ask_cypher(loaded, "version", question.cypher, {}, BOUNDS)
    assert answer.columns == tuple(c.name for c in question.columns)


def test_a_thing_is_a_node_with_its_classes_and_texts_in_both_languages(loaded):
    found = rows(loaded, "MATCH (i:Initiative) WHERE i.iri ENDS WITH '/havnegade' RETURN i")[0][0]
    assert found["labels"] == ["Initiative", "Samspil"]
    assert found["properties"]["label_da"] == "Havnegade"
    theme = rows(loaded, "MATCH (t:Theme) WHERE t.iri ENDS WITH '/homelessness' RETURN t.label_da, t.label_en")[0]
    assert theme == ("Flere hjemløse i egen bolig", "More homeless people in a home of their own")


def test_a_funding_is_a_relationship_with_its_values_and_a_node(loaded):
    found = rows(
        loaded,
        "MATCH (f)-[r:FUNDS]->(i:Initiative) "
        "WHERE i.iri ENDS WITH '/laer-for-livet' AND f.iri ENDS WITH 'lauritzen-fonden' "
        "MATCH (n:Funding {iri: r.key})-[:FUNDER]->(f) RETURN r, n.amount, f, i",
    )
    relationship, amount, *_ = found[0]
    assert relationship["type"] == "FUNDS"
    assert relationship["properties"]["amount"] == amount == 4_000_000
    assert relationship["end"].endswith("/laer-for-livet")


def test_what_evidence_says_leads_to_its_source(loaded):
    found = rows(
        loaded,
        "MATCH (s:Source)<-[:HAD_PRIMARY_SOURCE]-(e:Evidence)-[said:SAYS]->(i:Initiative) "
        "WHERE i.iri ENDS WITH '/havnegade' RETURN count(DISTINCT s), count(said)",
    )
    assert found[0][0] >= 1
    assert found[0][1] > found[0][0]


def test_no_label_of_a_scheme_is_the_name_of_a_class(snapshot):
    schemes = {label for n in project(snapshot).nodes if n.labels[:1] == ("Concept",) for label in n.labels[1:]}
    assert {"Theme", "TargetGroup"} <= schemes
    assert not schemes & {local_name(iri) for iri in vocabulary().classes}


def test_a_second_sync_writes_nothing(loaded, projection):
    assert version_of(loaded.writer, loaded.database) == projection.version
    assert sync(loaded.writer, loaded.database, projection) == Synced(projection.version)
    assert changes(loaded.writer, loaded.database, projection).steps == 0


def test_a_sync_writes_what_differs_and_deletes_what_has_gone(loaded, snapshot, projection):
    thing = next(iri for iri in snapshot.entities if iri.endswith("/funding/" + iri.rsplit("/", 1)[-1]))
    less = replace(project(snapshot.without({e for s in snapshot.about[thing] for e in s.evidence})), version="less")
    there = sync(loaded.writer, loaded.database, less)
    back = sync(loaded.writer, loaded.database, projection)
    assert there.nodes_deleted == 1
    assert there.relationships_deleted >= 1  # FUNDS; the others go with the node
    assert 0 < back.nodes_written + back.relationships_written < 100
    assert rows(loaded, "MATCH (n:Samspil) RETURN count(n)")[0][0] == len(projection.nodes)
    assert rows(loaded, "MATCH (:Samspil)-[r]->(:Samspil) RETURN count(r)")[0][0] == len(projection.relationships)


def test_what_is_written_first_where_nobody_else_writes_is_written_once(tmp_path, projection):
    with embedded_server(tmp_path) as engine:
        synced = sync(engine.writer, engine.database, projection, alone=True)
        assert synced.relationships_written == len(projection.relationships)
        assert rows(engine, "MATCH ()-[r]->() RETURN count(r)") == ((len(projection.relationships),),)
        assert changes(engine.writer, engine.database, projection).steps == 0


def test_a_sync_that_broke_off_is_taken_up_where_it_was(loaded, projection):
    with loaded.writer.session(database=loaded.database) as session:
        session.run("MATCH (n:Samspil) DETACH DELETE n").consume()
    todo = changes(loaded.writer, loaded.database, projection)

    def break_off(done):
        break_off.done += done
        if break_off.done > 3000:
            raise KeyboardInterrupt

    break_off.done = 0
    with pytest.raises(KeyboardInterrupt):
        carry_out(loaded.writer, loaded.database, todo, break_off)
    assert version_of(loaded.writer, loaded.database) is None
    rest = changes(loaded.writer, loaded.database, projection)
    assert rest.steps == todo.steps - break_off.done
    sync(loaded.writer, loaded.database, projection)
    assert changes(loaded.writer, loaded.database, projection).steps == 0


def test_what_somebody_else_changed_is_set_right_and_what_is_not_ours_is_left(loaded, projection):
    with loaded.writer.session(database=loaded.database) as session:
        session.run("MATCH (n:Initiative) SET n.label_da = 'x'").consume()
        session.run("CREATE (:Foreign {iri: 'x'})").consume()
        try:
            assert changes(loaded.writer, loaded.database, projection).steps > 100
            carry_out(loaded.writer, loaded.database, changes(loaded.writer, loaded.database, projection))
            assert rows(loaded, "MATCH (n:Foreign) RETURN count(n)") == ((1,),)
            assert rows(loaded, "MATCH (n:Initiative {label_da: 'x'}) RETURN count(n)") == ((0,),)
        finally:
            session.run("MATCH (n:Foreign) DELETE n").consume()


WRITING = (
    "CREATE (n:Hostile)",
    "MERGE (n:Hostile {x: 1})",
    "MATCH (n:Initiative) SET n.amount = 0",
    "MATCH (n:Initiative) REMOVE n.label_da",
    "MATCH (n:Initiative) DETACH DELETE n",
    "MATCH (n:Initiative) CALL { WITH n SET n.amount = 0 } RETURN count(n)",
    "MATCH (n:Initiative) FOREACH (x IN [1] | SET n.amount = x)",
    "MATCH (a:Initiative), (b:Policy) CREATE (a)-[:IMPLEMENTS]->(b)",
    "CREATE INDEX hostile FOR (n:Initiative) ON (n.amount)",
    "DROP CONSTRAINT samspil_iri",
    "CREATE USER hostile SET PASSWORD 'hostile-123'",
)


@pytest.mark.parametrize("query", WRITING)
def test_the_server_itself_lets_a_reader_write_nothing(loaded, projection, query):
    with (
        pytest.raises(Neo4jError),
        loaded.reader.session(database=loaded.database, default_access_mode="READ") as session,
    ):
        list(session.run(query))
    assert changes(loaded.writer, loaded.database, projection).steps == 0
    assert rows(loaded, "MATCH (n:Hostile) RETURN count(n)") == ((0,),)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("MATCH (n) RETURN m", "m"),
        ("MATCH (n RETURN n", "not valid"),
        ("MATCH (n:Initiative) RETURN n.iri, $nobody", "nobody"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(loaded, query, message):
    with pytest.raises(QueryRefused, match=message):
        rows(loaded, query)


def test_an_answer_that_is_too_large_is_refused(loaded):
    with pytest.raises(QueryRefused, match="larger"):
        ask_cypher(loaded, "", "UNWIND range(1, 1000) AS x RETURN x", {}, replace(BOUNDS, rows=10))
    with pytest.raises(QueryRefused, match="larger"):
        ask_cypher(loaded, "", "UNWIND range(1, 1000) AS x RETURN x", {}, replace(BOUNDS, size=100))


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(request, server, tmp_path, snapshot):
    address = None if server.process else request.getfixturevalue("neo4j")
    desk = CypherDesk(tmp_path, address, replace(BOUNDS, seconds=3))
    try:
        with pytest.raises(QueryTimeout, match="longer than 3 seconds"):
            desk.ask(snapshot, SLOW, {})
        assert desk.ask(snapshot, "MATCH (c:Council) RETURN count(c)", {}).rows == ((1,),)
    finally:
        desk.close()


def test_the_engine_ends_with_its_user_and_a_folder_in_use_is_left_alone(tmp_path):
    with embedded_server(tmp_path) as first, embedded_server(tmp_path) as second:
        assert second.process.pid != first.process.pid
    assert first.process.poll() is not None
    assert second.process.poll() is not None


def test_a_server_that_is_not_there_is_named():
    with (
        pytest.raises(StoreError, match=r"bolt://127\.0\.0\.1:1"),
        neo4j_server(Neo4jAddress("bolt://127.0.0.1:1", "neo4j", "x")),
    ):
        pass
