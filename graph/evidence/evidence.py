"""Who said what, where: evidence as named graphs.

One evidence is one named graph, holding the statements read from one place in one source. What is known of the
evidence itself stands in the graph `EVIDENCE_GRAPH`, in PROV-O and Web Annotation terms. The default graph is always
the union of the accepted evidence. Where things are known to be the same, the graph of an evidence speaks of the one
that stays, and a graph beside it keeps what the source said (see `graph.evidence.sameness`).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.store import Store
from ontology.namespaces import CONCEPT, DCT, ID, OA, PROV, RDF, SAMSPIL, XSD

EVIDENCE_GRAPH: Final = NamedNode(ID + "evidence")
PROPOSED: Final = NamedNode(CONCEPT + "review-status/proposed")
ACCEPTED: Final = NamedNode(CONCEPT + "review-status/accepted")
REJECTED: Final = NamedNode(CONCEPT + "review-status/rejected")
WITHDRAWN: Final = NamedNode(CONCEPT + "review-status/withdrawn")
BY_TABLE: Final = NamedNode(CONCEPT + "reading/table")
BY_ENTRY: Final = NamedNode(CONCEPT + "reading/entry")
BY_EXCHANGE: Final = NamedNode(CONCEPT + "reading/exchange")
BY_ONTOLOGY: Final = NamedNode(CONCEPT + "reading/ontology")
BY_DOCUMENT: Final = NamedNode(CONCEPT + "reading/document")
BY_MATCHING: Final = NamedNode(CONCEPT + "reading/matching")
ROW_SELECTOR: Final = NamedNode("http://tools.ietf.org/rfc/rfc7111")
_PLACE: Final = (RDF.value, OA.start, OA.end)


@dataclass(frozen=True)
class Passage:
    """The words of a document that say something: the characters from `start` to `end` (excluded) of its text."""

    document: NamedNode
    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """The statements read from one place in one source, in its words.

    `source` is where it was said and `locator` the place in it; `table` and `row` (the line, from 1) say by which
    table it came in, `passage` in which words of a document it stands. The statements hold from `valid_from` until
    `valid_until` (dates of any precision). `reasons` says in each language why they are believed, where the source does
    not say them. `revision_of` is the evidence that a person corrected by this. `read_at` is when it was read; it is no
    part of what the evidence says.
    """

    iri: NamedNode
    statements: frozenset[Triple]
    read_by: NamedNode
    agent: NamedNode
    source: NamedNode | None = None
    locator: str | None = None
    table: NamedNode | None = None
    row: int | None = None
    passage: Passage | None = None
    confidence: str = "1"
    reasons: frozenset[Literal] = frozenset()
    valid_from: Literal | None = None
    valid_until: Literal | None = None
    status: NamedNode = ACCEPTED
    revision_of: NamedNode | None = None
    read_at: datetime | None = field(default=None, compare=False)

    def described(self, at: datetime) -> set[Quad]:
        """Return what stands in the evidence graph about this evidence, read at the time `at` if it has none."""
        about: set[tuple[NamedNode, NamedNode, NamedNode | Literal]] = {
            (self.iri, RDF.type, SAMSPIL.Evidence),
            (self.iri, SAMSPIL.readBy, self.read_by),
            (self.iri, SAMSPIL.reviewStatus, self.status),
            (self.iri, SAMSPIL.confidence, Literal(self.confidence, datatype=XSD.decimal)),
            (self.iri, PROV.wasAttributedTo, self.agent),
            (
                self.iri,
                PROV.generatedAtTime,
                Literal((self.read_at or at).isoformat(timespec="seconds"), datatype=XSD.dateTime),
            ),
        }
        if self.source:
            about.add((self.iri, PROV.hadPrimarySource, self.source))
        if self.locator:
            about.add((self.iri, SAMSPIL.locator, Literal(self.locator)))
        about |= {(self.iri, SAMSPIL.reason, reason) for reason in self.reasons}
        if self.revision_of:
            about.add((self.iri, PROV.wasRevisionOf, self.revision_of))
        if self.valid_from:
            about.add((self.iri, SAMSPIL.validFrom, self.valid_from))
        if self.valid_until:
            about.add((self.iri, SAMSPIL.validUntil, self.valid_until))
        return {Quad(s, p, o, EVIDENCE_GRAPH) for s, p, o in about | self._target()}

    def _target(self) -> set[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        """Return where it stands: a row of a table or a passage of a document, as a target of Web Annotation."""
        target, selector = NamedNode(self.iri.value + "#target"), NamedNode(self.iri.value + "#selector")
        if self.table and self.row:
            origin = self.table
            selected: set[tuple[NamedNode, NamedNode, NamedNode | Literal]] = {
                (selector, RDF.type, OA.FragmentSelector),
                (selector, DCT.conformsTo, ROW_SELECTOR),
                (selector, RDF.value, Literal(f"row={self.row}")),
            }
        elif self.passage:
            origin = self.passage.document
            selected = {
                (selector, RDF.type, OA.TextPositionSelector),
                (selector, OA.start, _count(self.passage.start)),
                (selector, OA.end, _count(self.passage.end)),
            }
        else:
            return set()
        return selected | {
            (self.iri, OA.hasTarget, target),
            (target, RDF.type, OA.SpecificResource),
            (target, OA.hasSource, origin),
            (target, OA.hasSelector, selector),
        }


def read(store: Store, iri: NamedNode) -> Evidence | None:
    """Return the evidence that is in the store, in the words of its source."""
    about = {q.predicate: q.object for q in store.quads(iri, None, None, EVIDENCE_GRAPH)}
    if not about:
        return None
    target, selector = NamedNode(iri.value + "#target"), NamedNode(iri.value + "#selector")
    origin = next((_node(q.object) for q in store.quads(target, OA.hasSource, None, EVIDENCE_GRAPH)), None)
    place = {
        q.predicate: _text(q.object) for q in store.quads(selector, None, None, EVIDENCE_GRAPH) if q.predicate in _PLACE
    }
    row, start, end = (place.get(p) for p in _PLACE)
    return Evidence(
        iri=iri,
        statements=frozenset(q.triple for q in store.quads(None, None, None, _node(about.get(SAMSPIL.asSaid, iri)))),
        read_by=_node(about[SAMSPIL.readBy]),
        agent=_node(about[PROV.wasAttributedTo]),
        source=_node(about[PROV.hadPrimarySource]) if PROV.hadPrimarySource in about else None,
        locator=_text(about[SAMSPIL.locator]) if SAMSPIL.locator in about else None,
        table=origin if row else None,
        row=int(row.removeprefix("row=")) if row else None,
        passage=Passage(origin, int(start), int(end)) if origin and start and end else None,
        confidence=_text(about[SAMSPIL.confidence]),
        reasons=frozenset(
            q.object for q in store.quads(iri, SAMSPIL.reason, None, EVIDENCE_GRAPH) if isinstance(q.object, Literal)
        ),
        valid_from=_literal(about.get(SAMSPIL.validFrom)),
        valid_until=_literal(about.get(SAMSPIL.validUntil)),
        status=_node(about[SAMSPIL.reviewStatus]),
        revision_of=_node(about[PROV.wasRevisionOf]) if PROV.wasRevisionOf in about else None,
        read_at=datetime.fromisoformat(_text(about[PROV.generatedAtTime])),
    )


def read_all(store: Store) -> list[Evidence]:
    """Return all evidence in the store, in order."""
    iris = {q.subject for q in store.quads(None, RDF.type, SAMSPIL.Evidence, EVIDENCE_GRAPH)}
    return [e for iri in sorted(iris, key=str) if isinstance(iri, NamedNode) and (e := read(store, iri))]


def from_origin(store: Store, origin: NamedNode) -> set[NamedNode]:
    """Return the evidence that came in by the table or document."""
    targets = (
        q.subject for q in store.quads(None, OA.hasSource, origin, EVIDENCE_GRAPH) if isinstance(q.subject, NamedNode)
    )
    return {NamedNode(target.value.removesuffix("#target")) for target in targets}


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"expected an IRI, not {term}")
    return term


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.nonNegativeInteger)


def _literal(term: object) -> Literal | None:
    return term if isinstance(term, Literal) else None


def _text(term: object) -> str:
    if not isinstance(term, Literal):
        raise TypeError(f"expected a text, not {term}")
    return term.value
