"""Who said what, where: evidence as named graphs, and the accepted view kept in step with them.

One evidence is one named graph, holding the statements read from one place in one source. What is known of the
evidence itself stands in the graph `EVIDENCE_GRAPH`, in PROV-O and Web Annotation terms. The default graph is always
the union of the accepted evidence. Its fingerprint, the graph version, is the sum of the SHA-256 of its triples
modulo 2**256: it does not depend on order or history and is kept up with each change (the set hash AdHash of Bellare
and Micciancio, 1997).
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.store import DEFAULT_GRAPH, Store, as_stored
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
ROW_SELECTOR: Final = NamedNode("http://tools.ietf.org/rfc/rfc7111")


@dataclass(frozen=True)
class Evidence:
    """The statements read from one place in one source.

    `source` is where it was said and `locator` the place in it; `table` and `row` (the line, from 1) say by which
    table it came in. The statements hold from `valid_from` until `valid_until` (dates of any precision).
    `read_at` is when it was read; it is no part of what the evidence says.
    """

    iri: NamedNode
    statements: frozenset[Triple]
    read_by: NamedNode
    agent: NamedNode
    source: NamedNode | None = None
    locator: str | None = None
    table: NamedNode | None = None
    row: int | None = None
    confidence: str = "1"
    valid_from: Literal | None = None
    valid_until: Literal | None = None
    status: NamedNode = ACCEPTED
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
        if self.valid_from:
            about.add((self.iri, SAMSPIL.validFrom, self.valid_from))
        if self.valid_until:
            about.add((self.iri, SAMSPIL.validUntil, self.valid_until))
        if self.table and self.row:
            target, selector = NamedNode(self.iri.value + "#target"), NamedNode(self.iri.value + "#selector")
            about |= {
                (self.iri, OA.hasTarget, target),
                (target, RDF.type, OA.SpecificResource),
                (target, OA.hasSource, self.table),
                (target, OA.hasSelector, selector),
                (selector, RDF.type, OA.FragmentSelector),
                (selector, DCT.conformsTo, ROW_SELECTOR),
                (selector, RDF.value, Literal(f"row={self.row}")),
            }
        return {Quad(s, p, o, EVIDENCE_GRAPH) for s, p, o in about}


@dataclass(frozen=True)
class Recorded:
    """What a call of `record` did: how many pieces of evidence were new, changed, withdrawn or as before."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0


@dataclass(frozen=True)
class Change:
    """What recording some evidence would do: to the evidence, and to the accepted view."""

    evidence: Mapping[NamedNode, Evidence]
    gained: frozenset[Triple]
    lost: frozenset[Triple]
    counts: Recorded


def prepare(store: Store, evidence: Iterable[Evidence], withdraw: Set[NamedNode] = frozenset()) -> Change:
    """Work out what recording evidence, and withdrawing that in `withdraw`, would change; nothing is written yet.

    Evidence replaces what the same evidence said before. What is already there word for word is left alone.
    """
    wanted = {item.iri: replace(item, statements=as_stored(item.statements)) for item in evidence}
    known = {iri: read(store, iri) for iri in wanted}
    changed = {iri: item for iri, item in wanted.items() if known[iri] != item}
    withdrawn = {
        iri: replace(said, status=WITHDRAWN, read_at=None)
        for iri in withdraw
        if (said := read(store, iri)) and said.status != WITHDRAWN
    }
    new = sum(known[iri] is None for iri in changed)
    counts = Recorded(new, len(changed) - new, len(withdrawn), len(wanted) - len(changed))
    changes = changed | withdrawn
    return Change(changes, *_view_change(store, changes), counts)


def commit(store: Store, change: Change, at: datetime) -> Recorded:
    """Write the changed evidence, the accepted view and the graph version in one transaction, as of the time `at`."""
    if not change.evidence:
        return change.counts
    old = {q for iri in change.evidence for q in store.quads(None, None, None, iri)}
    old |= {
        q
        for iri in change.evidence
        for node in _nodes_about(iri)
        for q in store.quads(node, None, None, EVIDENCE_GRAPH)
    }
    new = {Quad(t.subject, t.predicate, t.object, e.iri) for e in change.evidence.values() for t in e.statements}
    new |= {q for e in change.evidence.values() for q in e.described(at)}
    was = version(store)
    now = (int(was, 16) + sum(map(_hash, change.gained)) - sum(map(_hash, change.lost))) % 2**256
    before, after = (
        Quad(EVIDENCE_GRAPH, SAMSPIL.graphVersion, Literal(v), EVIDENCE_GRAPH) for v in (was, f"{now:064x}")
    )
    store.change(
        remove=(old - new) | _in_view(change.lost) | ({before} - {after}),
        add=(new - old) | _in_view(change.gained) | {after},
    )
    return change.counts


