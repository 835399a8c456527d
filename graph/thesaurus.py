"""Finding the names of things and concepts in Danish text.

The SKOS labels and the names in the graph are the word list. Words are compared by their Snowball stem, so that
inflected forms are found. Names of things must be written with their capitals, so that the department Børn og Unge is
not found in 'børn og unge', and short abbreviations (IPS, MSB) just as they are. The longest name wins where several
begin at a place.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

from graph.snapshot import Snapshot
from ontology.namespaces import CONCEPT

WORD: Final = re.compile(r"[^\W_]+")
ABBREVIATION: Final = re.compile(r"[A-ZÆØÅ]{2,5}")
NEGATIONS: Final = frozenset({"ikke", "uden", "hverken", "ingen", "endnu"})
NEGATION_REACH: Final = 2  # words before the name
_STEMMER = snowballstemmer.stemmer("danish")


@dataclass(frozen=True)
class Match:
    """A name found in a text: what it may stand for, where it is, and whether a negation stands just before it."""

    iris: tuple[str, ...]
    start: int
    end: int
    negated: bool


class Thesaurus:
    """The names of a snapshot, ready to be found in text."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Index every name of every thing and concept."""
        self._entries: dict[tuple[str, ...], set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
        for iri in snapshot.entities:
            for name in snapshot.names(iri):
                if words := tuple(WORD.findall(name)):
                    is_proper = not iri.startswith(CONCEPT) or bool(ABBREVIATION.fullmatch(name))
                    self._entries[tuple(map(_stem, words))].add((iri, words if is_proper else ()))
        self._longest = max(map(len, self._entries), default=0)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in the text in order; they do not overlap."""
        tokens = list(WORD.finditer(text))
        stems = [_stem(token.group()) for token in tokens]
        at = 0
        while at < len(tokens):
            length, iris = self._longest_at(tokens, stems, at)
            if iris:
                before = {token.group().casefold() for token in tokens[max(0, at - NEGATION_REACH) : at]}
                yield Match(iris, tokens[at].start(), tokens[at + length - 1].end(), bool(before & NEGATIONS))
            at += max(length, 1)

    def _longest_at(self, tokens: list[re.Match[str]], stems: list[str], at: int) -> tuple[int, tuple[str, ...]]:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            written = [token.group() for token in tokens[at : at + length]]
            found = self._entries.get(tuple(stems[at : at + length]), ())
            iris = tuple(sorted(iri for iri, proper in found if all(map(_has_capitals_of, written, proper))))
            if iris:
                return length, iris
        return 0, ()


def _has_capitals_of(written: str, proper: str) -> bool:
    """Tell whether a word has the capitals of a proper name: all those of an abbreviation, else the first."""
    return written == proper if ABBREVIATION.fullmatch(proper) else proper[0].islower() or written[0].isupper()


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word.casefold()))
