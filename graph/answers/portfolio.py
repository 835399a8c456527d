"""What a council's fund has left in a year, under its own rules and as far as the graph knows its commitments.

The rules (size of the fund, share expected back, yearly amounts, pool for donations) and the commitments are facts of
the graph. A commitment counts whole in the year in which it was made. What the graph does not know is said: a
commitment of unknown amount or year may make what is left smaller, so that what is left is told as at most.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import Field
from pyoxigraph import Literal, NamedNode, Triple

from graph.known.answers import Answer, Thing, evidence_of, thing
from graph.known.deals import in_kroner
from graph.known.snapshot import Snapshot
from ontology.namespaces import CONCEPT, SAMSPIL, XSD

DONATION: Final = f"{CONCEPT}instrument/donation"


class Commitment(Answer):
    """Money that the council has committed: to what, how much (DKK), in which year, and whether it is a donation; what
    is not known is null.
    """

    funded: tuple[Thing, ...]
    amount: float | None
    year: int | None
    donation: bool
    evidence: tuple[str, ...]


class Portfolio(Answer):
    """A fund's rules, its known commitments, and what is left of each yearly amount in `year`, at most (DKK).

    `in_doubt` counts the commitments that may belong to the year but whose amount or year is not known.
    """

    council: Thing
    year: int | None
    capital: float | None
    years: float | None
    repayment_percent: float | None
    yearly_investment: float | None
    yearly_with_partners: float | None
    donation_ceiling: float | None
    donation_pool: float | None
    committed: float = Field(description="All known commitments together, DKK")
    not_expected_back: float | None = Field(description="The share of them that is not expected to be repaid, DKK")
    committed_in_year: float | None
    donated_in_year: float | None
    in_doubt: int
    left_to_invest: float | None
    left_to_donate: float | None
    commitments: tuple[Commitment, ...]
    more_commitments: int = Field(default=0, description="How many older ones there are that are not listed")
    evidence: tuple[str, ...]


MOST_LISTED: Final = 100
RULES: Final = {
    "capital": SAMSPIL.capital,
    "years": SAMSPIL.fundYears,
    "repayment_percent": SAMSPIL.repaymentPercent,
    "yearly_investment": SAMSPIL.yearlyInvestment,
    "yearly_with_partners": SAMSPIL.yearlyInvestmentWithPartners,
    "donation_ceiling": SAMSPIL.donationCeiling,
    "donation_pool": SAMSPIL.yearlyDonationPool,
}


def find_portfolios(snapshot: Snapshot, year: int | None) -> tuple[Portfolio, ...]:
    """Return the portfolio of every council that the graph knows, in a year, if one is given."""
    return tuple(_portfolio(council, snapshot, year) for council in snapshot.of_class(SAMSPIL.Council))


def portfolio_triples(portfolios: Iterable[Portfolio]) -> Iterator[Triple]:
    """Yield what the portfolios say of the year as RDF, for the gates to ask about."""
    for p in portfolios:
        council = NamedNode(p.council.id)
        for predicate, amount in (
            (SAMSPIL.committedInYear, p.committed_in_year),
            (SAMSPIL.donatedInYear, p.donated_in_year),
        ):
            if amount is not None:
                yield Triple(council, predicate, Literal(f"{amount:.0f}", datatype=XSD.decimal))
        if p.year is not None:
            yield Triple(council, SAMSPIL.commitmentsInDoubt, Literal(p.in_doubt))


def _portfolio(council: str, snapshot: Snapshot, year: int | None) -> Portfolio:
    rules = {name: snapshot.number(council, property_) for name, property_ in RULES.items()}
    commitments = tuple(_commitments(council, snapshot))
    committed = sum(c.amount or 0 for c in commitments)
    percent = rules["repayment_percent"]
    spent, given = (_in_year(commitments, year, donation=donation) for donation in (False, True))
    return Portfolio(
        council=thing(snapshot, council),
        year=year,
        **rules,
        committed=committed,
        not_expected_back=committed * (100 - percent) / 100 if percent is not None else None,
        committed_in_year=spent,
        donated_in_year=given,
        in_doubt=sum(c.year in {None, year} and (c.amount is None or c.year is None) for c in commitments),
        left_to_invest=_left(rules["yearly_investment"], spent),
        left_to_donate=_left(rules["donation_pool"], given),
        commitments=commitments[:MOST_LISTED],
        more_commitments=max(len(commitments) - MOST_LISTED, 0),
        evidence=evidence_of(s for property_ in RULES.values() for s in snapshot.statements(council, property_)),
    )


def _commitments(council: str, snapshot: Snapshot) -> Iterator[Commitment]:
    """Yield the council's commitments, the newest first; those of unknown year last."""
    found = []
    for funding in (s.subject for s in snapshot.to(council, SAMSPIL.funder)):
        dates = [v for p in (SAMSPIL.date, SAMSPIL.start) if (v := snapshot.value(funding, p))]
        instruments = snapshot.targets(funding, SAMSPIL.instrument)
        found.append(
            Commitment(
                funded=tuple(thing(snapshot, iri) for iri in snapshot.targets(funding, SAMSPIL.funded)),
                amount=snapshot.number(funding, SAMSPIL.amount) if in_kroner(funding, snapshot) else None,
                year=int(dates[0][:4]) if dates else None,
                donation=DONATION in instruments,
                evidence=evidence_of(snapshot.about[funding]),
            )
        )
    yield from sorted(found, key=lambda c: (-(c.year or 0), [t.id for t in c.funded]))


def _in_year(commitments: Iterable[Commitment], year: int | None, *, donation: bool) -> float | None:
    if year is None:
        return None
    return sum(c.amount or 0 for c in commitments if c.year == year and c.donation == donation)


def _left(allowed: float | None, spent: float | None) -> float | None:
    return max(allowed - spent, 0) if allowed is not None and spent is not None else None
