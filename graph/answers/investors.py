"""Who is most likely to invest, by what they invested in before.

Each past deal votes for those who invested in it, and weighs exp(w·f), where f says how alike the deal and the
proposal are: in content (`graph.answers.likeness`), in area and in the words for the place, in time, in how many of the
parties that the proposal names it has; and whether the deal had an intermediary that arranges several, but not this
proposal. A funder that takes part in the proposal in another role gets the vote of one more deal in its area. This is
kernel regression on past deals (Nadaraya, 1964; Watson, 1964) with a learned kernel: the weights w maximise the
likelihood of who did invest, and stand in `weights.toml`.

Funders who always invest together get much the same votes. So that a list is not five of a kind, each next one is
chosen as if those before had said no (Chen and Karger, 2006): deals that they were in weigh `covered` times as much.
Of two with nearly the same votes the one with fewer deals comes first, since the alike ones are more of what it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.answers.likeness import CONTENT, Likeness, concept_likeness, total
from graph.answers.weights import DEALS
from graph.known.deals import OUTCOME_PAYER, Deals
from graph.known.moments import moment
from graph.known.snapshot import Snapshot
from graph.known.vectors import Vector
from graph.reading.facets import Reading
from ontology.namespaces import CONCEPT

IN_TURN: Final = 30
FEATURES: Final = ("content", "area", "place", "recent", "intermediary", "payer", "provider", "other-intermediary")
ROLES: Final = {
    "intermediary": f"{CONCEPT}role/intermediary",
    "payer": OUTCOME_PAYER,
    "provider": f"{CONCEPT}role/provider",
}
"""The roles of a proposal's parties, by the parties of deals that they are compared with."""


@dataclass(frozen=True)
class Likely:
    """The votes for each funder, and what each deal weighs: of all that votes, a share from 0 to 1."""

    deals: Deals
    weight: Vector
    votes: Vector


def features(reading: Reading, found: Likeness, prose: str, start: str | None, snapshot: Snapshot) -> Vector:
    """Return how alike the proposal and each past deal are: a row a deal, a column a feature of `FEATURES`."""
    deals = snapshot.deals
    parties = {kind: parties_in(reading, kind) for kind in ROLES}
    area = concept_likeness("area", areas_of(reading, snapshot), snapshot.index)[deals.rows]
    columns = {
        "content": _content(found, deals),
        "area": np.nan_to_num(area),
        "place": snapshot.index.places.likeness(prose)[deals.rows],
        "recent": _recent(start, deals),
        **{kind: deals.parties[kind].likeness(named) for kind, named in parties.items()},
        "other-intermediary": deals.parties["intermediary"].others(parties["intermediary"]),
    }
    return np.column_stack([columns[name] for name in FEATURES])


def likely_investors(reading: Reading, found: Likeness, prose: str, start: str | None, snapshot: Snapshot) -> Likely:
    """Return the past deals and their funders as the proposal's text, facets and parties make them likely.

    `found` is the likeness of the proposal and each initiative, `prose` the proposal's text, `start` when it begins.
    """
    deals = snapshot.deals
    alike = features(reading, found, prose, start, snapshot)
    return Likely(deals, *cast_votes(alike, deals.links, taking_part(reading, deals), DEALS))


def cast_votes(alike: Vector, links: csr_array, party: Vector, weights: Mapping[str, float]) -> tuple[Vector, Vector]:
    """Return the weight of each deal and the votes for each funder, as shares of all that the deals weigh; `party` is 1
    for each funder that takes part in the proposal.
    """
    strength = alike @ np.array([weights[name] for name in FEATURES])
    top = strength.max(initial=weights["area"])
    weight = np.exp(strength - top)
    own = np.exp(weights["area"] + weights["party"] - top) * party
    every = max(float(weight.sum()), np.finfo(float).tiny)
    return weight / every, (links.T @ weight + own) / every


def in_turn(weight: Vector, links: csr_array, votes: Vector, covered: float, narrow: float = 0.0) -> NDArray[np.int64]:
    """Return the funders' columns, the next one always the one with most votes when each deal that someone before was
    in weighs `covered` times as much, and votes count by the number of deals to the power of -`narrow`; after
    `IN_TURN` by their votes alone.
    """
    columns = links.tocsc()
    by_width = np.maximum(np.diff(columns.indptr), 1) ** -narrow
    left = votes * by_width
    order: list[int] = []
    fresh = np.ones(len(weight), dtype=bool)
    while len(order) < min(IN_TURN, len(votes)):
        chosen = int(np.argmax(left))
        order.append(chosen)
        deals = columns.indices[columns.indptr[chosen] : columns.indptr[chosen + 1]]
        newly = deals[fresh[deals]]
        fresh[newly] = False
        left -= (1 - covered) * by_width * (links[newly].T @ weight[newly])
        left[order] = -np.inf
    rest = np.setdiff1d(np.argsort(-votes, kind="stable"), order, assume_unique=True)
    return np.array([*order, *rest], dtype=np.int64)


def areas_of(reading: Reading, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the areas of the proposal, else those of the council that it is made to."""
    return reading.concepts("area") or snapshot.home.areas


def parties_in(reading: Reading, kind: str) -> list[str]:
    """Return the proposal's parties of one kind; one whose role is not said may be any."""
    known = ((p.thing.id, p.role.id if p.role else None) for p in reading.parties if p.thing)
    return [iri for iri, role in known if role in {ROLES[kind], None}]


def taking_part(reading: Reading, deals: Deals) -> Vector:
    """Return 1 for each funder that is among the proposal's parties, in whatever role."""
    named = {p.thing.id for p in reading.parties if p.thing}
    return np.array([float(funder in named) for funder in deals.funders])


def _content(found: Likeness, deals: Deals) -> Vector:
    """Return how alike the proposal and each deal are in what is done, for whom: in the respects that are known of any
    deal, so that a proposal of which more is read than of all deals is not thought to be less like them.
    """
    alike = {respect: found[respect][deals.rows] for respect in CONTENT if respect in found}
    known = {respect: values for respect, values in alike.items() if not np.isnan(values).all()}
    return total(known, CONTENT) if known else np.zeros(len(deals.rows))


def _recent(start: str | None, deals: Deals) -> Vector:
    """Return minus the logarithm of 1 plus the years since each deal; one without a date is as old as the mean."""
    if np.isnan(deals.starts).all():
        return np.zeros(len(deals.starts))
    now = moment(start) if start else float(np.nanmax(deals.starts))
    years = -np.log1p(np.maximum(now - deals.starts, 0))
    return np.where(np.isnan(years), np.nanmean(years), years)
