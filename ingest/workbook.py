"""The first sheet of an Excel workbook (.xlsx) as rows of texts, within bounds."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from ingest.file import read_bytes
from ontology.errors import InputError

MOST_UNPACKED: Final = 200_000_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 500
ENDING: Final = ".xlsx"


def read_sheet(path: Path, decimal: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet with their numbers (from 1), each cell as it is written in a table of text:
    dates as ISO, numbers with the decimal sign, true and false as `ja` and `nej`, of a formula its value.

    Raises `InputError` for what is no workbook, or unpacks to more than the bounds.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        content = io.BytesIO(_bounded(path))
        # defusedxml, where it is installed, keeps openpyxl from expanding XML entities.
        sheet = load_workbook(content, read_only=True, data_only=True, keep_links=False).worksheets[0]
        sheet.reset_dimensions()  # what the file claims may be anything
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise InputError(
                    "{path} has more than {rows} rows or {columns} columns. Split the table.",
                    path=path,
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            yield number, [_text(value, decimal) for value in values]
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError) as error:
        raise InputError("{path} is no Excel workbook that can be read: {reason}", path=path, reason=error) from error


def _bounded(path: Path) -> bytes:
    content = read_bytes(path)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise InputError(
            "{path} unpacks to {size} bytes; at most {most}. Split the table.",
            path=path,
            size=unpacked,
            most=MOST_UNPACKED,
        )
    return content


def _text(value: object, decimal: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f").replace(".", decimal)
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)
