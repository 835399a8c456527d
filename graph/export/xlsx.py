"""Workbooks with sheets of tables: numbers and dates are real ones, and no text is taken for a formula."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from graph.export.sheet import Cell, Sheet, silent
from graph.export.text import is_formula, printable
from ontology.errors import InputError

MOST_ROWS: Final = 1_048_576  # of a sheet in Excel
LONGEST_CELL: Final = 32_767
LOOKED_AT: Final = 200  # rows that the columns' widths are taken from
NARROWEST, WIDEST = 8, 60
LARGE: Final = 1000  # numbers that thousands are set apart in; a year is a whole number, not a decimal one


def write_xlsx(sheets: Iterable[Sheet], out: BinaryIO, title: str, tell: Callable[[int], None] = silent) -> None:
    """Write a workbook with a sheet for each table: headings in sight and to filter by, columns as wide as their texts.

    A row is written before the next is asked for. Raises `InputError` where a table is longer than a sheet can be.
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = printable(title), "Samspil"
    written = 0
    for sheet in sheets:
        page: Any = book.create_sheet(sheet.title[:31])
        rows = iter(sheet.rows)
        first = list(islice(rows, LOOKED_AT))
        for letter, width in _widths(sheet.header, first):
            page.column_dimensions[letter].width = width
        page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
        page.append([_cell(page, name, bold=True) for name in sheet.header])
        length = 1
        for row in chain(first, rows):
            length += 1
            written += 1
            if length > MOST_ROWS:
                raise InputError("'{title}' has more rows than a sheet of Excel can have. Take CSV.", title=sheet.title)
            page.append([_cell(page, value) for value in row])
            tell(written)
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{length}"
    book.save(out)


def _cell(page: Any, value: Cell, *, bold: bool = False) -> Any:  # noqa: ANN401 - openpyxl has no type for both
    """Return what is appended: a value as it is, or a cell, where a spreadsheet would take a text for more than it is,
    and where something is to look special.
    """
    if isinstance(value, str):
        value = printable(value)
        value = value if len(value) <= LONGEST_CELL else value[: LONGEST_CELL - 2] + " …"
    special: Any = WriteOnlyCell(page, value)  # type: ignore[arg-type]
    if isinstance(value, str):
        if not bold and special.data_type == "s" and not is_formula(value):
            return value
        special.data_type = "s"
        special.quotePrefix = is_formula(value)
    elif isinstance(value, date):
        special.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal) and value >= LARGE:
        special.number_format = "#,##0.##" if value % 1 else "#,##0"
    else:
        return value
    if bold:
        special.font = Font(bold=True)
    return special


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterable[tuple[str, int]]:
    for n, name in enumerate(header):
        longest = max(len(name) + 3, *(len(str(row[n] or "")) for row in rows), NARROWEST)
        yield get_column_letter(n + 1), min(longest + 1, WIDEST)
