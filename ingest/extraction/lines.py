"""The lines of a document: its blocks cut where a bullet or a column ends, without the marks of lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graph.evidence.document import Block, BlockKind, Cell, Document

_BULLET: Final = re.compile(r"\s+[•▪●]\s+")
_NUMBER: Final = re.compile(r"\s+(?=\d{1,2}\)\s)")  # between the items of '1) … 2) …'
_MARKER: Final = re.compile(r"(?:[-*•▪●–—]\s+|\d{1,2}[.)]\s+(?=\D)|[a-z]\)\s+)")
_EMPHASIS: Final = " \t\r\n*_"
BROKEN: Final = (70, 140)  # characters of a line that may have been broken to fit a page
TABS: Final = 1000  # tables set with tabs are numbered from here, beyond those that the reader counted


@dataclass(frozen=True)
class Line:
    """One line: the characters from `start` to `end` (excluded) of the document's text, and what kind of block it is
    in. `path` holds the headings above it.
    """

    start: int
    end: int
    kind: BlockKind
    level: int
    path: tuple[str, ...]
    cell: Cell | None


def lines_of(document: Document) -> list[Line]:
    """Return the lines of a document that say something, in order. Columns that are set with tabs are cells."""
    found: list[Line] = []
    for block in _joined(document):
        found += _lines(document.text, block)
    return _with_columns(document.text, found)


def _joined(document: Document) -> Iterator[Block]:
    """Yield the blocks, those that one sentence goes through as one: a line that was broken to fit a page."""
    last: Block | None = None
    for block in document.blocks:
        goes_on = last is not None and block.kind == "paragraph" and last.kind in {"paragraph", "item"}
        if goes_on and last is not None and _is_broken(document.text, last, block):
            last = replace(last, end=block.end)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _is_broken(text: str, block: Block, following: Block) -> bool:
    between = text[block.end : following.start]
    last_line = text[block.start : block.end].rpartition("\n")[2]
    begins_small = not text[following.start].isupper()
    is_open = begins_small or last_line.rstrip().endswith((",", " og", " i", " af", " til", " for", " med", " på"))
    return between.count("\n") == 1 and BROKEN[0] <= len(last_line) <= BROKEN[1] and is_open


def _lines(text: str, block: Block) -> Iterator[Line]:
    is_numbered = re.match(r"1\)\s", text[block.start : block.end].lstrip(_EMPHASIS))
    mark = _NUMBER if is_numbered else _BULLET
    bullets = list(mark.finditer(text, block.start, block.end))
    starts = [block.start, *(bullet.end() for bullet in bullets)]
    ends = [*(bullet.start() for bullet in bullets), block.end]
    for number, (low, high) in enumerate(zip(starts, ends, strict=True)):
        start, end, marked = _trimmed(text, low, high)
        if start < end:
            is_item = marked or number
            kind: BlockKind = "item" if block.kind == "paragraph" and is_item else block.kind
            yield Line(start, end, kind, block.level, block.path, block.cell)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the place without blanks, list marks and emphasis around it, and whether there was a list mark."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EMPHASIS))
    end = start + len(text[start:end].rstrip(_EMPHASIS))
    return start, end, bool(marker)


def _with_columns(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines with those that hold tabs cut into the cells of a table; its first line names the columns where
    no cell of it is a number. A single line between such lines is a heading in the table.
    """
    found: list[Line] = []
    table, row, last = TABS, 0, -9
    for number, line in enumerate(lines):
        if line.cell or "\t" not in text[line.start : line.end]:
            found.append(line)
            continue
        table, row = (table, row + 1) if number - last <= 2 else (table + 1, 0)
        last = number
        has_digits = any(map(str.isdigit, text[line.start : line.end]))
        found += _cells(text, line, table, row, is_header=row == 0 and not has_digits)
    return found


def _cells(text: str, line: Line, table: int, row: int, *, is_header: bool) -> Iterator[Line]:
    at = line.start
    for column, words in enumerate(text[line.start : line.end].split("\t")):
        start, end, _ = _trimmed(text, at, at + len(words))
        at += len(words) + 1
        if start < end:
            yield replace(line, start=start, end=end, kind="cell", cell=Cell(table, row, column, is_header))
