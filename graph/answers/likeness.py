"""How alike a proposal and each initiative are, respect by respect, and in all.

Two concepts are as alike as the broader concept that they share is informative (Lin, 1998): rare agreement counts more
than common, and narrower counts with broader. Of several, each is held against its best match on the other side, and
both directions count alike (the best-match average, Pesquita et al., 2008): who does one of the four things that are
proposed and nothing else is nearer than who does one of them among many. Ages and periods are compared as intervals:
the shared years over all years; where only one of two says how long it lasts, the other is taken to last as long. Texts
are compared by their words (`graph.known.wording`). What is not known of an initiative gives no credit.

The total is a weighted sum. The weights of text, place and period were measured and stand in `weights.toml`; those of
the other respects are a choice, on the same scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

import numpy as np

from graph.answers.weights import OVERLAP
from graph.known.dimensions import FACETS
from graph.known.index import Index
from graph.known.moments import moment
from graph.known.vectors import Vector
from graph.reading.facets import Dimension, Reading

CHOSEN: Final[Mapping[str, float]] = {"target-group": 0.35, "method": 0.3, "outcome": 0.1, "age": 0.1, "theme": 0.05}
WEIGHTS: Final[Mapping[str, float]] = {**CHOSEN, **OVERLAP}
ALIKE_TEXTS: Final = 0.4
"""Two texts about the same share at least about this much; so much is as good as the same when the score is a share."""
CONTENT: Final = ("target-group", "method", "outcome", "age", "theme", "text")
"""What is done, for whom; beside it stand where and when."""
YEARS: Final = 3.0  # that initiatives are taken to last where neither says

Likeness = Mapping[str, Vector]


def likeness(reading: Reading, prose: str, start: str | None, index: Index) -> Likeness:
    """Return for each respect in which the proposal says anything how alike each initiative is, from 0 to 1, in the
    order of the index; not a number where the initiative's side is not known.

    `prose` is the proposal's text, `start` when it begins (an ISO date of any precision).
    """
    found: dict[str, Vector] = {}
    for dimension in cast("tuple[Dimension, ...]", tuple(FACETS)):
        if concepts := reading.concepts(dimension):
            found[dimension] = concept_likeness(dimension, concepts, index)
    if reading.ages:
        found["age"] = _shared(*reading.ages.interval, *index.ages, unit=1)
    if start:
        found["period"] = shared_period(
            moment(start), reading.months.value / 12 if reading.months else None, *index.periods
        )
    if prose.strip():
        found["text"] = index.texts.likeness(prose)
    return found


def total(found: Likeness, respects: Iterable[str] = tuple(WEIGHTS)) -> Vector:
    """Return the weighted sum over the respects, as a share of what an initiative that is alike in all would get. It
    exceeds 1 only where the texts are more alike than `ALIKE_TEXTS`.
    """
    compared = [r for r in respects if r in found]
    most = sum(WEIGHTS[r] * (ALIKE_TEXTS if r == "text" else 1) for r in compared)
    return np.sum([WEIGHTS[r] * np.nan_to_num(found[r]) for r in compared], axis=0) / most if compared else np.zeros(1)


def concept_likeness(dimension: Dimension, concepts: Sequence[str], index: Index) -> Vector:
    """Return how alike the proposal's concepts and each initiative's are: the mean of how well the initiative matches
    what is proposed, and the proposal what the initiative has; the rarer the concept, the more it weighs. Not a number
    where the initiative's side is not known.
    """
    if not concepts:
        return np.full(len(index.initiatives), np.nan)
    weights = {c: index.information(c) for c in concepts}
    weighted = [weight * index.nearest(dimension, c) for c, weight in weights.items()]
    matched = np.asarray(np.sum(weighted, axis=0) / sum(weights.values()))
    return (matched + index.matched(dimension, concepts)) / 2


def shared_period(begin: float, years: float | None, starts: Vector, ends: Vector) -> Vector:
    """Return the shared part of a period and each of others over all of both; all in years. Where only one of two says
    how long it lasts, the other is taken to last as long; where neither does, both `YEARS`.
    """
    lengths = np.where(ends > starts, ends - starts, years or YEARS)
    return _shared(begin, begin + (years or lengths), starts, starts + lengths, unit=0)


def _shared(low: float, high: float | Vector, lows: Vector, highs: Vector, unit: float) -> Vector:
    """Return the shared part of two intervals over all of both; `unit` is 1 where both ends are included."""
    shared = np.minimum(high, highs) - np.maximum(low, lows) + unit
    covered = np.maximum(high, highs) - np.minimum(low, lows) + unit
    return np.maximum(shared, 0) / covered
