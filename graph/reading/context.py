"""How a passage of a proposal is meant: as what is proposed, as background, as what the proposal is not, or as what the
law asks for anyway.

A passage is a part of a sentence between semicolons and 'men'. What is named in the background ('på landsplan', 'i
dag'), of others, or as excluded ('det indgår ikke') is not what the proposal is about. In the manner of NegEx (Chapman
et al. 2001) the words that tell are a list, `context.toml`, with their reach.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

Standing = Literal["own", "background", "denied", "duty", "ending"]

WORDS_FILE: Final = Path(__file__).with_name("context.toml")
_SENTENCE_END: Final = re.compile(
    r"(?:[.!?:]|(?<=[.!?])[\"»)])\s+(?=[A-ZÆØÅ»\"*#])|(?<!kr\.)(?<!nr\.)(?<!ca\.)[.!?]\s+(?=\d)|\n\s*\n|\n(?=[#*-])"
)
_PASSAGE_END: Final = re.compile(r";|,?\s\bmen\b|\bderimod\b|,\s(?=som\b.{0,20}\bikke\b)")
_VERB: Final = (
    r"(?:er|\w+er|\w+es|\w+år|gør|får|skal|vil|kan|må|har|var|blev|alene|selv|ikke)"  # 'de yngre har' speaks of others
)
_OF_WHOM: Final = re.compile(r",\s(?:som|der|hvis|hvor)\b[^,.;]*")  # how those are whom the proposal is for
_CLAUSE: Final = re.compile(r"[^,]+")


@dataclass(frozen=True)
class Passage:
    """A part of a text, its offsets, and how it is meant."""

    start: int
    end: int
    standing: Standing


@cache
def words() -> dict[str, Any]:
    """Return the lists of words that tell."""
    return tomllib.loads(WORDS_FILE.read_text("utf-8"))


@cache
def telling(*names: str) -> re.Pattern[str]:
    """Return what finds the words of one list, named by its place in the file."""
    found: Any = words()
    for name in names:
        found = found[name]
    return re.compile(rf"\b(?:{'|'.join(found)})", re.I)


@cache
def telling_next(name: str) -> re.Pattern[str]:
    """Return what matches the words of one list just where another word ends."""
    return re.compile("|".join(words()[name]), re.I)


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of each sentence, in order; all who read one proposal ask for the same."""
    ends = [(m.start() + 1, m.end()) for m in _SENTENCE_END.finditer(text)]
    starts = [0, *(after for _, after in ends)]
    found = zip(starts, [*(end for end, _ in ends), len(text)], strict=True)
    return tuple((start, end) for start, end in found if start < end)


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Return the offsets of the sentence around an offset; where it stands between two, those of the text."""
    found = sentences(text)
    number = bisect_right(found, at, key=lambda bounds: bounds[0]) - 1
    return found[number] if found and number >= 0 and at < found[number][1] else (0, len(text))


def passages(text: str) -> list[Passage]:
    """Return the passages of a text in order, each with its standing."""
    found: list[Passage] = []
    for start, end in sentences(text):
        for begin, stop in _parts(text, start, end):
            said = text[begin:stop]
            standing = _standing(said)
            if standing == "denied" and found and _points_back(said):
                found[-1] = Passage(found[-1].start, found[-1].end, "denied")
            found += _ending_apart(text, begin, stop) if standing == "ending" else [Passage(begin, stop, standing)]
    return found


def standing_at(found: Sequence[Passage], at: int) -> Standing:
    """Return the standing of the passage at an offset."""
    return next((p.standing for p in found if p.start <= at < p.end), "own")


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for m in _PASSAGE_END.finditer(text, start, end):
        yield start, m.start()
        start = m.start()
    yield start, end


def _standing(said: str) -> Standing:
    if telling("denial").search(said):
        return "denied"
    if telling("duty").search(said) and not telling("beyond").search(said):
        return "duty"
    main = _OF_WHOM.sub("", said)
    if telling("background").search(main):
        return "background"
    return "ending" if telling("ending").search(said) else "own"


def _points_back(said: str) -> bool:
    return bool(
        re.match(
            rf"\W*(?:men\s+)?(?:(?:{'|'.join(words()['pointing_back'])})\s+{_VERB}|men (?:er|blev|valgte))\b",
            said,
            re.I,
        )
    )


def _ending_apart(text: str, start: int, stop: int) -> Iterator[Passage]:
    """Yield the clauses of a passage: only that in which something ends tells of an end."""
    for m in _CLAUSE.finditer(text, start, stop):
        yield Passage(m.start(), m.end(), "ending" if telling("ending").search(m[0]) else "own")
