"""Wordings compared by the words that they share: the rarer a word is among the texts, the more it weighs.

Words are compared by their stems, in the language that a text is written in; function words are left out. A word weighs
1 plus the logarithm of how often it stands in a text, times its information, -log of the share of texts that have it
(tf-idf; Spärck Jones, 1972); two texts are as alike as the cosine of their weights, from 0 to 1.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import snowballstemmer
from scipy.sparse import csr_array

from graph.known.vectors import Vector, information, unit_rows

WORD: Final = re.compile(r"[^\W_]{2,}")
LANGUAGES: Final = {"da": "danish", "en": "english"}
FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in tomllib.loads(
        Path(__file__).with_name("function_words.toml").read_text(encoding="utf-8")
    ).items()
}
_STEMMERS: Final = {language: snowballstemmer.stemmer(name) for language, name in LANGUAGES.items()}


class Wordings:
    """Wordings in rows, each in one language or several (`da`, `en`; of others it is guessed which of the two)."""

    def __init__(self, texts: Sequence[Mapping[str, str]]) -> None:
        """Index the texts."""
        counted = [
            Counter(stem for language, text in sorted(row.items()) for stem, _ in stems(text, language))
            for row in texts
        ]
        self._column = {stem: i for i, stem in enumerate(sorted(set().union(*counted)))}
        columns = np.array([self._column[stem] for row in counted for stem in row], dtype=np.int64)
        weights = np.array([1 + np.log(n) for row in counted for n in row.values()], dtype=float)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in counted])]).astype(np.int64)
        self._information = information(np.bincount(columns, minlength=len(self._column)).astype(float), len(texts))
        found = csr_array(
            (weights * self._information[columns], columns, starts), shape=(len(texts), len(self._column))
        )
        self._rows = unit_rows(found)
        self._columns = self._rows.tocsc()

    def likeness(self, text: str) -> Vector:
        """Return how alike a text, in any of the languages, is to each row: from 0 to 1."""
        asked = self._asked(text)
        if not asked:
            return np.zeros(self._rows.shape[0])
        columns = np.array(sorted(asked), dtype=np.int64)
        weights = np.array([asked[c] for c in sorted(asked)])
        return np.asarray(self._columns[:, columns] @ (weights / np.linalg.norm(weights)))

    def shared(self, text: str, row: int, most: int) -> tuple[str, ...]:
        """Return the words of the text that bind it most to a row, as the text writes them."""
        asked = self._asked(text)
        written = {self._column[stem]: word for stem, word in reversed(list(stems(text))) if stem in self._column}
        start, end = self._rows.indptr[row], self._rows.indptr[row + 1]
        bonds = {
            int(c): asked[int(c)] * float(w)
            for c, w in zip(self._rows.indices[start:end], self._rows.data[start:end], strict=True)
            if int(c) in asked
        }
        strongest = sorted(bonds, key=lambda c: (-bonds[c], written[c]))
        return tuple(dict.fromkeys(written[c] for c in strongest))[:most]

    def _asked(self, text: str) -> dict[int, float]:
        """Return the weights of the words of a text that some row has, by column."""
        counted = Counter(self._column[stem] for stem, _ in stems(text) if stem in self._column)
        return {c: (1 + float(np.log(n))) * float(self._information[c]) for c, n in counted.items()}


def stems(text: str, language: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the stem of each word of a text but for function words, and the word; without a language, in that of which
    the text has more function words.
    """
    words = [(word.casefold(), word) for word in WORD.findall(text)]
    if language not in LANGUAGES:
        language = max(LANGUAGES, key=lambda known: sum(word in FUNCTION_WORDS[known] for word, _ in words))
    yield from ((_stem(word, language), written) for word, written in words if word not in FUNCTION_WORDS[language])


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return str(_STEMMERS[language].stemWord(word))
