"""The sources that the graph has evidence from, and how far their review has come."""

from collections import Counter, defaultdict

from pydantic import Field
from pyoxigraph import Literal, NamedNode

from graph.answers import Answer
from graph.evidence import EVIDENCE_GRAPH
from graph.store import Store
from ontology.namespaces import DCT, PROV, SAMSPIL
from ontology.vocabulary import local_name
from ontology.words import Words, words


class Source(Answer):
    """A source, and how many pieces of evidence from it have each status."""

    id: str = Field(examples=["https://w3id.org/samspil/id/document/vision"])
    title: Words
    proposed: int
    accepted: int
    rejected: int
    withdrawn: int


def list_sources(store: Store) -> list[Source]:
    """Return the sources of all evidence: those with the most to review first, then by title."""
    statuses = {q.subject: q.object for q in store.quads(None, SAMSPIL.reviewStatus, None, EVIDENCE_GRAPH)}
    counts: dict[NamedNode, Counter[str]] = defaultdict(Counter)
    for quad in store.quads(None, PROV.hadPrimarySource, None, EVIDENCE_GRAPH):
        status = statuses.get(quad.subject)
        if isinstance(quad.object, NamedNode) and isinstance(status, NamedNode):
            counts[quad.object][local_name(status.value)] += 1
    found = [
        Source(
            id=iri.value,
            title=_title(store, iri),
            **{status: count[status] for status in ("proposed", "accepted", "rejected", "withdrawn")},
        )
        for iri, count in counts.items()
    ]
    return sorted(found, key=lambda s: (-s.proposed, s.title["da"].casefold(), s.id))


def _title(store: Store, source: NamedNode) -> Words:
    """Return the title, whoever says it: that of a document just read is not accepted yet."""
    titles = {q.object for q in store.quads(source, DCT.title, None) if isinstance(q.object, Literal)}
    return words({t.language or "": t.value for t in sorted(titles, key=str)}, local_name(source.value))
