"""A snapshot as a store of its own, so that it can be asked in SPARQL: also one of the past, which is on no disk."""

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.known.snapshot import Snapshot
from graph.store import DEFAULT_GRAPH, EmbeddedStore


def view(snapshot: Snapshot) -> Iterator[Quad]:
    """Yield the accepted view of a snapshot, as it stands in the default graph."""
    predicate = cache(NamedNode)
    for iri, about in snapshot.about.items():
        subject = NamedNode(iri)
        for s in about:
            yield Quad(subject, predicate(s.predicate), s.object, DEFAULT_GRAPH)


def as_store(snapshot: Snapshot, evidence: Iterable[Quad] = ()) -> EmbeddedStore:
    """Return the accepted view of a snapshot in memory, beside the evidence that is given (see `past.evidence_of`)."""
    quads = Oxigraph()
    quads.bulk_extend(view(snapshot))
    quads.bulk_extend(evidence)
    return EmbeddedStore(quads)
