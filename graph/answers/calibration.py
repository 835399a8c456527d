"""How often answers of a score are right: measured shares, as words.

Scores order the answers and are no probabilities. `bench.answers.calibration` gathers answers with what was right, fits
a monotone step function (isotonic regression by pooling adjacent violators, Ayer et al. 1955), and writes to
`calibration.toml` the few bands of what is right at least. A part for which there was too little to measure has no
bands, and then no answer of it is called certain or likely.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.reading.facets import Certainty

CALIBRATION_FILE: Final = Path(__file__).with_name("calibration.toml")
CERTAIN_FROM: Final = 0.95
LIKELY_FROM: Final = 0.5
"""Certain is right at least this often, likely at least this often, measured."""


@dataclass(frozen=True)
class Band:
    """Answers with a score of at least `least`: how many were seen, and the share of them that is right at least."""

    least: float
    n: int
    share: float


def word(part: str, score: float) -> Certainty:
    """Return how sure an answer of a part (`overlaps`, `policies`, `coinvestors`, `gates`) with a score is."""
    share = share_right(BANDS.get(part, ()), score)
    return "uncertain" if share is None or share < LIKELY_FROM else "likely" if share < CERTAIN_FROM else "certain"


def share_right(bands: Sequence[Band], score: float) -> float | None:
    """Return how often answers of a score were right; nothing where it was not measured."""
    return next((b.share for b in sorted(bands, key=lambda b: -b.least) if score >= b.least), None)


def _read(told: Mapping[str, Any]) -> Mapping[str, tuple[Band, ...]]:
    return {part: tuple(Band(**band) for band in said.get("bands", ())) for part, said in told.items()}


BANDS: Final = _read(tomllib.loads(CALIBRATION_FILE.read_text("utf-8")))
