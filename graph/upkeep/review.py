"""What people decide about evidence, and taking it back.

A review is one act of one person: it moves pieces of evidence from one status to another, and the accepted view moves
with it in the same transaction. Nothing is forgotten: taking back is a review too, and what was corrected stays,
rejected, beside what it was corrected to.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from pyoxigraph import NamedNode, Triple

from graph.evidence.evidence import ACCEPTED, BY_ENTRY, BY_ONTOLOGY, PROPOSED, REJECTED, WITHDRAWN, Evidence, read
from graph.evidence.history import (
    Review,
    Step,
    as_quads,
    digest,
    is_standing,
    latest_review,
    next_number,
    read_review,
    reviews,
)
from graph.evidence.recording import Change, commit, prepare
from graph.evidence.sameness import evidence_of
from graph.known.labels import Labels
from graph.store import DEFAULT_GRAPH, Store, as_stored
from graph.upkeep.result import Result
from graph.upkeep.validation import violations
from ontology.errors import InputError, ManyErrors, NotFound
from ontology.namespaces import CONCEPT, ID, RDF


@dataclass(frozen=True)
class Decided:
    """What a decision did: the review of it (none where all was so already), and the evidence that was accepted with
    the rest because that needs it.
    """

    review: Review | None
    along: tuple[NamedNode, ...] = ()


def decide(
    store: Store, evidence: Iterable[NamedNode], status: NamedNode, agent: NamedNode, at: datetime, comment: str = ""
) -> Decided:
    """Accept or reject evidence (`status` is `ACCEPTED` or `REJECTED`), all or none of it, on behalf of `agent`.

    What is accepted brings along the proposed evidence that it needs: what says what the things in it are. Raises
    `InputError`, and changes nothing, where the graph would not be well formed then.
    """
    chosen = {e.iri: e for iri in evidence if (e := _reviewable(store, iri)).status != status}
    return _move(store, dict.fromkeys(chosen.values(), status), agent, at, comment)


def correct(
    store: Store, evidence: NamedNode, statements: Iterable[Triple], agent: NamedNode, at: datetime, comment: str = ""
) -> Decided:
    """Reject what the evidence says, and accept the `statements` in its place: evidence of its own, entered by `agent`,
    from the same place in the same source.

    Raises `InputError`, and changes nothing, where nothing is corrected or the graph would not be well formed.
    """
    old, said = _reviewable(store, evidence), as_stored(statements)
    if said == old.statements or not said:
        raise InputError("Nothing is corrected. Accept or reject the evidence as it is.")
    new = replace(
        old,
        iri=NamedNode(f"{old.iri.value}/correction-{digest(said)[:8]}"),
        statements=said,
        read_by=BY_ENTRY,
        agent=agent,
        confidence="1",
        reasons=frozenset(),
        status=WITHDRAWN,
        revision_of=old.iri,
        read_at=at,
    )
    moves = {old: REJECTED, read(store, new.iri) or new: ACCEPTED}
    return _move(store, {e: status for e, status in moves.items() if e.status != status}, agent, at, comment)


def undo(store: Store, review: NamedNode | None, agent: NamedNode, at: datetime) -> Decided:
    """Take a decision back, the latest one where none is named: all its evidence has the status that it had before.

    Raises `InputError`, and changes nothing, where it is taken back already, or decided or read anew since.
    """
    taken = read_review(store, review) if review else next((r for r in reviews(store) if is_standing(store, r)), None)
    if taken is None:
        raise NotFound("There is no decision to take back.")
    if not is_standing(store, taken):
        raise InputError("This is taken back already. Decide again instead.")
    moves = {}
    for step in taken.steps:
        now, latest = read(store, step.evidence), latest_review(store, step.evidence)
        if not now or now.status != step.after or digest(now.statements) != step.digest or latest != taken:
            raise InputError(
                "'{evidence}' has been decided or read anew since then. Take that back first, or decide again.",
                evidence=step.evidence.value.removeprefix(ID),
            )
        moves[now] = step.before
    return _move(store, moves, agent, at, undoes=taken)


def keep_decisions(
    store: Store, found: Iterable[Evidence], gone: Set[NamedNode]
) -> tuple[list[Evidence], set[NamedNode]]:
    """Return evidence that was read anew as people have decided of it, and what is to be withdrawn of that in `gone`.

    Evidence that says what it said when a person decided keeps that status. A correction stays as long as what it
    corrects is still there.
    """
    if next_number(store) == 1:
        return list(found), set(gone)
    kept = [_as_decided(store, item) for item in found]
    corrected = {iri: _origin(store, iri) for iri in gone}
    return kept, {iri for iri, origin in corrected.items() if origin in gone}


def _as_decided(store: Store, item: Evidence) -> Evidence:
    latest = latest_review(store, item.iri)
    step = latest.step(item.iri) if latest else None
    return replace(item, status=step.after) if step and step.digest == digest(as_stored(item.statements)) else item


def _origin(store: Store, iri: NamedNode) -> NamedNode:
    """Return what a correction (of a correction …) corrects, and other evidence itself."""
    item = read(store, iri)
    return _origin(store, item.revision_of) if item and item.revision_of else iri


def _reviewable(store: Store, iri: NamedNode) -> Evidence:
    item = read(store, iri)
    if not item or item.read_by == BY_ONTOLOGY:
        raise NotFound("There is no evidence '{evidence}' to review.", evidence=iri.value.removeprefix(ID))
    if item.status == WITHDRAWN:
        raise InputError(
            "'{evidence}' is withdrawn: its source no longer says it. Read the source again if it does.",
            evidence=iri.value.removeprefix(ID),
        )
    return item


def _move(
    store: Store,
    moves: Mapping[Evidence, NamedNode],
    agent: NamedNode,
    at: datetime,
    comment: str = "",
    undoes: Review | None = None,
) -> Decided:
    """Give evidence another status, with what it needs, and write down who did."""
    if not moves:
        return Decided(None)
    change, along = _well_formed(store, moves)
    moved = {**moves, **dict.fromkeys(along, ACCEPTED)}
    steps = tuple(Step(e.iri, e.status, status, digest(as_stored(e.statements))) for e, status in moved.items())
    review = Review(next_number(store), agent, at, steps, comment, undoes.iri if undoes else None)
    commit(store, replace(change, history=as_quads(review)), at)
    return Decided(review, tuple(e.iri for e in along))


def _well_formed(store: Store, moves: Mapping[Evidence, NamedNode]) -> tuple[Change, list[Evidence]]:
    """Return the change that the moves make, and the proposed evidence that has to be accepted with them. Raises
    `ManyErrors`.
    """
    along: list[Evidence] = []
    while True:
        moved = [replace(e, status=status) for e, status in [*moves.items(), *((e, ACCEPTED) for e in along)]]
        change = prepare(store, moved)
        faults, lacking = _unknown(store, change)
        if not lacking and (change.gained or change.lost):
            broken = violations(store, change)
            labels = Labels(store)
            faults += [_refusal(result, labels) for result in broken]
            lacking = [(r.focus, r.path) for r in broken if r.value is None]
        if not faults:
            return change, along
        more = _proposed(store, lacking, set(change.evidence)) if ACCEPTED in moves.values() else []
        if not more:
            raise ManyErrors(faults)
        along += more


def _unknown(store: Store, change: Change) -> tuple[list[InputError], list[tuple[str, str | None]]]:
    """Return a fault for each thing that accepted evidence speaks of and nothing accepted says the class of, and that
    what is lacking is the class.
    """
    spoken_of = {
        term.value
        for e in change.evidence.values()
        if e.status == ACCEPTED
        for t in e.statements
        for term in map(change.naming.of, (t.subject, t.object))
        if isinstance(term, NamedNode) and term.value.startswith((ID, CONCEPT))
    }
    gained = {t.subject for t in change.gained if t.predicate == RDF.type}
    unknown = [
        iri
        for iri in sorted(spoken_of)
        if NamedNode(iri) not in gained
        and all(q.triple in change.lost for q in store.quads(NamedNode(iri), RDF.type, None, DEFAULT_GRAPH))
    ]
    labels = Labels(store)
    faults = [
        InputError(
            "Nothing that is accepted or proposed says what '{thing}' is. Accept what says it first, or correct this.",
            thing=labels(iri),
        )
        for iri in unknown
    ]
    return faults, [(iri, RDF.type.value) for iri in unknown]


def _refusal(result: Result, labels: Labels) -> InputError:
    return InputError(
        "'{thing}' would not be well formed then. {message} Decide on that at the same time, or correct it here.",
        thing=labels(result.focus),
        message=result.message,
    )


def _proposed(store: Store, lacking: Iterable[tuple[str, str | None]], but: Set[NamedNode]) -> list[Evidence]:
    """Return for each property of a thing that is lacking (any, without one) the most certain proposed evidence that
    says it, but for that in `but`.
    """
    found: dict[NamedNode, Evidence] = {}
    for thing, property_ in lacking:
        predicate = NamedNode(property_) if property_ else None
        graphs = {q.graph_name for q in store.quads(NamedNode(thing), predicate)}
        said_by = {evidence_of(g) for g in graphs if isinstance(g, NamedNode)} - but
        items = [e for iri in said_by if (e := read(store, iri)) and e.status == PROPOSED]
        best = max(items, key=lambda e: (float(e.confidence), e.iri.value), default=None)
        if best:
            found[best.iri] = best
    return list(found.values())
