"""Finding concepts in text by what people write instead of their names.

A concept's paraphrases (`samspil:paraphrase`) are parts of a sentence with gaps: 'unge/ung … uden fast bolig'. These
must stand in one sentence, in any order and not too far apart; '/' separates words that will do for each other, '|'
phrases that will, '<bolig>' stands for all words of a kind (`kinds.toml`), and '*' for any ending or beginning of a
word; what begins with a capital is a name, and must be written with one. Between the words of a phrase there may be
words that say little ('et nyt job' is also 'et job').

A word is the more telling the fewer concepts of a scheme have it in their paraphrases (inverse document frequency,
Spärck Jones 1972). Of what one sentence tells, methods and outcomes that are told much less than others are weak.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.context import sentence_at, sentences
from graph.reading.spelling import lemma
from graph.reading.thesaurus import NEGATION_REACH, NEGATIONS, WORD, Match, stem
from ontology.namespaces import CONCEPT, SAMSPIL

GAP: Final = 10  # words that may stand between the parts, all gaps together
OPEN: Final = "*"  # a word that begins, or ends, in any way
MOST_PLACES: Final = 6  # of a part in one sentence
KINDS_FILE: Final = Path(__file__).with_name("kinds.toml")
SHORT_STEM: Final = 4  # letters
COMPETING: Final = (f"{CONCEPT}method/", f"{CONCEPT}outcome/")
TELLING_ENOUGH: Final = 0.8  # of the weight of what the same words tell better
WORTH_COUNTING: Final = 0.65  # of the weight of a method that other words of the sentence tell
MOST_FILLERS: Final = 2  # one after the other, within a part
KIND: Final = re.compile(r"<(\w+)>")
Phrase = tuple[frozenset[str], ...]
Part = tuple[Phrase, ...]


@dataclass(frozen=True)
class _Pattern:
    iri: str
    parts: tuple[Part, ...]
    length: int
    denies: bool
    is_name: bool
    keys: frozenset[str]


class Patterns:
    """Paraphrases of anything, by the IRI or name of what they stand for, ready to be found in text."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        """Take the paraphrases apart."""
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        patterns = [_pattern(of, said) for of, said in written]
        self._weights = _weights(patterns)
        for pattern in patterns:
            for word in {word for phrase in pattern.parts[0] for word in phrase[0]}:
                self._by_word[word].append(pattern)
        self._open = sorted(
            {
                w
                for of in self._by_word.values()
                for p in of
                for part in p.parts
                for phrase in part
                for words in phrase
                for w in words
                if OPEN in w
            }
        )
        self._keys = lru_cache(maxsize=20_000)(self._keys_of)

    def find(self, text: str) -> Iterator[Match]:
        """Yield what the text paraphrases, sentence by sentence."""
        for start, end in sentences(text):
            words = [(m.start(), m.end(), m.group().casefold()) for m in WORD.finditer(text, start, end)]
            keys = [self._keys(word) for _, _, word in words]
            fillers = [word in _fillers() for _, _, word in words]
            patterns = dict.fromkeys(p for k in dict.fromkeys(keys) for key in k for p in self._by_word.get(key, ()))
            for pattern in patterns:
                if places := _place(pattern, keys, fillers):
                    first, last = _bounds(places)
                    if pattern.is_name and not text[words[first][0]].isupper():
                        continue
                    before = {word for _, _, word in words[max(0, first - NEGATION_REACH) : first]}
                    negated = bool(before & NEGATIONS) and not pattern.denies
                    weight = self._weight(pattern, [k for start, end in places for k in keys[start:end]])
                    yield Match((pattern.iri,), words[first][0], words[last][1], negated, weight=weight)

    def _weight(self, pattern: _Pattern, said: Iterable[tuple[str, ...]]) -> float:
        weights = self._weights[_scheme(pattern.iri)]
        return sum(max((weights[key] for key in keys if key in pattern.keys), default=0.0) for keys in said)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        """Return what a word is found by: its stem, and the open words ('psykiatri*', '*misbrug') that it fits. One
        open at its beginning fits in any inflection.
        """
        ends = (word, lemma(word))
        fitting = (w for w in self._open if (word.startswith(w[:-1]) if w.endswith(OPEN) else _ends(ends, w[1:])))
        return (stem(word), *_alike(word), *fitting)


class Paraphrases(Patterns):
    """The paraphrases of a snapshot's concepts."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot's paraphrases apart."""
        super().__init__(
            (iri, said.value)
            for iri in snapshot.entities
            if iri.startswith(CONCEPT)
            for said in snapshot.statements(iri, SAMSPIL.paraphrase)
        )

    def find(self, text: str) -> Iterator[Match]:
        """Yield what the text paraphrases; what is told much less than others in the sentence is weak."""
        by_sentence: dict[tuple[int, int], list[Match]] = defaultdict(list)
        for match in super().find(text):
            by_sentence[sentence_at(text, match.start)].append(match)
        for found in by_sentence.values():
            for match in found:
                yield replace(match, is_weak=any(match.weight < _needed(match, m) for m in found))


@cache
def _kinds() -> dict[str, str]:
    return tomllib.loads(KINDS_FILE.read_text("utf-8"))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_kinds()["fillers"].split("/"))


def _pattern(iri: str, written: str) -> _Pattern:
    said = KIND.sub(lambda m: _kinds()[m[1]], written).replace(".", "").replace("-", " ")
    parts = tuple(
        tuple(
            tuple(frozenset(key for w in word.split("/") for key in _keys_in_pattern(w)) for word in phrase.split())
            for phrase in part.split("|")
        )
        for part in said.split("…")
    )
    denies = bool(set(re.split(r"[\s/|]", said)) & NEGATIONS)
    keys = frozenset(key for part in parts for phrase in part for words in phrase for key in words)
    return _Pattern(iri, parts, sum(max(map(len, part)) for part in parts), denies, written[0].isupper(), keys)


def _scheme(of: str) -> str:
    return of.rpartition("/")[0]


def _weights(patterns: Iterable[_Pattern]) -> dict[str, dict[str, float]]:
    """Return, by scheme, how telling each word is of the concept that it is said of."""
    of: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pattern in patterns:
        for key in pattern.keys:
            of[_scheme(pattern.iri)][key].add(pattern.iri)
    return {
        scheme: {key: math.log(len(set[str]().union(*by.values())) / len(said)) for key, said in by.items()}
        for scheme, by in of.items()
    }


def _keys_in_pattern(word: str) -> tuple[str, ...]:
    if OPEN in word:
        return (word,)
    stemmed = stem(word)
    return (stemmed,) if len(stemmed) > SHORT_STEM else _alike(word)


def _alike(word: str) -> tuple[str, ...]:
    """Return what a word is found by whose stem is short, and so that of words too different ('læge' and 'lægge'): by
    what the dictionary says as well.
    """
    folded, stemmed = word.casefold(), stem(word)
    plain = (f"{stemmed}=",) if folded in {stemmed, f"{stemmed}e", f"{stemmed}t"} else ()  # 'syg', 'syge', 'sygt'
    return f"{stemmed}={folded}", f"{stemmed}={lemma(folded)}", *plain


def _ends(words: tuple[str, ...], end: str) -> bool:
    return any(word.endswith(end) for word in words)


def _place(pattern: _Pattern, keys: Sequence[tuple[str, ...]], fillers: Sequence[bool]) -> list[tuple[int, int]] | None:
    """Return where each part stands, in the closest place where all do: the first word, and the one after the last."""
    places = [list(_places(part, keys, fillers))[:MOST_PLACES] for part in pattern.parts]
    best: list[tuple[int, int]] | None = None
    reach = pattern.length + GAP
    for chosen in product(*places):
        spans = sorted(chosen)
        apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
        first, last = _bounds(spans)
        if apart and last - first < reach:
            best, reach = spans, last - first
    return best


def _bounds(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the first and the last word of places that are in order."""
    return spans[0][0], max(end for _, end in spans) - 1


