"""From what stands on pages to paragraphs, items, headings and tables: by place, size and distance."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final

from graph.evidence.document import Cell
from ingest.readers.composition import Composition, tidy

_SAME_LINE: Final = 0.4  # of the size of the letters, as are all distances here
_LETTER: Final = 0.5  # the width of one, on average
_APART: Final = 1.0  # a gap where the file starts anew
_FAR_APART: Final = 3.0  # a gap after a few letters, whose width is only estimated
_FEW_LETTERS: Final = 40
_COLUMN: Final = 1.0
_NEW_PARAGRAPH: Final = 0.3  # beyond the usual distance of lines
_LARGE: Final = 1.12  # letters of a heading, of those of the text
_LONGEST_HEADING: Final = 200
_LONGEST_BOLD: Final = 90
_SHORT, _VERY_SHORT = 0.75, 0.6  # a line that leaves room, of the longest: after the end of a sentence, and without
_MARKER: Final = re.compile(r"(?:[•▪●‣◦○■□➢✓\uf0b7\uf0a7\x7f]\s*|[-–—o]\s+|\(?(?:\d{1,2}|[a-zæøå])[.)]\s+)(?=\S)")
_BARE_MARKER: Final = re.compile(r"[•▪●‣◦○■□➢✓\uf0b7\uf0a7\x7f–—-]|\(?(?:\d{1,2}|[a-zæøå])[.)]")
_MONTH: Final = re.compile(
    r"\d{1,2}\. (?:januar|februar|marts|april|maj|ju[nl]i|august|(?:septem|okto|novem|decem)ber)"
)
_ENDED: Final = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_SUSPENDED: Final = re.compile(r"(?:og|eller|samt|til|and|or)\b")  # børne- og unge…


@dataclass(frozen=True)
class Piece:
    """Some text on a page, where it begins (points from the lower left), the size of its letters and their weight."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool

    @property
    def end(self) -> float:
        """Estimate where it ends."""
        return self.x + _LETTER * self.size * len(self.text.strip())


@dataclass(frozen=True)
class Line:
    """A line on a page: its parts with where each begins, set apart where a gap is; size and weight of most of it."""

    parts: tuple[tuple[float, str], ...]
    page: int
    y: float
    size: float
    bold: bool

    @property
    def words(self) -> str:
        """Return the line as text."""
        return " ".join(words for _, words in self.parts)


