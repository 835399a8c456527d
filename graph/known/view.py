"""A snapshot as a store of its own, so that it can be asked in SPARQL: also one of the past, which is on no disk."""

from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.known.snapshot import Snapshot
from graph.store import DEFAULT_GRAPH, EmbeddedStore


def as_store(snapshot: Snapshot) -> EmbeddedStore:
    """Return the accepted view of a snapshot in memory, without its evidence."""
    quads = Oxigraph()
    quads.bulk_extend(_quads(snapshot))
    return EmbeddedStore(quads)


def _quads(snapshot: Snapshot) -> Iterator[Quad]:
    predicate = cache(NamedNode)
    for iri, about in snapshot.about.items():
        subject = NamedNode(iri)
        for s in about:
            yield Quad(subject, predicate(s.predicate), s.object, DEFAULT_GRAPH)
