"""Who could pay with the council, ranked, with the reasons as paths in the graph, and what there is to know first.

How likely a candidate is, is computed in `graph.answers.investors` from past deals. Here the candidates who share
something with the proposal are told of: the past deals that speak for them and what these have in common with the
proposal, in which role and by which instrument they pay, how much, what they do not support, and what might stand in
the way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, cast

from pydantic import Field

from graph.answers.investors import ROLES, Likely, likely_investors, parties_in
from graph.answers.likeness import likeness
from graph.answers.overlap import Overlap, nearest_statements
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.index import FACETS, OPEN_AGE
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import Dimension, Reading
from ontology.namespaces import SAMSPIL
from ontology.words import Words

MOST_CANDIDATES: Final = 10
MOST_REASONS: Final = 5
MOST_DEALS: Final = 20
"""So many of a candidate's strongest deals are searched for reasons."""
CONTENT: Final = frozenset({"target-group", "method", "outcome", "theme"})
"""Facets of which one at least, or a party, must be shared: being in the same place is no reason to invest."""


class Step(Answer):
    """One step of a path in the graph: from a thing, by a relation, to a thing."""

    subject: Thing
    relation: Words
    object: Thing


class Reason(Answer):
    """A reason as a path: what the candidate pays for, what that has in common with the proposal, with whom, in which
    role, and how much (DKK, for `amount_covers` initiatives together). `strength` is what the deal weighs beside the
    one that weighs most, from 0 to 1.
    """

    path: tuple[Step, ...]
    together_with: tuple[Thing, ...]
    role: Thing | None
    instrument: Thing | None
    amount: float | None
    amount_covers: int
    strength: float
    evidence: tuple[str, ...]


class Money(Answer):
    """What the candidate pays, in DKK: the median and number of the amounts known, and the bounds that it states; how
    much of the proposal's budget the median would be (a share of 1), where both are known.
    """

    median: float | None
    known: int
    least: float | None
    most: float | None
    share_of_need: float | None
    evidence: tuple[str, ...]


class Fit(Answer):
    """What the candidate says that it supports, beside the proposal: `fits` is null where the proposal says nothing."""

    respect: Words
    stated: tuple[Thing, ...]
    text: Words | None
    fits: bool | None
    evidence: tuple[str, ...]


class CoInvestor(Answer):
    """A candidate: the score from 0 to 1 (of all that past deals weigh, the share of those that it was in), and the
    reasons, strongest first. Role and instrument are those of most of the reasons' payments.

    `conflict` names what the candidate leads or delivers among the overlapping initiatives, or its other role in the
    proposal.
    """

    organisation: Thing
    sector: Thing | None
    score: float
    already_party: bool
    paid_with_council: bool
    pays_for_overlap: bool
    role: Thing | None
    instrument: Thing | None
    money: Money
    fits: tuple[Fit, ...]
    conflict: tuple[Thing, ...]
    latest: str | None = Field(description="When the newest payment was made, else said; ISO date of any precision")
    reasons: tuple[Reason, ...]


def find_coinvestors(
    reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot, prose: str = "", start: str | None = None
) -> tuple[CoInvestor, ...]:
    """Return who could invest, the likeliest first and not five of a kind, at most `MOST_CANDIDATES`: never the council
    itself, an authority, or someone whose deals share nothing with the proposal.

    `prose` is the proposal's text, `start` when it begins (an ISO date of any precision).
    """
    if not snapshot.deals.initiatives:
        return ()
    found = likeness(reading, prose, start, snapshot.index)
    likely = likely_investors(reading, found, prose, start, snapshot)
    payments = likely.deals.links.tocsc()
    candidates = (
        _candidate(
            int(c),
            payments.indices[payments.indptr[c] : payments.indptr[c + 1]].tolist(),
            likely,
            reading,
            overlaps,
            snapshot,
        )
        for c in likely.order
    )
    return tuple(_first(MOST_CANDIDATES, (c for c in candidates if c.reasons)))


def _first(most: int, candidates: Iterable[CoInvestor]) -> Iterator[CoInvestor]:
    for _, candidate in zip(range(most), candidates, strict=False):
        yield candidate


