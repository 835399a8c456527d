"""A table, as CSV or in a workbook, as rows of named cells, each of which knows its place."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from graph.export.text import as_meant
from ingest.file import read_bytes
from ingest.workbook import ENDING, read_sheet
from ontology.errors import InputError, ManyErrors, SamspilError
from ontology.vocabulary import PropertyTerm, vocabulary

MOST_CHARACTERS_A_CELL: Final = 10_000
ID: Final = "id"
KIND: Final = ("slags", "type")
BETWEEN: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Column:
    """A column: the header as written, and the property (with language) that it stands for."""

    header: str
    term: PropertyTerm
    language: str


@dataclass(frozen=True)
class Cell:
    """The values of one cell, which are separated by `|` in the file; within a value that is written `\\|`."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a table: its line in the file (from 1), the id and kind as written, and its other cells that are not
    empty. `key` tells rows about the same thing apart; without it their places in the source do. `letters` are those of
    a workbook's columns by heading.
    """

    table: str
    line: int
    id: str
    kind: str
    cells: tuple[Cell, ...]
    key: str = ""
    letters: Mapping[str, str] = field(default_factory=dict, compare=False)

    def fault(self, column: str, problem: SamspilError) -> InputError:
        """Return an error that says where in the table the problem is; in a workbook the cell, such as C7."""
        if column in self.letters:
            return InputError(
                "{table}, cell {cell}, column '{column}': {problem}",
                table=self.table,
                cell=f"{self.letters[column]}{self.line}",
                column=column,
                problem=problem,
            )
        return InputError(
            "{table}, line {line}, column '{column}': {problem}",
            table=self.table,
            line=self.line,
            column=column,
            problem=problem,
        )


def read_table(path: Path) -> list[Row]:
    """Read a table: UTF-8 text, cells separated by `;` or `,`, comment lines beginning with `#`, then a header, then
    rows.

    The header names properties by their Danish or English label or short name, with `@en` for values in English.
    Raises `InputError` for a file that cannot be read, and `ManyErrors` with all faults of its rows.
    """
    lines = read_lines(path)
    line, header = next(lines, (0, []))
    columns = _columns(path.name, line, header)
    letters = letters_of(path, header)
    rows: list[Row] = []
    faults: list[SamspilError] = []
    for line, texts in lines:
        try:
            rows.append(_row(Row(path.name, line, "", "", (), letters=letters), columns, texts))
        except InputError as fault:
            faults.append(fault)
    if faults:
        raise ManyErrors(faults)
    if not rows:
        raise InputError("{table}: the table has no rows. Write a header and at least one row.", table=path.name)
    return rows


def read_lines(path: Path, decimal: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a CSV file, or the rows of a workbook's first sheet, that are neither empty nor comments, with
    their numbers (from 1); numbers in a workbook are written with the decimal sign. Raises `InputError`.
    """
    for number, cells in read_sheet(path, decimal) if path.suffix.lower() == ENDING else _csv_lines(path):
        if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
            yield number, [as_meant(cell.strip()) for cell in cells]


def letters_of(path: Path, header: Sequence[str]) -> dict[str, str]:
    """Return the letters of the columns by heading, where the table is a workbook."""
    if path.suffix.lower() != ENDING:
        return {}
    from openpyxl.utils import get_column_letter

    return {name: get_column_letter(number) for number, name in enumerate(header, start=1)}


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not UTF-8 text. Save it as 'CSV UTF-8' and try again.", path=path) from error
    first = next(
        (
            candidate
            for candidate in text.splitlines()
            if candidate.strip(";, \t") and not candidate.lstrip('"').startswith("#")
        ),
        "",
    )
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",", strict=True
    )
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(
            "{table}, line {line}: the line cannot be read as CSV: {reason}",
            table=path.name,
            line=reader.line_num,
            reason=error,
        ) from error


def _columns(table: str, line: int, header: list[str]) -> list[Column | str]:
    """Return the columns; the id and kind columns as the words `id` and `type`."""
    if not {name.casefold() for name in header} & {ID, *KIND}:
        raise InputError(
            "{table}, line {line}: there are no columns 'id' and 'slags'. "
            "A table with columns of its own needs a mapping; begin with: samspil mapping {table}",
            table=table,
            line=line,
        )
    columns: list[Column | str] = []
    faults: list[SamspilError] = []
    for name in header:
        if name.casefold() == ID or name.casefold() in KIND:
            columns.append(ID if name.casefold() == ID else KIND[-1])
            continue
        try:
            columns.append(column_named(name))
        except InputError as problem:
            faults.append(InputError("{table}, line {line}: {problem}", table=table, line=line, problem=problem))
    missing = [name for name, column in ((ID, ID), (KIND[0], KIND[-1])) if columns.count(column) != 1]
    message = "{table}, line {line}: the header must have one column '{name}'."
    faults += [InputError(message, table=table, line=line, name=name) for name in missing]
    if faults:
        raise ManyErrors(faults)
    return columns


@cache
def column_named(header: str) -> Column:
    """Return the column that a header such as `målgruppe` or `navn@en` names. Raises `InputError`."""
    label, _, language = header.partition("@")
    term = vocabulary().property_named(label)
    if not term or language not in {"", "da", "en"}:
        from rapidfuzz import process

        names = [known.label["da"] for known in vocabulary().properties.values()]
        near = process.extractOne(label, names)[0]
        raise InputError("no property is called '{name}'. Did you mean '{near}'?", name=header, near=near)
    return Column(header, term, language or "da")


def _row(bare: Row, columns: list[Column | str], texts: list[str]) -> Row:
    if any(texts[len(columns) :]):
        raise InputError(
            "{table}, line {line}: there are more cells than the header has columns. "
            "Put quotes around a text with a separator in it.",
            table=bare.table,
            line=bare.line,
        )
    named: dict[str, str] = {}
    cells: list[Cell] = []
    for column, text in zip(columns, texts, strict=False):
        header = column if isinstance(column, str) else column.header
        if len(text) > MOST_CHARACTERS_A_CELL:
            problem = InputError("the cell has more than {most} characters.", most=MOST_CHARACTERS_A_CELL)
            raise bare.fault(header, problem)
        if isinstance(column, str):
            named[column] = text
        elif values := tuple(v.replace(r"\|", "|").strip() for v in BETWEEN.split(text) if v.strip()):
            cells.append(Cell(column, values))
    for needed in (ID, KIND[-1]):
        if not named.get(needed):
            name = KIND[0] if needed in KIND else needed
            raise bare.fault(name, InputError("the cell is empty. Every row needs one."))
    return replace(bare, id=named[ID], kind=named[KIND[-1]], cells=tuple(cells))
