"""How sure a claim is: a probability from what found it, fitted to facts that people read (`bench/extraction.py`)."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ingest.extraction.claims import Claim

WEIGHTS: Final = Path(__file__).parent / "confidence.toml"
LEAST: Final = 0.5  # what is less sure is not proposed


def features(claim: Claim) -> Iterator[str]:
    """Yield what the probability hangs on: the relation with its rule, the modality, the field, and whether the things
    were known, misread or new.
    """
    yield f"rule:{claim.relation}/{claim.rule}"
    yield f"relation:{claim.relation}"
    yield f"modality:{claim.modality}"
    yield f"field:{claim.sentence.field or 'none'}"
    for thing in (claim.subject, claim.object):
        if thing is not None:
            yield "name:new" if thing.is_new else "name:known"
    if claim.faults:
        yield "name:misread"


def probability(claim: Claim) -> float:
    """Return the probability that a claim is what a reader would say, from 0 to 1."""
    weights = _weights()
    score = weights.get("base", 0.0) + sum(weights.get(feature, 0.0) for feature in features(claim))
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> Mapping[str, float]:
    found: dict[str, float] = (
        tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"] if WEIGHTS.exists() else {"base": 2.0}
    )
    return found
