"""Measures of a ranking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ranks:
    """The ranks (from 1) at which the wanted things of each case came, ascending."""

    cases: Sequence[Sequence[int]]

    @property
    def reciprocal(self) -> float:
        """Return the mean reciprocal rank of the first wanted thing."""
        return float(np.mean([1 / ranks[0] for ranks in self.cases]))

    @property
    def recall(self) -> float:
        """Return the mean share of what is wanted that is among the first ten."""
        return float(np.mean([_recall(ranks) for ranks in self.cases]))

    @property
    def recall_of_ten(self) -> float:
        """Return the same as a share of what ten places can hold."""
        return float(np.mean([sum(r <= 10 for r in ranks) / min(10, len(ranks)) for ranks in self.cases]))

    @property
    def reciprocal_error(self) -> float:
        """Return the standard error of the mean reciprocal rank."""
        return self._error([1 / ranks[0] for ranks in self.cases])

    @property
    def recall_error(self) -> float:
        """Return the standard error of the recall at ten."""
        return self._error([_recall(ranks) for ranks in self.cases])

    def _error(self, values: Sequence[float]) -> float:
        return float(np.std(values) / np.sqrt(len(values)))


def _recall(ranks: Sequence[int]) -> float:
    return sum(r <= 10 for r in ranks) / len(ranks)


def ranks(order: Sequence[str], wanted: Collection[str]) -> list[int]:
    """Return the ranks, from 1, of the wanted things in an order."""
    return [rank for rank, thing in enumerate(order, start=1) if thing in wanted]
