"""The form of a mapping: how the tables of others become rows of ours, written in TOML.

The words are those of CSV on the Web (W3C, 2015) where they fit: `about` and `value` are templates with columns in
braces, `separator` parts a cell.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from ingest.file import read_bytes
from ingest.foreign import pattern_of
from ingest.table import column_named
from ontology.errors import InputError, ManyErrors
from ontology.vocabulary import vocabulary

FOLDER: Final = Path(__file__).parent / "mappings"
DATASET: Final = "dataset.toml"
BRACES: Final = re.compile(r"\{([^}]*)\}")
Model = TypeVar("Model", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_pattern(given: str) -> str:
    try:
        re.compile(given)
    except re.error as error:
        raise ValueError(f"{given!r}: {error}") from error
    return given


Pattern = Annotated[str, AfterValidator(_as_pattern)]


class Field(_Part):
    """How a column becomes a property: `match` is a pattern for the part of the cell that counts, `separator` stands
    between several values, `values` are codes in our words, `value` is a template for a name or `kind/id`.
    """

    property: str
    match: Pattern | None = None
    separator: str | None = None
    values: dict[str, str] | None = None
    value: str | None = None


class Marked(_Part):
    """Columns that each stand for one value of a property, `mark` in the cell saying that it holds."""

    property: str
    mark: str = "Yes"
    columns: dict[str, str]


def _as_field(given: object) -> object:
    return {"property": given} if isinstance(given, str) else given


class Subject(_Part):
    """What a row tells of: the thing `about` which (a template) of a `kind`, only `when` other columns match patterns;
    `key` is a template that tells rows about the same thing apart. In `columns`, `A|B` is the first of the two that
    says something, and `*` and `#` (a number) stand for columns whose names differ in that.
    """

    kind: str
    about: str
    key: str = ""
    when: dict[str, Pattern] = {}
    always: dict[str, str] = {}
    columns: dict[str, Annotated[Field, BeforeValidator(_as_field)]] = {}
    marked: tuple[Marked, ...] = ()

    def properties(self) -> Iterator[tuple[str, str]]:
        """Yield the properties that the mapping names, each with the column (or word) that it stands beside."""
        yield from (("always", name) for name in self.always)
        yield from ((column, field.property) for column, field in self.columns.items())
        yield from (("marked", marked.property) for marked in self.marked)


class TableMapping(_Part):
    """How the rows of one table are read: `decimal` is the decimal sign, `left_out` are patterns of columns and
    `left_out_rows` of cells whose rows are not read; a table is known by its name, or `recognised_by` its columns.
    `source` describes the table as a source.
    """

    table: str = ""
    recognised_by: tuple[str, ...] = ()
    source: dict[str, str] = {}
    decimal: str = ","
    left_out: tuple[str, ...] = ()
    left_out_rows: dict[str, Pattern] = {}
    thing: tuple[Subject, ...]

    @cached_property
    def used_columns(self) -> Mapping[re.Pattern[str], str]:
        """The columns that the mapping reads: patterns of their keys, and each as it is written in the mapping."""
        names = {*self.left_out_rows}
        for subject in self.thing:
            fields = subject.columns.values()
            names |= {*subject.when, *(name for marked in subject.marked for name in marked.columns)}
            names |= {part for name in subject.columns for part in name.split("|")}
            for template in (subject.about, subject.key, *(field.value or "" for field in fields)):
                names |= {part for group in BRACES.findall(template) for part in group.split("|")}
        return {pattern_of(name): name for name in sorted(names) if name}


class Json(_Part):
    """How the data set is written as JSON: by key the table that a record (or a list of them) belongs to; by table the
    column for its id in the tables made of its lists, and the names of keys that are not those of the columns; and the
    keys that are not read.
    """

    records: dict[str, str]
    parent: dict[str, str] = {}
    headings: dict[str, dict[str, str]] = {}
    left_out: tuple[str, ...] = ()


class Dataset(_Part):
    """Tables of one origin, with what there is to say of it as a source."""

    source: dict[str, str]
    left_out: tuple[str, ...] = ()
    json_form: Json | None = None


@dataclass(frozen=True)
class DatasetMapping:
    """The mappings of a data set, by the name of the table."""

    name: str
    dataset: Dataset
    tables: Mapping[str, TableMapping]


@cache
def shipped() -> Mapping[str, DatasetMapping]:
    """Return the shipped mappings by name."""
    return {path.parent.name: _shipped(path.parent) for path in sorted(FOLDER.glob(f"*/{DATASET}"))}


def _shipped(folder: Path) -> DatasetMapping:
    tables = [read_mapping(path) for path in sorted(folder.glob("*.toml")) if path.name != DATASET]
    return DatasetMapping(folder.name, _load(Dataset, folder / DATASET), {t.table: t for t in tables})


def read_mapping(path: Path) -> TableMapping:
    """Read the mapping of a table. Raises `InputError` or `ManyErrors`, which say where in the file what is wrong."""
    mapping = _load(TableMapping, path)
    faults = list(_unknown_names(path, mapping))
    if faults:
        raise ManyErrors(faults)
    return mapping


def _load(model: type[Model], path: Path) -> Model:
    try:
        return model.model_validate(tomllib.loads(read_bytes(path).decode("utf-8-sig")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError("{path} is no TOML file: {reason}", path=path, reason=error) from error
    except ValidationError as error:
        raise ManyErrors([_fault(path, dict(found)) for found in error.errors()]) from error


def _fault(path: Path, found: dict[str, Any]) -> InputError:
    """Return what pydantic found, with its place in the file as TOML counts: `thing 2, columns, Name`."""
    place = ", ".join(str(part + 1) if isinstance(part, int) else part for part in found["loc"]).replace(", 1", " 1")
    match found["type"]:
        case "missing":
            return InputError("{path}: '{place}' is missing.", path=path, place=place)
        case "extra_forbidden":
            return InputError("{path}: a mapping has no '{place}'. See docs/tables.md.", path=path, place=place)
        case _:
            return InputError("{path}, '{place}': {reason}", path=path, place=place, reason=found["msg"])


def _unknown_names(path: Path, mapping: TableMapping) -> Iterator[InputError]:
    named = [("source", name) for name in mapping.source]
    for subject in mapping.thing:
        class_ = vocabulary().class_named(subject.kind)
        if not class_ or not vocabulary().kind_of(class_.iri):
            problem = InputError(
                "'{kind}' is no kind of thing. Write for example: indsats, fond, aftale.", kind=subject.kind
            )
            yield InputError("{path}, '{place}': {reason}", path=path, place="kind", reason=problem)
        named += subject.properties()
    for place, name in named:
        try:
            column_named(name)
        except InputError as problem:
            yield InputError("{path}, '{place}': {reason}", path=path, place=place, reason=problem)
