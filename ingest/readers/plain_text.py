"""Plain text (.txt): paragraphs, lists, tables set with tabs, and the headings that its lines give away.

A reader of plain text guesses. It guesses little: what looks like a heading by a general rule is one, all else is text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, pairwise
from typing import Final

from graph.evidence.document import Block, Cell, Document
from ingest.readers.decoding import MOST_BLOCKS, decode, refuse_long
from ingest.readers.headings import Headings
from ingest.readers.masking import masked
from ingest.readers.outline import Outline
from ingest.readers.tables import names_columns

_MONTH: Final = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_BULLET: Final = "•▪●‣◦○■□➢✓"
_MARKER: Final = re.compile(
    rf"(?:[{_BULLET}]\s*|[-–—*·o]\s+|\(?(?:\d{{1,2}}|[a-zæøå])\)\s+|\d{{1,2}}\.\s+(?!(?:{_MONTH})\b))(?=\S)"
)
_INNER_BULLET: Final = re.compile(rf"(?<=\s)(?=[{_BULLET}]\s)")
_ENDED: Final = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_NARROWEST, _WIDEST = 50, 100  # lines that someone broke to fit a page
_FILLED: Final = 0.7
_LONG: Final = 80
_INDENT: Final = 2


@dataclass(frozen=True)
class Line:
    """A line of the text that is not blank, or the part of one that a bullet begins: the characters from `start` to
    `end`, without the space around. `whole` is the line with its tabs.
    """

    start: int
    end: int
    whole: str
    indent: int
    after_blank: bool
    width: int

    @property
    def words(self) -> str:
        """Return the line without the space around it."""
        return self.whole.strip()


def read_plain_text(content: bytes, name: str) -> Document:
    """Read a text file. Raises `InputError` where it is no text, or its encoding is in doubt."""
    decoded = decode(content, name)
    refuse_long(name, len(decoded.text))
    text, shape = masked(decoded.text)
    blocks = tuple(islice(_blocks(_lines(shape)), MOST_BLOCKS + 1))
    refuse_long(name, len(text), len(blocks))
    return Document(name, "text/plain", sha256(content).hexdigest(), text, blocks, decoded.encoding)


def _lines(shape: str) -> list[Line]:
    lines: list[Line] = []
    at, after_blank = 0, True
    for whole in shape.split("\n"):
        if whole.strip():
            indent = len(whole) - len(whole.lstrip())
            inner = [m.start() for m in _INNER_BULLET.finditer(whole)] if "\t" not in whole.strip() else []
            for first, past in zip([0, *inner], [*inner, len(whole)], strict=True):
                part = whole[first:past]
                if part.strip():
                    start = at + first + len(part) - len(part.lstrip())
                    lines.append(Line(start, at + first + len(part.rstrip()), part, indent, after_blank, len(whole)))
                    after_blank = False
        else:
            after_blank = True
        at += len(whole) + 1
    return lines


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    outline, tables, at = Outline(), 0, 0
    headings = Headings([(line.words, line.after_blank, _is_marked(line)) for line in lines])
    widths = _widths(lines)
    indents: list[int] = []
    while at < len(lines):
        line = lines[at]
        rows = _table(lines, at)
        if rows:
            yield from _cells(rows, tables, outline.path)
            tables, at, indents = tables + 1, at + len(rows), []
        elif level := headings.level(at):
            yield Block("heading", line.start, line.end, outline.enter(level, line.words), level)
            at, indents = at + 1, []
        else:
            last = _last_of_block(lines, at, widths[at], headings)
            marker = _MARKER.match(line.words)
            if marker:
                indents = [*(i for i in indents if i + _INDENT <= line.indent), line.indent]
                start, end = line.start + marker.end(), lines[last].end
                yield Block("item", start, end, outline.path, len(indents))
            else:
                indents = []
                yield Block("paragraph", line.start, lines[last].end, outline.path)
            at = last + 1


def _is_marked(line: Line) -> bool:
    return _MARKER.match(line.words) is not None


def _widths(lines: Sequence[Line]) -> list[int]:
    """Return for each line how wide the widest is of those that it stands among without a blank line between."""
    begins = [*(at for at, line in enumerate(lines) if line.after_blank), len(lines)]
    return [
        width
        for first, past in pairwise(begins)
        for width in [max(line.width for line in lines[first:past])] * (past - first)
    ]


def _last_of_block(lines: Sequence[Line], first: int, width: int, headings: Headings) -> int:
    """Return the index of the last line of the paragraph or item that begins with the line at `first`; `width` is how
    wide the lines around are at most.
    """
    last = first
    while last + 1 < len(lines):
        line, following = lines[last], lines[last + 1]
        if _is_marked(following) or "\t" in following.words or headings.level(last + 1):
            break
        if not _goes_on(line, following, width):
            break
        last += 1
    return last


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Tell whether a line was broken because the next word did not fit, or a page ended in the middle of a
    sentence.
    """
    ended, small = _ENDED.search(line.words) is not None, following.words[0].islower()
    if following.after_blank:
        return len(line.words) >= _LONG and not ended and small
    if following.indent >= line.indent + _INDENT and _is_marked(line):
        return True
    did_not_fit = line.width + 1 + len(following.words.split()[0]) > width
    filled = not ended and (did_not_fit or (small and line.width >= _FILLED * width))
    return _NARROWEST <= width <= _WIDEST and (filled or (did_not_fit and small))


def _table(lines: Sequence[Line], first: int) -> list[Line]:
    """Return the lines of a table that begins at `first`: two or more in a row with tabs, two of them with several
    cells.
    """
    rows: list[Line] = []
    for at in range(first, len(lines)):
        if "\t" not in lines[at].whole.lstrip() or (rows and lines[at].after_blank):
            break
        rows.append(lines[at])
    return rows if sum("\t" in row.words for row in rows) > 1 else []


def _cells(rows: Sequence[Line], table: int, path: tuple[str, ...]) -> Iterator[Block]:
    for number, row in enumerate(rows):
        at = row.start - (len(row.whole) - len(row.whole.lstrip()))
        cells = row.whole.split("\t")
        header = number == 0 and names_columns(cells)
        for column, cell in enumerate(cells):
            if words := cell.strip():
                start = at + len(cell) - len(cell.lstrip())
                yield Block("cell", start, start + len(words), path, cell=Cell(table, number, column, header))
            at += len(cell) + 1
