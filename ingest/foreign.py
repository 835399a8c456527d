"""Tables of others as records: what each says by column, whatever form they came in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ingest.table import letters_of, read_lines
from ontology.errors import InputError


@dataclass(frozen=True)
class Record:
    """One row of a table: its line (from 1) and what it says, by the key of the column (see `key_of`)."""

    line: int
    said: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The records of a table: `columns` are the headings as written by their keys, `letters` those of a workbook's
    columns by heading; a table `is_open` where what a record does not say has no column.
    """

    name: str
    columns: Mapping[str, str]
    records: Sequence[Record]
    letters: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False


@cache
def key_of(column: str) -> str:
    """Return a column's name without what people write in different ways: case, spaces and punctuation."""
    return "".join(c for c in column.casefold() if c.isalnum())


@cache
def pattern_of(columns: str) -> re.Pattern[str]:
    """Return what keys of columns look like of which `*` stands for anything and `#` for a number."""
    return re.compile("".join({"*": ".*", "#": r"\d+"}.get(c, key_of(c)) for c in columns))


def read_foreign_table(path: Path, decimal: str) -> Table:
    """Read a CSV file or the first sheet of a workbook, whose numbers get the decimal sign. Raises `InputError`."""
    lines = read_lines(path, decimal)
    line, header = next(lines, (0, []))
    columns: dict[str, str] = {}
    for name in filter(None, header):
        if key_of(name) in columns:
            raise InputError(
                "{table}, line {line}: the column '{name}' is there twice. Rename one of them.",
                table=path.name,
                line=line,
                name=name,
            )
        columns[key_of(name)] = name
    keys = [key_of(name) for name in header]
    records = [
        Record(line, {key: text for key, text in zip(keys, texts, strict=False) if key and text})
        for line, texts in lines
    ]
    return Table(path.name, columns, records, letters_of(path, header))
