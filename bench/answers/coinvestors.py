"""Co-investors: for every project that started 2016-2019, rank all who invested in an earlier project.

What a proposal knows, and what is hidden from it, is told in `indigo.py`. Each ranking is the product's own
(`graph.answers.investors`), on the product's own snapshot. The weights for a year's projects are fitted to projects
of earlier years alone, so that no project is ranked with weights that have seen it or anything later.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import logsumexp

from bench.answers.indigo import Indigo
from bench.answers.measures import Ranks, ranks
from graph.answers.investors import FEATURES, cast_votes, features, in_turn, taking_part
from graph.answers.likeness import likeness
from graph.known.deals import INVESTOR
from graph.known.vectors import Vector
from ontology.namespaces import SAMSPIL

TESTED = range(2016, 2020)
PARTIES = ("intermediary", "payer", "provider", "other-intermediary")
USED = (*FEATURES, "party")
PRIOR = {**dict.fromkeys(FEATURES, 1.0), "other-intermediary": -1.0, "party": 0.0}
"""What the weights are drawn to, times how much each likeness varies: a deal that others arranged counts less, and who
takes part as much as one more deal.
"""
PULL = 0.5  # how strongly weights are drawn to their prior, as a Gaussian's precision
COVERED = 0.5
"""How much a deal counts when one of those in it has said no: half, not fitted."""
NARROW = (0.0, 0.02)
"""The exponents that are tried: so small that only near ties are decided; larger ones cost precision in Danish."""
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Case:
    """A project with its earlier deals: what they have in common with it, who invested, who of those did so again."""

    project: str
    year: int
    deals: tuple[str, ...]
    alike: Vector
    links: csr_array
    party: Vector
    funders: tuple[str, ...]
    wanted: frozenset[str]

    @cached_property
    def wanted_columns(self) -> list[int]:
        """Return the columns of the investors."""
        return [i for i, funder in enumerate(self.funders) if funder in self.wanted]

    def order(self, weights: Weights) -> list[str]:
        """Return the earlier investors, the likeliest first."""
        weight, votes = cast_votes(self.alike, self.links, self.party, weights)
        return [self.funders[i] for i in in_turn(weight, self.links, votes, weights["covered"], weights["narrow"])]


def cases(indigo: Indigo, with_parties: bool, years: Sequence[int]) -> list[Case]:
    """Return the projects of the years that have an investor who invested before."""
    found = []
    for project in indigo.projects:
        if not np.isnan(indigo.starts[project]) and int(indigo.starts[project]) in years:
            own = set(indigo.payers(project, INVESTOR))
            before = indigo.before(project)
            wanted = frozenset(own & set(before.deals.funders))
            if wanted:
                asked = indigo.case(project, with_parties)
                alike = likeness(asked.reading, asked.prose, asked.start, before.index)
                found.append(
                    Case(
                        project,
                        int(indigo.starts[project]),
                        before.deals.initiatives,
                        features(asked.reading, alike, asked.prose, asked.start, before),
                        before.deals.links,
                        taking_part(asked.reading, before.deals),
                        before.deals.funders,
                        wanted,
                    )
                )
    return found


def fit(fitted_to: Sequence[Case], used: Sequence[str] = USED) -> Weights:
    """Return the weights that make the investors of the cases likeliest, by L-BFGS. A prior draws them to
    `PRIOR`. What is not used weighs nothing (and who takes part has no vote for it). With these weights, of `NARROW`
    the one with the highest mean reciprocal rank of the cases.
    """
    alike = np.concatenate([case.alike for case in fitted_to])
    sizes = np.sqrt(np.sum(alike**2, axis=0) / np.maximum(np.sum(alike != 0, axis=0), 1))
    scale = {**{name: float(size) or 1.0 for name, size in zip(FEATURES, sizes, strict=True)}, "party": 1.0}
    prior = np.array([PRIOR[name] for name in used])

    def weights(x: Vector) -> Weights:
        found = {name: float(value) / scale[name] for name, value in zip(used, x, strict=True)}
        return {**dict.fromkeys(FEATURES, 0.0), "party": -50.0, "covered": COVERED, "narrow": 0.0, **found}

    def loss(x: Vector) -> float:
        drawn = 0.5 * PULL * float(np.sum((x - prior) ** 2))
        return drawn - sum(_log_likelihood(case, weights(x)) for case in fitted_to)

    fitted = weights(minimize(loss, prior, method="L-BFGS-B").x)
    tried = [{**fitted, "narrow": narrow} for narrow in NARROW]
    return max(tried, key=lambda weights: measure(fitted_to, lambda _: weights).reciprocal)


def _log_likelihood(case: Case, weights: Weights) -> float:
    """Return the mean log-probability that one of the investors is drawn, when funders are drawn by their votes."""
    votes = np.log(cast_votes(case.alike, case.links, case.party, weights)[1] + 1e-9)
    return float(np.mean(votes[case.wanted_columns]) - logsumexp(votes))


def measure(tested: Sequence[Case], weights_of: Callable[[Case], Weights]) -> Ranks:
    """Return the ranks of the investors of each case."""
    return Ranks([ranks(case.order(weights_of(case)), case.wanted) for case in tested])


def rolling(every: Sequence[Case], used: Sequence[str] = USED, **chosen: float) -> Ranks:
    """Return the ranks for the tested years, each with weights fitted to the years before it, but for those chosen."""
    by_year = {year: fit([c for c in every if c.year < year], used) for year in TESTED}
    tested = [c for c in every if c.year in TESTED]
    return measure(tested, lambda case: {**by_year[case.year], **chosen})


# --- the baselines of the data folder's README ---


def most_frequent(case: Case) -> Vector:
    """Return how many deals each was in."""
    return np.asarray(case.links.sum(axis=0)).ravel()


def nearest(case: Case) -> Vector:
    """Return votes of all deals, each e to the power of three times the sum of what it has in common, unfitted."""
    common = case.alike[
        :, [FEATURES.index(n) for n in ("content", "area", "recent", "payer", "provider", "intermediary")]
    ]
    return np.asarray(case.links.T @ np.exp(3 * common.sum(axis=1)))


def by_votes(tested: Sequence[Case], votes_of: Callable[[Case], Vector]) -> Ranks:
    """Return the ranks of the investors when funders are ordered by votes alone."""
    orders = {case.project: np.argsort(-votes_of(case), kind="stable") for case in tested}
    return Ranks([ranks([case.funders[i] for i in orders[case.project]], case.wanted) for case in tested])


def in_country_and_sector(indigo: Indigo) -> Callable[[Case], Vector]:
    """Return a counter of the deals in the country and sector, then in the country, then of all."""

    def votes(case: Case) -> Vector:
        s = indigo.snapshot
        country, sector = (
            np.array([bool(set(s.targets(d, p)) & set(s.targets(case.project, p))) for d in case.deals])
            for p in (SAMSPIL.area, SAMSPIL.policySector)
        )
        both, one = case.links.T @ (country & sector).astype(float), case.links.T @ country.astype(float)
        return np.asarray(both + 1e-3 * one + 1e-6 * most_frequent(case))

    return votes


def pagerank(indigo: Indigo) -> Callable[[Case], Vector]:
    """Return personalised PageRank over all links of the earlier projects (country, sector, parties, investors), from
    the proposal's.
    """

    def votes(case: Case) -> Vector:
        graph: nx.Graph = nx.Graph()
        for deal in case.deals:
            graph.add_edges_from((deal, end) for end in indigo.linked(deal, with_investors=True))
        begin = dict.fromkeys([e for e in indigo.linked(case.project, with_investors=False) if e in graph], 1.0)
        rank = nx.pagerank(graph, personalization=begin or None)
        return np.array([rank.get(funder, 0.0) for funder in case.funders])

    return votes
