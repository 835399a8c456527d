"""What a passage resembles: the concept whose names, paraphrases and definition have most rare words in common with it.

Only a last resort, for what no name or paraphrase finds; it is asked about and never taken for read. Cosine of TF-IDF
vectors (Salton and Buckley 1988) over lemmas, a sentence against a concept.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from graph.known.answers import thing
from graph.known.snapshot import Snapshot
from graph.reading.context import sentences
from graph.reading.facets import Dimension, Facet, Span
from graph.reading.paraphrase import KIND
from graph.reading.prose import Prose
from graph.reading.thesaurus import WORD, stem
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS

ENOUGH: Final = 0.35
MOST: Final = 2
SHORT: Final = 3  # letters of words that say little
Vector = Mapping[str, float]


class Resemblance:
    """The concepts of a snapshot as vectors."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Weigh the words of every concept's names, paraphrases and definition."""
        self._snapshot = snapshot
        texts = {iri: _words(_said_of(iri, snapshot)) for iri in snapshot.entities if iri.startswith(CONCEPT)}
        carriers = Counter(word for words in texts.values() for word in words)
        self._idf = {word: math.log(len(texts) / n) for word, n in carriers.items()}
        self._vectors = {iri: self._vector(words) for iri, words in texts.items()}

    def find(self, prose: Prose, dimension: Dimension) -> list[Facet]:
        """Return the concepts of a dimension that own sentences of the prose resemble, the likest first."""
        best: dict[str, tuple[float, Span]] = {}
        for field, text in prose.fields.items():
            for start, end in sentences(text):
                if prose.standing(field, start) == "own":
                    sentence = self._vector(_words([text[start:end]]))
                    for iri, vector in self._vectors.items():
                        if iri.startswith(f"{CONCEPT}{dimension}/"):
                            likeness = sum(w * vector.get(word, 0) for word, w in sentence.items())
                            span = Span(field=field, start=start, end=end, text=text[start:end])
                            best[iri] = max(best.get(iri, (0.0, span)), (likeness, span), key=lambda b: b[0])
        found = sorted(((-likeness, iri) for iri, (likeness, _) in best.items() if likeness >= ENOUGH))[:MOST]
        return [
            Facet(
                dimension=dimension,
                thing=thing(self._snapshot, iri),
                origin="text",
                certainty="uncertain",
                spans=(best[iri][1],),
            )
            for _, iri in found
        ]

    def _vector(self, words: Counter[str]) -> Vector:
        weights = {w: (1 + math.log(n)) * self._idf[w] for w, n in words.items() if w in self._idf}
        norm = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        return {w: v / norm for w, v in weights.items()}


def _said_of(iri: str, snapshot: Snapshot) -> Iterable[str]:
    yield from snapshot.names(iri)
    for predicate in (SKOS.definition, SAMSPIL.paraphrase):
        yield from (s.value for s in snapshot.statements(iri, predicate))


def _words(texts: Iterable[str]) -> Counter[str]:
    plain = (KIND.sub(" ", text) for text in texts)
    return Counter(stem(m.group()) for text in plain for m in WORD.finditer(text) if len(m.group()) > SHORT)
