"""Why somebody might invest, as paths in the graph: what they paid for that is like the proposal, and what they say
that they support.

A bond is strong where the same group is helped or much the same is done (a wide method above both is none), or where
somebody who takes part now took part then; being like it in place, theme or outcome alone is none, nor is it to concern
the same department.
"""

from collections.abc import Iterable, Sequence
from typing import Final, cast

import numpy as np

from graph.answers.investors import ROLES, Likely, parties_in
from graph.answers.overlap import nearest_statements
from graph.answers.restrictions import PURPOSES, covers, reaches
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.deals import in_kroner
from graph.known.dimensions import FACETS
from graph.known.index import SAME
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import Dimension, Reading
from ontology.namespaces import SAMSPIL
from ontology.words import Words

MOST_DEALS: Final = 20
"""So many of a candidate's strongest deals are searched for reasons."""
CONTENT: Final[tuple[Dimension, ...]] = ("target-group", "method")
"""Facets that bind; where the proposal says nothing of them, its outcomes do."""
PURPOSE_WEIGHTS: Final = {"target-group": 2 / 3, "theme": 1 / 3}
"""What a stated group and a stated theme count in an interest; themes are few and wide."""
PART: Final = 0.5


class Step(Answer):
    """One step of a path in the graph: from a thing, by a relation, to a thing."""

    subject: Thing
    relation: Words
    object: Thing


class Reason(Answer):
    """A reason as a path: what the candidate pays for, what that has in common with the proposal, with whom, in which
    role, and how much (DKK, for `amount_covers` initiatives together). `strength` is what the deal weighs beside the
    one that weighs most, from 0 to 1.

    Where it `is_stated`, the path holds what the candidate says that it supports, and nothing was paid.
    """

    path: tuple[Step, ...]
    is_stated: bool = False
    together_with: tuple[Thing, ...]
    role: Thing | None
    instrument: Thing | None
    amount: float | None
    amount_covers: int
    strength: float
    evidence: tuple[str, ...]


def interest(iri: str, reading: Reading, snapshot: Snapshot) -> float:
    """Return from 0 to 1 how far what an organisation says that it supports is what the proposal is about."""
    return sum(
        PURPOSE_WEIGHTS[d] * max((n for n, _ in _supported(iri, d, reading, snapshot)), default=0) for d in PURPOSES
    )


def stated_reason(iri: str, reading: Reading, snapshot: Snapshot) -> Reason | None:
    """Return what an organisation says that it supports as a reason: the proposal's target group; or its theme, from
    one that says only a part of the group, or names no groups at all.
    """
    groups, themes = (_supported(iri, d, reading, snapshot) for d in PURPOSES)
    whole = any(covers(s.value, c, snapshot) for _, s in groups for c in reading.concepts("target-group"))
    if not whole and not (themes and (groups or not snapshot.statements(iri, SAMSPIL.targetGroup))):
        return None
    said = list(dict.fromkeys(s for _, s in (*groups, *themes)))
    return Reason(
        path=tuple(step(iri, snapshot.label(s.predicate), s.value, snapshot) for s in said),
        is_stated=True,
        together_with=(),
        role=None,
        instrument=None,
        amount=None,
        amount_covers=0,
        strength=round(interest(iri, reading, snapshot), 3),
        evidence=evidence_of(said),
    )


def paid_reasons(funder: str, likely: Likely, reading: Reading, snapshot: Snapshot) -> list[Reason]:
    """Return the deals of a funder (IRI) that bind it to the proposal, the strongest first."""
    deals = likely.deals
    rows, top = deals.track_record(funder).rows, float(likely.weight.max())
    strongest = rows[np.argsort(-likely.weight[rows], kind="stable")][:MOST_DEALS].tolist()
    shared = {row: said for row in strongest if (said := _shared(deals.initiatives[row], reading, snapshot))}
    return [
        _reason(payment, deals.initiatives[row], said, float(likely.weight[row]) / top, snapshot)
        for row, said in shared.items()
        for payment in deals.payments[deals.initiatives[row]][funder]
    ]


def step(subject: str, relation: Words, object_: str, snapshot: Snapshot) -> Step:
    """Return a step between two things (IRIs)."""
    return Step(subject=thing(snapshot, subject), relation=relation, object=thing(snapshot, object_))


def _supported(iri: str, dimension: Dimension, reading: Reading, snapshot: Snapshot) -> list[tuple[float, Statement]]:
    """Return what is said to be supported of what is proposed, with what it counts: of one concept, how alike the two
    are, half where the one that is supported is only a part of what is proposed.
    """
    pairs = [(c, s) for c in reading.concepts(dimension) for s in snapshot.statements(iri, FACETS[dimension])]
    return [
        (snapshot.index.likeness(c, s.value) * (1 if covers(s.value, c, snapshot) else PART), s)
        for c, s in pairs
        if reaches(c, s.value, snapshot)
    ]


def _shared(deal: str, reading: Reading, snapshot: Snapshot) -> list[Statement]:
    """Return the statements by which a deal is like the proposal; none where nothing of it binds."""
    nearest = {d: nearest_statements(deal, d, reading, snapshot) for d in cast("Iterable[Dimension]", FACETS)}
    parties = {p for kind in ROLES for p in parties_in(reading, kind)}
    common = [
        s
        for p in (SAMSPIL.intermediary, SAMSPIL.provider, SAMSPIL.ledBy)
        for s in snapshot.statements(deal, p)
        if s.value in parties
    ]
    content = [d for d in CONTENT if reading.concepts(d)] or ["outcome"]
    binding = any(
        snapshot.index.likeness(c, s.value) >= SAME if d == "method" else reaches(c, s.value, snapshot)
        for d, said in nearest.items()
        if d in content
        for c, s in said.items()
    )
    if not binding and all(snapshot.is_a(s.value, SAMSPIL.Department) for s in common):
        return []
    return list(dict.fromkeys([*(s for said in nearest.values() for s in said.values()), *common]))


def _reason(funder: Statement, deal: str, shared: Sequence[Statement], strength: float, snapshot: Snapshot) -> Reason:
    funding = funder.subject
    funded = [s for s in snapshot.statements(funding, SAMSPIL.funded) if s.value == deal]
    amount = snapshot.statements(funding, SAMSPIL.amount) if in_kroner(funding, snapshot) else ()
    role, instrument = (snapshot.statements(funding, p) for p in (SAMSPIL.role, SAMSPIL.instrument))
    others = [o for f in snapshot.to(deal, SAMSPIL.funded) for o in snapshot.targets(f.subject, SAMSPIL.funder)]
    first = step(funder.value, snapshot.label(SAMSPIL.Funding.value), deal, snapshot)
    return Reason(
        path=(first, *(step(deal, snapshot.label(s.predicate), s.value, snapshot) for s in shared)),
        together_with=things(snapshot, [o for o in dict.fromkeys(others) if o != funder.value]),
        role=thing(snapshot, role[0].value) if role else None,
        instrument=thing(snapshot, instrument[0].value) if instrument else None,
        amount=float(amount[0].value) if amount else None,
        amount_covers=len(snapshot.statements(funding, SAMSPIL.funded)),
        strength=round(strength, 3),
        evidence=evidence_of((funder, *funded, *amount, *role, *instrument, *shared)),
    )
