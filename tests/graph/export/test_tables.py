"""The tables of kinds, opened by the csv module and openpyxl, and read back by ingest."""

import csv
import io
import shutil
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.export.formats import FORMATS
from graph.export.text import as_meant, harmless, is_formula, printable
from graph.known.snapshot import take_snapshot
from graph.store import DEFAULT_GRAPH, EmbeddedStore
from graph.store.work import Work
from ingest.load import load_files
from ontology.errors import InputError
from ontology.namespaces import ID
from tests.conftest import NOON

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－x", "＠x", '=HYPERLINK("http://x")']


@pytest.fixture(scope="module")
def graph(home):
    return EmbeddedStore.reading(home)


@pytest.fixture(scope="module")
def book(graph):
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](graph)))


def content(store, format_, kind=None, language="da"):
    out = io.BytesIO()
    FORMATS[format_].write(store, out, kind, language)
    return out.getvalue()


def csv_rows(store, kind, language="da"):
    text = content(store, "csv", kind, language)
    assert text.startswith(b"\xef\xbb\xbf")
    delimiter = {"da": ";", "en": ","}[language]
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheet_rows(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def view(store):
    return {q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH)}


def with_names(store, tmp_path, *rows):
    (tmp_path / "x.csv").write_text("id;slags;navn\n" + "\n".join(rows), encoding="utf-8")
    load_files(store, [tmp_path / "x.csv"], "x", NOON)


def test_the_workbook_has_a_front_sheet_and_a_sheet_for_each_kind(book, graph):
    assert book.sheetnames[:4] == ["Om", "Organisation", "Indsats", "Politik"]
    front = {row[0]: row[1] for row in book["Om"].iter_rows(values_only=True)}
    snapshot = take_snapshot(graph)
    assert front["grafens version"] == snapshot.version
    assert front["nyeste belæg"] == datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook has no zone
    assert front["udsagn"] == sum(map(len, snapshot.about.values()))
    counts = {row[0]: row[1] for row in book["Om"].iter_rows(values_only=True) if isinstance(row[1], int)}
    assert counts["indsats"] == book["Indsats"].max_row - 1


