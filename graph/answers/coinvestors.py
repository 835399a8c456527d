"""Who could pay with the council, ranked, with the reasons as paths in the graph, and what there is to know first.

How likely a candidate is, is computed in `graph.answers.investors` from past deals; to that comes what it says that it
supports, so that a funder who is new to the field is seen as well. A candidate has a bond to the proposal
(`graph.answers.reasons`), and nothing it says rules the proposal out (`graph.answers.restrictions`); who is ruled out
is told apart, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from pydantic import Field
from scipy.sparse import csr_array

from graph.answers.investors import ROLES, Likely, in_turn, likely_investors
from graph.answers.likeness import likeness
from graph.answers.overlap import Overlap
from graph.answers.reasons import Reason, interest, paid_reasons, stated_reason
from graph.answers.restrictions import Fit, Practice, fits_of, need_of
from graph.answers.weights import DEALS
from graph.known.answers import Answer, Thing, evidence_of, thing
from graph.known.deals import AUTHORITIES, TrackRecord
from graph.known.snapshot import Snapshot
from graph.reading.facets import Reading
from graph.reading.thesaurus import Thesaurus
from ontology.namespaces import SAMSPIL

MOST_CANDIDATES: Final = 10
MOST_REASONS: Final = 5
MOST_AMOUNTS: Final = 50
"""So many of the amounts that a funder paid are cited."""
STATED: Final = 0.5
"""What a funder says that it supports counts at most half as much as all past deals together: a choice."""
WORTH_TELLING: Final = 0.005
"""Whose score is below this is neither a candidate nor told to be ruled out."""


class Money(Answer):
    """What the candidate pays, in DKK: the median and number of the amounts known, and the bounds that it states; how
    much of what is needed the median would be (a share of 1), where both are known. What is needed is what is asked
    for, else the budget without own financing.
    """

    median: float | None
    known: int
    least: float | None
    most: float | None
    need: float | None
    share_of_need: float | None
    evidence: tuple[str, ...]


class CoInvestor(Answer):
    """A candidate: the score from 0 to 1 (of all that past deals weigh, the share of those that it was in, and what it
    says that it supports), and the reasons, strongest first. Role and instrument are those of most of the reasons'
    payments.

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


class RuledOut(Answer):
    """Somebody who would have been a candidate, but for what it says itself."""

    organisation: Thing
    because: tuple[Fit, ...]


