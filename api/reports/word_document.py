"""A Word document as people with and without sight read it: headings, tables whose header row is told and repeated,
page numbers, language; the same content gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from graph.export.text import printable
from ontology.words import Language

LOCALES: Final[dict[Language, str]] = {"da": "da-DK", "en": "en-GB"}
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # of a file in a ZIP archive
PAGE: Final = (Cm(21.0), Cm(29.7))
MARGIN: Final = Cm(2.2)
IN_TABLES: Final = Pt(9)


class WordDocument:
    """A document that is being written, from the top down."""

    def __init__(self, title: str, language: Language, made: date) -> None:
        """Begin a document with its title, language and day."""
        self._document = Document()
        core = self._document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = printable(title)[:255], "Samspil", "Samspil", ""
        core.language = LOCALES[language]
        core.created = core.modified = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - OOXML has no zone
        core.revision = 1
        for section in self._document.sections:
            section.page_width, section.page_height = PAGE
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        self._style(LOCALES[language])
        self._document.add_heading(printable(title), 0)

    def _style(self, locale: str) -> None:
        normal: Any = self._document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), locale)
        normal.element.get_or_add_rPr().append(spoken)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading of a level from 1."""
        self._document.add_heading(printable(text), level)

    def paragraph(self, text: str, style: str | None = None) -> None:
        """Add a paragraph; its lines stay lines."""
        _write(self._document.add_paragraph(style=style), text)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], about: str) -> None:
        """Add a table: headings that are repeated on every page, rows that no page cuts, columns as wide as their share
        of the page, and `about` for those who do not see it.
        """
        table: Table = self._document.add_table(0, len(header), style="Table Grid")
        table.autofit = False
        for tag in ("w:tblCaption", "w:tblDescription"):
            said = OxmlElement(tag)
            said.set(qn("w:val"), printable(about))
            table._tbl.tblPr.append(said)
        room = PAGE[0] - 2 * MARGIN
        wide = [int(room * width / sum(widths)) for width in widths]
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width  # Word goes by the cells, LibreOffice by the columns
        for number, texts in enumerate([header, *rows]):
            row = table.add_row()  # type: ignore[no-untyped-call]
            marks = row._tr.get_or_add_trPr()
            marks.append(OxmlElement("w:cantSplit"))
            if number == 0:
                marks.append(OxmlElement("w:tblHeader"))
            for cell, text, width in zip(row.cells, texts, wide, strict=True):
                cell.width = width
                _write(cell.paragraphs[0], text, bold=number == 0)
                for run in cell.paragraphs[0].runs:
                    run.font.size = IN_TABLES
        self._document.add_paragraph()

    def running(self, head: str, page_of: str) -> None:
        """Set what stands at the head of every page, and at its foot: `page_of` with {page} and {pages} in it."""
        section = self._document.sections[0]
        _write(section.header.paragraphs[0], head)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _, rest = page_of.partition("{page}")
        between, _, after = rest.partition("{pages}")
        foot.add_run(before)
        _field(foot, "PAGE")
        foot.add_run(between)
        _field(foot, "NUMPAGES")
        foot.add_run(after)

    def content(self) -> bytes:
        """Return the file: its parts carry no time of their own."""
        written = io.BytesIO()
        self._document.save(written)
        out = io.BytesIO()
        with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w") as archive:
            for name in parts.namelist():
                part = zipfile.ZipInfo(name, EARLIEST)
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, parts.read(name))
        return out.getvalue()


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Write a text as one run; python-docx makes breaks of its line ends, and text of the rest."""
    run = paragraph.add_run(printable(text).replace("\r\n", "\n").replace("\r", "\n"))
    run.bold = bold or None


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