def _shared(deal: str, reading: Reading, snapshot: Snapshot) -> list[Statement]:
    """Return the statements by which a deal is like the proposal; none where it is like it in place alone."""
    nearest = {
        d: list(nearest_statements(deal, d, reading, snapshot).values()) for d in cast("Iterable[Dimension]", FACETS)
    }
    parties = {p for kind in ROLES for p in parties_in(reading, kind)}
    common = [
        s
        for p in (SAMSPIL.intermediary, SAMSPIL.provider, SAMSPIL.ledBy)
        for s in snapshot.statements(deal, p)
        if s.value in parties
    ]
    if not common and not any(nearest[d] for d in nearest if d in CONTENT):
        return []
    return list(dict.fromkeys([*(s for said in nearest.values() for s in said), *common]))


def _candidate(
    column: int, rows: list[int], likely: Likely, reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot
) -> CoInvestor:
    """Describe the funder in a column, who was in the deals in the rows."""
    deals, iri = likely.deals, likely.deals.funders[column]
    strongest = sorted(rows, key=lambda row: (-likely.weight[row], row))[:MOST_DEALS]
    shared = {row: said for row in strongest if (said := _shared(deals.initiatives[row], reading, snapshot))}
    top = float(likely.weight.max())
    reasons = [
        _reason(payment, deals.initiatives[row], shared[row], float(likely.weight[row]) / top, snapshot)
        for row in shared
        for payment in deals.payments[deals.initiatives[row]][iri]
    ]
    paid = [p.subject for row in rows for p in deals.payments[deals.initiatives[row]][iri]]
    sector = next(iter(snapshot.targets(iri, SAMSPIL.sector)), None)
    return CoInvestor(
        organisation=thing(snapshot, iri),
        sector=thing(snapshot, sector) if sector else None,
        score=round(min(float(likely.votes[column]), 1.0), 3),
        already_party=iri in {p.thing.id for p in reading.parties if p.thing},
        paid_with_council=any(snapshot.is_a(o, SAMSPIL.Council) for f in paid for o in _payers_beside(f, snapshot)),
        pays_for_overlap=any(iri == payer.id for o in overlaps for payer in o.paid_by),
        role=_commonest(r.role for r in reasons),
        instrument=_commonest(r.instrument for r in reasons),
        money=_money(iri, paid, reading, snapshot),
        fits=tuple(_fits(iri, reading, snapshot)),
        conflict=tuple(_conflicts(iri, reading, overlaps)),
        latest=max((d for f in paid if (d := _date(f, snapshot))), default=None),
        reasons=tuple(reasons[:MOST_REASONS]),
    )


def _reason(funder: Statement, deal: str, shared: Sequence[Statement], strength: float, snapshot: Snapshot) -> Reason:
    funding = funder.subject
    funded = [s for s in snapshot.statements(funding, SAMSPIL.funded) if s.value == deal]
    amount = snapshot.statements(funding, SAMSPIL.amount) if _in_kroner(funding, snapshot) else ()
    role, instrument = (snapshot.statements(funding, p) for p in (SAMSPIL.role, SAMSPIL.instrument))
    others = [o for f in snapshot.to(deal, SAMSPIL.funded) for o in snapshot.targets(f.subject, SAMSPIL.funder)]
    first = _step(funder.value, snapshot.label(SAMSPIL.Funding.value), deal, snapshot)
    return Reason(
        path=(first, *(_step(deal, snapshot.label(s.predicate), s.value, snapshot) for s in shared)),
        together_with=things(snapshot, [o for o in dict.fromkeys(others) if o != funder.value]),
        role=thing(snapshot, role[0].value) if role else None,
        instrument=thing(snapshot, instrument[0].value) if instrument else None,
        amount=float(amount[0].value) if amount else None,
        amount_covers=len(snapshot.statements(funding, SAMSPIL.funded)),
        strength=round(strength, 3),
        evidence=evidence_of((funder, *funded, *amount, *role, *instrument, *shared)),
    )


def _step(subject: str, relation: Words, object_: str, snapshot: Snapshot) -> Step:
    return Step(subject=thing(snapshot, subject), relation=relation, object=thing(snapshot, object_))


