"""The accepted view is always the union of the accepted evidence."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from pyoxigraph import Store as Oxigraph

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, BY_TABLE, PROPOSED, REJECTED, WITHDRAWN, Evidence, Passage
from graph.evidence.recording import record
from graph.store import DEFAULT_GRAPH, EmbeddedStore
from tests.conftest import NOON

AGENT = NamedNode("https://example.org/agent")
SOURCE = NamedNode("https://example.org/source")


def triple(n: int) -> Triple:
    return Triple(NamedNode(f"https://example.org/s{n}"), NamedNode("https://example.org/p"), Literal(n))


def said(name: str, *numbers: int, status: NamedNode = ACCEPTED) -> Evidence:
    return Evidence(
        iri=NamedNode(f"https://example.org/evidence/{name}"),
        statements=frozenset(map(triple, numbers)),
        read_by=BY_TABLE,
        agent=AGENT,
        source=SOURCE,
        locator="Tema › felt",
        table=NamedNode("https://example.org/table"),
        row=7,
        status=status,
    )


def view(store) -> set[Triple]:
    return {q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH)}


def test_a_statement_that_two_say_stands_when_one_withdraws(any_store):
    record(any_store, [said("a", 1, 2), said("b", 2, 3)], at=NOON)
    done = record(any_store, [], at=NOON, withdraw={said("a").iri})
    assert done.withdrawn == 1
    assert view(any_store) == {triple(2), triple(3)}


def test_only_accepted_evidence_is_in_the_view(any_store):
    record(any_store, [said("a", 1, status=PROPOSED), said("b", 2, status=REJECTED), said("c", 3)], at=NOON)
    assert view(any_store) == {triple(3)}


def test_evidence_is_read_back_as_it_was_recorded(any_store):
    item = said("a", 1, 2)
    record(any_store, [item], at=NOON)
    assert evidence.read(any_store, item.iri) == item


def test_recording_the_same_again_changes_nothing(any_store):
    record(any_store, [said("a", 1)], at=NOON)
    before = set(any_store.quads())
    assert record(any_store, [said("a", 1)], at=NOON.replace(hour=13)).same == 1
    assert set(any_store.quads()) == before


def test_changed_evidence_replaces_what_it_said(any_store):
    record(any_store, [said("a", 1, 2)], at=NOON)
    assert record(any_store, [said("a", 2, 3)], at=NOON).changed == 1
    assert view(any_store) == {triple(2), triple(3)}


def test_numbers_count_by_value_not_by_spelling(any_store):
    item = said("a")
    amount = [
        Triple(AGENT, SOURCE, Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
        for text in ("5.0", "5.00")
    ]
    record(any_store, [replace(item, statements=frozenset(amount[:1]))], at=NOON)
    assert record(any_store, [replace(item, statements=frozenset(amount[1:]))], at=NOON).same == 1


def test_a_passage_of_a_document_is_kept_and_found_by_its_document(any_store):
    document = NamedNode("https://example.org/document")
    item = replace(said("a", 1), table=None, row=None, passage=Passage(document, 0, 17))
    record(any_store, [item], at=NOON)
    assert evidence.read(any_store, item.iri) == item
    assert evidence.from_origin(any_store, document) == {item.iri}


STATUSES = st.sampled_from([ACCEPTED, PROPOSED, REJECTED, WITHDRAWN])
STEPS = st.lists(st.tuples(st.sampled_from("abcd"), st.sets(st.integers(0, 5)), STATUSES), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_history_the_view_is_the_union_of_the_accepted_and_the_version_depends_on_nothing_else(steps):
    store = EmbeddedStore(Oxigraph())
    for name, numbers, status in steps:
        record(store, [said(name, *numbers, status=status)], at=NOON)
    last = {name: (numbers, status) for name, numbers, status in steps}
    accepted = [said(name, *numbers) for name, (numbers, status) in last.items() if status == ACCEPTED]
    assert view(store) == {t for item in accepted for t in item.statements}
    fresh = EmbeddedStore(Oxigraph())
    record(fresh, accepted, at=NOON)
    assert recording.version(store) == recording.version(fresh)
