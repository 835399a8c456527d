"""The laws, agreements, strategies and reforms that bear on a proposal, and whether they help, limit or replace it.

A policy bears on a proposal by its theme, target group or method, by a department that it regulates or that issued it,
or by an overlapping initiative that implements it. One that shares the theme alone bears on all that is done there:
where the proposal says more than its theme, those from elsewhere are told only until there are enough.

What it means for the proposal is said only from facts: what a source says of its bearing (`samspil:bearing`) on its
target groups or methods; that it has been repealed, has ended or has been succeeded; or that money has come of it to
what overlaps. Else it is unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pydantic import Field
from pyoxigraph import NamedNode

from graph.answers.overlap import Overlap
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import PROPERTIES, Dimension, Reading
from ontology.namespaces import CONCEPT, DCT, RDF, SAMSPIL
from ontology.words import Words

BEARING: Final = f"{CONCEPT}bearing/"
PAST: Final = frozenset(f"{CONCEPT}status/{s}" for s in ("repealed", "ended"))
MOST_POLICIES: Final = 20
ENOUGH: Final = 5
"""After so many, those of the whole theme are told only if they are the council's own place's: a choice."""
NARROW: Final[tuple[Dimension, ...]] = ("target-group", "method")
Reasons = Mapping[str, Sequence[tuple[str, Statement]]]


class PolicyAnswer(Answer):
    """A policy, what kind it is, what it says and changes and from when, what it means for the proposal and why, and
    the themes, target groups, methods, departments and overlapping initiatives by which it bears on the proposal.
    """

    policy: Thing
    kind: Words
    year: int | None
    takes_effect: str | None = Field(description="ISO date of any precision: 2022, 2022-11 or 2022-11-30")
    ends: str | None = Field(description="ISO date of any precision")
    status: Thing | None
    description: Words | None
    change: Words | None
    bearing: Thing
    bearing_because: tuple[Thing, ...]
    because: tuple[Thing, ...]
    evidence: tuple[str, ...]

    @property
    def bonds(self) -> int:
        """Return in how many kinds of thing it has something in common with the proposal; 0 where in a theme alone."""
        kinds = {t.kind for t in self.because}
        return len(kinds) if kinds != {"theme"} else 0


def find_policies(
    reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot, day: str | None = None
) -> tuple[PolicyAnswer, ...]:
    """Return the policies that bear on the proposal, at most `MOST_POLICIES`: those with most in common with it first,
    then those of fewest themes, of equals the newest; last those that share a theme alone. What ended before `day` (an
    ISO date), if one is given, no longer applies.
    """
    reasons = _reasons(reading, overlaps, snapshot)
    answers = [_answer(policy, said, overlaps, snapshot, day) for policy, said in reasons.items()]
    themes = {a.policy.id: len(snapshot.targets(a.policy.id, SAMSPIL.governs)) for a in answers}
    answers.sort(key=lambda a: (-a.bonds, themes[a.policy.id], -(a.year or 0), a.policy.id))
    says_more = any(reading.concepts(d) for d in NARROW)
    told = [
        a
        for place, a in enumerate(answers)
        if place < ENOUGH or not (says_more and not a.bonds) or _is_ours(a.policy.id, snapshot)
    ]
    return tuple(told[:MOST_POLICIES])


def _is_ours(policy: str, snapshot: Snapshot) -> bool:
    """Tell whether a policy is about the council's own area, or issued by someone there."""
    there = [policy, *snapshot.targets(policy, SAMSPIL.issuedBy)]
    return any(snapshot.home.holds(area) for iri in there for area in snapshot.targets(iri, SAMSPIL.area))


