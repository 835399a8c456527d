"""PDF: the lines of each page where they stand, the outline and the filled-in fields. A file of pictures has no text,
and is refused.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from math import hypot
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import Destination

from graph.evidence.document import Cell, Document
from ingest.readers.composition import Composition, tidy
from ingest.readers.pdf_layout import Line, Piece, compose, line_up
from ontology.errors import InputError

MOST_PAGES: Final = 2_000
MOST_ENTRIES: Final = 5_000
_FEWEST_LETTERS: Final = 10  # a page, on average; fewer are stamps on a scanned picture
_EDGE: Final = 2  # lines at the top and at the bottom that may be a running head
_OFTEN: Final = 0.6  # of the pages
_LONGEST_HEAD: Final = 150
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:.{0,100}\b(?:side|page)\s)?\d{1,3}(?:\s?(?:/|af|of)\s?\d{1,3})?\W*", re.IGNORECASE
)


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF file. Raises `InputError` where it is protected, has too many pages or no text layer."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not _opens(reader):
        raise InputError("{name} is protected by a password. Save it without and try again.", name=name)
    if len(reader.pages) > MOST_PAGES:
        raise InputError("{name} has more than {most} pages. Split the file.", name=name, most=MOST_PAGES)
    pages = [line_up(_pieces(page, number)) for number, page in enumerate(reader.pages, start=1)]
    if sum(c.isalnum() for page in pages for line in page for c in line.words) < _FEWEST_LETTERS * len(pages):
        raise InputError(
            "{name} has no text layer: it is probably scanned. Let a program for text recognition (OCR) read it first.",
            name=name,
        )
    composition = Composition(name)
    compose(composition, [line for page in _without_running_heads(pages) for line in page], _outline(reader))
    _add_fields(composition, reader)
    return composition.document("application/pdf", content)


def _opens(reader: PdfReader) -> bool:
    """Tell whether a protected file can be read by everyone."""
    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pieces(page: PageObject, number: int) -> list[Piece]:
    """Return what a page says, piece by piece in the order of the file, and where on the page."""
    pieces: list[Piece] = []

    def take(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            pieces.append(Piece(text, number, x, y, abs(size) * scale or 1.0, bold))

    page.extract_text(visitor_text=take)
    return pieces


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out the lines at the edges of pages that number them, or stand on most of them but for a number."""
    edges = [_at_edges(page) for page in pages]
    counts = Counter(said for page in edges for said in {_but_for_numbers(line) for line in page})
    running = {
        said
        for said, count in counts.items()
        if count >= max(_OFTEN * len(pages), 2 if "#" in said else 3) and len(said) <= _LONGEST_HEAD
    }
    return [
        [line for line in page if line not in edge or not (_but_for_numbers(line) in running or _is_number(line))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _at_edges(page: Sequence[Line]) -> list[Line]:
    """Return the topmost and bottommost lines of a page, which may stand anywhere in the file."""
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:_EDGE] + by_height[_EDGE:][-_EDGE:]


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.words) is not None


def _but_for_numbers(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _outline(reader: PdfReader) -> dict[str, int]:
    """Return the titles in the outline, and how deep each stands, from 1."""
    levels: dict[str, int] = {}

    def walk(entries: Sequence[object], level: int) -> None:
        for entry in entries[:MOST_ENTRIES]:
            if isinstance(entry, list):
                walk(entry, level + 1)
            elif isinstance(entry, Destination) and entry.title and len(levels) < MOST_ENTRIES:
                levels.setdefault(tidy(entry.title).casefold(), level)

    walk(reader.outline, 1)
    return levels


def _add_fields(composition: Composition, reader: PdfReader) -> None:
    """Add the fields that somebody filled in, a row each: the name that people see, and the value."""
    fields = list((reader.get_fields() or {}).values())[:MOST_ENTRIES]
    filled = [(str(f.get("/TU") or f.name or ""), f.value) for f in fields]
    rows = [(name, value) for name, value in filled if isinstance(value, str) and value.strip(" /")]
    if rows:
        table = composition.new_table()
        for row, (name, value) in enumerate(rows):
            composition.text("cell", name, cell=Cell(table, row, 0, False))
            composition.text("cell", value.removeprefix("/"), cell=Cell(table, row, 1, False))
