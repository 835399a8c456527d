"""Which existing initiatives do the same for the same people, how strongly, and in which respects.

How alike they are is measured in `graph.answers.likeness`. Here the strongest are told of: what they share and where
they differ, where that is said, what kind of overlap it is, who runs and pays, and the advice that follows.
"""

from collections.abc import Sequence
from typing import Final, cast

import numpy as np
from pydantic import Field
from pyoxigraph import NamedNode

from graph.answers.likeness import WEIGHTS, Likeness, likeness, total
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.dimensions import FACETS
from graph.known.index import Index
from graph.known.snapshot import Snapshot, Statement
from graph.known.vectors import Flags, Vector
from graph.reading.facets import Dimension, Reading, dimension_label
from ontology.namespaces import CONCEPT, DCT, SAMSPIL, SKOS
from ontology.words import Words

WORTH_SHOWING: Final = 0.3
MOST_HITS: Final = 10
MOST_WORDS: Final = 6
BONDS: Final[tuple[Dimension, ...]] = ("target-group", "method")
"""An initiative has one of these near what is proposed, or is in the same place; nothing else makes an overlap."""
KIND: Final = f"{CONCEPT}overlap-kind/"
ELSEWHERE: Final = f"{KIND}elsewhere"
ENDED: Final = f"{CONCEPT}status/ended"
LABELS: Final = {"text": Words(da="ord i teksten", en="words of the text"), "period": Words(da="periode", en="period")}
DESCRIBED: Final = (DCT.description, SAMSPIL.challenge, SAMSPIL.targetGroupInWords, SKOS.prefLabel)


class Respect(Answer):
    """One respect in which a proposal and an initiative were compared: how alike, by what they share, and where the
    initiative's side is said.

    `likeness` is over all that is proposed, from 0 to 1; `same` says whether anything proposed counts as the same as
    something existing. Both are null where the initiative's side is not known. `words` are those that two texts share.
    """

    dimension: str
    label: Words
    likeness: float | None
    same: bool | None
    proposed: tuple[Thing, ...]
    existing: tuple[Thing, ...]
    words: tuple[str, ...]
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


def find_overlaps(
    reading: Reading, snapshot: Snapshot, prose: str = "", start: str | None = None
) -> tuple[Overlap, ...]:
    """Return the initiatives that overlap with the proposal, the strongest first, at most `MOST_HITS`.

    `prose` is the proposal's text, `start` when it begins (an ISO date of any precision).
    """
    index = snapshot.index
    found = likeness(reading, prose, start, index)
    scores = total(found)
    if not index.initiatives or not found:
        return ()
    worth = np.flatnonzero((scores >= WORTH_SHOWING) & _has_bond(reading, snapshot))
    strongest = worth[np.argsort(-scores[worth], kind="stable")][:MOST_HITS]
    return tuple(_overlap(int(row), min(float(scores[row]), 1.0), found, reading, prose, snapshot) for row in strongest)


def _has_bond(reading: Reading, snapshot: Snapshot) -> Flags:
    """Tell of each initiative whether it is bound to the proposal: by a near target group or method (where the proposal
    says nothing of them, by a near outcome), or by a place narrower than where the council works. A theme, or a wide
    concept above both, is shared with too many to tell anything.
    """
    index = snapshot.index
    by: Sequence[Dimension] = [d for d in BONDS if reading.concepts(d)] or ["outcome"]
    places = [a for a in reading.concepts("area") if not snapshot.home.is_within(a)]
    bound = [index.is_near(d, reading.concepts(d)) for d in by] + [index.nearest("area", a) == 1 for a in places]
    return np.asarray(np.any(bound, axis=0))


def nearest_statements(iri: str, dimension: Dimension, reading: Reading, snapshot: Snapshot) -> dict[str, Statement]:
    """Return for each concept that is proposed the statement of an initiative with the nearest concept, if any is
    alike.
    """
    alike = snapshot.index.likeness
    said = snapshot.statements(iri, FACETS[dimension])
    best = {c: max(said, key=lambda s: alike(c, s.value), default=None) for c in reading.concepts(dimension)}
    return {c: s for c, s in best.items() if s and alike(c, s.value) > 0}


