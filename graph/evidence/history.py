"""The history of reviews, as it stands in the evidence graph: who decided what, when, from which status to which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.evidence.evidence import EVIDENCE_GRAPH
from graph.store import Store
from ontology.namespaces import ID, PROV, RDF, RDFS, SAMSPIL, XSD


@dataclass(frozen=True)
class Step:
    """One piece of evidence in a review: its status before and after, and the digest of what it said then."""

    evidence: NamedNode
    before: NamedNode
    after: NamedNode
    digest: str


@dataclass(frozen=True)
class Review:
    """One act of one person; `number` counts the reviews of a graph from 1, `undoes` is the one that it takes back."""

    number: int
    agent: NamedNode
    at: datetime
    steps: tuple[Step, ...]
    comment: str = ""
    undoes: NamedNode | None = None

    @property
    def iri(self) -> NamedNode:
        """Return where the review is: its number, and what tells it from reviews of other graphs."""
        steps = [(s.evidence.value, s.after.value, s.digest) for s in self.steps]
        fingerprint = sha256(f"{self.agent} {_time(self.at)} {steps}".encode()).hexdigest()
        return NamedNode(f"{ID}review/{self.number}-{fingerprint[:8]}")

    def step(self, evidence: NamedNode) -> Step | None:
        """Return what the review did to a piece of evidence."""
        return next((s for s in self.steps if s.evidence == evidence), None)


def digest(statements: Iterable[Triple]) -> str:
    """Return a fingerprint of what evidence says, 64 hexadecimal digits."""
    return sha256("\n".join(sorted(map(str, statements))).encode()).hexdigest()


def as_quads(review: Review) -> frozenset[Quad]:
    """Return the review as it stands in the evidence graph."""
    iri = review.iri
    said: set[tuple[NamedNode, NamedNode, NamedNode | Literal]] = {
        (iri, RDF.type, SAMSPIL.Review),
        (iri, SAMSPIL.reviewNumber, Literal(str(review.number), datatype=XSD.integer)),
        (iri, PROV.wasAssociatedWith, review.agent),
        (iri, PROV.endedAtTime, Literal(_time(review.at), datatype=XSD.dateTime)),
    }
    if review.comment:
        said.add((iri, RDFS.comment, Literal(review.comment)))
    if review.undoes:
        said.add((iri, SAMSPIL.undoes, review.undoes))
    for place, step in enumerate(review.steps, 1):
        usage = NamedNode(f"{iri.value}#{place}")
        said |= {
            (iri, PROV.qualifiedUsage, usage),
            (usage, PROV.entity, step.evidence),
            (usage, SAMSPIL.statusBefore, step.before),
            (usage, SAMSPIL.statusAfter, step.after),
            (usage, SAMSPIL.contentDigest, Literal(step.digest)),
        }
    return frozenset(Quad(s, p, o, EVIDENCE_GRAPH) for s, p, o in said)


def next_number(store: Store) -> int:
    """Return the number of the review that is made next."""
    numbers = (cast("Literal", q.object) for q in store.quads(None, SAMSPIL.reviewNumber, None, EVIDENCE_GRAPH))
    return 1 + max((int(number.value) for number in numbers), default=0)


def read_review(store: Store, iri: NamedNode) -> Review | None:
    """Return the review as it is in the store."""
    about = _about(store, iri)
    if SAMSPIL.reviewNumber not in about:
        return None
    usages = sorted(
        (cast("NamedNode", q.object) for q in store.quads(iri, PROV.qualifiedUsage, None, EVIDENCE_GRAPH)),
        key=lambda usage: int(usage.value.rpartition("#")[2]),
    )
    return Review(
        number=int(about[SAMSPIL.reviewNumber].value),
        agent=cast("NamedNode", about[PROV.wasAssociatedWith]),
        at=datetime.fromisoformat(about[PROV.endedAtTime].value),
        steps=tuple(_step(store, usage) for usage in usages),
        comment=about[RDFS.comment].value if RDFS.comment in about else "",
        undoes=cast("NamedNode | None", about.get(SAMSPIL.undoes)),
    )


def reviews(store: Store) -> list[Review]:
    """Return all reviews, the latest first."""
    found = (q.subject for q in store.quads(None, RDF.type, SAMSPIL.Review, EVIDENCE_GRAPH))
    read = (read_review(store, cast("NamedNode", iri)) for iri in found)
    return sorted(filter(None, read), key=lambda r: (r.number, r.iri.value), reverse=True)


def reviews_of(store: Store, evidence: NamedNode) -> list[Review]:
    """Return the reviews of a piece of evidence, the latest first."""
    usages = (cast("NamedNode", q.subject) for q in store.quads(None, PROV.entity, evidence, EVIDENCE_GRAPH))
    found = (read_review(store, NamedNode(usage.value.rpartition("#")[0])) for usage in usages)
    return sorted(filter(None, found), key=lambda r: (r.number, r.iri.value), reverse=True)


def is_standing(store: Store, review: Review) -> bool:
    """Tell whether the review is a decision that nobody has taken back."""
    taken_back = next(store.quads(None, SAMSPIL.undoes, review.iri, EVIDENCE_GRAPH), None)
    return review.undoes is None and taken_back is None


def latest_review(store: Store, evidence: NamedNode) -> Review | None:
    """Return the latest decision on a piece of evidence that nobody has taken back."""
    return next((r for r in reviews_of(store, evidence) if is_standing(store, r)), None)


def _about(store: Store, node: NamedNode) -> dict[NamedNode, NamedNode | Literal]:
    return {q.predicate: cast("NamedNode | Literal", q.object) for q in store.quads(node, None, None, EVIDENCE_GRAPH)}


def _step(store: Store, usage: NamedNode) -> Step:
    about = _about(store, usage)
    return Step(
        evidence=cast("NamedNode", about[PROV.entity]),
        before=cast("NamedNode", about[SAMSPIL.statusBefore]),
        after=cast("NamedNode", about[SAMSPIL.statusAfter]),
        digest=about[SAMSPIL.contentDigest].value,
    )


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
