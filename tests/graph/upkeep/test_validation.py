"""Each shape catches what it is for, and says what to do in both languages."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import BY_TABLE, Evidence
from graph.evidence.recording import commit, prepare, record
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from graph.upkeep.shacl import as_rdflib, validate
from graph.upkeep.validation import check, check_change
from ontology.namespaces import ID, SAMSPIL, SH
from ontology.vocabulary import GATES_FILE, ONTOLOGY_FILE, SHAPES_FILE, describe, read_turtle, vocabulary
from tests.conftest import NOON, copied

BROKEN = Path(__file__).parent / "broken"
WELL_FORMED = BROKEN / "well-formed.ttl"
SHAPES = {
    iri.rsplit("#", 1)[-1]: d
    for iri, d in describe(SHAPES_FILE).items()
    if any(d.is_a(kind) for kind in (SH.PropertyShape, SH.NodeShape))
}
SEVERITIES = {
    SH.Violation.value: "violation",
    SH.Warning.value: "warning",
    SAMSPIL.Contradiction.value: "contradiction",
}


def results_of(*files):
    triples = [t for file in (WELL_FORMED, *files) for t in read_turtle(file)]
    return validate(as_rdflib([*triples, *read_turtle(ONTOLOGY_FILE)]), SHAPES_FILE)


def asks_something(shape):
    return (
        shape.is_a(SH.PropertyShape)
        or bool(shape.values(SH.message))
        or any(t.predicate == SH.sparql for t in shape.triples)
    )


def test_there_is_a_broken_example_of_every_shape():
    assert {path.stem for path in BROKEN.glob("*.ttl")} == {n for n, s in SHAPES.items() if asks_something(s)} | {
        "well-formed"
    }


def test_nothing_is_wrong_with_what_is_well_formed():
    assert results_of() == []


@pytest.mark.parametrize("name", sorted(p.stem for p in BROKEN.glob("*.ttl") if p != WELL_FORMED))
def test_a_shape_catches_what_it_is_for_and_names_the_remedy(name):
    results = results_of(BROKEN / f"{name}.ttl")
    severity = SEVERITIES[SHAPES[name].value(SH.severity) or SH.Violation.value]
    assert [(r.shape.rsplit("#", 1)[-1], r.severity) for r in results] == [(name, severity)]
    message = results[0].message
    assert message["da"] != message["en"]
    for language in ("da", "en"):
        fault, remedy = message[language].rsplit(":", 1)
        assert fault
        assert len(remedy) > 10


def change_of(store, *files):
    """What recording the files as one evidence would change."""
    statements = frozenset(t for file in files for t in read_turtle(file))
    agent, source = NamedNode(f"{ID}agent/tester"), NamedNode(f"{ID}source/x")
    return prepare(store, [Evidence(NamedNode(f"{ID}evidence/x"), statements, BY_TABLE, agent, source)])


ASKING = sorted(n for n, s in SHAPES.items() if asks_something(s))


def breaks_what_it_should(store, *files):
    """Whether a change with the files breaks something, and the same as the whole graph breaks after it."""
    change = change_of(store, WELL_FORMED, *files)
    found = [r for r, _ in check_change(store, change)]
    commit(store, change, NOON)
    assert found == [f.result for f in check(store, take_snapshot(store)) if f.result.severity == "violation"]
    return bool(found)


@pytest.fixture(scope="module")
def well_formed(language_home, tmp_path_factory):
    """The home of a store in which nothing is wrong, for copying."""
    home = copied(language_home, tmp_path_factory.mktemp("well-formed") / "home")
    with EmbeddedStore.writing(home, "tests") as store:
        commit(store, change_of(store, WELL_FORMED), NOON)
    return home


@pytest.mark.parametrize("name", ASKING)
def test_a_change_breaks_what_the_whole_graph_would_break_after_it(name, well_formed, tmp_path):
    with EmbeddedStore.writing(copied(well_formed, tmp_path / "home"), "tests") as store:
        breaks_what_it_should(store, BROKEN / f"{name}.ttl")


def test_a_change_that_breaks_all_there_is_does_so_on_every_store(store):
    commit(store, change_of(store, WELL_FORMED), NOON)
    assert breaks_what_it_should(store, *(BROKEN / f"{name}.ttl" for name in ASKING))


def test_every_class_has_a_shape():
    targets = {v for s in SHAPES.values() for v in s.values(SH.targetClass)}
    for term in vocabulary().classes.values():
        if term.iri != SAMSPIL.Severity.value:  # what a shape's own answer is
            assert targets & set(term.ancestors), term.name


def test_the_shipped_gates_are_well_formed():
    assert validate(as_rdflib([*read_turtle(GATES_FILE), *read_turtle(ONTOLOGY_FILE)]), SHAPES_FILE) == []


def test_a_finding_names_the_row_that_it_came_from(load, store):
    load("id;slags;navn;sektor\nfonden;fond;Fonden;fond\n")
    nameless = Evidence(
        iri=NamedNode(f"{ID}evidence/facts/more"),
        statements=frozenset({Triple(NamedNode(f"{ID}organisation/fonden"), SAMSPIL.sector, Literal("x"))}),
        read_by=BY_TABLE,
        agent=NamedNode(f"{ID}agent/tester"),
        source=NamedNode(f"{ID}table/facts"),
        table=NamedNode(f"{ID}table/facts"),
        row=9,
    )
    record(store, [nameless], at=NOON)
    (finding,) = check(store, take_snapshot(store))
    assert {(r.table, r.row) for r in finding.records} == {(f"{ID}table/facts", 2), (f"{ID}table/facts", 9)}


def test_in_the_shipped_baseline_two_sources_disagree_and_both_are_told(home):
    store = EmbeddedStore.reading(home)
    findings = {f.result.focus.rsplit("/", 1)[-1]: f for f in check(store, take_snapshot(store))}
    assert {name: f.result.severity for name, f in findings.items()} == {
        "dialog-mod-vold": "contradiction",
        "type2-diabetes-udsatte": "contradiction",
    }
    said = {s.value: len(s.evidence) for s in findings["type2-diabetes-udsatte"].statements}
    assert said == {"450": 1, "300": 1}
