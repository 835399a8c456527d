"""Finding concepts in text by what people write instead of their names.

A concept's paraphrases (`samspil:paraphrase`) are parts of a sentence with gaps: 'unge/ung … uden fast bolig'. These
must stand in one sentence, in any order and not too far apart; '/' separates words that will do for each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.context import sentences
from graph.reading.thesaurus import NEGATION_REACH, NEGATIONS, WORD, Match, stem
from ontology.namespaces import CONCEPT, SAMSPIL

GAP: Final = 10  # words that may stand between the parts, all gaps together
MOST_PLACES: Final = 6  # of a part in one sentence
Part = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Pattern:
    iri: str
    parts: tuple[Part, ...]
    length: int
    denies: bool


class Paraphrases:
    """The paraphrases of a snapshot's concepts, ready to be found in text."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the paraphrases apart."""
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        for iri in (i for i in snapshot.entities if i.startswith(CONCEPT)):
            for said in snapshot.statements(iri, SAMSPIL.paraphrase):
                pattern = _pattern(iri, said.value)
                for word in pattern.parts[0][0]:
                    self._by_word[word].append(pattern)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the concepts that the text paraphrases, sentence by sentence."""
        for start, end in sentences(text):
            words = [(m.start(), m.end(), m.group().casefold()) for m in WORD.finditer(text, start, end)]
            stems = [stem(word) for _, _, word in words]
            patterns = dict.fromkeys(p for s in dict.fromkeys(stems) for p in self._by_word.get(s, ()))
            for pattern in patterns:
                if place := _place(pattern, stems):
                    first, last = place
                    before = {word for _, _, word in words[max(0, first - NEGATION_REACH) : first]}
                    negated = bool(before & NEGATIONS) and not pattern.denies
                    yield Match((pattern.iri,), words[first][0], words[last][1], negated)


def _pattern(iri: str, written: str) -> _Pattern:
    parts = tuple(
        tuple(frozenset(stem(w) for w in word.split("/")) for word in part.split()) for part in written.split("…")
    )
    denies = bool(set(written.replace("/", " ").split()) & NEGATIONS)
    return _Pattern(iri, parts, sum(map(len, parts)), denies)


def _place(pattern: _Pattern, stems: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last word of the closest place where all parts stand."""
    places = [list(_places(part, stems))[:MOST_PLACES] for part in pattern.parts]
    best: tuple[int, int] | None = None
    for starts in product(*places):
        ends = [start + len(part) for start, part in zip(starts, pattern.parts, strict=True)]
        spans = sorted(zip(starts, ends, strict=True))
        apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
        first, last = spans[0][0], max(ends) - 1
        if apart and last - first < pattern.length + GAP and (best is None or last - first < best[1] - best[0]):
            best = first, last
    return best


def _places(part: Part, stems: Sequence[str]) -> Iterator[int]:
    for at in range(len(stems) - len(part) + 1):
        if all(stems[at + i] in words for i, words in enumerate(part)):
            yield at