class Investors(Answer):
    """The candidates, the likeliest first, and those who are ruled out."""

    candidates: tuple[CoInvestor, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()


def find_coinvestors(
    reading: Reading,
    overlaps: Sequence[Overlap],
    snapshot: Snapshot,
    thesaurus: Thesaurus,
    prose: str = "",
    start: str | None = None,
) -> Investors:
    """Return who could invest, the likeliest first and not five of a kind, and who is ruled out, at most
    `MOST_CANDIDATES` of each: never the council itself, an authority, or someone without a bond to the proposal.

    `prose` is the proposal's text, `start` when it begins (an ISO date of any precision).
    """
    found = likeness(reading, prose, start, snapshot.index)
    ranked = _Ranked(likely_investors(reading, found, prose, start, snapshot), reading, overlaps, snapshot, thesaurus)
    candidates: list[CoInvestor] = []
    ruled_out: list[RuledOut] = []
    for funder in ranked.order():
        candidate = ranked.candidate(funder)
        if against := tuple(f for f in candidate.fits if f.rules_out):
            ruled_out.append(RuledOut(organisation=candidate.organisation, because=against))
        elif candidate.reasons:
            candidates.append(candidate)
        if len(candidates) == MOST_CANDIDATES:
            break
    return Investors(candidates=tuple(candidates), ruled_out=tuple(ruled_out[:MOST_CANDIDATES]))


def new_funders(snapshot: Snapshot, known: Iterable[str]) -> tuple[str, ...]:
    """Return the foundations and funds (IRIs) that no past deal is known of, in order."""
    found = {*snapshot.of_class(SAMSPIL.Foundation), *snapshot.of_class(SAMSPIL.InvestmentFund)}
    return tuple(f for f in sorted(found - set(known)) if not set(snapshot.targets(f, SAMSPIL.sector)) & AUTHORITIES)


class _Ranked:
    """The funders of past deals and those without any, with what is needed to tell of them."""

    def __init__(
        self,
        likely: Likely,
        reading: Reading,
        overlaps: Sequence[Overlap],
        snapshot: Snapshot,
        thesaurus: Thesaurus,
    ) -> None:
        self._likely = likely
        self._reading = reading
        self._overlaps = overlaps
        self._snapshot = snapshot
        self._thesaurus = thesaurus
        paying = likely.deals.funders
        self._funders = (*paying, *new_funders(snapshot, paying))
        reasons = ((f, stated_reason(f, reading, snapshot)) for f in self._funders)
        self._stated = {funder: reason for funder, reason in reasons if reason}
        stated = [interest(f, reading, snapshot) if f in self._stated else 0.0 for f in self._funders]
        self._row = {funder: i for i, funder in enumerate(self._funders)}
        self._votes = STATED * np.array(stated)
        self._votes[: len(paying)] += likely.votes

    def order(self) -> Iterator[str]:
        """Yield the funders, the likeliest first."""
        links = self._likely.deals.links
        wider = csr_array((links.data, links.indices, links.indptr), shape=(links.shape[0], len(self._funders)))
        for i in in_turn(self._likely.weight, wider, self._votes, DEALS["covered"], DEALS["narrow"]).tolist():
            if self._votes[i] >= WORTH_TELLING:
                yield self._funders[i]

    def candidate(self, iri: str) -> CoInvestor:
        """Describe a funder."""
        snapshot, reading, overlaps = self._snapshot, self._reading, self._overlaps
        before = self._likely.deals.track_record(iri)
        paid_reason = paid_reasons(iri, self._likely, reading, snapshot)
        stated = self._stated.get(iri)
        reasons = [*paid_reason[: MOST_REASONS - bool(stated)], *([stated] if stated else [])]
        practice = Practice(before.areas, bool(paid_reason))
        sector = next(iter(snapshot.targets(iri, SAMSPIL.sector)), None)
        return CoInvestor(
            organisation=thing(snapshot, iri),
            sector=thing(snapshot, sector) if sector else None,
            score=round(min(float(self._votes[self._row[iri]]), 1.0), 3),
            already_party=iri in {p.thing.id for p in reading.parties if p.thing},
            paid_with_council=before.with_council,
            pays_for_overlap=any(iri == payer.id for o in overlaps for payer in o.paid_by),
            role=_commonest(r.role for r in paid_reason),
            instrument=_commonest(r.instrument for r in paid_reason),
            money=_money(iri, before, reading, snapshot),
            fits=fits_of(iri, reading, practice, snapshot, self._thesaurus),
            conflict=tuple(_conflicts(iri, reading, overlaps)),
            latest=before.latest,
            reasons=tuple(reasons),
        )


def _commonest(found: Iterable[Thing | None]) -> Thing | None:
    """Return what stands most often, the first of several."""
    known = [t for t in found if t]
    counted = Counter(t.id for t in known)
    return max(known, key=lambda t: counted[t.id], default=None)


def _money(iri: str, before: TrackRecord, reading: Reading, snapshot: Snapshot) -> Money:
    usual = before.median
    need = need_of(reading)
    bounds = (*snapshot.statements(iri, SAMSPIL.supportMin), *snapshot.statements(iri, SAMSPIL.supportMax))
    return Money(
        median=usual,
        known=len(before.amounts),
        least=snapshot.number(iri, SAMSPIL.supportMin),
        most=snapshot.number(iri, SAMSPIL.supportMax),
        need=need,
        share_of_need=round(usual / need, 3) if usual and need else None,
        evidence=evidence_of((*before.amounts[:MOST_AMOUNTS], *bounds)),
    )


def _conflicts(iri: str, reading: Reading, overlaps: Sequence[Overlap]) -> Iterator[Thing]:
    """Yield the overlapping initiatives that the candidate leads or delivers, and its role in the proposal but for
    that of paying.
    """
    yield from (o.initiative for o in overlaps if iri in {t.id for t in (*o.led_by, *o.delivered_by)})
    delivers = {ROLES["provider"], ROLES["intermediary"]}
    yield from (p.role for p in reading.parties if p.thing and p.thing.id == iri and p.role and p.role.id in delivers)