def _needed(one: Match, rival: Match) -> float:
    """Return the weight that a match needs beside another one in its sentence. A sentence may list outcomes, but rather
    tells of one method.
    """
    scheme = _scheme(rival.iris[0]) + "/"
    if one.iris == rival.iris or scheme not in COMPETING or not one.iris[0].startswith(scheme):
        return 0.0
    if one.start < rival.end and rival.start < one.end:
        return TELLING_ENOUGH * rival.weight
    return WORTH_COUNTING * rival.weight if scheme == COMPETING[0] else 0.0


def _places(part: Part, keys: Sequence[tuple[str, ...]], fillers: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first word of each place of a part, and the one after its last."""
    for start in range(len(keys)):
        for phrase in part:
            if (end := _end(phrase, keys, fillers, start)) is not None:
                yield start, end


def _end(phrase: Phrase, keys: Sequence[tuple[str, ...]], fillers: Sequence[bool], at: int) -> int | None:
    for number, words in enumerate(phrase):
        skipped = 0
        while number and at < len(keys) and words.isdisjoint(keys[at]) and fillers[at] and skipped < MOST_FILLERS:
            at, skipped = at + 1, skipped + 1
        if at >= len(keys) or words.isdisjoint(keys[at]):
            return None
        at += 1
    return at