def _reasons(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> Reasons:
    found: dict[str, dict[tuple[str, Statement], None]] = {}
    for policy, because, said in _related(reading, overlaps, snapshot):
        if snapshot.is_a(policy, SAMSPIL.Policy):
            found.setdefault(policy, {})[(because, said)] = None
    return {policy: tuple(said) for policy, said in found.items()}


def _related(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> Iterator[tuple[str, str, Statement]]:
    """Yield policies, each with what it has in common with the proposal and the statement that says so."""
    for theme in reading.concepts("theme"):
        yield from ((s.subject, theme, s) for s in _said_of_policies(theme, SAMSPIL.governs, snapshot))
    for dimension in NARROW:
        for concept in reading.concepts(dimension):
            for shared in snapshot.ancestors(concept):
                said = _said_of_policies(shared, PROPERTIES[dimension], snapshot)
                yield from ((s.subject, shared, s) for s in said)
    for department in reading.departments:
        for relation in (SAMSPIL.regulates, SAMSPIL.issuedBy):
            yield from ((s.subject, department, s) for s in snapshot.to(department, relation))
    for overlap in overlaps:
        iri = overlap.initiative.id
        yield from ((s.value, iri, s) for s in snapshot.statements(iri, SAMSPIL.implements))


def _said_of_policies(target: str, predicate: NamedNode, snapshot: Snapshot) -> Iterator[Statement]:
    return (s for s in snapshot.of_policies.get(target, ()) if s.predicate == predicate.value)


def _answer(
    policy: str,
    reasons: Sequence[tuple[str, Statement]],
    overlaps: Sequence[Overlap],
    snapshot: Snapshot,
    day: str | None,
) -> PolicyAnswer:
    decided, start, end = (snapshot.statements(policy, p) for p in (SAMSPIL.date, SAMSPIL.start, SAMSPIL.end))
    status = snapshot.latest(policy, SAMSPIL.status)
    described, changed = (snapshot.statements(policy, p) for p in (DCT.description, SAMSPIL.change))
    bearing, because, said = _bearing(policy, reasons, overlaps, snapshot, day)
    return PolicyAnswer(
        policy=thing(snapshot, policy),
        kind=snapshot.label(snapshot.class_of(policy) or RDF.type.value),
        year=next((int(s.value[:4]) for s in (*decided, *start)), None),
        takes_effect=start[0].value if start else None,
        ends=end[0].value if end else None,
        status=thing(snapshot, status[0].value) if status else None,
        description=snapshot.text(policy, DCT.description) if described else None,
        change=snapshot.text(policy, SAMSPIL.change) if changed else None,
        bearing=thing(snapshot, f"{BEARING}{bearing}"),
        bearing_because=things(snapshot, dict.fromkeys(because)),
        because=things(snapshot, dict.fromkeys(iri for iri, _ in reasons)),
        evidence=evidence_of((*said, *(s for _, s in reasons), *decided, *start, *end, *status, *described, *changed)),
    )


Bearing = tuple[str, Sequence[str], Sequence[Statement]]


def _bearing(
    policy: str,
    reasons: Sequence[tuple[str, Statement]],
    overlaps: Sequence[Overlap],
    snapshot: Snapshot,
    day: str | None,
) -> Bearing:
    """Return what the policy means for the proposal, the things that this rests on, and the statements that say so."""
    if lapsed := _lapsed(policy, snapshot, day):
        return "lapsed", [s.subject for s in lapsed if s.subject != policy], lapsed
    shared = [iri for iri, _ in reasons]
    methods = snapshot.targets(policy, SAMSPIL.method)
    groups = snapshot.targets(policy, SAMSPIL.targetGroup)
    stated = snapshot.latest(policy, SAMSPIL.bearing)
    meant = [iri for iri in shared if iri in (methods or groups)] if methods or groups else shared
    if stated and meant:
        return stated[0].value.removeprefix(BEARING), meant, stated
    paid = list(_money(policy, overlaps, snapshot))
    if paid:
        return "helps", [s.value for s in paid if s.predicate == SAMSPIL.funded.value], paid
    return "unknown", (), ()


def _lapsed(policy: str, snapshot: Snapshot, day: str | None) -> Sequence[Statement]:
    """Return the statements by which the policy no longer applies."""
    status = snapshot.latest(policy, SAMSPIL.status)[:1]
    ended = [s for s in snapshot.statements(policy, SAMSPIL.end) if day and s.value < day[: len(s.value)]]
    return [*(s for s in status if s.value in PAST), *ended, *snapshot.to(policy, SAMSPIL.succeeds)]


def _money(policy: str, overlaps: Iterable[Overlap], snapshot: Snapshot) -> Iterator[Statement]:
    """Yield the statements by which money has come of the policy to what overlaps."""
    overlapping = {o.initiative.id for o in overlaps}
    for funding in sorted({s.subject for iri in overlapping for s in snapshot.to(iri, SAMSPIL.funded)}):
        if comes := [s for s in snapshot.statements(funding, SAMSPIL.implements) if s.value == policy]:
            yield from comes
            yield from (s for s in snapshot.statements(funding, SAMSPIL.funded) if s.value in overlapping)
