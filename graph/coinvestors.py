"""Who could pay with the council, ranked, with the reasons as paths in the graph.

A candidate is as strong as its strongest reason: the overlap score of what it pays for. Paying for something on the
proposal's theme that does not overlap counts as `SAME_THEME`. Paying for much of the same makes nobody stronger.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from graph.answers import Answer, Thing, evidence_of, thing, things
from graph.overlap import Overlap
from graph.reading import Reading
from graph.snapshot import Snapshot, Statement
from ontology.namespaces import CONCEPT, SAMSPIL
from ontology.words import Words

SAME_THEME: Final = 0.1
PUBLIC_PAYERS: Final = frozenset(f"{CONCEPT}sector/{s}" for s in ("public", "municipality", "region", "state"))
MOST_CANDIDATES: Final = 10


class Step(Answer):
    """One step of a path in the graph: from a thing, by a relation, to a thing."""

    subject: Thing
    relation: Words
    object: Thing


class Reason(Answer):
    """A reason as a path: what the candidate pays for, what that has in common with the proposal, with whom, in which
    role, and how much (DKK, for `amount_covers` initiatives together).
    """

    path: tuple[Step, ...]
    together_with: tuple[Thing, ...]
    role: Thing | None
    instrument: Thing | None
    amount: float | None
    amount_covers: int
    strength: float
    evidence: tuple[str, ...]


class CoInvestor(Answer):
    """A candidate: the score from 0 to 1, whether it is already a party or has paid with the council before, and the
    reasons, strongest first.
    """

    organisation: Thing
    sector: Thing | None
    score: float
    already_party: bool
    paid_with_council: bool
    reasons: tuple[Reason, ...]


def find_coinvestors(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> tuple[CoInvestor, ...]:
    """Return who pays for what overlaps with the proposal or shares its theme, but for the council itself and public
    authorities.
    """
    overlap_of = {o.initiative.id: o for o in overlaps}
    parties = {p.thing.id for p in reading.parties if p.thing}
    reasons: dict[str, list[Reason]] = {}
    for funding in snapshot.of_class(SAMSPIL.Funding):
        for funder in snapshot.statements(funding, SAMSPIL.funder):
            if _may_invest(funder.value, snapshot):
                found = (
                    _reason(funder, funded, reading, overlap_of, snapshot)
                    for funded in snapshot.statements(funding, SAMSPIL.funded)
                )
                reasons.setdefault(funder.value, []).extend(r for r in found if r)
    candidates = [_candidate(iri, found, iri in parties, snapshot) for iri, found in reasons.items() if found]
    return tuple(sorted(candidates, key=lambda c: (-c.score, -len(c.reasons), c.organisation.id))[:MOST_CANDIDATES])


def _may_invest(organisation: str, snapshot: Snapshot) -> bool:
    """Tell whether an organisation may be a co-investor: not the council itself, and no authority (those pay for
    outcomes).
    """
    return not snapshot.is_a(organisation, SAMSPIL.Council) and not PUBLIC_PAYERS & set(
        snapshot.targets(organisation, SAMSPIL.sector)
    )


def _reason(
    funder: Statement, funded: Statement, reading: Reading, overlaps: Mapping[str, Overlap], snapshot: Snapshot
) -> Reason | None:
    funding, initiative = funder.subject, funded.value
    overlap = overlaps.get(initiative)
    shared, common = _in_common(initiative, reading, overlap, snapshot)
    if not shared:
        return None
    in_kroner = snapshot.value(funding, SAMSPIL.currency) in {None, "DKK"}
    amount = snapshot.statements(funding, SAMSPIL.amount) if in_kroner else ()
    fact = {
        name: snapshot.statements(funding, p)
        for name, p in (("role", SAMSPIL.role), ("instrument", SAMSPIL.instrument))
    }
    others = [
        s.value
        for f in snapshot.to(initiative, SAMSPIL.funded)
        for s in snapshot.statements(f.subject, SAMSPIL.funder)
        if s.value != funder.value
    ]
    return Reason(
        path=(
            Step(
                subject=thing(snapshot, funder.value),
                relation=snapshot.label(SAMSPIL.Funding.value),
                object=thing(snapshot, initiative),
            ),
            *(
                Step(
                    subject=thing(snapshot, initiative),
                    relation=snapshot.label(s.predicate),
                    object=thing(snapshot, s.value),
                )
                for s in shared
            ),
        ),
        together_with=things(snapshot, dict.fromkeys(others)),
        role=_only(fact["role"], snapshot),
        instrument=_only(fact["instrument"], snapshot),
        amount=float(amount[0].value) if amount else None,
        amount_covers=len(snapshot.statements(funding, SAMSPIL.funded)),
        strength=round(common, 3),
        evidence=evidence_of((funder, funded, *amount, *fact["role"], *fact["instrument"], *shared)),
    )


def _in_common(
    initiative: str, reading: Reading, overlap: Overlap | None, snapshot: Snapshot
) -> tuple[list[Statement], float]:
    """Return the initiative's statements that it shares with the proposal, and how strong the reason is."""
    if overlap:
        alike = {
            t.id for r in overlap.respects if r.likeness and r.dimension not in {"theme", "age"} for t in r.existing
        }
        return [s for s in snapshot.about[initiative] if s.target in alike], overlap.score
    themes = set(reading.concepts("theme"))
    return [s for s in snapshot.statements(initiative, SAMSPIL.theme) if s.value in themes], SAME_THEME


def _only(statements: Sequence[Statement], snapshot: Snapshot) -> Thing | None:
    return thing(snapshot, statements[0].value) if statements else None


def _candidate(iri: str, reasons: list[Reason], already_party: bool, snapshot: Snapshot) -> CoInvestor:
    return CoInvestor(
        organisation=thing(snapshot, iri),
        sector=_only(snapshot.statements(iri, SAMSPIL.sector), snapshot),
        score=max(r.strength for r in reasons),
        already_party=already_party,
        paid_with_council=any(snapshot.is_a(t.id, SAMSPIL.Council) for r in reasons for t in r.together_with),
        reasons=tuple(sorted(reasons, key=lambda r: (-r.strength, r.path[0].object.id))),
    )