def _payers_beside(funding: str, snapshot: Snapshot) -> Iterator[str]:
    for funded in snapshot.targets(funding, SAMSPIL.funded):
        for other in snapshot.to(funded, SAMSPIL.funded):
            yield from snapshot.targets(other.subject, SAMSPIL.funder)


def _commonest(found: Iterable[Thing | None]) -> Thing | None:
    """Return what stands most often, the first of several."""
    known = [t for t in found if t]
    counted = Counter(t.id for t in known)
    return max(known, key=lambda t: counted[t.id], default=None)


def _in_kroner(funding: str, snapshot: Snapshot) -> bool:
    return snapshot.value(funding, SAMSPIL.currency) in {None, "DKK"}


def _money(iri: str, paid: Sequence[str], reading: Reading, snapshot: Snapshot) -> Money:
    amounts = [
        s for f in dict.fromkeys(paid) if _in_kroner(f, snapshot) for s in snapshot.statements(f, SAMSPIL.amount)
    ]
    usual = median(float(s.value) for s in amounts) if amounts else None
    bounds = (*snapshot.statements(iri, SAMSPIL.supportMin), *snapshot.statements(iri, SAMSPIL.supportMax))
    return Money(
        median=usual,
        known=len(amounts),
        least=snapshot.number(iri, SAMSPIL.supportMin),
        most=snapshot.number(iri, SAMSPIL.supportMax),
        share_of_need=round(usual / reading.budget.value, 3) if usual and reading.budget else None,
        evidence=evidence_of((*amounts, *bounds)),
    )


def _fits(iri: str, reading: Reading, snapshot: Snapshot) -> Iterator[Fit]:
    """Yield what the candidate says that it supports, facet by facet, and what it says that it does not."""
    supports: tuple[Dimension, ...] = ("target-group", "theme")
    for dimension in supports:
        said = snapshot.statements(iri, FACETS[dimension])
        proposed = reading.concepts(dimension)
        if said:
            alike = [snapshot.index.likeness(c, s.value) > 0 for c in proposed for s in said]
            yield _fit(FACETS[dimension].value, said, None, any(alike) if proposed else None, snapshot)
    least, most = (snapshot.statements(iri, p) for p in (SAMSPIL.ageMin, SAMSPIL.ageMax))
    if (least or most) and reading.ages:
        low, high = (int(s[0].value) if s else end for s, end in zip((least, most), OPEN_AGE, strict=True))
        fits = (reading.ages.min or OPEN_AGE[0]) <= high and (reading.ages.max or OPEN_AGE[1]) >= low
        yield _fit(SAMSPIL.age.value, (*least, *most), Words(da=f"{low}–{high}", en=f"{low}–{high}"), fits, snapshot)
    restrictions = snapshot.statements(iri, SAMSPIL.restriction)
    if restrictions:
        yield _fit(SAMSPIL.restriction.value, restrictions, snapshot.text(iri, SAMSPIL.restriction), None, snapshot)


def _fit(property_: str, said: Sequence[Statement], text: Words | None, fits: bool | None, snapshot: Snapshot) -> Fit:
    stated = things(snapshot, [t for s in said if (t := s.target)])
    return Fit(respect=snapshot.label(property_), stated=stated, text=text, fits=fits, evidence=evidence_of(said))


def _conflicts(iri: str, reading: Reading, overlaps: Sequence[Overlap]) -> Iterator[Thing]:
    """Yield the overlapping initiatives that the candidate leads or delivers, and its role in the proposal but for
    that of paying.
    """
    yield from (o.initiative for o in overlaps if iri in {t.id for t in (*o.led_by, *o.delivered_by)})
    delivers = {ROLES["provider"], ROLES["intermediary"]}
    yield from (p.role for p in reading.parties if p.thing and p.thing.id == iri and p.role and p.role.id in delivers)


def _date(funding: str, snapshot: Snapshot) -> str | None:
    """Return when a payment was made or began, else from when what is said of it holds."""
    own = [s.value for p in (SAMSPIL.start, SAMSPIL.date) for s in snapshot.statements(funding, p)]
    said = [d for s in snapshot.statements(funding, SAMSPIL.funder) if (d := snapshot.since(s))]
    return max(own or said, default=None)
