"""The tables of kinds as files: a workbook with a sheet for each, CSV of one, or a ZIP archive with CSV of each."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO, Final

from graph.export.sheet import Cell, Sheet, write_csv
from graph.export.tables import KindTable, Tables
from graph.export.xlsx import write_xlsx
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import Store
from graph.store.work import Work
from ontology.vocabulary import ClassTerm
from ontology.words import Language, Words

ABOUT: Final = Words(da="Om", en="About")
TITLE: Final = Words(da="Samspil: grafens tabeller", en="Samspil: the tables of the graph")
VERSION: Final = Words(da="grafens version", en="graph version")
NEWEST: Final = Words(da="nyeste belæg", en="newest evidence")
STATEMENTS: Final = Words(da="udsagn", en="statements")
UNITS: Final = Words(
    da="Beløb er i kroner (DKK), hvor kolonnen valuta ikke siger andet. Datoer er så præcise, som kilden siger dem. "
    "Flere værdier i en celle er adskilt af |. En tom celle betyder: vides ikke.",
    en="Amounts are in DKK where the column currency says nothing else. Dates are as precise as the source says them. "
    "Several values in a cell are separated by |. An empty cell means: not known.",
)
HEADINGS: Final = (Words(da="tabel", en="table"), Words(da="kolonne", en="column"), Words(da="betyder", en="means"))
ROWS: Final = Words(da="rækker", en="rows")
EVERY: Final = 100  # rows
Told = Callable[[int], None]


def workbook(store: Store, out: BinaryIO, kind: ClassTerm | None, language: Language, work: Work) -> None:
    """Write a workbook: in front a sheet with version, counts and what the columns mean, then a sheet for each kind.
    With a `kind`, its sheet comes first, as `samspil ingest` reads the first sheet.
    """
    snapshot = take_snapshot(store)
    tables = Tables(snapshot)
    found = tables.of(kind)
    about = Sheet(ABOUT[language], [TITLE[language], "", ""], _about(snapshot, found, language))
    sheets = [_sheet(tables, table, language) for table in found]
    write_xlsx([*sheets, about] if kind else [about, *sheets], out, TITLE[language], _told(found, work))


def csv_files(store: Store, out: BinaryIO, kind: ClassTerm | None, language: Language, work: Work) -> None:
    """Write the CSV of one kind; without a `kind` a ZIP archive with a file for each, called by its kind."""
    tables = Tables(take_snapshot(store))
    found = tables.of(kind)
    tell = _told(found, work)
    if kind:
        write_csv(_sheet(tables, found[0], language), out, language, tell)
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        before = 0
        for table in found:
            with archive.open(f"{table.kind.label[language]}.csv", "w", force_zip64=True) as file:
                write_csv(_sheet(tables, table, language), file, language, lambda n, b=before: tell(b + n))  # type: ignore[misc,arg-type]
            before += len(table.things)


def _told(found: list[KindTable], work: Work) -> Told:
    total = sum(len(t.things) for t in found)

    def tell(done: int) -> None:
        if done % EVERY == 0 or done == total:
            work.tell("writing", done, total)

    return tell


def _sheet(tables: Tables, table: KindTable, language: Language) -> Sheet:
    title = table.kind.label[language].capitalize()
    return Sheet(title, table.header(language), tables.rows(table, language), frozen=2)


def _about(snapshot: Snapshot, found: list[KindTable], language: Language) -> Iterator[list[Cell]]:
    newest = max((r.generated_at for r in snapshot.records.values()), default="")
    yield [VERSION[language], snapshot.version, None]
    yield [NEWEST[language], date.fromisoformat(newest[:10]) if newest else None, None]
    yield [STATEMENTS[language], sum(map(len, snapshot.about.values())), None]
    yield [UNITS[language], None, None]
    yield [HEADINGS[0][language], ROWS[language], None]
    for table in found:
        yield [table.kind.label[language], len(table.things), table.kind.definition[language]]
    yield [h[language] for h in HEADINGS]
    for table in found:
        for column in table.columns:
            definition = column.term.definition[language]
            yield [table.kind.label[language], column.heading(language), definition]
