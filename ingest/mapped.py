"""The records of a foreign table as rows of ours, by a mapping. A column that is neither mapped nor left out is told
of, and so is a value or a row that the mapping does not know.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from babel.numbers import NumberFormatError, parse_decimal

from ingest.foreign import Record, Table, key_of, pattern_of
from ingest.mapping import BRACES, Field, Subject, TableMapping
from ingest.slug import slug
from ingest.table import Cell, Column, Row, column_named
from ontology.errors import InputError
from ontology.namespaces import SKOS, XSD

NUMBERS: Final = {XSD.decimal.value, XSD.integer.value}
DATE_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
OTHER_NAME: Final = "andet navn"
Said = Mapping[str, str]


def mapped_rows(
    table: Table, mapping: TableMapping, source: str | None, left_out: Iterable[str] = ()
) -> tuple[list[Row], list[InputError]]:
    """Return the rows that a table gives by its mapping, each with `source` (if any) as where it was said, and what in
    the table the mapping does not know; `left_out` are more patterns of columns that are not read.
    """
    faults = list(_unknown_columns(table, mapping, (*mapping.left_out, *left_out)))
    readers = [_Reader(table, subject, mapping.decimal, source) for subject in mapping.thing]
    rows: list[Row] = []
    for record in table.records:
        found = [reader.row(record, faults) for reader in readers if _holds(reader.subject.when, record.said)]
        rows += filter(None, found)
        left = any(_holds({column: cell}, record.said) for column, cell in mapping.left_out_rows.items())
        if not found and not left:
            problem = InputError("the mapping does not say what this row tells of.")
            faults.append(_bare(table, record).fault(next(iter(table.columns.values()), ""), problem))
    return _one_name_each(rows), list({str(fault): fault for fault in faults}.values())


def _holds(when: Mapping[str, str], said: Said) -> bool:
    return all(re.fullmatch(cell, said.get(key_of(column), ""), re.DOTALL) for column, cell in when.items())


def _unknown_columns(table: Table, mapping: TableMapping, left_out: tuple[str, ...]) -> Iterator[InputError]:
    used = mapping.used_columns
    patterns = [pattern_of(pattern) for pattern in left_out]
    for key, name in table.columns.items():
        if not any(pattern.fullmatch(key) for pattern in (*used, *patterns)):
            yield InputError(
                "{table}: the column '{name}' is neither mapped nor left out.", table=table.name, name=name
            )
    if not table.is_open and not mapping.recognised_by:
        for pattern, name in used.items():
            if not any(pattern.fullmatch(key) for key in table.columns):
                yield InputError("{table}: there is no column '{name}'.", table=table.name, name=name)


def _bare(table: Table, record: Record, kind: str = "") -> Row:
    return Row(table.name, record.line, "", kind, (), letters=table.letters)


@dataclass(frozen=True)
class _Source:
    """A column of the table that gives a property, or several of which the first that says something does."""

    keys: tuple[str, ...]
    headers: tuple[str, ...]
    field: Field


class _Reader:
    """One subject of a mapping, bound to the columns of a table."""

    def __init__(self, table: Table, subject: Subject, decimal: str, source: str | None) -> None:
        self.table, self.subject, self.decimal = table, subject, decimal
        constants = subject.always | ({"kilde": source} if source else {})
        self.constants = tuple(Cell(column_named(name), (value,)) for name, value in constants.items())
        self.sources = [
            source for name, field in subject.columns.items() for source in _sources(name, field, table.columns)
        ]

    def row(self, record: Record, faults: list[InputError]) -> Row | None:
        """Return the row of ours, unless nobody knows what it is about; add what is at fault in it to `faults`."""
        subject, said, bare = self.subject, record.said, _bare(self.table, record, self.subject.kind)
        try:
            about, key = (_fill(template, said) for template in (subject.about, subject.key or subject.about))
        except InputError as problem:
            faults.append(bare.fault(BRACES.sub(r"\1", subject.about), problem))
            return None
        cells = list(self.constants)
        for source in self.sources:
            for header, text in ((h, said[k]) for k, h in zip(source.keys, source.headers, strict=True) if k in said):
                column = replace(column_named(source.field.property), header=header)  # as the table calls it
                try:
                    cells.append(Cell(column, tuple(_values(text, source.field, column, said, self.decimal))))
                except InputError as problem:
                    faults.append(bare.fault(header, problem))
                break
        for marked in subject.marked:
            values = [v for name, v in marked.columns.items() if said.get(key_of(name), "") == marked.mark]
            cells += [Cell(column_named(marked.property), tuple(dict.fromkeys(values)))] if values else []
        said_here = tuple(cell for cell in cells if cell.values)
        if subject.columns and len(said_here) == len(self.constants):
            return None  # the record says nothing of it
        return replace(bare, id=about, cells=said_here, key=key)


def _sources(name: str, field: Field, columns: Mapping[str, str]) -> Iterator[_Source]:
    """Yield where a column of the mapping is in the table: once for each that a pattern fits, else once for all."""
    if "*" in name or "#" in name:
        for key, header in columns.items():
            if pattern_of(name).fullmatch(key):
                yield _Source((key,), (header,), field)
    else:
        keys = tuple(key_of(part) for part in name.split("|"))
        yield _Source(keys, tuple(columns.get(key, name) for key in keys), field)


def _values(text: str, field: Field, column: Column, said: Said, decimal: str) -> Iterator[str]:
    for part in text.split(field.separator) if field.separator else [text]:
        value = part.strip()
        if field.match is not None:
            found = re.search(field.match, value)
            value = found[0] if found else ""
        if not value:
            continue
        if field.values is not None:
            if value not in field.values:
                raise InputError("'{value}' is not known to the mapping.", value=value)
            yield from filter(None, field.values[value].split("|"))
        elif field.value:
            yield _fill(field.value, {**said, "": value})
        elif decimal == "." and set(column.term.ranges) & NUMBERS:
            yield _danish_number(value)
        elif column.term.is_date and (found := DATE_TIME.fullmatch(value)):
            yield found[1]
        else:
            yield value


def _danish_number(text: str) -> str:
    try:
        return format(parse_decimal(text, locale="en", strict=True), "f").replace(".", ",")
    except NumberFormatError as error:
        raise InputError("'{text}' is not a number.", text=text) from error


def _fill(template: str, said: Said) -> str:
    """Return the template with the columns in braces filled in, as slugs: `{A|B}` is the first of the two that says
    something, `{A|}` may say nothing, and `{}` is the cell's own value. Raises `InputError` where none does.
    """

    def text(match: re.Match[str]) -> str:
        names = match[1].split("|")
        value = next((said[key_of(name)] for name in names if key_of(name) in said), None)
        if value is None and names[-1]:
            raise InputError("the cell is empty, so that nobody knows what the row is about.")
        return slug(value) if value else ""

    return re.sub("-{2,}", "-", BRACES.sub(text, template)).strip("-")


def _one_name_each(rows: list[Row]) -> list[Row]:
    """Let a thing that rows name differently have the name that most of them give; the others are other names.

    Of several that are given as often it is the first by the alphabet, so that the order of the rows does not matter.
    """
    names: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for cell in filter(_is_name, row.cells):
            names[row.kind, row.id, cell.column.language].update(cell.values)
    best = {thing: min(given, key=lambda n: (-given[n], n)) for thing, given in names.items() if len(given) > 1}
    return (
        [replace(row, cells=tuple(_renamed(cell, row, best) for cell in row.cells)) for row in rows] if best else rows
    )


def _renamed(cell: Cell, row: Row, best: Mapping[tuple[str, str, str], str]) -> Cell:
    name = best.get((row.kind, row.id, cell.column.language)) if _is_name(cell) else None
    if name is None or cell.values == (name,):
        return cell
    other = column_named(OTHER_NAME)
    return Cell(replace(cell.column, term=other.term), cell.values)


def _is_name(cell: Cell) -> bool:
    return cell.column.term.iri == SKOS.prefLabel.value
