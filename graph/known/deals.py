"""The past deals of a snapshot: initiatives that someone invested in, with who did, as arrays made once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode
from scipy.sparse import csr_array

from graph.known.moments import moment
from graph.known.vectors import Vector, incidence, information
from ontology.namespaces import CONCEPT, SAMSPIL

if TYPE_CHECKING:
    from graph.known.snapshot import Snapshot, Statement

INVESTOR: Final = f"{CONCEPT}role/investor"
OUTCOME_PAYER: Final = f"{CONCEPT}role/outcome-payer"
AUTHORITIES: Final = frozenset(f"{CONCEPT}sector/{s}" for s in ("municipality", "region", "state"))
PUBLIC: Final = f"{CONCEPT}sector/public"


@dataclass(frozen=True)
class Parties:
    """The organisations that have a part of one kind in the deals: a row a deal; the rarer an organisation is, the
    more it weighs.
    """

    column: Mapping[str, int]
    rows: csr_array
    weights: Vector

    def likeness(self, organisations: Iterable[str]) -> Vector:
        """Return how many of these each deal has, by weight, of those that any deal has: a share from 0 to 1."""
        asked = self._among(organisations) * self.weights
        return np.asarray(self.rows @ (asked / asked.sum())) if asked.any() else np.zeros(self.rows.shape[0])

    def others(self, organisations: Iterable[str]) -> Vector:
        """Return 1 for each deal with a party that is not one of these and has a part in several deals."""
        several = np.asarray(self.rows.sum(axis=0)).ravel() > 1
        return np.asarray(self.rows @ (several * (1 - self._among(organisations))) > 0, dtype=float)

    def _among(self, organisations: Iterable[str]) -> Vector:
        found = np.zeros(len(self.column))
        found[[self.column[o] for o in set(organisations) if o in self.column]] = 1
        return found


@dataclass(frozen=True)
class TrackRecord:
    """What a funder has paid before: for which deals (rows), where (areas), in which amounts (the statements, of
    those in kroner), when the newest was made, else said (ISO date), and whether the council ever paid with it.
    """

    rows: NDArray[np.int64]
    areas: tuple[str, ...]
    amounts: tuple["Statement", ...]
    median: float | None
    latest: str | None
    with_council: bool


class Deals:
    """The deals in order of IRI, and who invested in them."""

    def __init__(self, snapshot: "Snapshot") -> None:
        """Take the snapshot; each array is made when it is first asked for."""
        self._snapshot = snapshot
        payments: dict[str, dict[str, list[Statement]]] = {}
        for iri in snapshot.of_class(SAMSPIL.Funding):
            for funder in snapshot.statements(iri, SAMSPIL.funder):
                if self._invests(iri, funder.value):
                    for initiative in snapshot.targets(iri, SAMSPIL.funded):
                        if initiative in snapshot.index.row:
                            payments.setdefault(initiative, {}).setdefault(funder.value, []).append(funder)
        self.payments = {initiative: payments[initiative] for initiative in sorted(payments)}
        """What was paid, by initiative and funder: the statements that name the funder, one a funding."""
        self.initiatives = tuple(self.payments)
        self.funders = tuple(sorted({funder for by_funder in payments.values() for funder in by_funder}))
        self.track_record = lru_cache(maxsize=None)(self._track_record)

    @cached_property
    def links(self) -> csr_array:
        """Return who invested in what: a row a deal, a column a funder."""
        column = {funder: i for i, funder in enumerate(self.funders)}
        return incidence([[column[f] for f in by_funder] for by_funder in self.payments.values()], len(column))

    @cached_property
    def _deals_of(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for row, by_funder in enumerate(self.payments.values()):
            for funder in by_funder:
                found.setdefault(funder, []).append(row)
        return found

    def _track_record(self, funder: str) -> TrackRecord:
        """Return what a funder (IRI) has paid before: worked out when it is first a candidate."""
        rows = self._deals_of.get(funder, ())
        deals = [self.initiatives[row] for row in rows]
        paid = list(dict.fromkeys(s.subject for deal in deals for s in self.payments[deal][funder]))
        amounts = [
            s for f in paid if in_kroner(f, self._snapshot) for s in self._snapshot.statements(f, SAMSPIL.amount)
        ]
        return TrackRecord(
            rows=np.array(rows, dtype=np.int64),
            areas=tuple(dict.fromkeys(a for deal in deals for a in self._snapshot.targets(deal, SAMSPIL.area))),
            amounts=tuple(amounts),
            median=median(float(s.value) for s in amounts) if amounts else None,
            latest=max((d for f in paid if (d := self._paid_on(f))), default=None),
            with_council=any(self._snapshot.is_a(o, SAMSPIL.Council) for f in paid for o in self._payers_beside(f)),
        )

    def _paid_on(self, funding: str) -> str | None:
        """Return when a payment was made or began, else from when what is said of it holds."""
        own = [s.value for p in (SAMSPIL.start, SAMSPIL.date) for s in self._snapshot.statements(funding, p)]
        payers = self._snapshot.statements(funding, SAMSPIL.funder)
        return max(own or [d for s in payers if (d := self._snapshot.since(s))], default=None)

    def _payers_beside(self, funding: str) -> Iterator[str]:
        for funded in self._snapshot.targets(funding, SAMSPIL.funded):
            for other in self._snapshot.to(funded, SAMSPIL.funded):
                yield from self._snapshot.targets(other.subject, SAMSPIL.funder)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Return the rows of the deals in the index of initiatives."""
        return np.array([self._snapshot.index.row[i] for i in self.initiatives], dtype=np.int64)

    @cached_property
    def starts(self) -> Vector:
        """Return when the deals began, in years: the initiative's start, else the first payment's."""
        return np.array([self._start(i) for i in self.initiatives], dtype=float)

    @cached_property
    def parties(self) -> Mapping[str, Parties]:
        """Return the parties other than investors, by what they do: `intermediary`, `payer` (for outcomes), `provider`
        (those who deliver and who lead).
        """
        found = {
            "intermediary": [self._named(i, SAMSPIL.intermediary) for i in self.initiatives],
            "payer": [self._outcome_payers(i) for i in self.initiatives],
            "provider": [self._named(i, SAMSPIL.provider, SAMSPIL.ledBy) for i in self.initiatives],
        }
        return {name: parties_of(rows) for name, rows in found.items()}

    def _invests(self, funding: str, funder: str) -> bool:
        """Tell whether who pays invests: not the council itself nor an authority, and not by paying for outcomes."""
        roles = self._snapshot.targets(funding, SAMSPIL.role)
        sectors = set(self._snapshot.targets(funder, SAMSPIL.sector))
        if self._snapshot.is_a(funder, SAMSPIL.Council) or sectors & AUTHORITIES or OUTCOME_PAYER in roles:
            return False
        return INVESTOR in roles or PUBLIC not in sectors

    def _start(self, initiative: str) -> float:
        fundings = [f.subject for f in self._snapshot.to(initiative, SAMSPIL.funded)]
        dates = (SAMSPIL.start, SAMSPIL.date)
        paid = (s.value for f in fundings for p in dates for s in self._snapshot.statements(f, p))
        return moment(self._snapshot.index.start_of(initiative) or min(paid, default=None))

    def _named(self, initiative: str, *properties: NamedNode) -> list[str]:
        return [o for p in properties for o in self._snapshot.targets(initiative, p)]

    def _outcome_payers(self, initiative: str) -> list[str]:
        fundings = [f.subject for f in self._snapshot.to(initiative, SAMSPIL.funded)]
        paying = [f for f in fundings if OUTCOME_PAYER in self._snapshot.targets(f, SAMSPIL.role)]
        return [o for f in paying for o in self._snapshot.targets(f, SAMSPIL.funder)]


def in_kroner(funding: str, snapshot: "Snapshot") -> bool:
    """Tell whether an amount is in kroner, which it is where no currency is said."""
    return snapshot.value(funding, SAMSPIL.currency) in {None, "DKK"}


def parties_of(rows: list[list[str]]) -> Parties:
    """Return the parties of deals, which are given by their IRIs, a list a deal."""
    column = {o: i for i, o in enumerate(sorted({o for row in rows for o in row}))}
    found = incidence([[column[o] for o in row] for row in rows], len(column))
    carriers = np.bincount(found.indices, minlength=len(column)).astype(float)
    return Parties(column, found, information(carriers, len(rows)))
