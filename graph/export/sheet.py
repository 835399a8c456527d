"""Tables for spreadsheets, and CSV that Excel opens as it is; no text is taken for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from graph.export.text import NUMBER, harmless
from ontology.words import Language

Cell = str | int | float | Decimal | date | None
DELIMITERS: Final[dict[Language, str]] = {"da": ";", "en": ","}
DECIMALS: Final[dict[Language, str]] = {"da": ",", "en": "."}


def silent(_rows: int) -> None:
    """Tell nobody how many rows have been written."""


@dataclass(frozen=True)
class Sheet:
    """A table: its title, the headings, and the rows, one cell for each heading; they are gone through once."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 1
    """How many columns stay in sight, together with the headings."""


def write_csv(sheet: Sheet, out: BinaryIO, language: Language, tell: Callable[[int], None] = silent) -> None:
    """Write UTF-8 with its mark, so that Excel takes it for that: cells separated by `;` and a decimal comma in Danish,
    `,` and a point in English. `tell` is told the number of rows so far.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=DELIMITERS[language], lineterminator="\r\n")
        writer.writerow(map(harmless, sheet.header))
        for number, row in enumerate(sheet.rows, start=1):
            writer.writerow([_as_text(cell, language) for cell in row])
            tell(number)
    finally:
        text.detach()


def as_number(text: str) -> Cell:
    """Return the number that a text is, else the text: an answer to a question has its numbers as texts."""
    if not NUMBER.fullmatch(text) or "," in text:
        return text
    return Decimal(text) if "." in text else int(text)


def _as_text(cell: Cell, language: Language) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case _:
            return _plain(cell).replace(".", DECIMALS[language])


def _plain(number: float | Decimal) -> str:
    """Return a number without an exponent, a whole one without decimals."""
    text = format(Decimal(str(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
