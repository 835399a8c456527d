"""What the questions behind the gaps find in the whole graph: asked once a snapshot, looked up for every proposal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from sys import intern
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.answers.lack import GapKind, Lack
from graph.answers.question import Question, fill, questions, select
from graph.known.snapshot import Snapshot
from graph.known.view import as_store
from graph.store import Store
from ontology.namespaces import CONCEPT, SAMSPIL

Row = tuple[str, ...]
"""The cells of a row as text, in the order of the question's columns; nothing known is an empty text."""
Around = Mapping[str, Sequence[str]]
"""What gaps are looked for around: the things and concepts (IRIs) that a question's columns may hold."""
LOW: Final = "low"


@dataclass(frozen=True)
class Kind:
    """A question whose rows are gaps, with its sections `gap` and `lack`."""

    question: Question
    gap: GapKind
    lack: Lack

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Return the place of each column in a row, by name."""
        return {column.name: i for i, column in enumerate(self.question.columns)}

    def key(self, row: Row) -> Row:
        """Return what rows of one gap agree in."""
        return tuple(row[self.place[column]] for column in self.gap.key)


@dataclass(frozen=True, slots=True)
class Finding:
    """The rows that are one gap."""

    kind: Kind
    rows: tuple[Row, ...]

    def held(self, column: str) -> list[str]:
        """Return what a column holds, each once, in order."""
        place = self.kind.place[column]
        if len(self.rows) == 1:
            cell = self.rows[0][place]
            return [cell] if cell else []
        return list(dict.fromkeys([row[place] for row in self.rows if row[place]]))

    @property
    def columns(self) -> Mapping[str, Sequence[str]]:
        """Return what each column holds, by its name."""
        return {column: self.held(column) for column in self.kind.place}


class Findings:
    """The findings of one kind in a snapshot, in order of their rows, and by what they are looked for around."""

    def __init__(self, kind: Kind, rows: Iterable[Row]) -> None:
        """Make one finding of the rows that agree in the kind's key."""
        self.kind = kind
        merged: dict[Row, list[Row]] = {}
        for row in rows:
            merged.setdefault(kind.key(row), []).append(row)
        self.every = tuple(Finding(kind, tuple(said)) for said in merged.values())

    @cached_property
    def _by_anchor(self) -> Mapping[str, Sequence[tuple[int, Row]]]:
        """Return the rows by what the first of the columns `around` holds, each with the number of its finding."""
        place = self.kind.place[self.kind.gap.around[0]]
        found: dict[str, list[tuple[int, Row]]] = {}
        for number, finding in enumerate(self.every):
            for row in finding.rows:
                found.setdefault(row[place], []).append((number, row))
        return found

    def around(self, around: Around) -> Iterator[Finding]:
        """Yield what is found around something, with the rows that are around it. All rows of a kind that is not grave
        are one finding: one sentence about several initiatives, instead of several.
        """
        anchor, *others = self.kind.gap.around
        places = [(self.kind.place[column], frozenset(around[column])) for column in others if around.get(column)]
        merged: dict[int, list[Row]] = {}
        for number, row in sorted(
            (number, row)
            for iri in dict.fromkeys(around.get(anchor, ()))
            for number, row in self._by_anchor.get(iri, ())
        ):
            if all(row[place] in wanted for place, wanted in places):
                merged.setdefault(number if self.kind.gap.severity != LOW else 0, []).append(row)
        yield from (Finding(self.kind, tuple(rows)) for rows in merged.values())


def kinds() -> tuple[Kind, ...]:
    """Return the kinds of gap that a question finds."""
    return tuple(Kind(q, q.gap, q.lack) for q in questions().values() if q.gap and q.lack)


def find(snapshot: Snapshot) -> tuple[Findings, ...]:
    """Ask the snapshot's accepted view all questions behind the gaps: once, and each in time in proportion to it."""
    view = as_store(snapshot)

    @cache
    def may_be_ours(cell: str) -> bool:
        """Tell whether a cell holds no initiative that is known to be elsewhere: then it may be a gap of ours."""
        return not (snapshot.is_a(cell, SAMSPIL.Initiative) and snapshot.home.is_elsewhere(cell))

    return tuple(
        Findings(kind, (row for row in _rows(kind, snapshot, view) if all(map(may_be_ours, row)))) for kind in kinds()
    )


def _rows(kind: Kind, snapshot: Snapshot, view: Store) -> Iterator[Row]:
    """Yield the question's rows; a parameter `theme` stands for every theme."""
    query = kind.question.query
    if any(p.name == "theme" for p in kind.question.parameters):
        themes = snapshot.concepts(f"{CONCEPT}theme")
        query = fill(kind.question, {"theme": " ".join(str(NamedNode(iri)) for iri in themes)})
    for row in select(view, query):
        yield tuple(intern(_text(row[column.name])) for column in kind.question.columns)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
