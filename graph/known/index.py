"""What the initiatives of a snapshot are about, as arrays with a row for each: made once, asked for every proposal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from pyoxigraph import Literal, NamedNode
from scipy.sparse import csr_array

from graph.known.dimensions import FACETS, OPEN_AGE
from graph.known.moments import UNKNOWN, moment, moment_after
from graph.known.vectors import Flags, Vector, highest, incidence, information
from graph.known.wording import Wordings
from ontology.namespaces import DCT, SAMSPIL, SKOS

if TYPE_CHECKING:
    from graph.known.snapshot import Snapshot

PLACES: Final = (SAMSPIL.areaInWords,)
TEXTS: Final = (
    SKOS.prefLabel,
    SKOS.altLabel,
    SAMSPIL.challenge,
    DCT.description,
    SAMSPIL.targetGroupInWords,
    SAMSPIL.outcomeInWords,
    *PLACES,
)
SAME: Final = 0.7
"""From this likeness on, two concepts of which one is broader than the other count as the same: who helps the
homeless helps the young among them.
"""


@dataclass(frozen=True)
class Facet:
    """The concepts of one dimension that initiatives have: `matrix` has a row an initiative and a column a concept."""

    concepts: tuple[str, ...]
    matrix: csr_array


class Index:
    """The initiatives of a snapshot, in order of IRI, proposals left out."""

    def __init__(self, snapshot: "Snapshot") -> None:
        """Take the snapshot; each array is made when it is first asked for."""
        self.snapshot = snapshot
        self.initiatives = tuple(
            i for i in snapshot.of_class(SAMSPIL.Initiative) if not snapshot.is_a(i, SAMSPIL.Proposal)
        )
        self.row = {iri: row for row, iri in enumerate(self.initiatives)}
        self.likeness = lru_cache(maxsize=None)(self._likeness)

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """Return what the initiatives are about, by dimension."""
        return {dimension: self._facet(property_) for dimension, property_ in FACETS.items()}

    @cached_property
    def texts(self) -> Wordings:
        """Return the names and descriptions of the initiatives, what they are to achieve, and where."""
        return Wordings([self.words_of(iri) for iri in self.initiatives])

    @cached_property
    def places(self) -> Wordings:
        """Return where the initiatives are, in words."""
        return Wordings([self.words_of(iri, PLACES) for iri in self.initiatives])

    @cached_property
    def ages(self) -> tuple[Vector, Vector]:
        """Return the lowest and highest ages, those of the target groups where the initiative's own are not said."""
        spans = [self._ages(iri) for iri in self.initiatives]
        low, high = ([span[i] for span in spans] for i in (0, 1))
        return np.array(low, dtype=float), np.array(high, dtype=float)

    @cached_property
    def periods(self) -> tuple[Vector, Vector]:
        """Return when the initiatives begin and end, in years; not a number where nobody says."""
        starts = np.array([moment(self.start_of(iri)) for iri in self.initiatives], dtype=float)
        ends = np.array([moment_after(self._last(iri, SAMSPIL.end)) for iri in self.initiatives], dtype=float)
        return starts, ends

    def information(self, concept: str) -> float:
        """Return -log of the share of initiatives that are about the concept or something narrower; smoothed."""
        return float(information(np.array(self._carriers.get(concept, 0.0)), len(self.initiatives)))

    def same(self, a: str, b: str) -> bool:
        """Tell whether two concepts count as the same."""
        broader = self.snapshot.ancestors
        return (a in broader(b) or b in broader(a)) and self.likeness(a, b) >= SAME

    def nearest(self, dimension: str, concept: str) -> Vector:
        """Return how alike each initiative's nearest concept is; not a number where the initiative has none."""
        facet = self.facets[dimension]
        return highest(facet.matrix, np.array([self.likeness(concept, c) for c in facet.concepts]))

    def matched(self, dimension: str, concepts: Sequence[str]) -> Vector:
        """Return how well some concepts match what each initiative has: how alike each of its own and the nearest are,
        the rarer the more weight. Not a number where the initiative has none.
        """
        facet = self.facets[dimension]
        weights = np.array([self.information(c) for c in facet.concepts])
        best = np.array([max(self.likeness(c, own) for c in concepts) for own in facet.concepts])
        held = facet.matrix @ weights
        shared = facet.matrix @ (weights * best)
        return np.asarray(np.divide(shared, held, out=np.full(len(held), np.nan), where=held > 0))

    def is_near(self, dimension: str, concepts: Sequence[str]) -> Flags:
        """Tell of each initiative whether it has a concept near one of some: narrower, broader, or much alike."""
        facet = self.facets[dimension]
        near = [any(self._near(c, own) for c in concepts) for own in facet.concepts]
        return highest(facet.matrix, np.array(near, dtype=float)) > 0

    def words_of(self, iri: str, properties: Sequence[NamedNode] = TEXTS) -> Mapping[str, str]:
        """Return what some properties say of an initiative as one text a language."""
        by_language: dict[str, list[str]] = defaultdict(list)
        for property_ in properties:
            for s in self.snapshot.statements(iri, property_):
                if isinstance(s.object, Literal):
                    by_language[s.object.language or "da"].append(s.value)
        return {language: " ".join(texts) for language, texts in by_language.items()}

    def _near(self, a: str, b: str) -> bool:
        broader = self.snapshot.ancestors
        return a in broader(b) or b in broader(a) or self.likeness(a, b) >= SAME

    @cached_property
    def _carriers(self) -> Mapping[str, float]:
        """Count the initiatives of each concept, the narrower ones' included."""
        found: dict[str, set[int]] = defaultdict(set)
        for facet in self.facets.values():
            columns = facet.matrix.tocsc()
            for column, concept in enumerate(facet.concepts):
                rows = columns.indices[columns.indptr[column] : columns.indptr[column + 1]].tolist()
                for broader in self.snapshot.ancestors(concept):
                    found[broader].update(rows)
        return {concept: float(len(rows)) for concept, rows in found.items()}

    def _likeness(self, a: str, b: str) -> float:
        """Return how alike two concepts are, by Lin (1998): 2·IC(shared) / (IC(a) + IC(b))."""
        if a == b:
            return 1.0
        shared = set(self.snapshot.ancestors(a)) & set(self.snapshot.ancestors(b))
        if not shared:
            return 0.0
        return 2 * max(map(self.information, shared)) / (self.information(a) + self.information(b))

    def _facet(self, property_: NamedNode) -> Facet:
        said = [self.snapshot.targets(iri, property_) for iri in self.initiatives]
        concepts = tuple(sorted(set().union(*said)))
        column = {concept: i for i, concept in enumerate(concepts)}
        return Facet(concepts, incidence([[column[c] for c in row] for row in said], len(concepts)))

    def _ages(self, iri: str) -> tuple[float, float]:
        lows, highs = self.stated_ages(iri)
        if not lows and not highs:
            return UNKNOWN, UNKNOWN
        return min(lows, default=OPEN_AGE[0]), max(highs, default=OPEN_AGE[1])

    def stated_ages(self, iri: str) -> tuple[Sequence[int], Sequence[int]]:
        """Return the lowest and the highest ages that are stated: of the initiative, else of its target groups."""
        for about in ([iri], self.snapshot.targets(iri, SAMSPIL.targetGroup)):
            lows, highs = (self._numbers(about, p) for p in (SAMSPIL.ageMin, SAMSPIL.ageMax))
            if lows or highs:
                return lows, highs
        return [], []

    def _numbers(self, things: Iterable[str], property_: NamedNode) -> list[int]:
        return [int(s.value) for t in things for s in self.snapshot.statements(t, property_)]

    def start_of(self, iri: str) -> str | None:
        """Return when an initiative begins, else when it was agreed: the first date that is said."""
        said = (self.snapshot.statements(iri, p) for p in (SAMSPIL.start, SAMSPIL.date))
        return next((min(s.value for s in statements) for statements in said if statements), None)

    def _last(self, iri: str, property_: NamedNode) -> str | None:
        return max((s.value for s in self.snapshot.statements(iri, property_)), default=None)