def test_a_sheet_has_headings_in_sight_filters_and_columns_of_a_width(book):
    sheet = book["Indsats"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(8 <= sheet.column_dimensions[cell.column_letter].width <= 60 for cell in sheet[1])
    assert all(cell.font.bold for cell in sheet[1])


def test_a_row_tells_of_a_thing_with_its_source_place_and_address(book):
    row = next(r for r in sheet_rows(book["Indsats"]) if r["navn"] == "Havnegade")
    assert row["id"] == f"{ID}initiative/havnegade"
    assert "unge hjemløse" in row["målgruppe"].split("|")
    assert "vision-2021" in row["kilde"].split("|")
    assert len(row["kilde"].split("|")) == len(row["sted"].split("|"))


def test_amounts_years_and_dates_are_real_ones(book):
    amounts = [row["beløb"] for row in sheet_rows(book["Finansiering"])]
    assert 36_000_000 in amounts
    assert {type(a) for a in amounts if a is not None} <= {int, float, str}
    assert not {a for a in amounts if isinstance(a, str) and "|" not in a}
    dates = [row["dato"] for row in sheet_rows(book["Kilde"])]
    assert any(isinstance(day, datetime) for day in dates)


def test_the_archive_has_a_file_for_each_sheet_with_the_same_rows(graph, book):
    archive = zipfile.ZipFile(io.BytesIO(FORMATS["csv"](graph)))
    assert [n.removesuffix(".csv") for n in archive.namelist()] == [n.lower() for n in book.sheetnames[1:]]
    rows = list(csv.reader(io.StringIO(archive.read("indsats.csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == [cell.value for cell in book["Indsats"][1]]
    assert len(rows) == book["Indsats"].max_row


@pytest.mark.parametrize("kind", ["indsats", "initiative", "Initiative"])
def test_one_kind_alone_is_a_csv_file_or_a_workbook_that_begins_with_it(graph, kind):
    assert len(csv_rows(graph, kind)) == len(take_snapshot(graph).of_class(vocabulary_class("Initiative")))
    assert openpyxl.load_workbook(io.BytesIO(content(graph, "xlsx", kind))).sheetnames == ["Indsats", "Om"]
    assert FORMATS["csv"].file_type(kind) == ("text/csv", ".csv")


def vocabulary_class(name):
    from ontology.namespaces import SAMSPIL

    return getattr(SAMSPIL, name)


def test_in_english_headings_values_and_numbers_are_english(graph):
    row = csv_rows(graph, "observation", "en")[0]
    assert {"type", "name", "value", "source", "locator", "id"} <= set(row)


def test_what_cannot_be_written_is_told(graph):
    with pytest.raises(InputError, match="no kind of thing"):
        content(graph, "csv", "hest")
    with pytest.raises(InputError, match="nothing of the kind"):
        content(graph, "xlsx", "forslag")
    with pytest.raises(InputError, match="Only tables"):
        content(graph, "gexf", "indsats")


def test_it_tells_how_far_it_is(graph):
    told = []
    FORMATS["csv"].write(graph, io.BytesIO(), work=Work(lambda *step: told.append(step)))
    assert told[-1][0] == "writing"
    assert told[-1][1] == told[-1][2] > 900
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_name_stays_a_text_and_comes_back_as_it_was(store, tmp_path, formula):
    quoted = formula.replace('"', '""')
    with_names(store, tmp_path, f'x;indsats;"{quoted}"')
    assert [row["navn"] for row in csv_rows(store, "indsats")] == ["'" + formula]
    cell = openpyxl.load_workbook(io.BytesIO(content(store, "xlsx", "indsats")))["Indsats"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (formula, "s", True)
    before = view(store)
    (tmp_path / "indsats.csv").write_bytes(content(store, "csv", "indsats"))
    load_files(store, [tmp_path / "indsats.csv"], "x", NOON)
    assert {t for t in view(store) - before if t.subject.value == f"{ID}initiative/x"} == set()


@given(st.text())
def test_a_harmless_text_is_no_formula_and_can_be_undone(text):
    assert not is_formula(harmless(text))
    if not (text.startswith("'") and is_formula(printable(text)[1:])):
        assert as_meant(harmless(text)) == printable(text)


@pytest.mark.parametrize("number", ["-5", "-2,5", "-2.5", "12"])
def test_a_number_is_left_as_it_is(number):
    assert harmless(number) == number


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_read_back_the_tables_say_what_the_graph_says(home, graph, tmp_path, format_):
    again = tmp_path / "again"
    shutil.copytree(home, again)
    files = [
        tmp_path / f"{kind}.{format_}" for kind in ("indsats", "organisation", "finansiering", "budget", "politik")
    ]
    for file in files:
        file.write_bytes(content(graph, format_, file.stem))
    with EmbeddedStore.writing(again, "tests") as store:
        load_files(store, files, "x", NOON)
        assert view(store) - view(graph) == own_titles(store, files)
        assert view(graph) - view(store) == set()


def own_titles(store, files):
    """What a table that names no source for some row says of itself."""
    tables = {f"{ID}table/{file.stem}" for file in files}
    return {t for t in view(store) if t.subject.value in tables}


def test_all_tables_together_make_the_graph_anew(graph, tmp_path):
    zipfile.ZipFile(io.BytesIO(FORMATS["csv"](graph))).extractall(tmp_path)
    with EmbeddedStore.writing(tmp_path / "new", "tests") as store:
        load_files(store, sorted(tmp_path.glob("*.csv")), "x", NOON)
        lost, new = view(graph) - view(store), view(store) - view(graph)
    assert {t.subject.value.rpartition("/")[0] for t in lost | new} <= {
        f"{ID}table",
        f"{ID}table/aarhus",
        f"{ID}table/denmark",
    }