def line_up(pieces: Sequence[Piece]) -> list[Line]:
    """Put the pieces that stand on one line together, in the order of the file."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and abs(piece.y - last.y) <= _SAME_LINE * max(last.size, piece.size) and piece.x >= last.x:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [line for pieces_in_line in lines if (line := _line(pieces_in_line)).parts]


def _line(pieces: Sequence[Piece]) -> Line:
    parts: list[tuple[float, str]] = [(pieces[0].x, pieces[0].text)]
    for before, piece in pairwise(pieces):
        x, said = parts[-1]
        gap = (piece.x - before.end) / piece.size
        anew = before.text.endswith("\n")
        far = gap > _APART if anew else gap > _FAR_APART and len(before.text) <= _FEW_LETTERS
        if far and not _BARE_MARKER.fullmatch(said.strip()):
            parts.append((piece.x, piece.text))
        else:
            parts[-1] = (x, f"{said} {piece.text}" if anew else said + piece.text)
    longest = max(pieces, key=lambda piece: len(piece.text))
    said_parts = tuple((x, words) for x, said in parts if (words := tidy(said.replace("\n", " ").replace("\x7f", "•"))))
    return Line(said_parts, pieces[0].page, longest.y, longest.size, all(p.bold for p in pieces))


def compose(composition: Composition, lines: Sequence[Line], outline: Mapping[str, int]) -> None:
    """Add the lines as blocks. Titles in the outline are headings, and so are lines in large or bold letters."""
    layout = _Layout(lines, outline)
    at = 0
    while at < len(lines):
        if rows := _table(lines, at):
            _add_table(composition, rows)
            at += len(rows)
            continue
        last = at
        while last + 1 < len(lines) and layout.goes_on(lines[last], lines[last + 1]):
            last += 1
        block = lines[at : last + 1]
        words, page = _unbroken([line.words for line in block]), block[0].page
        marker = _marker(words)
        if level := layout.level(block, words):
            composition.heading(words, level, page=page)
        elif marker:
            composition.text("item", words[marker:], page=page)
        else:
            composition.text("paragraph", words, page=page)
        at = last + 1


class _Layout:
    """What is usual in a document: the size of its letters, the distance and the length of its lines."""

    def __init__(self, lines: Sequence[Line], outline: Mapping[str, int]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.words)
        self._size = sizes.most_common(1)[0][0] if sizes else 0.0
        large = {_rounded(line.size) for line in lines if line.size >= _LARGE * self._size and len(line.words) > 1}
        self._ranks = {size: rank for rank, size in enumerate(sorted(large, reverse=True), start=1)}
        near = [d for a, b in pairwise(lines) if a.size == b.size and 0 < (d := _distance(a, b)) < 3]
        self._distance = median_low(near) if near else 1.2
        self._longest = max((len(line.words) for line in lines if len(line.parts) == 1), default=0)
        self._outline = outline

    def level(self, block: Sequence[Line], words: str) -> int:
        """Return the level of a block as a heading, 0 if it is none."""
        if level := self._outline.get(words.casefold()):
            return level
        rank = self._ranks.get(_rounded(block[0].size))
        if rank and len(words) <= _LONGEST_HEADING:
            return rank
        bold = all(line.bold for line in block) and len(words) <= _LONGEST_BOLD
        return len(self._ranks) + 1 if bold and not words.endswith((".", ",", ";")) and not _marker(words) else 0

    def goes_on(self, last: Line, following: Line) -> bool:
        """Tell whether a line belongs to the block whose last line is before it."""
        if _rounded(last.size) != _rounded(following.size) or last.bold != following.bold or _marker(following.words):
            return False
        if last.words.casefold() in self._outline or len(last.parts) > 1 or len(following.parts) > 1:
            return False
        ended = _ENDED.search(last.words) is not None
        if last.page != following.page or following.y > last.y:
            return not ended and following.words[0].islower()
        if _distance(last, following) > self._distance + _NEW_PARAGRAPH:
            return False
        room = _SHORT if ended else _VERY_SHORT
        return len(last.words) >= room * self._longest or (not ended and following.words[0].islower())


def _distance(line: Line, following: Line) -> float:
    return (line.y - following.y) / line.size if line.page == following.page else 0.0


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _marker(words: str) -> int:
    """Return how many characters mark a line as an item."""
    found = None if _MONTH.match(words) else _MARKER.match(words)
    return found.end() if found else 0


def _unbroken(lines: Sequence[str]) -> str:
    """Return lines as running text, with words that were broken at the ends of lines whole again."""
    said = ""
    for line in lines:
        broken = re.search(r"[a-zæøå]-$", said) and line[0].islower() and not _SUSPENDED.match(line)
        if broken:
            said = said[:-1] + line
        else:
            said += (" " if (said and not re.search(r"[^\W\d_]-$", said)) or _SUSPENDED.match(line) else "") + line
    return said.strip()


def _table(lines: Sequence[Line], first: int) -> list[Line]:
    """Return the lines of a table that begins at `first`: two or more in a row with gaps."""
    rows: list[Line] = []
    for at in range(first, len(lines)):
        if len(lines[at].parts) < 2 or lines[at].page != lines[first].page:
            break
        rows.append(lines[at])
    return rows if len(rows) > 1 else []


def _add_table(composition: Composition, rows: Sequence[Line]) -> None:
    """Add the rows; what begins at the same place on the page stands in the same column."""
    starts: list[float] = []
    for x in sorted(x for row in rows for x, _ in row.parts):
        if not starts or x - starts[-1] > _COLUMN * rows[0].size:
            starts.append(x)
    table = composition.new_table()
    for number, row in enumerate(rows):
        for x, words in row.parts:
            column = max(i for i, start in enumerate(starts) if start <= x)
            composition.text("cell", words, page=row.page, cell=Cell(table, number, column, False))
        composition.end_row(table, number, header=False)