def record(
    store: Store, evidence: Iterable[Evidence], *, at: datetime, withdraw: Set[NamedNode] = frozenset()
) -> Recorded:
    """Record evidence, and withdraw that in `withdraw`: `prepare` and `commit` in one."""
    return commit(store, prepare(store, evidence, withdraw), at)


def read(store: Store, iri: NamedNode) -> Evidence | None:
    """Return the evidence as it is in the store."""
    about = {q.predicate: q.object for q in store.quads(iri, None, None, EVIDENCE_GRAPH)}
    if not about:
        return None
    target, selector = NamedNode(iri.value + "#target"), NamedNode(iri.value + "#selector")
    table = next((q.object for q in store.quads(target, OA.hasSource, None, EVIDENCE_GRAPH)), None)
    row = next(
        (
            q.object.value
            for q in store.quads(selector, RDF.value, None, EVIDENCE_GRAPH)
            if isinstance(q.object, Literal)
        ),
        None,
    )
    return Evidence(
        iri=iri,
        statements=frozenset(q.triple for q in store.quads(None, None, None, iri)),
        read_by=_node(about[SAMSPIL.readBy]),
        agent=_node(about[PROV.wasAttributedTo]),
        source=_node(about[PROV.hadPrimarySource]) if PROV.hadPrimarySource in about else None,
        locator=_text(about[SAMSPIL.locator]) if SAMSPIL.locator in about else None,
        table=_node(table) if table else None,
        row=int(row.removeprefix("row=")) if row else None,
        confidence=_text(about[SAMSPIL.confidence]),
        valid_from=_literal(about.get(SAMSPIL.validFrom)),
        valid_until=_literal(about.get(SAMSPIL.validUntil)),
        status=_node(about[SAMSPIL.reviewStatus]),
        read_at=datetime.fromisoformat(_text(about[PROV.generatedAtTime])),
    )


def read_all(store: Store) -> list[Evidence]:
    """Return all evidence in the store, in order."""
    iris = {q.subject for q in store.quads(None, RDF.type, SAMSPIL.Evidence, EVIDENCE_GRAPH)}
    return [e for iri in sorted(iris, key=str) if isinstance(iri, NamedNode) and (e := read(store, iri))]


def from_table(store: Store, table: NamedNode) -> set[NamedNode]:
    """Return the evidence that came in by the table."""
    targets = (
        q.subject for q in store.quads(None, OA.hasSource, table, EVIDENCE_GRAPH) if isinstance(q.subject, NamedNode)
    )
    return {NamedNode(target.value.removesuffix("#target")) for target in targets}


def version(store: Store) -> str:
    """Return the graph version: 64 hexadecimal digits, all zero for an empty graph."""
    quad = next(store.quads(EVIDENCE_GRAPH, SAMSPIL.graphVersion, None, EVIDENCE_GRAPH), None)
    return _text(quad.object) if quad else "0" * 64


def _view_change(store: Store, changes: Mapping[NamedNode, Evidence]) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """Return which triples the accepted view gains and loses when evidence is replaced by that in `changes`."""
    accepted = {q.subject for q in store.quads(None, SAMSPIL.reviewStatus, ACCEPTED, EVIDENCE_GRAPH)} - set(changes)
    before = {q.triple for iri in changes for q in store.quads(None, None, None, iri)}
    wanted = {t for e in changes.values() if e.status == ACCEPTED for t in e.statements}

    def stands_elsewhere(t: Triple) -> bool:
        return any(q.graph_name in accepted for q in store.quads(*t))

    def is_in_view(t: Triple) -> bool:
        return next(store.quads(t.subject, t.predicate, t.object, DEFAULT_GRAPH), None) is not None

    gained = frozenset(t for t in wanted if not is_in_view(t))
    lost = frozenset(t for t in before - wanted if is_in_view(t) and not stands_elsewhere(t))
    return gained, lost


def _in_view(triples: Iterable[Triple]) -> set[Quad]:
    return {Quad(t.subject, t.predicate, t.object, DEFAULT_GRAPH) for t in triples}


def _nodes_about(iri: NamedNode) -> tuple[NamedNode, ...]:
    return iri, NamedNode(iri.value + "#target"), NamedNode(iri.value + "#selector")


def _hash(triple: Triple) -> int:
    return int.from_bytes(sha256(str(triple).encode()).digest(), "big")


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"expected an IRI, not {term}")
    return term


def _literal(term: object) -> Literal | None:
    return term if isinstance(term, Literal) else None


def _text(term: object) -> str:
    if not isinstance(term, Literal):
        raise TypeError(f"expected a text, not {term}")
    return term.value
