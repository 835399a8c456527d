"""Which existing initiatives do the same for the same people, how strongly, and in which respects.

A proposal and an initiative are compared respect by respect (target group, method, area, outcome, age, theme). Two
concepts are as alike as the broader concept that they share is informative: the measure of Lin (1998), 2·IC(shared) /
(IC(a) + IC(b)), where IC(c) = -log of the share of all initiatives that are about c or something narrower. So rare
agreement counts more than common, and narrower counts with broader. Ages are compared as intervals (the shared years
over all years). The score is the weighted mean over the respects in which the proposal says anything, from 0 to 1:
what is not known of an initiative gives no credit, and is shown as not known.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from pydantic import Field

from graph.answers import Answer, Thing, evidence_of, thing, things
from graph.reading import PROPERTIES, Ages, Dimension, Reading
from graph.snapshot import Snapshot, Statement
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.words import Words

COMPARED: Final[tuple[Dimension, ...]] = ("target-group", "method", "area", "outcome", "theme")
WEIGHTS: Final[Mapping[str, float]] = {
    "target-group": 0.35,
    "method": 0.3,
    "area": 0.1,
    "outcome": 0.1,
    "age": 0.1,
    "theme": 0.05,
}
SAME: Final = 0.7
"""From this likeness on, two concepts of which one is broader than the other count as the same: who helps the
homeless helps the young among them.
"""
WORTH_SHOWING: Final = 0.3
MOST_HITS: Final = 10
ELSEWHERE: Final = f"{CONCEPT}overlap-kind/elsewhere"
OPEN_AGE: Final = (0, 100)


class Respect(Answer):
    """One respect in which a proposal and an initiative were compared: how alike, by what they share, and where the
    initiative's side is said.

    `likeness` is over all that is proposed, from 0 to 1; `same` says whether anything proposed counts as the same as
    something existing. Both are null where the initiative's side is not known.
    """

    dimension: str
    likeness: float | None
    same: bool | None
    proposed: tuple[Thing, ...]
    existing: tuple[Thing, ...]
    evidence: tuple[str, ...]


class Overlap(Answer):
    """An initiative that overlaps with the proposal: the score from 0 to 1, what kind of overlap, the advice in it,
    and who runs and pays.
    """

    initiative: Thing
    score: float
    kind: Thing
    advice: Words
    respects: tuple[Respect, ...]
    status: Thing | None
    ends: str | None = Field(description="ISO date of any precision")
    led_by: tuple[Thing, ...]
    delivered_by: tuple[Thing, ...]
    paid_by: tuple[Thing, ...]
    evidence: tuple[str, ...]

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether it is in another place than the council's, so that nothing there is a gap here."""
        return self.kind.id == ELSEWHERE


def find_overlaps(reading: Reading, snapshot: Snapshot) -> tuple[Overlap, ...]:
    """Return the initiatives that overlap with the proposal, the strongest first, at most `MOST_HITS`."""
    compare = _Comparison(snapshot)
    hits = [
        hit
        for iri in compare.initiatives
        if (hit := _overlap(iri, reading, snapshot, compare)) and hit.score >= WORTH_SHOWING
    ]
    return tuple(sorted(hits, key=lambda h: (-h.score, h.initiative.id))[:MOST_HITS])