def _overlap(row: int, score: float, found: Likeness, reading: Reading, prose: str, snapshot: Snapshot) -> Overlap:
    iri = snapshot.index.initiatives[row]
    respects = sorted(
        (_respect(r, row, found[r], reading, prose, snapshot) for r in found), key=lambda r: -WEIGHTS[r.dimension]
    )
    payments = _payments(iri, snapshot)
    led, delivered = (snapshot.statements(iri, p) for p in (SAMSPIL.ledBy, SAMSPIL.provider))
    status, ends = (snapshot.latest(iri, p) for p in (SAMSPIL.status, SAMSPIL.end))
    kind = KIND + _kind(iri, respects, status[0].value if status else None, reading, snapshot)
    return Overlap(
        initiative=thing(snapshot, iri),
        score=round(score, 3),
        kind=thing(snapshot, kind),
        advice=snapshot.text(kind, SKOS.scopeNote),
        respects=tuple(respects),
        status=thing(snapshot, status[0].value) if status else None,
        ends=ends[0].value if ends else None,
        led_by=things(snapshot, (s.value for s in led)),
        delivered_by=things(snapshot, (s.value for s in delivered)),
        paid_by=things(snapshot, dict.fromkeys(s.value for s in payments)),
        evidence=evidence_of((*led, *delivered, *payments, *status, *ends)),
    )


def _respect(respect: str, row: int, values: Vector, reading: Reading, prose: str, snapshot: Snapshot) -> Respect:
    index, iri = snapshot.index, snapshot.index.initiatives[row]
    alike = None if np.isnan(values[row]) else round(float(values[row]), 3)
    if respect in FACETS:
        return _of_concepts(cast("Dimension", respect), iri, alike, reading, snapshot)
    said = [s for p in _stated_with(respect) for s in snapshot.statements(iri, p)]
    if respect == "age" and not said:
        groups = snapshot.targets(iri, SAMSPIL.targetGroup)
        said = [s for g in groups for p in _stated_with(respect) for s in snapshot.statements(g, p)]
    return Respect(
        dimension=respect,
        label=LABELS.get(respect) or dimension_label(respect),
        likeness=alike,
        same=alike == 1 if alike is not None else None,
        proposed=(),
        existing=(),
        words=index.texts.shared(prose, row, MOST_WORDS) if respect == "text" else (),
        evidence=evidence_of(said),
    )


def _stated_with(respect: str) -> Sequence[NamedNode]:
    if respect == "text":
        return DESCRIBED
    return (SAMSPIL.ageMin, SAMSPIL.ageMax) if respect == "age" else (SAMSPIL.start, SAMSPIL.end)


def _of_concepts(dimension: Dimension, iri: str, alike: float | None, reading: Reading, snapshot: Snapshot) -> Respect:
    said = snapshot.statements(iri, FACETS[dimension])
    nearest = nearest_statements(iri, dimension, reading, snapshot)
    same = {c: s for c, s in nearest.items() if snapshot.index.same(c, s.value)}
    shown = same or nearest
    return Respect(
        dimension=dimension,
        label=dimension_label(dimension),
        likeness=alike,
        same=bool(same) if said else None,
        proposed=things(snapshot, shown or reading.concepts(dimension)),
        existing=things(snapshot, dict.fromkeys(s.value for s in shown.values() or said)),
        words=(),
        evidence=evidence_of(shown.values() or said),
    )


def _kind(iri: str, respects: Sequence[Respect], status: str | None, reading: Reading, snapshot: Snapshot) -> str:
    """Return the kind of overlap, the first that fits: elsewhere, before or after in a chain of ages, a whole that the
    proposal could be part of, and by target group and method.
    """
    same = {r.dimension for r in respects if r.same}
    likeness = {r.dimension: r.likeness or 0 for r in respects}
    if snapshot.home.is_elsewhere(iri):
        return "elsewhere"
    if likeness.get("target-group") and _follows_on(iri, reading, snapshot.index):
        return "before-or-after"
    if {"target-group", "method"} <= same:
        return "same-but-ended" if status == ENDED else "same-for-same"
    if same & {"target-group", "area"} and snapshot.to(iri, SAMSPIL.partOf):
        return "part-of"
    if "target-group" in same:
        return "same-group-other-method"
    return "same-method-other-group" if "method" in same else "related"


def _follows_on(iri: str, reading: Reading, index: Index) -> bool:
    """Tell whether the ages of one begin where those of the other end."""
    row, ages = index.row[iri], reading.ages
    low, high = index.ages[0][row], index.ages[1][row]
    before = ages is not None and ages.min is not None and high in {ages.min - 1, ages.min}
    after = ages is not None and ages.max is not None and low in {ages.max, ages.max + 1}
    return bool(before or after)


def _payments(iri: str, snapshot: Snapshot) -> Sequence[Statement]:
    return [
        s for funding in snapshot.to(iri, SAMSPIL.funded) for s in snapshot.statements(funding.subject, SAMSPIL.funder)
    ]
