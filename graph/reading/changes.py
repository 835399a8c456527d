"""Outcomes as a change of something: fewer admissions, more friends, a shorter wait.

`changes.toml` has what changes, whether less or more of it is the outcome, and the words of change. Both stand in one
clause; of several words of change the nearest tells the direction, so that 'flere indlæggelser' are no outcome. What is
to be avoided, or is not so any longer, is less of it; a change that is denied is the opposite one.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.reading.context import sentences
from graph.reading.paraphrase import Patterns
from graph.reading.thesaurus import WORD, Match
from ontology.namespaces import CONCEPT

CHANGES_FILE: Final = Path(__file__).with_name("changes.toml")
OUTCOME: Final = f"{CONCEPT}outcome/"
REACH: Final = 8  # words between a thing and what tells that it changes
AVOIDING_REACH: Final = 10  # words before a thing that may say that it is not to be
DENIED_BEFORE: Final = re.compile(r"\b(?:ikke|ingen|aldrig)\s+(?:\w+\s+)?$", re.I)
DENIED_AFTER: Final = re.compile(r"\s+(?:ikke|aldrig)\b(?!\s+(?:bare|kun|alene))", re.I)
FROM_TO: Final = re.compile(r"\bfra (?:\w+ )?(\d[\d.]*)(?: (?!til)[\w%]+)? til (?:\w+ )?(\d[\d.]*)", re.I)


@dataclass(frozen=True)
class _Change:
    """A word of change in a clause, and whether it tells of less ('down') or more ('up') of what is near it."""

    start: int
    end: int
    direction: str


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(CHANGES_FILE.read_text("utf-8"))


@cache
def _telling(name: str) -> re.Pattern[str]:
    return re.compile("|".join(word if name == "border" else rf"\b(?:{word})" for word in _file()[name]), re.I)


class Changes:
    """The outcomes that are changes, ready to be found in text."""

    def __init__(self) -> None:
        """Read the file."""
        wanted = {"less": "down", "more": "up"}
        self._things = Patterns(
            (f"{direction} {outcome}", words)
            for kind, direction in wanted.items()
            for outcome, of in _file()[kind].items()
            for words in of
        )

    def find(self, text: str) -> Iterator[Match]:
        """Yield the outcomes that the text tells of as changes, each from the word of change to what changes."""
        for start, end in _clauses(text):
            clause = text[start:end]
            changes, avoiding = _changes(clause)
            if not changes and not avoiding:
                continue
            for thing in self._things.find(clause):
                wanted, outcome = thing.iris[0].split()
                if (by := _change_of(clause, thing, changes, avoiding)) and by.direction == wanted:
                    first, last = min(by.start, thing.start), max(by.end, thing.end)
                    yield Match((OUTCOME + outcome,), start + first, start + last, negated=False)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        for m in _telling("border").finditer(text, start, end):
            yield start, m.start()
            start = m.start()
        yield start, end


def _changes(clause: str) -> tuple[list[_Change], list[_Change]]:
    """Return the words of change of a clause, and those that say before a thing that it is not to be."""
    ended = [_Change(*m.span(), "down") for m in _telling("gone").finditer(clause)]
    avoiding = [*(_Change(*m.span(), "down") for m in _telling("not").finditer(clause)), *ended]
    changes = ended + [
        _Change(*m.span(), _opposite(direction) if _is_denied(clause, m) else direction)
        for direction in ("down", "up")
        for m in _telling(direction).finditer(clause)
    ]
    for m in FROM_TO.finditer(clause):
        before, after = (float(n.replace(".", "") or 0) for n in m.groups())
        changes.append(_Change(*m.span(), "down" if after < before else "up"))
    return changes, avoiding


def _change_of(clause: str, thing: Match, changes: Sequence[_Change], avoiding: Sequence[_Change]) -> _Change | None:
    """Return what changes a thing: that it is avoided, where that is said before it, else the nearest change."""
    for avoided in avoiding:
        if avoided.end <= thing.start and _apart(clause, avoided, thing) <= AVOIDING_REACH:
            return avoided
    near = [c for c in changes if _apart(clause, c, thing) <= REACH and not _overlap(c, thing)]
    return min(near, key=lambda c: (_apart(clause, c, thing), c.start > thing.start), default=None)


def _apart(clause: str, change: _Change, thing: Match) -> int:
    """Return how many words stand between a change and a thing."""
    between = (change.end, thing.start) if change.start <= thing.start else (thing.end, change.start)
    return sum(1 for _ in WORD.finditer(clause, *between)) if between[0] < between[1] else 0


def _overlap(change: _Change, thing: Match) -> bool:
    return change.start < thing.end and thing.start < change.end


def _is_denied(clause: str, change: re.Match[str]) -> bool:
    return bool(DENIED_BEFORE.search(clause[: change.start()]) or DENIED_AFTER.match(clause, change.end()))


def _opposite(direction: str) -> str:
    return "up" if direction == "down" else "down"
