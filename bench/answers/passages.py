"""How well single concepts are read as people say them: precision and recall on short Danish passages.

Run: .venv/bin/python -m bench.answers.passages            (the passages: tests/proposals/passages)
     .venv/bin/python -m bench.answers.passages --wrong    also what is missing (-) and what is too much (+), open half

Each file is about one dimension and only that is scored. Of each concept's four passages two are open, to be looked at
and learnt from, and two are blind: of these the score alone is printed, and it is that which says what to expect.
Traps, of which nothing is expected, count against precision. All counts are over the passages as a whole (micro).
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.answers.baseline import baseline
from bench.answers.proposals import PROPOSALS, Part, concepts_of, expect, print_table
from graph.answers.assessment import Assessor
from graph.reading.facets import Dimension
from graph.reading.proposal import Proposal

PASSAGES: Final = PROPOSALS / "passages"
OPEN: Final = "open"
HALVES: Final = (OPEN, "blind")


@dataclass(frozen=True)
class Passage:
    """A few sentences, and what they say in one dimension; what has a question mark is right but not asked for."""

    text: str
    dimension: Dimension
    said: tuple[str, ...]
    half: str


def main() -> None:
    """Measure and print."""
    read = list(measured())
    for half in HALVES:
        parts = [part for passage, part in read if passage.half == half]
        print_table(f"\n{len(parts)} passages, {half} half", parts)
    if "--wrong" in sys.argv:
        print_wrong((passage, part) for passage, part in read if passage.half == OPEN)


def passages(path: Path) -> list[Passage]:
    """Return the passages of one file."""
    file = tomllib.loads(path.read_text("utf-8"))
    dimension: Dimension = file["dimension"]
    return [Passage(p["text"], dimension, tuple(p[dimension]), p["half"]) for p in file["passage"]]


def measured() -> Iterator[tuple[Passage, Part]]:
    """Yield every passage with what the shipped graph reads in it as a proposal's summary."""
    assessor = Assessor(baseline())
    for path in sorted(PASSAGES.glob("*.toml")):
        for passage in passages(path):
            given = concepts_of(assessor.read(Proposal(summary=passage.text)), passage.dimension)
            yield passage, expect(passage.dimension, passage.said, given)


def print_wrong(read: Iterable[tuple[Passage, Part]]) -> None:
    """Print the passages of which something is missing or too much."""
    for passage, part in read:
        missing = [f"-{m}" for m in sorted(part.wanted - set(part.given))]
        much = [f"+{g}" for g in part.given if g not in part.wanted | part.also]
        if missing or much:
            print(f"\n{passage.dimension}: {' '.join(missing + much)}\n  {passage.text}")


if __name__ == "__main__":
    main()
