"""Finding concepts in text by what people write instead of their names.

A concept's paraphrases (`samspil:paraphrase`) are parts of a sentence with gaps: 'unge/ung … uden fast bolig'. These
must stand in one sentence, in any order and not too far apart; '/' separates words that will do for each other, and
'*' stands for any ending or beginning of a word.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.context import sentences
from graph.reading.thesaurus import NEGATION_REACH, NEGATIONS, WORD, Match, stem
from ontology.namespaces import CONCEPT, SAMSPIL

GAP: Final = 10  # words that may stand between the parts, all gaps together
OPEN: Final = "*"  # a word that begins, or ends, in any way
MOST_PLACES: Final = 6  # of a part in one sentence
Part = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Pattern:
    iri: str
    parts: tuple[Part, ...]
    length: int
    denies: bool


class Patterns:
    """Paraphrases of anything, by the IRI or name of what they stand for, ready to be found in text."""

    def __init__(self, written: Iterable[tuple[str, str]]) -> None:
        """Take the paraphrases apart."""
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        for of, said in written:
            pattern = _pattern(of, said)
            for word in pattern.parts[0][0]:
                self._by_word[word].append(pattern)
        self._open = sorted(
            {
                w
                for of in self._by_word.values()
                for p in of
                for part in p.parts
                for words in part
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
            patterns = dict.fromkeys(p for k in dict.fromkeys(keys) for key in k for p in self._by_word.get(key, ()))
            for pattern in patterns:
                if place := _place(pattern, keys):
                    first, last = place
                    before = {word for _, _, word in words[max(0, first - NEGATION_REACH) : first]}
                    negated = bool(before & NEGATIONS) and not pattern.denies
                    yield Match((pattern.iri,), words[first][0], words[last][1], negated)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        """Return what a word is found by: its stem, and the open words ('psykiatri*', '*misbrug') that it fits."""
        fitting = (w for w in self._open if (word.startswith(w[:-1]) if w.endswith(OPEN) else word.endswith(w[1:])))
        return (stem(word), *fitting)


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


def _pattern(iri: str, written: str) -> _Pattern:
    parts = tuple(
        tuple(frozenset(w if OPEN in w else stem(w) for w in word.split("/")) for word in part.split())
        for part in written.replace(".", "").split("…")
    )
    denies = bool(set(written.replace("/", " ").split()) & NEGATIONS)
    return _Pattern(iri, parts, sum(map(len, parts)), denies)


def _place(pattern: _Pattern, keys: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    """Return the first and last word of the closest place where all parts stand."""
    places = [list(_places(part, keys))[:MOST_PLACES] for part in pattern.parts]
    best: tuple[int, int] | None = None
    for starts in product(*places):
        ends = [start + len(part) for start, part in zip(starts, pattern.parts, strict=True)]
        spans = sorted(zip(starts, ends, strict=True))
        apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
        first, last = spans[0][0], max(ends) - 1
        if apart and last - first < pattern.length + GAP and (best is None or last - first < best[1] - best[0]):
            best = first, last
    return best


def _places(part: Part, keys: Sequence[tuple[str, ...]]) -> Iterator[int]:
    for at in range(len(keys) - len(part) + 1):
        if all(not words.isdisjoint(keys[at + i]) for i, words in enumerate(part)):
            yield at
