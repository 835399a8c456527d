"""Two assessments side by side: what was read, and what each gets for an answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from typing import Literal as OneOf

from pydantic import computed_field

from graph.answers.assessment import Assessment
from graph.known.answers import Answer
from graph.reading.facets import FIGURE_FIELDS, Reading, dimension_label, field_label
from ontology.words import Words, words

Part = OneOf["reading", "overlap", "coordination", "gap", "policy", "co-investor", "gate"]
NAMED: Final = Words(da="nævnt", en="named")
NOT_NAMED: Final = Words(da="ikke nævnt", en="not named")
THERE: Final = Words(da="ja", en="yes")


class Side(Answer):
    """One of the two: the record's id, its title, and the graph version and date that it was answered from."""

    id: str
    title: str
    graph_version: str
    as_of: str | None


class Line(Answer):
    """A line of the comparison: what is compared, and what each side says of it; null where it says nothing."""

    part: Part
    what: Words
    first: Words | None
    second: Words | None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def same(self) -> bool:
        """Tell whether both sides say the same."""
        return self.first == self.second


class Comparison(Answer):
    """Two assessments, line by line."""

    first: Side
    second: Side
    lines: tuple[Line, ...]


def compare(first: Assessment, second: Assessment) -> Comparison:
    """Return the two assessments side by side: for each thing that either names, what each says of it."""
    parts: tuple[tuple[Part, Callable[[Assessment], Mapping[str, tuple[Words, Words]]]], ...] = (
        ("reading", _reading),
        ("overlap", _overlaps),
        ("coordination", _seats),
        ("gap", _gaps),
        ("policy", _policies),
        ("co-investor", _coinvestors),
        ("gate", _gates),
    )
    lines = (line for part, said_by in parts for line in _lines(part, said_by(first), said_by(second)))
    return Comparison(first=_side(first), second=_side(second), lines=tuple(lines))


Said = Mapping[str, tuple[Words, Words]]
"""What a side says, by what it is about: its name, and what is said of it."""


def _lines(part: Part, first: Said, second: Said) -> Iterator[Line]:
    for key in dict.fromkeys((*first, *second)):
        what = (first.get(key) or second[key])[0]
        yield Line(
            part=part,
            what=what,
            first=first[key][1] if key in first else None,
            second=second[key][1] if key in second else None,
        )


def _side(a: Assessment) -> Side:
    return Side(id=a.id, title=a.reading.title, graph_version=a.graph_version, as_of=a.as_of)


def _reading(a: Assessment) -> Said:
    reading = a.reading
    said: dict[str, tuple[Words, Words]] = {
        d: (dimension_label(d), _names(f.thing.label for f in reading.facet(d))) for d in reading.dimensions
    }
    return {**said, **dict(_figures(reading))}


def _figures(reading: Reading) -> Iterator[tuple[str, tuple[Words, Words]]]:
    if reading.ages:
        low, high = ("" if v is None else str(v) for v in (reading.ages.min, reading.ages.max))
        yield "age", (dimension_label("age"), words({}, f"{low}–{high}"))
    for name, field in FIGURE_FIELDS.items():
        if figure := getattr(reading, name):
            yield name, (field_label(field), words({}, f"{figure.value:.0f}"))
    if reading.parties:
        parties = (p.thing.label if p.thing else words({}, p.name) for p in reading.parties)
        yield "parties", (Words(da="parter", en="parties"), _names(parties))


def _overlaps(a: Assessment) -> Said:
    return {o.initiative.id: (o.initiative.label, _score(o.score, o.kind.label)) for o in a.overlaps}


def _seats(a: Assessment) -> Said:
    return {s.department.id: (s.department.label, NAMED if s.named else NOT_NAMED) for s in a.coordination.seats}


def _gaps(a: Assessment) -> Said:
    return {f"{g.kind.id} {g.sentence['da']}": (g.sentence, g.standing.label) for g in a.coordination.gaps}


def _policies(a: Assessment) -> Said:
    return {p.policy.id: (p.policy.label, p.bearing.label) for p in a.policies}


def _coinvestors(a: Assessment) -> Said:
    return {c.organisation.id: (c.organisation.label, _score(c.score)) for c in a.coinvestors}


def _gates(a: Assessment) -> Said:
    return {g.id: (g.label, g.answer_label) for g in a.gates}


def _names(labels: Iterable[Words]) -> Words:
    known = list(labels)
    return Words(da=", ".join(w["da"] for w in known), en=", ".join(w["en"] for w in known))


def _score(score: float, kind: Words | None = None) -> Words:
    number = f"{score:.2f}"
    after = kind or Words(da="", en="")
    return Words(da=f"{number.replace('.', ',')} {after['da']}".strip(), en=f"{number} {after['en']}".strip())
