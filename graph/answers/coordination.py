"""Who must be at the table, who works together already, and the gaps around a proposal.

That the graph knows of nothing is never said as if there were nothing: such a gap says what the graph does not know,
and whom to ask.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from graph.answers.coverage import SEEN
from graph.answers.findings import Around
from graph.answers.gaps import Gap, Gaps, in_order, make_gap
from graph.answers.lack import say
from graph.answers.overlap import Overlap
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import Reading
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.words import Words

ABSENT: Final = Words(
    da="Forslaget nævner ikke, hvem der har ansvar for {because}: {department}.",
    en="The proposal does not name who answers for {because}: {department}.",
)
UNPAID: Final = Words(
    da="Forslaget nævner ingen, der betaler, hvis indsatsen lykkes.",
    en="The proposal names nobody who pays if the initiative succeeds.",
)
UNMEASURED: Final = Words(
    da="Forslaget nævner ingen, der evaluerer, og ingen vidensinstitution er med.",
    en="The proposal names nobody who evaluates, and no knowledge institution takes part.",
)
GROUP_PROPERTIES: Final = (SAMSPIL.fromGroup, SAMSPIL.toGroup, SAMSPIL.targetGroup)


class Seat(Answer):
    """A department that must be at the table, whether the proposal names it, and the themes or initiatives that it
    answers for.
    """

    department: Thing
    named: bool
    because: tuple[Thing, ...]
    evidence: tuple[str, ...]


class KnownCollaboration(Answer):
    """A collaboration that the graph knows of: of those at the table on the theme, or on something that overlaps."""

    collaboration: Thing
    participants: tuple[Thing, ...]
    evidence: tuple[str, ...]


class Coordination(Answer):
    """Who must be at the table, what is worked together on already, and the gaps."""

    seats: tuple[Seat, ...]
    collaborations: tuple[KnownCollaboration, ...]
    gaps: tuple[Gap, ...]


def find_coordination(
    reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot, known_gaps: Gaps
) -> Coordination:
    """Return who must be at the table around the proposal, and what is missing: of the snapshot's gaps those around
    it, and those of its own.
    """
    seats = tuple(_seats(reading, overlaps, snapshot))
    known = tuple(_collaborations(reading, overlaps, [s.department.id for s in seats], snapshot))
    around = _around(reading, overlaps, seats, known, snapshot)
    gaps = in_order(
        (
            *_not_at_the_table(seats, snapshot),
            *_of_the_proposal(reading, snapshot),
            *known_gaps.around(around),
        )
    )
    return Coordination(seats=seats, collaborations=known, gaps=gaps)


def _around(
    reading: Reading,
    overlaps: Sequence[Overlap],
    seats: Sequence[Seat],
    known: Sequence[KnownCollaboration],
    snapshot: Snapshot,
) -> Around:
    """Return what gaps are looked for around: what overlaps, who is at the table, and what the proposal is about."""
    groups = [g for group in reading.concepts("target-group") for g in _wider_and_narrower(group, snapshot)]
    initiatives = [o.initiative.id for o in overlaps if not o.is_elsewhere]
    departments = [s.department.id for s in seats]
    governing = {s.subject for theme in reading.concepts("theme") for s in snapshot.to(theme, SAMSPIL.governs)}
    return {
        "initiative": initiatives,
        "other": [*initiatives, *departments],
        "department": departments,
        "organisation": [*departments, *(p.id for k in known for p in k.participants)],
        "theme": reading.concepts("theme"),
        "targetGroup": groups,
        "area": reading.concepts("area"),
        "transition": [
            t
            for t in snapshot.concepts(f"{CONCEPT}transition")
            if any(g in groups for p in GROUP_PROPERTIES for g in snapshot.targets(t, p))
        ],
        "policy": [
            p for p in sorted(governing) if not set(groups).isdisjoint(snapshot.targets(p, SAMSPIL.targetGroup))
        ],
    }


def _wider_and_narrower(concept: str, snapshot: Snapshot) -> Sequence[str]:
    narrower = [concept]
    for c in narrower:
        narrower += [s.subject for s in snapshot.to(c, SKOS.broader) if s.subject not in narrower]
    return [*snapshot.ancestors(concept)[1:], *narrower]


def _seats(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> Iterator[Seat]:
    """Yield the departments: those that the proposal names, those responsible for its themes, those that lead or
    deliver what overlaps.
    """
    reasons: dict[str, list[tuple[str, Statement]]] = {d: [] for d in reading.departments}
    for theme in reading.concepts("theme"):
        for s in snapshot.to(theme, SAMSPIL.responsibleFor):
            reasons.setdefault(s.subject, []).append((theme, s))
    for overlap in overlaps:
        for runs in (SAMSPIL.ledBy, SAMSPIL.provider):
            for s in snapshot.statements(overlap.initiative.id, runs):
                reasons.setdefault(s.value, []).append((overlap.initiative.id, s))
    for department, said in reasons.items():
        if snapshot.is_a(department, SAMSPIL.Department):
            yield Seat(
                department=thing(snapshot, department),
                named=department in reading.departments,
                because=things(snapshot, dict.fromkeys(iri for iri, _ in said)),
                evidence=evidence_of(s for _, s in said),
            )


def _collaborations(
    reading: Reading, overlaps: Sequence[Overlap], departments: Sequence[str], snapshot: Snapshot
) -> Iterator[KnownCollaboration]:
    """Yield what those at the table do with others on one of the proposal's themes, and the collaborations on what
    overlaps.
    """
    themes = set(reading.concepts("theme"))
    overlapping = {o.initiative.id for o in overlaps}
    for iri in snapshot.of_class(SAMSPIL.Collaboration):
        participants = snapshot.targets(iri, SAMSPIL.participant)
        initiatives = set(snapshot.targets(iri, SAMSPIL.collaboratesOn))
        on_theme = themes & set(snapshot.targets(iri, SAMSPIL.theme)) and set(participants) & set(departments)
        if on_theme or initiatives & overlapping:
            yield KnownCollaboration(
                collaboration=thing(snapshot, iri),
                participants=things(snapshot, participants),
                evidence=evidence_of(snapshot.statements(iri, SAMSPIL.participant)),
            )


def _not_at_the_table(seats: Iterable[Seat], snapshot: Snapshot) -> Iterator[Gap]:
    """Yield the departments that the proposal does not name; those that answer for the same are one gap."""
    alike: dict[tuple[str, ...], list[Seat]] = {}
    for seat in seats:
        if not seat.named:
            alike.setdefault(tuple(b.id for b in seat.because), []).append(seat)
    for because, absent in alike.items():
        departments = [seat.department for seat in absent]
        named = {"department": [d.id for d in departments], "because": because}
        yield make_gap(
            f"{CONCEPT}gap-kind/not-at-the-table",
            "high" if any(t.kind == "theme" for t in absent[0].because) else "medium",
            say(ABSENT, named, snapshot.label),
            (*departments, *absent[0].because[:3]),
            tuple(dict.fromkeys(e for seat in absent for e in seat.evidence)),
            snapshot,
            standing=SEEN,
            ask=[d.id for d in departments],
        )


def _of_the_proposal(reading: Reading, snapshot: Snapshot) -> Iterator[Gap]:
    """Yield what the proposal itself does not say: who pays for outcomes, and who evaluates."""
    roles = {p.role.id for p in reading.parties if p.role}
    if f"{CONCEPT}role/outcome-payer" not in roles:
        yield make_gap(f"{CONCEPT}gap-kind/no-outcome-payer", "medium", UNPAID, (), (), snapshot, standing=SEEN)
    sectors = {p.sector.id for p in reading.parties if p.sector}
    if f"{CONCEPT}sector/research" not in sectors:
        yield make_gap(f"{CONCEPT}gap-kind/no-evaluation", "low", UNMEASURED, (), (), snapshot, standing=SEEN)
