"""Which mapping reads what somebody gave: a folder of tables, a table, or a JSON file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from ingest.foreign import Table, key_of, read_foreign_table
from ingest.json_tables import ENDING, json_tables, read_json, records_of
from ingest.mapping import DatasetMapping, TableMapping, shipped
from ingest.slug import slug
from ingest.table import ID as ID_COLUMN
from ingest.table import KIND, Cell, Row, column_named, read_lines
from ingest.workbook import ENDING as WORKBOOK
from ontology.errors import InputError
from ontology.namespaces import ID

TABLES: Final = {".csv", WORKBOOK}


@dataclass(frozen=True)
class Foreign:
    """Tables at hand, each with the mapping that reads it, by the IRI that it is known by; the row that describes them
    as a source, if any, with its IRI; columns that none of them reads; and tables that are missing or unknown.
    """

    tables: Mapping[NamedNode, tuple[Table, TableMapping]]
    source: tuple[NamedNode, Row] | None
    left_out: tuple[str, ...] = ()
    strangers: tuple[InputError, ...] = ()


def recognise(path: Path) -> Foreign | None:
    """Return what the folder or file holds by the shipped mapping that knows it, or nothing where none does.

    Raises `InputError` for what cannot be read, and for a folder or a JSON file that no mapping knows.
    """
    if path.is_dir():
        return _folder(path)
    if path.suffix.lower() == ENDING:
        return _json(path)
    return _table(path) if path.suffix.lower() in TABLES else None


def with_mapping(path: Path, mapping: TableMapping) -> Foreign:
    """Return the table in the file, read by the mapping that somebody wrote for it. Raises `InputError`."""
    if path.suffix.lower() not in TABLES:
        endings = ", ".join(sorted(TABLES))
        raise InputError(
            "{path} has none of the endings {endings}. Save it as one of those.", path=path, endings=endings
        )
    name = slug(path.stem)
    iri = NamedNode(f"{ID}table/{name}")
    source = (NamedNode(f"{ID}table/{name}/source"), _source_row(name, path.stem, mapping.source))
    return Foreign({iri: (read_foreign_table(path, mapping.decimal), mapping)}, source if mapping.source else None)


def _folder(folder: Path) -> Foreign:
    there = {path.name: path for path in sorted(folder.glob("*.csv"))}
    best = max(shipped().values(), key=lambda mapping: len(there.keys() & mapping.tables.keys()))
    if not there.keys() & best.tables.keys():
        raise InputError(
            "{folder} holds no tables that Samspil knows. It knows the data sets {known}, as CSV; "
            "tables of your own are named one by one.",
            folder=folder,
            known=", ".join(shipped()),
        )
    tables = {
        _iri(best, path.stem): (read_foreign_table(path, best.tables[name].decimal), best.tables[name])
        for name, path in there.items()
        if name in best.tables
    }
    return Foreign(tables, _source(best, best.name), strangers=tuple(_strangers(folder, set(there), best)))


def _strangers(folder: Path, there: set[str], mapping: DatasetMapping) -> Iterator[InputError]:
    for table in sorted(there - set(mapping.tables) - set(mapping.dataset.left_out)):
        yield InputError("{table}: the mapping '{name}' does not know this table.", table=table, name=mapping.name)
    for table in sorted(set(mapping.tables) - there):
        yield InputError("There is no table {table} in {folder}.", table=table, folder=folder)


def _json(path: Path) -> Foreign:
    document = read_json(path)
    for mapping in shipped().values():
        form = mapping.dataset.json_form
        if form and records_of(document, form):
            found = json_tables(path.name, document, mapping, form)
            tables = {
                _iri(mapping, f"{path.stem} {name.removesuffix('.csv')}"): (table, mapping.tables[name])
                for name, table in found.items()
                if name in mapping.tables
            }
            return Foreign(tables, _source(mapping, f"{mapping.name} {path.stem}", path.name), form.left_out)
    raise InputError(
        "{path} is JSON of a form that Samspil does not know. It knows the data sets {known}; JSON-LD ends in .jsonld.",
        path=path,
        known=", ".join(shipped()),
    )


def _table(path: Path) -> Foreign | None:
    _, header = next(read_lines(path), (0, []))
    keys = {key_of(name) for name in header}
    if key_of(ID_COLUMN) in keys and keys & {key_of(name) for name in KIND}:
        return None  # a table of our own
    for mapping in shipped().values():
        for name, table in mapping.tables.items():
            by_columns = table.recognised_by and all(key_of(column) in keys for column in table.recognised_by)
            if by_columns or (path.name == name and _fits(table, keys)):
                source = _source(mapping, f"{mapping.name} {path.stem}", path.name) if by_columns else None
                tables = {_iri(mapping, path.stem): (read_foreign_table(path, table.decimal), table)}
                return Foreign(tables, source or _source(mapping, mapping.name))
    return None


def _fits(mapping: TableMapping, keys: Iterable[str]) -> bool:
    """Tell whether most of the columns that the mapping reads are there."""
    there = sum(any(pattern.fullmatch(key) for key in keys) for pattern in mapping.used_columns)
    return 2 * there > len(mapping.used_columns)


def _iri(mapping: DatasetMapping, name: str) -> NamedNode:
    return NamedNode(f"{ID}table/{mapping.name}/{slug(name)}")


def _source(mapping: DatasetMapping, name: str, file: str = "") -> tuple[NamedNode, Row]:
    said = mapping.dataset.source
    title = {"titel": f"{said['titel']}: {file}"} if file else {}
    return NamedNode(f"{ID}table/{slug(name)}"), _source_row(slug(name), f"{mapping.name}/dataset.toml", said | title)


def _source_row(name: str, table: str, said: Mapping[str, str]) -> Row:
    cells = tuple(Cell(column_named(column), (value,)) for column, value in said.items())
    return Row(table, 1, name, "kilde", cells)