class _Comparison:
    """How informative each concept is, over all initiatives of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.initiatives = tuple(
            i for i in snapshot.of_class(SAMSPIL.Initiative) if not snapshot.is_a(i, SAMSPIL.Proposal)
        )
        self._home = frozenset(a for c in snapshot.of_class(SAMSPIL.Council) for a in snapshot.targets(c, SAMSPIL.area))
        self._carriers: dict[str, set[str]] = {}
        for initiative in self.initiatives:
            for dimension in COMPARED:
                for concept in snapshot.targets(initiative, PROPERTIES[dimension]):
                    for ancestor in snapshot.ancestors(concept):
                        self._carriers.setdefault(ancestor, set()).add(initiative)
        self.likeness = lru_cache(maxsize=None)(self._likeness)

    def information(self, concept: str) -> float:
        """Return -log of the share of initiatives about the concept; smoothed, so that a concept nobody has is the
        most informative.
        """
        return -math.log((len(self._carriers.get(concept, ())) + 1) / (len(self.initiatives) + 2))

    def same(self, a: str, b: str) -> bool:
        """Tell whether two concepts count as the same."""
        return (a in self.snapshot.ancestors(b) or b in self.snapshot.ancestors(a)) and self.likeness(a, b) >= SAME

    def elsewhere(self, initiative: str) -> bool:
        """Tell whether the initiative is known to be in other places than the council's: neither in nor around it."""
        areas = self.snapshot.targets(initiative, SAMSPIL.area)
        return bool(areas and self._home) and not any(
            home in self.snapshot.ancestors(area) or area in self.snapshot.ancestors(home)
            for area in areas
            for home in self._home
        )

    def _likeness(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        shared = set(self.snapshot.ancestors(a)) & set(self.snapshot.ancestors(b))
        if not shared:
            return 0.0
        return 2 * max(map(self.information, shared)) / (self.information(a) + self.information(b))


def _overlap(iri: str, reading: Reading, snapshot: Snapshot, compare: _Comparison) -> Overlap | None:
    respects = [r for dimension in COMPARED if (r := _respect(dimension, iri, reading, snapshot, compare))]
    if reading.ages:
        respects.append(_ages(iri, reading.ages, snapshot))
    weight = sum(WEIGHTS[r.dimension] for r in respects)
    if not weight or not any(r.likeness for r in respects if r.dimension not in {"theme", "age"}):
        return None
    alike = {r.dimension: r.likeness or 0.0 for r in respects}
    payments = _payments(iri, snapshot)
    led, delivered = (snapshot.statements(iri, p) for p in (SAMSPIL.ledBy, SAMSPIL.provider))
    status = snapshot.latest(iri, SAMSPIL.status)
    kind = ELSEWHERE if compare.elsewhere(iri) else f"{CONCEPT}overlap-kind/{_kind(respects)}"
    ends = snapshot.latest(iri, SAMSPIL.end)
    return Overlap(
        initiative=thing(snapshot, iri),
        score=round(sum(WEIGHTS[d] * likeness for d, likeness in alike.items()) / weight, 3),
        kind=thing(snapshot, kind),
        advice=snapshot.text(kind, SKOS.scopeNote),
        respects=tuple(sorted(respects, key=lambda r: -WEIGHTS[r.dimension])),
        status=thing(snapshot, status[0].value) if status else None,
        ends=ends[0].value if ends else None,
        led_by=things(snapshot, (s.value for s in led)),
        delivered_by=things(snapshot, (s.value for s in delivered)),
        paid_by=things(snapshot, dict.fromkeys(s.value for s in payments)),
        evidence=evidence_of((*led, *delivered, *payments, *status, *ends)),
    )


def _respect(
    dimension: Dimension, iri: str, reading: Reading, snapshot: Snapshot, compare: _Comparison
) -> Respect | None:
    """Compare one dimension: each of the proposal's concepts with its nearest; the rarer the concept, the more it
    weighs.
    """
    proposed = reading.concepts(dimension)
    if not proposed:
        return None
    said = snapshot.statements(iri, PROPERTIES[dimension])
    nearest: dict[str, Statement] = {}
    alike: dict[str, float] = {}
    for concept in proposed:
        best = max(said, key=lambda s: compare.likeness(concept, s.value), default=None)
        if best and (likeness := compare.likeness(concept, best.value)) > 0:
            nearest[concept], alike[concept] = best, likeness
    same = {c: s for c, s in nearest.items() if compare.same(c, s.value)}
    shown = same or nearest
    weight = sum(map(compare.information, proposed))
    return Respect(
        dimension=dimension,
        likeness=round(sum(compare.information(c) * alike[c] for c in alike) / weight, 3) if said else None,
        same=bool(same) if said else None,
        proposed=things(snapshot, shown or proposed),
        existing=things(snapshot, dict.fromkeys(s.value for s in shown.values() or said)),
        evidence=evidence_of(shown.values() or said),
    )


def _ages(iri: str, ages: Ages, snapshot: Snapshot) -> Respect:
    said = (*snapshot.statements(iri, SAMSPIL.ageMin), *snapshot.statements(iri, SAMSPIL.ageMax))
    if not said:
        said = tuple(
            s
            for g in snapshot.targets(iri, SAMSPIL.targetGroup)
            for p in (SAMSPIL.ageMin, SAMSPIL.ageMax)
            for s in snapshot.statements(g, p)
        )
    likeness = None
    if said:
        lows = [int(s.value) for s in said if s.predicate == SAMSPIL.ageMin.value]
        highs = [int(s.value) for s in said if s.predicate == SAMSPIL.ageMax.value]
        theirs = (min(lows, default=OPEN_AGE[0]), max(highs, default=OPEN_AGE[1]))
        ours = (ages.min if ages.min is not None else OPEN_AGE[0], ages.max if ages.max is not None else OPEN_AGE[1])
        likeness = round(_shared_years(ours, theirs), 3)
    return Respect(
        dimension="age",
        likeness=likeness,
        same=likeness == 1 if likeness is not None else None,
        proposed=(),
        existing=(),
        evidence=evidence_of(said),
    )


def _shared_years(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]) + 1)


def _kind(respects: Sequence[Respect]) -> str:
    same = {r.dimension for r in respects if r.same}
    if {"target-group", "method"} <= same:
        return "same-for-same"
    if "target-group" in same:
        return "same-group-other-method"
    return "same-method-other-group" if "method" in same else "related"


def _payments(iri: str, snapshot: Snapshot) -> Sequence[Statement]:
    return [
        s for funding in snapshot.to(iri, SAMSPIL.funded) for s in snapshot.statements(funding.subject, SAMSPIL.funder)
    ]
