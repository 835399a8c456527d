"""A document composed block by block, a line each, for formats whose text does not lie there to be pointed at."""

import re
import unicodedata
from dataclasses import replace
from hashlib import sha256
from typing import Final

from graph.evidence.document import Block, BlockKind, Cell, Document
from ingest.readers.decoding import refuse_long
from ingest.readers.headings import Headings
from ingest.readers.outline import Outline
from ingest.readers.tables import names_columns

DEEPEST: Final = 9
_UNSEEN: Final = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE: Final = re.compile(r"[^\S\n]+")
_LINE_END: Final = re.compile(r" ?\n\s*")


class Composition:
    """The text and blocks of a document while it is read from beginning to end."""

    def __init__(self, name: str) -> None:
        """Begin a document called `name`."""
        self._name = name
        self._said: list[str] = []
        self._blocks: list[Block] = []
        self._end = 0
        self._outline = Outline()
        self._tables = 0

    def heading(self, words: str, level: int, *, page: int | None = None, cell: Cell | None = None) -> None:
        """Add a heading of a level from 1."""
        if said := tidy(words).replace("\n", " "):
            deep = min(max(level, 1), DEEPEST)
            self._add("heading", said, self._outline.enter(deep, said), deep, page, cell)

    def text(
        self, kind: BlockKind, words: str, *, level: int = 1, page: int | None = None, cell: Cell | None = None
    ) -> None:
        """Add a paragraph, item or cell, if it has words."""
        if said := tidy(words):
            self._add(kind, said, self._outline.path, level, page, cell)

    def new_table(self) -> int:
        """Return the number of a new table."""
        self._tables += 1
        return self._tables - 1

    def end_row(self, table: int, row: int, *, header: bool) -> None:
        """Mark the row that was added last as one that names the columns, if the format says so or, in the first row,
        its cells look so.
        """
        of_row: list[tuple[int, Block, Cell]] = []
        for at in range(len(self._blocks) - 1, -1, -1):
            block = self._blocks[at]
            if block.cell is None or (block.cell.table == table and block.cell.row != row):
                break
            if block.cell.table == table:
                of_row.append((at, block, block.cell))
        of_row.reverse()
        plain = all(b.kind == "cell" and cell.column == column for column, (_, b, cell) in enumerate(of_row))
        named = row == 0 and plain and names_columns([self._said[at] for at, _, _ in of_row])
        if header or named:
            for at, block, cell in of_row:
                self._blocks[at] = replace(block, cell=replace(cell, header=True))

    def document(self, media_type: str, content: bytes, encoding: str | None = None) -> Document:
        """Return the whole, as read from the bytes `content`. Where the format marks no heading, those that the
        paragraphs give away are taken.
        """
        digest = sha256(content).hexdigest()
        marked = any(block.kind == "heading" for block in self._blocks)
        blocks = tuple(self._blocks) if marked else self._with_headings()
        return Document(self._name, media_type, digest, "\n".join(self._said), blocks, encoding)

    def _with_headings(self) -> tuple[Block, ...]:
        kept = [block.kind != "paragraph" for block in self._blocks]
        headings = Headings([(said, True, as_is) for said, as_is in zip(self._said, kept, strict=True)])
        outline = Outline()
        blocks: list[Block] = []
        for at, block in enumerate(self._blocks):
            level = 0 if kept[at] else headings.level(at)
            if level:
                path = outline.enter(level, self._said[at])
                blocks.append(replace(block, kind="heading", level=level, path=path))
            else:
                blocks.append(replace(block, path=outline.path))
        return tuple(blocks)

    def _add(
        self, kind: BlockKind, said: str, path: tuple[str, ...], level: int, page: int | None, cell: Cell | None
    ) -> None:
        start = self._end + 1 if self._blocks else 0
        self._end = start + len(said)
        refuse_long(self._name, self._end, len(self._blocks) + 1)
        self._said.append(said)
        self._blocks.append(Block(kind, start, self._end, path, level, page, cell))


def tidy(words: str) -> str:
    """Return words with composed letters (NFC), one space between them, and nothing that is not seen; line ends
    stay.
    """
    seen = _CONTROLS.sub(" ", _UNSEEN.sub("", words.replace("\r", "\n")))
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", _SPACE.sub(" ", seen))).strip()
