"""Finding the names of things and concepts in Danish text.

The SKOS labels and the names in the graph are the word list. Words are compared by their Snowball stem, so that
inflected forms are found. Names of things and areas must be written with their capitals, so that the department Børn
og Unge is not found in 'børn og unge', and short abbreviations (IPS, MSB) just as they are. The longest name wins where
several begin at a place. A word that is not found whole is looked for as a part of a compound, and then as a known word
that was misspelt or misread (see `graph.reading.spelling`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

from graph.known.snapshot import Snapshot
from graph.reading.spelling import Speller, compound_parts
from ontology.namespaces import CONCEPT

WORD: Final = re.compile(r"[^\W_]+")
ABBREVIATION: Final = re.compile(r"[A-ZÆØÅ]{2,5}")
NEGATIONS: Final = frozenset({"ikke", "uden", "hverken", "ingen", "endnu"})
SENTENCE_END: Final = re.compile(r"[.!?;](?=\s)|\n\s*\n")
NEGATION_REACH: Final = 2  # words before the name
OVERSTEMMED: Final = frozenset(
    {"lovende", "ventes", "forventes"}
)  # whose stems are those of other words: 'loven', 'vente'
_STEMMER = snowballstemmer.stemmer("danish")

Entries = dict[tuple[str, ...], set[tuple[str, tuple[str, ...]]]]


@dataclass(frozen=True)
class Match:
    """A name found in a text: what it may stand for, where it is, and whether a negation stands just before it.

    `faults` counts the letters that had to be corrected; `is_part` says that it is only a part of the word there;
    `weight` is how telling the words of a paraphrase are, and `is_weak` that others there are much more telling.
    """

    iris: tuple[str, ...]
    start: int
    end: int
    negated: bool
    faults: int = 0
    is_part: bool = False
    weight: float = 0.0
    is_weak: bool = False


@dataclass(frozen=True)
class _Token:
    """A word of the text, as it is compared."""

    start: int
    end: int
    written: str
    faults: int


class Thesaurus:
    """The names of a snapshot, ready to be found in text."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Index every name of every thing and concept."""
        self._entries: Entries = defaultdict(set)
        written: set[str] = set()
        for iri in snapshot.entities:
            for name in snapshot.names(iri):
                if words := tuple(WORD.findall(name)):
                    is_concept = iri.startswith(CONCEPT) and not iri.startswith(f"{CONCEPT}area/")
                    is_proper = not is_concept or bool(ABBREVIATION.fullmatch(name))
                    self._entries[tuple(map(stem, words))].add((iri, words if is_proper else ()))
                    written.update(words)
        self._longest = max(map(len, self._entries), default=0)
        self._speller = Speller(written, stem)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in the text in order; they do not overlap."""
        tokens = [self._token(m) for m in WORD.finditer(text)]
        stems = [stem(token.written) for token in tokens]
        at = 0
        while at < len(tokens):
            length, iris = self._longest_at(tokens, stems, at)
            is_part = not iris
            iris = iris or self._in_compound(tokens[at].written)
            if iris:
                length = max(length, 1)
                named = tokens[at : at + length]
                before = _words_before(text, tokens[max(0, at - NEGATION_REACH) : at + 1])
                yield Match(
                    iris,
                    named[0].start,
                    named[-1].end,
                    bool(before & NEGATIONS),
                    sum(token.faults for token in named),
                    is_part,
                )
            at += max(length, 1)

    def named(self, name: str) -> tuple[str, ...]:
        """Return what goes by just this name, inflected or not."""
        words = tuple(WORD.findall(name))
        return self._called(tuple(map(stem, words)), words)

    def _token(self, found: re.Match[str]) -> _Token:
        corrected, faults = self._speller.correct(found.group())
        return _Token(found.start(), found.end(), corrected, faults)

    def _longest_at(self, tokens: Sequence[_Token], stems: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            written = tuple(token.written for token in tokens[at : at + length])
            # In a word or two there is not enough to tell that a short one was misread.
            if length == 1 and tokens[at].faults and len(written[0]) < Speller.ENOUGH:
                continue
            if iris := self._called(tuple(stems[at : at + length]), written):
                return length, iris
        return 0, ()

    def _called(self, stems: tuple[str, ...], written: tuple[str, ...]) -> tuple[str, ...]:
        found = self._entries.get(stems, ())
        return tuple(sorted(iri for iri, proper in found if all(map(_has_capitals_of, written, proper))))

    def _in_compound(self, word: str) -> tuple[str, ...]:
        """Return the concepts that the first part of a compound names, else its last: hjemløse in hjemløseindsats."""
        for part in compound_parts(word):
            if iris := tuple(iri for iri in self._called((stem(part),), (part,)) if iri.startswith(CONCEPT)):
                return iris
        return ()


def _has_capitals_of(written: str, proper: str) -> bool:
    """Tell whether a word has the capitals of a proper name: all those of an abbreviation, else the first."""
    return written == proper if ABBREVIATION.fullmatch(proper) else proper[0].islower() or written[0].isupper()


def _words_before(text: str, tokens: Sequence[_Token]) -> set[str]:
    """Return the words, in small letters, that stand before the last one in the same sentence."""
    last = tokens[-1].start
    return {t.written.casefold() for t in tokens[:-1] if not SENTENCE_END.search(text, t.end, last)}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Snowball stem of a Danish word, in small letters."""
    folded = word.casefold()
    return folded if folded in OVERSTEMMED else str(_STEMMER.stemWord(folded))
