"""Recording evidence: the accepted view, what things are known as, and the graph version are kept in step with it.

The fingerprint of the default graph, the graph version, is the sum of the SHA-256 of its triples modulo 2**256: it does
not depend on order or history and is kept up with each change (the set hash AdHash of Bellare and Micciancio, 1997).
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.evidence.evidence import ACCEPTED, EVIDENCE_GRAPH, WITHDRAWN, Evidence, read
from graph.evidence.sameness import Naming, as_said, naming_in, speaking_of
from graph.store import DEFAULT_GRAPH, GraphName, Store, as_stored
from graph.store.work import Work
from ontology.namespaces import SAMSPIL

STEP: Final = 2000


@dataclass(frozen=True)
class Recorded:
    """What was done: how many pieces of evidence were new, changed, withdrawn or as before; and how many things of what
    came in were merged with others, or may be the same as others.
    """

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0
    merged: int = 0
    asked: int = 0

    def __add__(self, other: "Recorded") -> "Recorded":
        """Return what two calls did together."""
        return Recorded(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Change:
    """What recording some evidence would do: to the evidence, and to the accepted view. `naming` is what is known as
    what then; `named_anew` is other evidence, which speaks of things that are known by another name than before.
    `history` is what the evidence graph is told of how that came about, for good.
    """

    evidence: Mapping[NamedNode, Evidence]
    named_anew: Mapping[NamedNode, Evidence]
    naming: Naming
    gained: frozenset[Triple]
    lost: frozenset[Triple]
    counts: Recorded
    history: frozenset[Quad] = frozenset()


def prepare(store: Store, evidence: Iterable[Evidence], withdraw: Set[NamedNode] = frozenset()) -> Change:
    """Work out what recording evidence, and withdrawing that in `withdraw`, would change; nothing is written yet.

    Evidence replaces what the same evidence said before. What is already there word for word, or in the names that
    things are known by, is left alone. Where samenesses come or go, what was said of the things is named anew.
    """
    wanted = {item.iri: replace(item, statements=as_stored(item.statements)) for item in evidence}
    before = naming_of(store)
    known = {iri: read(store, iri) for iri in wanted}
    changed = {iri: item for iri, item in wanted.items() if not _is_known(known[iri], item, before)}
    withdrawn = {
        iri: replace(said, status=WITHDRAWN, read_at=None)
        for iri in withdraw
        if (said := read(store, iri)) and said.status != WITHDRAWN
    }
    new = sum(known[iri] is None for iri in changed)
    counts = Recorded(new, len(changed) - new, len(withdrawn), len(wanted) - len(changed))
    changes = changed | withdrawn
    after = naming_of(store, changes)
    speaking = {e for iri in after.changed_from(before) for e in speaking_of(store, iri)} - {EVIDENCE_GRAPH}
    named_anew = {iri: said for iri in speaking - set(changes) if (said := read(store, iri))}
    return Change(changes, named_anew, after, *_view_change(store, changes | named_anew, after), counts)


def commit(store: Store, change: Change, at: datetime) -> Recorded:
    """Write the changed evidence, the accepted view and the graph version in one transaction, as of the time `at`."""
    if not change.evidence and not change.history:
        return change.counts
    evidence = {**change.evidence, **change.named_anew}
    old = {q for iri in evidence for graph in (iri, as_said(iri)) for q in store.quads(None, None, None, graph)}
    old |= {q for iri in evidence for node in _nodes_about(iri) for q in store.quads(node, None, None, EVIDENCE_GRAPH)}
    new = {q for e in evidence.values() for q in e.described(at) | _graphs(e, change.naming)}
    now = (int(version(store), 16) + sum(map(_hash, change.gained)) - sum(map(_hash, change.lost))) % 2**256
    before = set(store.quads(EVIDENCE_GRAPH, SAMSPIL.graphVersion, None, EVIDENCE_GRAPH))
    after = Quad(EVIDENCE_GRAPH, SAMSPIL.graphVersion, Literal(f"{now:064x}"), EVIDENCE_GRAPH)
    store.change(
        remove=(old - new) | _in_view(change.lost) | (before - {after}),
        add=(new - old) | _in_view(change.gained) | change.history | {after},
    )
    return change.counts


def commit_in_steps(store: Store, change: Change, at: datetime, work: Work) -> Recorded:
    """Write a change as `commit` does, but a large one in several transactions of `STEP` pieces of evidence: a store
    takes ever longer for larger ones. The view is the union of the accepted evidence after each; after an interruption
    the same change, prepared anew, is what was not written yet.
    """
    items = list(change.evidence.values())
    if len(items) <= STEP:
        return commit(store, change, at)
    for begin in range(0, len(items), STEP):
        work.tell("writing", begin, len(items))
        commit(store, prepare(store, items[begin : begin + STEP]), at)
    return change.counts


def record(
    store: Store, evidence: Iterable[Evidence], *, at: datetime, withdraw: Set[NamedNode] = frozenset()
) -> Recorded:
    """Record evidence, and withdraw that in `withdraw`: `prepare` and `commit` in one."""
    return commit(store, prepare(store, evidence, withdraw), at)


def naming_of(store: Store, changes: Mapping[NamedNode, Evidence] = MappingProxyType({})) -> Naming:
    """Return what is known as what by the accepted evidence, when that in `changes` is changed."""

    def stands(iri: NamedNode) -> bool:
        return iri not in changes and _is_accepted(store, iri)

    return naming_in(store, stands, [t for e in changes.values() if e.status == ACCEPTED for t in e.statements])


def version(store: Store) -> str:
    """Return the graph version: 64 hexadecimal digits, all zero for an empty graph."""
    quad = next(store.quads(EVIDENCE_GRAPH, SAMSPIL.graphVersion, None, EVIDENCE_GRAPH), None)
    return quad.object.value if quad and isinstance(quad.object, Literal) else "0" * 64


def _is_known(known: Evidence | None, item: Evidence, naming: Naming) -> bool:
    """Tell whether evidence says what is known of it, be it by the names that things are known by."""
    if known is None or known == item:
        return known is not None
    return known == replace(item, statements=known.statements) and naming.renamed(known.statements) == naming.renamed(
        item.statements
    )


def _graphs(item: Evidence, naming: Naming) -> set[Quad]:
    """Return the graph of the evidence, and the one beside it where that says it in other names."""
    settled = naming.settled(item.statements)
    quads = {Quad(t.subject, t.predicate, t.object, item.iri) for t in settled}
    if settled == item.statements:
        return quads
    beside = as_said(item.iri)
    quads |= {Quad(t.subject, t.predicate, t.object, beside) for t in item.statements}
    return quads | {Quad(item.iri, SAMSPIL.asSaid, beside, EVIDENCE_GRAPH)}


def _is_accepted(store: Store, iri: NamedNode) -> bool:
    return next(store.quads(iri, SAMSPIL.reviewStatus, ACCEPTED, EVIDENCE_GRAPH), None) is not None


def fingerprint(view: Iterable[Triple]) -> str:
    """Return the graph version of a view that holds these triples."""
    return f"{sum(map(_hash, view)) % 2**256:064x}"


def _view_change(
    store: Store, changes: Mapping[NamedNode, Evidence], naming: Naming
) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """Return which triples the accepted view gains and loses when evidence is replaced by that in `changes`."""
    before = {q.triple for iri in changes for q in store.quads(None, None, None, iri)}
    wanted = {t for e in changes.values() if e.status == ACCEPTED for t in naming.settled(e.statements)}

    @cache
    def is_accepted(graph: GraphName) -> bool:
        return isinstance(graph, NamedNode) and _is_accepted(store, graph)

    def stands_elsewhere(t: Triple) -> bool:
        return any(q.graph_name not in changes and is_accepted(q.graph_name) for q in store.quads(*t))

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
