"""A snapshot as a store of its own, so that it can be asked in SPARQL: also one of the past, which is on no disk."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.known.snapshot import Snapshot
from graph.store import DEFAULT_GRAPH, EmbeddedStore


def view(snapshot: Snapshot) -> Iterator[Quad]:
    """Yield the accepted view of a snapshot, as it stands in the default graph."""
    for about in snapshot.about.values():
        for s in about:
            yield Quad(NamedNode(s.subject), NamedNode(s.predicate), s.object, DEFAULT_GRAPH)


def as_store(snapshot: Snapshot, evidence: Iterable[Quad] = ()) -> EmbeddedStore:
    """Return the accepted view of a snapshot in memory, beside the evidence that is given (see `past.evidence_of`)."""
    quads = Oxigraph()
    quads.bulk_extend(view(snapshot))
    quads.bulk_extend(evidence)
    return EmbeddedStore(quads)
