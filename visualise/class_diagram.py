"""A picture of the classes: which is related to which by which properties, placed for SVG."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import igraph

from ontology.namespaces import SAMSPIL, SKOS
from ontology.vocabulary import Vocabulary
from ontology.words import Language

# Nearly everything points at a concept: the page says from which scheme, and the picture is clearer without.
LEFT_OUT: Final = frozenset(t.value for t in (SKOS.Concept, SAMSPIL.Gate, SAMSPIL.GateAnswer, SAMSPIL.Severity))
WIDTH: Final = 820
HEIGHT: Final = 680
LINE: Final = 17
PADDING: Final = 14
CHARACTER: Final = 7.5
BOLD: Final = 8.6  # of a class's name
MARGIN: Final = 20
MOST_NAMES: Final = 3

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A class with its subclasses as lines: its upper left corner and size in pixels."""

    iri: str
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Return the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def edge_towards(self, other: Point) -> Point:
        """Return where a line from the middle to the other point leaves the box."""
        (x, y), (to_x, to_y) = self.middle, other
        dx, dy = to_x - x, to_y - y
        reach = min(self.width / 2 / abs(dx) if dx else float("inf"), self.height / 2 / abs(dy) if dy else float("inf"))
        return x + dx * reach, y + dy * reach


@dataclass(frozen=True)
class Arrow:
    """The properties from one class to another: the ends of the line, and where the names stand."""

    start: Point
    end: Point
    names: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Diagram:
    """Boxes and arrows, and the size of the whole in pixels."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def class_diagram(terms: Vocabulary, language: Language) -> Diagram:
    """Return the diagram of the topmost classes; a subclass is a line in the box of its class."""
    tops = [iri for iri, c in terms.classes.items() if len(c.ancestors) == 1 and iri not in LEFT_OUT]
    related = _related(terms, tops, language)
    boxes = _boxes(terms, _places(tops), language)
    return Diagram(
        boxes=tuple(boxes.values()),
        arrows=tuple(_arrow(boxes[a], boxes[b], names) for (a, b), names in related.items()),
        width=max(b.x + b.width for b in boxes.values()) + MARGIN,
        height=max(b.y + b.height for b in boxes.values()) + MARGIN,
    )


def _related(terms: Vocabulary, tops: Iterable[str], language: Language) -> dict[tuple[str, str], list[str]]:
    """Return the names of the properties between each two of the classes (their subclasses' too)."""
    top_of = {iri: c.ancestors[-1] for iri, c in terms.classes.items()}
    known = set(tops)
    found: dict[tuple[str, str], list[str]] = {}
    for p in terms.properties.values():
        if set(p.domains) == set(p.ranges):  # such as part of: within each class, not between them
            continue
        ends = {(top_of.get(d, ""), top_of.get(r, "")) for d in p.domains for r in p.ranges}
        for a, b in sorted(ends):
            if {a, b} <= known and a != b:
                found.setdefault((a, b), []).append(p.label[language])
    return found


def _places(tops: Sequence[str]) -> dict[str, Point]:
    """Place the classes on an ellipse, where no line between two crosses a third."""
    layout = igraph.Graph(n=len(tops)).layout_circle()
    layout.fit_into((WIDTH, HEIGHT), keep_aspect_ratio=False)
    return dict(zip(tops, map(tuple, layout.coords), strict=True))


def _boxes(terms: Vocabulary, places: Mapping[str, Point], language: Language) -> dict[str, Box]:
    """Return each class as a box around its place."""
    found = {}
    for iri, (x, y) in places.items():
        label = terms.label(iri)[language]
        lines = tuple(sorted(c.label[language] for c in terms.classes.values() if iri in c.ancestors[1:]))
        width = max(len(label) * BOLD, *(len(line) * CHARACTER for line in lines), 0) + 2 * PADDING
        height = (1 + len(lines)) * LINE + PADDING
        found[iri] = Box(iri, label, lines, x - width / 2, y - height / 2, width, height)
    left, top = min(b.x for b in found.values()) - MARGIN, min(b.y for b in found.values()) - MARGIN
    return {iri: replace(b, x=b.x - left, y=b.y - top) for iri, b in found.items()}


def _arrow(a: Box, b: Box, names: Sequence[str]) -> Arrow:
    start, end = a.edge_towards(b.middle), b.edge_towards(a.middle)
    shown = (*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else []))
    x, y = start[0] * 0.6 + end[0] * 0.4, start[1] * 0.6 + end[1] * 0.4 - (len(shown) - 1) * LINE / 2
    return Arrow(start, end, tuple((x, y + i * LINE, name) for i, name in enumerate(shown)))
