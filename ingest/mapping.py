"""Tables of others as rows of ours, by mappings: what a row is about, which column says which property, and what is
left out on purpose. A column that is neither mapped nor left out is told of, and so is a value that a mapping does not
know.

The words of a mapping are those of CSV on the Web (W3C, 2015) where they fit: `about` and `value` are templates with
columns in braces, `separator` parts a cell.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Final, TypeVar

from babel.numbers import NumberFormatError, parse_decimal
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ingest.slug import slug
from ingest.table import Cell, Column, Row, column_named, read_lines
from ontology.errors import InputError
from ontology.namespaces import XSD

FOLDER: Final = Path(__file__).parent / "mappings"
DATASET: Final = "dataset.toml"
NUMBERS: Final = {XSD.decimal.value, XSD.integer.value}
Said = Mapping[str, str]
Model = TypeVar("Model", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(_Part):
    """How a column becomes a property: `values` are codes in our words, `value` is a template for a name or `kind/id`,
    `separator` stands between several values.
    """

    property: str
    values: dict[str, str] | None = None
    value: str | None = None
    separator: str | None = None


def _as_field(given: object) -> object:
    return {"property": given} if isinstance(given, str) else given


class Subject(_Part):
    """What a row tells of: the thing `about` which (a template) of a `kind`, only `when` other columns hold a value;
    `key` is a template that tells rows about the same thing apart.
    """

    kind: str
    about: str
    key: str = ""
    when: dict[str, str] = {}
    always: dict[str, str] = {}
    columns: dict[str, Annotated[Field, BeforeValidator(_as_field)]] = {}


class TableMapping(_Part):
    """How the rows of one table are read; `left_out` are patterns of columns, `decimal` the decimal sign."""

    table: str
    decimal: str = ","
    left_out: tuple[str, ...] = ()
    thing: tuple[Subject, ...]


class Dataset(_Part):
    """A folder of tables of one origin, with what there is to say of it as a source."""

    source: dict[str, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatasetMapping:
    """The mappings of a data set, by the name of the table's file."""

    name: str
    dataset: Dataset
    tables: Mapping[str, TableMapping]

    def source_row(self) -> Row:
        """Return the row that describes the data set as a source."""
        cells = tuple(Cell(column_named(name), (value,)) for name, value in self.dataset.source.items())
        return Row(f"{self.name}/{DATASET}", 1, self.name, "kilde", cells)


def mapping_of(folder: Path) -> DatasetMapping:
    """Return the shipped mapping that knows most of the tables in the folder. Raises `InputError` if none knows any."""
    there = {path.name for path in folder.glob("*.csv")}
    known = {path.parent.name: dataset_mapping(path.parent.name) for path in sorted(FOLDER.glob(f"*/{DATASET}"))}
    best = max(known.values(), key=lambda mapping: len(there & set(mapping.tables)))
    if not there & set(best.tables):
        raise InputError(
            "{folder} holds no tables that Samspil knows. It knows the data sets {known}, as CSV; "
            "tables of your own are named one by one.",
            folder=folder,
            known=", ".join(known),
        )
    return best


def dataset_mapping(name: str) -> DatasetMapping:
    """Return the shipped mapping of that name."""
    paths = [path for path in sorted((FOLDER / name).glob("*.toml")) if path.name != DATASET]
    tables = [_load(TableMapping, path) for path in paths]
    return DatasetMapping(name, _load(Dataset, FOLDER / name / DATASET), {t.table: t for t in tables})


def mapped_rows(path: Path, mapping: TableMapping, source: str) -> tuple[list[Row], list[InputError]]:
    """Return the rows that a table gives by its mapping, each with `source` as where it was said, and what in the table
    the mapping does not know. Raises `InputError` for a file that cannot be read.
    """
    lines = read_lines(path)
    _, header = next(lines, (0, []))
    faults = {str(fault): fault for fault in _unknown_columns(path.name, header, mapping)}
    rows: list[Row] = []
    for line, texts in lines:
        said = {name: text.strip() for name, text in zip(header, texts, strict=False) if text.strip()}
        for subject in mapping.thing:
            if all(said.get(column, "") == value for column, value in subject.when.items()):
                row, in_row = _row(path.name, line, subject, said, mapping, source)
                rows += [row] if row else []
                faults |= {str(fault): fault for fault in in_row}
    return rows, list(faults.values())


def _load(model: type[Model], path: Path) -> Model:
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise InputError("{path} is no mapping: {reason}", path=path, reason=error) from error


def _unknown_columns(table: str, header: list[str], mapping: TableMapping) -> Iterator[InputError]:
    used = {column for s in mapping.thing for column in (*s.columns, *s.when)}
    templates = " ".join(
        t for s in mapping.thing for t in (s.about, s.key, *(f.value or "" for f in s.columns.values()))
    )
    used |= {name for group in re.findall(r"\{([^}]+)\}", templates) for name in group.split("|")}
    for name in header:
        if name not in used and not any(fnmatchcase(name, pattern) for pattern in mapping.left_out):
            yield InputError("{table}: the column '{name}' is neither mapped nor left out.", table=table, name=name)
    for name in sorted(used - set(header)):
        yield InputError("{table}: there is no column '{name}'.", table=table, name=name)


def _row(
    table: str, line: int, subject: Subject, said: Said, mapping: TableMapping, source: str
) -> tuple[Row | None, list[InputError]]:
    """Return the row of ours, unless nobody knows what it is about, and the faults in it."""
    faults: list[InputError] = []
    bare = Row(table, line, "", subject.kind, ())
    constants = {**subject.always, "kilde": source}
    cells = [Cell(column_named(name), (value,)) for name, value in constants.items()]
    for name, field in subject.columns.items():
        if name in said:
            column = replace(column_named(field.property), header=name)  # a fault names the column as it is there
            try:
                cells.append(Cell(column, tuple(_values(said[name], field, column, said, mapping))))
            except InputError as problem:
                faults.append(bare.fault(name, problem))
    try:
        about, key = (_fill(template, said) for template in (subject.about, subject.key or subject.about))
    except InputError as problem:
        return None, [bare.fault(subject.about, problem)]
    return Row(table, line, about, subject.kind, tuple(cells), key), faults


def _values(text: str, field: Field, column: Column, said: Said, mapping: TableMapping) -> Iterator[str]:
    for value in text.split(field.separator) if field.separator else [text]:
        if field.values is not None and value.strip() not in field.values:
            raise InputError("'{value}' is not known to the mapping.", value=value.strip())
        known = field.values[value.strip()] if field.values is not None else value.strip()
        if field.value:
            yield _fill(field.value, {**said, "": known})
        elif mapping.decimal == "." and set(column.term.ranges) & NUMBERS:
            yield _danish_number(known)
        elif known:
            yield known


def _danish_number(text: str) -> str:
    try:
        return format(parse_decimal(text, locale="en", strict=True), "f").replace(".", ",")
    except NumberFormatError as error:
        raise InputError("'{text}' is not a number.", text=text) from error


def _fill(template: str, said: Said) -> str:
    """Return the template with the columns in braces filled in, as slugs; `{A|B}` is the first of the two that says
    something, and `{}` the cell's own value. Raises `InputError` where none does.
    """

    def text(match: re.Match[str]) -> str:
        value = next((said[name] for name in match[1].split("|") if name in said), None)
        if value is None:
            raise InputError("the cell is empty, so that nobody knows what the row is about.")
        return slug(value)

    return re.sub(r"\{([^}]*)\}", text, template)
