"""A store on a server: what is there, what goes wrong, and what two writers may not do to each other."""

from contextlib import closing

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

from graph.evidence import evidence
from graph.evidence.evidence import record
from graph.known.snapshot import take_snapshot
from graph.store import DEFAULT_GRAPH
from graph.store.remote import RemoteStore
from ingest.load import load_baseline
from ontology.errors import StoreChanged, StoreError
from tests.conftest import NOON
from tests.graph.evidence.test_evidence import said, view
from tests.servers import free_port

NOWHERE = NamedNode("https://example.org/nowhere")


def test_the_shipped_facts_have_the_same_version_everywhere(any_store, snapshot):
    load_baseline(any_store, NOON)
    assert take_snapshot(any_store) == snapshot
    assert load_baseline(any_store, NOON).same == len(snapshot.records) - ontology_files(snapshot)


def ontology_files(snapshot):
    return sum(r.read_by == "ontology" for r in snapshot.records.values())


def test_queries_of_each_form_are_answered(any_store):
    record(any_store, [said("a", 1)], at=NOON)
    assert isinstance(any_store.query("SELECT * WHERE { ?s ?p ?o }"), QuerySolutions)
    assert isinstance(any_store.query("ASK { ?s ?p 1 }"), QueryBoolean)
    found = any_store.query("CONSTRUCT { ?s rdf:value ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    assert [t.object for t in found] == [Literal(1)]


def test_the_dump_holds_all_graphs_or_the_one_asked_for(any_store):
    record(any_store, [said("a", 1)], at=NOON)
    assert b"https://example.org/evidence/a" in any_store.dump(RdfFormat.TRIG)
    assert b"https://example.org/evidence/a" not in any_store.dump(RdfFormat.TURTLE, DEFAULT_GRAPH)


def test_a_change_on_top_of_a_view_that_has_changed_meanwhile_is_refused(any_store):
    if not isinstance(any_store, RemoteStore):
        pytest.skip("one process holds an embedded store")
    record(any_store, [said("a", 1)], at=NOON)
    change = evidence.prepare(any_store, [said("b", 2)])
    stale = _Stale(any_store, set(any_store.quads()))
    record(any_store, [said("c", 3)], at=NOON)
    with pytest.raises(StoreChanged, match="changed by somebody else"):
        evidence.commit(stale, change, NOON)
    assert {t.object.value for t in view(any_store)} == {"1", "3"}


class _Stale:
    """A store as somebody saw it before another changed it."""

    def __init__(self, store, seen):
        self.store, self.seen = store, seen

    def quads(self, s=None, p=None, o=None, g=None):
        wanted = (s, p, o, g)
        return iter([q for q in self.seen if all(w is None or w == t for w, t in zip(wanted, q, strict=True))])

    def change(self, **what):
        self.store.change(**what)


def test_a_server_that_is_not_there_is_told_with_its_address():
    address = f"http://127.0.0.1:{free_port()}"
    with (
        closing(RemoteStore(address)) as store,
        pytest.raises(StoreError, match=f"The graph on {address} cannot be reached"),
    ):
        store.quads()


def test_a_server_that_refuses_says_why(server):
    if not server:
        pytest.skip("needs a server")
    with closing(RemoteStore(server)) as store, pytest.raises(StoreError, match=r"answers 4\d\d"):
        store.query("SELECT nonsense")
