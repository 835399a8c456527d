"""JSON as tables: a record is a row, a path of keys is a column, and a list in a record is a table of its own where the
mapping knows one for it.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from ingest.file import read_bytes
from ingest.foreign import Record, Table, key_of
from ingest.mapping import DatasetMapping, Json
from ontology.errors import InputError

ENDING: Final = ".json"
Place = tuple[str, ...]


def read_json(path: Path) -> object:
    """Read a JSON file. Raises `InputError`."""
    try:
        return json.loads(read_bytes(path), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InputError("{path} is no JSON that can be read: {reason}", path=path, reason=error) from error


def records_of(document: object, form: Json) -> dict[str, list[Mapping[str, object]]]:
    """Return the records of a JSON document by the table that they belong to; none where it has another form."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for part in document if isinstance(document, list) else [document]:
        for key, table in form.records.items():
            held = part.get(key) if isinstance(part, dict) else None
            records = [r for r in (held if isinstance(held, list) else [held]) if isinstance(r, dict)]
            if records:
                found.setdefault(table, []).extend(records)
    return found


def json_tables(name: str, document: object, mapping: DatasetMapping, form: Json) -> dict[str, Table]:
    """Return the tables that a JSON document holds, by the names that the mapping knows them by.

    A column has the name that the mapping gives its path, and is told of as the path that it has in the document.
    """
    rows: dict[str, list[Record]] = {}
    columns: dict[str, dict[str, str]] = {}
    for table, records in records_of(document, form).items():
        for number, record in enumerate(records, start=1):
            data = record.get("data")
            whole = {**data, "id": record.get("id")} if isinstance(data, dict) else record
            for belongs_to, found in _tables_of(whole, table, mapping, form):
                known = columns.setdefault(belongs_to, {})
                said = {_column(place, belongs_to, mapping, form): (place, text) for place, text in found.items()}
                known.update({key: ".".join(place) for key, (place, _) in said.items()})
                texts = {key: text for key, (_, text) in said.items() if text}
                rows.setdefault(belongs_to, []).append(Record(number, texts))
    return {t: Table(f"{name}: {t.removesuffix('.csv')}", columns[t], found, is_open=True) for t, found in rows.items()}


def _tables_of(
    record: Mapping[str, object], table: str, mapping: DatasetMapping, form: Json
) -> Iterator[tuple[str, dict[Place, str]]]:
    """Yield the record as a row of its table, and the items of its lists as rows of theirs, which begin with its id."""
    row: dict[Place, str] = {}
    for place, value in _leaves(record):
        listed = f"{table.removesuffix('.csv')}_{''.join(place)}.csv"
        if not isinstance(value, list):
            row[place] = _text(value, mapping, table)
        elif listed in mapping.tables or listed in mapping.dataset.left_out:
            parent = {(form.parent.get(table, ""),): str(record.get("id") or "")}
            for item in value:
                yield listed, parent | {p: _text(v, mapping, listed) for p, v in _leaves(item)}
        else:
            row |= {p: _text(v, mapping, table) for p, v in _leaves(_numbered(value), place)}
    yield table, row


def _leaves(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Yield the values in an object by their path of keys; a list is a value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*place, str(key)))
    elif place:
        yield place, value


def _numbered(value: object) -> object:
    """Return a value with all lists in it as objects whose keys are numbers from 0."""
    if isinstance(value, list):
        return {str(number): _numbered(part) for number, part in enumerate(value)}
    return {key: _numbered(part) for key, part in value.items()} if isinstance(value, dict) else value


def _text(value: object, mapping: DatasetMapping, table: str) -> str:
    """Return a value as the cell of a table would have it."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int() | Decimal():
            decimal = mapping.tables[table].decimal if table in mapping.tables else "."
            return format(Decimal(value), "f").replace(".", decimal)
        case _:
            return str(value).strip()


def _column(place: Place, table: str, mapping: DatasetMapping, form: Json) -> str:
    """Return the key of the column that a path stands for: under the heading that the mapping gives it, else by the
    words of the path; the last of these may be `value`, and the table's name may come first.
    """
    path = f".{'.'.join(place)}."
    for keys, heading in form.headings.get(table, {}).items():
        path = path.replace(f".{keys}.", f".{heading}.")
    words = path.strip(".")
    first = table.removesuffix(".csv").removesuffix("s")
    used = mapping.tables[table].used_columns if table in mapping.tables else ()
    for candidate in (
        words,
        words.removesuffix(".value"),
        f"{first} {words}",
        f"{first} {words}".removesuffix(".value"),
    ):
        if any(pattern.fullmatch(key_of(candidate)) for pattern in used):
            return key_of(candidate)
    return key_of(words)
