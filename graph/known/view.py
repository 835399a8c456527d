"""A snapshot as a store of its own, so that it can be asked in SPARQL: also one of the past, which is on no disk."""

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.known.snapshot import Snapshot
from graph.store import DEFAULT_GRAPH, EmbeddedStore


def as_store(snapshot: Snapshot) -> EmbeddedStore:
    """Return the accepted view of a snapshot in memory, without its evidence."""
    quads = Oxigraph()
    quads.bulk_extend(
        Quad(NamedNode(s.subject), NamedNode(s.predicate), s.object, DEFAULT_GRAPH)
        for about in snapshot.about.values()
        for s in about
    )
    return EmbeddedStore(quads)
