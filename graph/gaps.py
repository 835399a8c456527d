"""Who must be at the table, who works together already, and the gaps that the graph shows around a proposal.

That the graph knows of nothing is never said as if there were nothing: such a gap says what the graph does not know,
and whom to ask.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from graph.answers import Answer, Severity, Thing, evidence_of, thing, things
from graph.overlap import Overlap
from graph.reading import Reading
from graph.snapshot import Snapshot, Statement
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.words import Words


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


class Gap(Answer):
    """A gap: its kind, how grave, what it is about, what to do, and the statements that it rests on."""

    kind: Thing
    severity: Severity
    about: tuple[Thing, ...]
    meaning: Words
    remedy: Words
    evidence: tuple[str, ...]


class Coordination(Answer):
    """Who must be at the table, what is worked together on already, and the gaps."""

    seats: tuple[Seat, ...]
    collaborations: tuple[KnownCollaboration, ...]
    gaps: tuple[Gap, ...]


def find_coordination(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> Coordination:
    """Return who must be at the table around the proposal, and what is missing."""
    seats = tuple(_seats(reading, overlaps, snapshot))
    known = tuple(_collaborations(reading, overlaps, [s.department.id for s in seats], snapshot))
    gaps = (
        *_not_at_the_table(seats, snapshot),
        *_no_recorded_collaboration(seats, reading, known, snapshot),
        *_ending(overlaps, snapshot),
        *_without_payer(overlaps, snapshot),
    )
    return Coordination(seats=seats, collaborations=known, gaps=gaps)


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
    for seat in seats:
        if not seat.named:
            is_theirs = any(t.kind == "theme" for t in seat.because)
            yield _gap(
                "not-at-the-table",
                "high" if is_theirs else "medium",
                (seat.department, *seat.because[:3]),
                seat.evidence,
                snapshot,
            )


def _no_recorded_collaboration(
    seats: Sequence[Seat], reading: Reading, known: Sequence[KnownCollaboration], snapshot: Snapshot
) -> Iterator[Gap]:
    """Yield the pairs of departments that answer for one theme and of which no collaboration is recorded."""
    together = [{p.id for p in k.participants} for k in known]
    for theme in reading.concepts("theme"):
        responsible = {s.subject: s for s in snapshot.to(theme, SAMSPIL.responsibleFor)}
        of_theme = [s.department for s in seats if s.department.id in responsible]
        for one, other in combinations(of_theme, 2):
            if not any({one.id, other.id} <= group for group in together):
                evidence = evidence_of((responsible[one.id], responsible[other.id]))
                yield _gap(
                    "no-recorded-collaboration", "medium", (one, other, thing(snapshot, theme)), evidence, snapshot
                )


def _ending(overlaps: Iterable[Overlap], snapshot: Snapshot) -> Iterator[Gap]:
    for overlap in overlaps:
        said = () if overlap.is_elsewhere else snapshot.latest(overlap.initiative.id, SAMSPIL.end)
        if said and not snapshot.to(overlap.initiative.id, SAMSPIL.succeeds):
            yield _gap("ends-without-successor", "high", (overlap.initiative,), evidence_of(said), snapshot)


def _without_payer(overlaps: Iterable[Overlap], snapshot: Snapshot) -> Iterator[Gap]:
    unpaid = [o.initiative for o in overlaps if not o.paid_by and not o.is_elsewhere]
    if unpaid:
        named = (s for initiative in unpaid for s in snapshot.statements(initiative.id, SKOS.prefLabel))
        yield _gap("no-recorded-payer", "low", tuple(unpaid), evidence_of(named), snapshot)


def _gap(kind: str, severity: Severity, about: tuple[Thing, ...], evidence: tuple[str, ...], snapshot: Snapshot) -> Gap:
    iri = f"{CONCEPT}gap-kind/{kind}"
    return Gap(
        kind=thing(snapshot, iri),
        severity=severity,
        about=about,
        meaning=snapshot.text(iri, SKOS.definition),
        remedy=snapshot.text(iri, SKOS.scopeNote),
        evidence=evidence,
    )
