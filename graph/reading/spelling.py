"""Danish words that are misspelt or misread, and compounds: what a word stands for that no list has.

Both are sober. A word that Danish knows (simplemma's list of some 580,000 forms) is never taken for another, nor is it
taken apart: 'børnehave' says nothing of børn. A name is only corrected where letters were misread that look alike.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Final

import simplemma
from rapidfuzz.distance import Levenshtein

SHORTEST_PART: Final = 5  # letters of a part of a compound
LINKS: Final = ("", "s", "e")  # what may stand between the parts
LOOK_ALIKE: Final = ("jyvi1l", "øo0ö", "åaä", "æa", "ec", "s5", "b8h", "nu", "gq9", "uv", "tfl", "ij")
ONE_FAULT, TWO_FAULTS = 4, 10  # letters that a word must have for so many to be corrected


class Speller:
    """Words that are known, and how a misread one is taken for one of them."""

    ENOUGH: ClassVar[int] = 6  # letters of a word that may be corrected where it stands alone

    def __init__(self, words: Iterable[str], stem: Callable[[str], str]) -> None:
        """Take the known words as they are written, and what cuts off their inflection."""
        self._stem = stem
        self._known = {stem(word) for word in words}
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(words):
            if len(word) >= ONE_FAULT and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)

    def correct(self, word: str) -> tuple[str, int]:
        """Return the word that is meant and how many letters of it are faults: itself and 0, unless just one known
        word is near and the word itself is no word.
        """
        if len(word) < ONE_FAULT or not word.isalpha() or word.isupper() or self._stem(word) in self._known:
            return word, 0
        most = 2 if len(word) >= TWO_FAULTS else 1
        near = set(self._near(word, most))
        if len(near) != 1 or is_danish(word):
            return word, 0
        return next(iter(near))

    def _near(self, word: str, most: int) -> Iterator[tuple[str, int]]:
        for length in range(len(word) - most, len(word) + most + 1):
            for known in self._by_length.get(length, ()):
                if known[0].isupper() and not (word[0].isupper() and _looks_like(word, known)):
                    continue
                faults = Levenshtein.distance(word.casefold(), known.casefold(), score_cutoff=most)
                if faults <= most and word[0].casefold() == known[0].casefold():
                    yield known, faults


def is_danish(word: str) -> bool:
    """Tell whether Danish has the word, in any form."""
    return simplemma.is_known(word, lang="da") or simplemma.is_known(word.casefold(), lang="da")


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Return the form of a word that stands in dictionaries; a compound that no list has is inflected as its end is."""
    if is_danish(word):
        return str(simplemma.lemmatize(word, lang="da"))
    for begin in range(2, len(word) - 2):
        if is_danish(end := word[begin:]):
            return word[:begin] + str(simplemma.lemmatize(end, lang="da"))
    return word


def compound_parts(word: str) -> Iterator[str]:
    """Yield what may be the first part of a compound, longest first, and then what may be its last, where the rest is a
    word.
    """
    if len(word) < 2 * SHORTEST_PART - 1 or not word.isalpha():
        return
    cuts = range(len(word) - SHORTEST_PART + 1, SHORTEST_PART - 1, -1)
    lower = word.casefold()
    if is_danish(word):
        return
    for at in cuts:
        for link in LINKS:
            if lower[:at].endswith(link) and at - len(link) >= SHORTEST_PART and is_danish(lower[at:]):
                yield lower[: at - len(link)]
    if word[0].isupper():
        return  # Bikubenfonden is a name, and not some fund
    for at in reversed(cuts):
        if is_danish(lower[:at]) or is_danish(lower[:at].rstrip("s")):
            yield lower[at:]


def _looks_like(word: str, known: str) -> bool:
    """Tell whether the words differ only in letters that look alike."""
    return len(word) == len(known) and all(
        a == b or any(a in group and b in group for group in LOOK_ALIKE)
        for a, b in zip(word.casefold(), known.casefold(), strict=True)
    )
