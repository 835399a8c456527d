"""Overlap: for every project with siblings in the same outcomes fund, rank all other projects without using that link.

What a proposal knows is told in `indigo.py`; no party is used, since a fund's host often stands as a payer. The
ranking is the product's own (`graph.answers.likeness`), by text, place and period. How much place and period weigh
beside the text is fitted to the pairs of projects that both started before 2016, and shipped so; the projects that
started later are told of apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from bench.answers.indigo import FUND, Indigo
from bench.answers.measures import Ranks, ranks
from graph.answers.likeness import likeness
from graph.answers.weights import OVERLAP
from graph.known.deals import OUTCOME_PAYER
from graph.known.vectors import Vector

RESPECTS = ("text", "area", "period")
FIRST_TESTED = 2016
PULL = 0.1  # how strongly weights are drawn to nothing, as a Gaussian prior's precision


@dataclass(frozen=True)
class Case:
    """A project, how alike all others are in each respect, and which of them are siblings."""

    project: str
    start: float
    others: tuple[str, ...]
    other_starts: Vector
    alike: Vector
    siblings: frozenset[str]

    def until(self, moment: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which of the others started before the moment, and which are siblings."""
        siblings = np.array([o in self.siblings for o in self.others])
        return (self.other_starts < moment) if moment < np.inf else np.ones(len(self.others), dtype=bool), siblings

    def order(self, weights: Mapping[str, float]) -> list[str]:
        """Return the others, the most alike first."""
        score = self.alike @ np.array([weights[r] for r in RESPECTS])
        return [self.others[i] for i in np.argsort(-score, kind="stable")]


def cases(indigo: Indigo) -> list[Case]:
    """Return the projects with siblings."""
    funds = {p: {f for f in indigo.payers(p, OUTCOME_PAYER) if f.startswith(FUND)} for p in indigo.projects}
    siblings = {p: frozenset(q for q in funds if q != p and funds[p] & funds[q]) for p in funds}
    pipeline = [i for i in indigo.starts if i not in funds]
    found = []
    for project in indigo.projects:
        if siblings[project]:
            snapshot = indigo.without([project, *pipeline])
            asked = indigo.case(project, with_parties=False)
            alike = likeness(asked.reading, asked.prose, asked.start, snapshot.index)
            nothing = np.zeros(len(snapshot.index.initiatives))
            rows = np.nan_to_num(np.column_stack([alike.get(r, nothing) for r in RESPECTS]))
            others = snapshot.index.initiatives
            starts = np.array([indigo.starts[o] for o in others])
            found.append(Case(project, indigo.starts[project], others, starts, rows, siblings[project]))
    return found


def measure(tested: Sequence[Case], weights: Mapping[str, float] = OVERLAP) -> Ranks:
    """Return the ranks of the siblings of each case."""
    return Ranks([ranks(case.order(weights), case.siblings) for case in tested])


def only(*respects: str) -> Mapping[str, float]:
    """Return the weights that use some respects alone."""
    return {r: OVERLAP[r] if r in respects else 0.0 for r in RESPECTS}


def fit(fitted_to: Sequence[Case], until: float = np.inf) -> Mapping[str, float]:
    """Return the weights that make siblings likeliest when another project is drawn by e to the power of its score,
    from the pairs that both started before `until`; on a scale where the text weighs as much as in `weights.toml`.
    """
    known = [
        (c.alike[early], wanted[early]) for c in fitted_to if c.start < until for early, wanted in [c.until(until)]
    ]

    def loss(w: Vector) -> float:
        drawn = [float(np.mean((x @ w)[y]) - logsumexp(x @ w)) for x, y in known if y.any()]
        return 0.5 * PULL * float(np.sum(w**2)) - sum(drawn)

    found = minimize(loss, np.ones(len(RESPECTS)), method="L-BFGS-B").x
    return {r: OVERLAP["text"] * float(v / found[0]) for r, v in zip(RESPECTS, found, strict=True)}
