"""Word (.docx): the text as it stands when all tracked changes are accepted, with headings by style, lists, tables,
form fields and text boxes. Headers, footers, notes and comments are passed over.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Final

import docx
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml.etree import _Element

from graph.evidence.document import Cell, Document
from ingest.readers.archive import check_archive
from ingest.readers.composition import Composition
from ontology.errors import InputError

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_COLUMNS: Final = 100
_P, _TABLE, _ROW, _CELL, _BOX = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
_CONTROL, _CONTROLLED, _PLACEHOLDER = qn("w:sdt"), qn("w:sdtContent"), "w:sdtPr/w:showingPlcHdr"
_GONE: Final = {qn("w:del"), qn("w:moveFrom")}
_AROUND: Final = {qn(t) for t in ("w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sdtContent")}
_ALTERNATIVES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(content: bytes, name: str) -> Document:
    """Read a Word file. Raises `InputError` where it is none, hides something, or has macros."""
    parts = check_archive(content, name)
    if "word/document.xml" not in parts:
        raise InputError("{name} is no Word document. Save it as .docx.", name=name)
    word = docx.Document(io.BytesIO(content))
    styles = [s for s in word.styles if isinstance(s, ParagraphStyle)]
    reader = _Body(name, {s.style_id: _heading_level(s) for s in styles}, {s.style_id for s in styles if _is_list(s)})
    reader.read(word.element.body)
    return reader.composition.document(MEDIA_TYPE, content)


class _Body:
    """Walks through the body of a Word document and composes the text."""

    def __init__(self, name: str, levels: Mapping[str, int], lists: set[str]) -> None:
        self.composition = Composition(name)
        self._levels = levels
        self._lists = lists
        self._page: int | None = None
        self._carried = ""
        """The words of paragraphs whose end was deleted."""

    def read(self, body: _Element) -> None:
        """Read all of the body."""
        if body.find(f".//{qn('w:lastRenderedPageBreak')}") is not None:
            self._page = 1
        self._read(body, None)

    def _read(self, element: _Element, cell: Cell | None) -> None:
        for child in _inside(element):
            if child.tag == _P:
                self._paragraph(child, cell)
            elif child.tag == _TABLE:
                self._table(child)

    def _paragraph(self, paragraph: _Element, cell: Cell | None) -> None:
        page = self._page
        boxes: list[_Element] = []
        words = self._carried + "".join(self._words(paragraph, boxes))
        if _find(paragraph, "w:pPr/w:rPr/w:del") is not None:
            self._carried = words
            return
        self._carried = ""
        style = _value(_find(paragraph, "w:pPr/w:pStyle")) or ""
        outline = _value(_find(paragraph, "w:pPr/w:outlineLvl"))
        depth = _find(paragraph, "w:pPr/w:numPr")
        if level := int(outline) + 1 if outline and outline in "012345678" else self._levels.get(style, 0):
            self.composition.heading(words, level, page=page, cell=cell)
        elif style in self._lists if depth is None else _value(_find(depth, "w:numId")) != "0":
            at = _value(_find(depth, "w:ilvl")) if depth is not None else None
            level = int(at) + 1 if at and at in "012345678" else 1
            self.composition.text("item", words, level=level, page=page, cell=cell)
        else:
            self.composition.text("cell" if cell else "paragraph", words, page=page, cell=cell)
        for box in boxes:
            self._read(box, cell)

    def _words(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        """Yield the words in an element, and collect the text boxes that are anchored there."""
        for child in _inside(element):
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == _BOX:
                boxes.append(child)
            elif child.tag == qn("w:lastRenderedPageBreak") and self._page:
                self._page += 1
            elif child.tag not in {qn("w:pPr"), qn("w:rPr")}:
                yield from self._words(child, boxes)

    def _table(self, table: _Element) -> None:
        number = self.composition.new_table()
        rows = (r for r in _inside(table) if r.tag == _ROW and _find(r, "w:trPr/w:del") is None)
        for row, element in enumerate(rows):
            column = _count(_find(element, "w:trPr/w:gridBefore"), least=0)
            for cell in _inside(element):
                if cell.tag == _CELL:
                    merged = _find(cell, "w:tcPr/w:vMerge")
                    if merged is None or _value(merged) == "restart":
                        self._read(cell, Cell(number, row, column, False))
                    column += _count(_find(cell, "w:tcPr/w:gridSpan"), least=1)
            header = _find(element, "w:trPr/w:tblHeader")
            self.composition.end_row(number, row, header=header is not None and _value(header) not in {"0", "false"})


def _inside(element: _Element) -> Iterator[_Element]:
    """Yield the children of an element that count: through what only wraps them, without what was deleted, the first of
    alternatives, and no placeholder of a form field that nobody filled in.
    """
    for child in element:
        if child.tag in _AROUND:
            yield from _inside(child)
        elif child.tag == _CONTROL:
            if _find(child, _PLACEHOLDER) is None:
                yield from (inner for c in child if c.tag == _CONTROLLED for inner in _inside(c))
        elif child.tag == _ALTERNATIVES:
            yield from child[:1]
        elif child.tag not in _GONE:
            yield child


def _heading_level(style: ParagraphStyle) -> int:
    """Return the level of a style's paragraphs as headings, 0 if they are none: a built-in heading, the title, or what
    has an outline level, itself or in a style it is based on.
    """
    for each in _lineage(style):
        name = each.name or ""
        if name == "Title":
            return 1
        if name.startswith("Heading ") and name[8:] in "123456789":
            return int(name[8:])
        level = _value(_find(each.element, "w:pPr/w:outlineLvl"))
        if level:
            return int(level) + 1 if level in "012345678" else 0
    return 0


def _is_list(style: ParagraphStyle) -> bool:
    return any(_find(each.element, "w:pPr/w:numPr") is not None for each in _lineage(style))


def _lineage(style: ParagraphStyle) -> Iterator[ParagraphStyle]:
    """Yield a style and those it is based on, each once."""
    met: set[str] = set()
    each: object = style
    while isinstance(each, ParagraphStyle) and each.style_id not in met:
        met.add(each.style_id)
        yield each
        each = each.base_style


def _find(element: _Element, path: str) -> _Element | None:
    return element.find("/".join(qn(step) for step in path.split("/")))


def _value(element: _Element | None) -> str | None:
    return element.get(qn("w:val")) if element is not None else None


def _count(element: _Element | None, least: int) -> int:
    said = _value(element) or ""
    return min(max(int(said), least), MOST_COLUMNS) if said.isdecimal() and len(said) < 5 else least
