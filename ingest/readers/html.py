"""HTML: headings, paragraphs, lists and tables. What a browser would run, draw or fetch is passed over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from graph.evidence.document import Cell, Document
from ingest.readers.composition import Composition
from ingest.readers.decoding import decode
from ontology.errors import InputError

DEEPEST: Final = 1000
MOST_COLUMNS: Final = 100
_PASSED_OVER: Final = re.compile(
    "head|script|style|template|noscript|nav|svg|math|iframe|object|embed|audio|video|canvas|select|button"
)
_BLOCK: Final = re.compile(
    "p|div|section|article|header|footer|main|aside|blockquote|pre|figure|figcaption|address|dl|dt|dd|ul|ol|li|h[1-6]|"
    "table|caption|thead|tbody|tfoot|tr|td|th|form|fieldset|legend|hr|body|details|summary"
)
_HEADING: Final = re.compile(r"h([1-6])")
_LISTS: Final = frozenset({"ul", "ol"})
_CELLS: Final = frozenset({"td", "th"})
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_LATIN: Final = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "windows-1252", "cp1252"}
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read_html(content: bytes, name: str) -> Document:
    """Read an HTML file. Raises `InputError` where it is no text, or nested beyond reason."""
    found = _CHARSET.search(content[:2048])
    charset = found[1].decode("ascii").lower() if found else None
    declared = "windows-1252" if charset in _LATIN else "iso-8859-15" if charset == "iso-8859-15" else None
    decoded = decode(content, name, declared)
    return compose_html(decoded.text, name).document("text/html", content, decoded.encoding)


def compose_html(text: str, name: str) -> Composition:
    """Return what the text of an HTML file says."""
    page = _Page(name)
    # With a target nothing is built, so that memory stays bounded; entities of a document type are not expanded.
    parser = etree.HTMLParser(target=page, no_network=True)
    parser.feed(_DECLARATION.sub("", text))
    parser.close()
    return page.composition


@dataclass
class _Table:
    """A table while it is read: where the next cell stands."""

    number: int
    row: int = -1
    column: int = -1
    in_head: bool = False
    in_cell: bool = False
    _width: int = 1
    _header_cells: list[bool] = field(default_factory=list)
    _from_above: dict[int, int] = field(default_factory=dict)
    """For each column how many more rows a cell reaches down, this one counted."""

    @property
    def is_header(self) -> bool:
        """Tell whether the row is marked as one that names the columns."""
        return bool(self._header_cells) and (self.in_head or all(self._header_cells))

    def begin_row(self) -> None:
        self.row, self.column, self._width, self._header_cells = self.row + 1, -1, 1, []
        self._from_above = {column: rows - 1 for column, rows in self._from_above.items() if rows > 1}

    def begin_cell(self, tag: str, columns: int, rows: int) -> None:
        self.column += self._width
        while self.column in self._from_above:
            self.column += 1
        self._width, self.in_cell = columns, True
        self._header_cells.append(tag == "th")
        if rows > 1:
            self._from_above |= dict.fromkeys(range(self.column, self.column + columns), rows)


class _Page:
    """Takes what the parser meets, and composes the document. Every start that it is told has an end."""

    def __init__(self, name: str) -> None:
        self.composition = Composition(name)
        self._name = name
        self._words: list[str] = []
        self._depth = self._hidden = self._lists = self._items = self._preformatted = self._heading = 0
        self._tables: list[_Table] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise InputError("{name} is nested more than {most} elements deep.", name=self._name, most=DEEPEST)
        if self._hidden or _PASSED_OVER.fullmatch(tag):
            self._hidden += 1
        elif tag == "br":
            self._words.append("\n")
        elif _BLOCK.fullmatch(tag):
            self._flush()
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        table = self._tables[-1] if self._tables else None
        if found := _HEADING.fullmatch(tag):
            self._heading = int(found[1])
        elif tag in _LISTS:
            self._lists += 1
        elif tag == "li":
            self._items += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._tables.append(_Table(self.composition.new_table()))
        elif table and tag == "thead":
            table.in_head = True
        elif table and tag == "tr":
            table.begin_row()
        elif table and tag in _CELLS:
            table.begin_cell(tag, _span(attributes, "colspan"), _span(attributes, "rowspan"))

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._hidden:
            self._hidden -= 1
        elif _BLOCK.fullmatch(tag):
            self._flush()
            self._finish(tag)

    def _finish(self, tag: str) -> None:
        table = self._tables[-1] if self._tables else None
        if _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag in _LISTS:
            self._lists -= 1
        elif tag == "li":
            self._items -= 1
        elif tag == "pre":
            self._preformatted -= 1
        elif table and tag == "table":
            self._tables.pop()
        elif table and tag == "thead":
            table.in_head = False
        elif table and tag == "tr":
            self.composition.end_row(table.number, table.row, header=table.is_header)
        elif table and tag in _CELLS:
            table.in_cell = False

    def data(self, words: str) -> None:
        if not self._hidden:
            self._words.append(words if self._preformatted else words.replace("\n", " "))

    def close(self) -> None:
        self._flush()

    def _flush(self) -> None:
        """Add what was said since the last block began, as what it stands in."""
        if not self._words:
            return
        said, self._words = "".join(self._words), []
        table = self._tables[-1] if self._tables else None
        cell = Cell(table.number, max(table.row, 0), max(table.column, 0), False) if table and table.in_cell else None
        for words in _BLANK_LINE.split(said):
            if self._heading:
                self.composition.heading(words, self._heading, cell=cell)
            elif self._items:
                self.composition.text("item", words, level=max(self._lists, 1), cell=cell)
            else:
                self.composition.text("cell" if cell else "paragraph", words, cell=cell)


def _span(attributes: Mapping[str, str], name: str) -> int:
    """Return how many columns or rows a cell takes."""
    said = attributes.get(name, "")
    return min(max(int(said), 1), MOST_COLUMNS) if re.fullmatch(r"\d{1,4}", said) else 1
