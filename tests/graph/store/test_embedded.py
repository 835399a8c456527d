"""A store changes all at once, on disk and on a server; on disk it says in words who holds it."""

import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.store import DEFAULT_GRAPH, EmbeddedStore
from ontology.errors import InputError, StoreLocked, StoreMissing
from tests.conftest import held_by_another_process

S, P, G = (NamedNode(f"https://example.org/{name}") for name in "spg")


def test_what_is_added_can_be_looked_up_by_pattern(any_store):
    quads = {Quad(S, P, Literal('a "quoted"\nline', language="da"), G), Quad(S, P, Literal(5), DEFAULT_GRAPH)}
    any_store.change(remove=[], add=quads)
    assert set(any_store.quads(S)) == quads
    assert list(any_store.quads(None, None, None, G)) == [q for q in quads if q.graph_name == G]


def test_a_change_with_a_fault_in_it_changes_nothing(any_store):
    good = Quad(S, P, Literal("kept"), G)
    any_store.change(remove=[], add=[good])
    with pytest.raises(InputError, match="Give the thing an IRI"):
        any_store.change(remove=[good], add=[Quad(S, P, BlankNode(), G)])
    assert list(any_store.quads()) == [good]


def test_a_reader_sees_what_a_writer_has_committed_meanwhile(tmp_path):
    with EmbeddedStore.writing(tmp_path, "tests") as writer:
        writer.change(remove=[], add=[Quad(S, P, Literal("new"), G)])
        assert len(list(EmbeddedStore.reading(tmp_path).quads())) == 1


def test_a_missing_store_is_told_with_the_remedy(tmp_path):
    with pytest.raises(StoreMissing, match="Make one with: samspil demo"):
        EmbeddedStore.reading(tmp_path / "nowhere")


def test_a_second_writer_is_told_who_holds_the_store(tmp_path):
    with (
        held_by_another_process(tmp_path) as pid,
        pytest.raises(StoreLocked, match=rf"'samspil ingest' \(process {pid}, since "),
        EmbeddedStore.writing(tmp_path, "tests"),
    ):
        pass
    with EmbeddedStore.writing(tmp_path, "tests"):
        note = json.loads((tmp_path / "writer.json").read_text())
        assert note["purpose"] == "tests"
    assert not (tmp_path / "writer.json").exists()
