"""A table in Excel says what the same table in CSV says, and a hostile file is refused before it does harm."""

import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from graph.known.snapshot import take_snapshot
from ingest.load import load_files
from ingest.workbook import MOST_COLUMNS, read_sheet
from ontology.errors import InputError, ManyErrors
from ontology.namespaces import ID, SAMSPIL
from tests.conftest import NOON

HEADER = ["id", "slags", "navn", "sektor", "tema", "giver", "modtager", "beløb", "fra", "alder fra", "omtrentligt"]
FUND = ["fonden", "fond", "Fonden", "fond"]
HOME = [
    "hjem",
    "indsats",
    "Hjem Nu",
    None,
    "Flere hjemløse i egen bolig",
    None,
    None,
    2500000.5,
    date(2022, 11, 30),
    18,
]
MONEY = ["penge", "finansiering", None, None, None, "Fonden", "Hjem Nu", 2500000, datetime(2022, 1, 1), None, True]  # noqa: DTZ001 - as openpyxl gives it


@pytest.fixture
def workbook(tmp_path):
    def write(*rows, name="facts.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.create_sheet("more").append(["not", "read"])
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def test_a_workbook_comes_in_as_the_same_table_in_csv_does(workbook, store, tmp_path):
    path = workbook(HEADER, FUND, ["# a comment"], [], HOME, MONEY)
    load_files(store, [path], "tester", NOON)
    by_excel = take_snapshot(store)
    csv = tmp_path / "csv" / "facts.csv"
    csv.parent.mkdir()
    csv.write_text(
        ";".join(HEADER)
        + "\nfonden;fond;Fonden;fond;;;;;;;\n# a comment\n\n"
        + "hjem;indsats;Hjem Nu;;Flere hjemløse i egen bolig;;;2500000,5;2022-11-30;18;\n"
        + "penge;finansiering;;;;Fonden;Hjem Nu;2500000;2022-01-01;;ja\n",
        encoding="utf-8",
    )
    recorded = load_files(store, [csv], "tester", NOON)
    assert by_excel.number(f"{ID}initiative/hjem", SAMSPIL.amount) == 2_500_000.5
    assert by_excel.value(f"{ID}funding/penge", SAMSPIL.approximate) == "true"
    # Only the name of the file, which is its source's title, differs.
    assert (recorded.new, recorded.withdrawn) == (0, 0)
    assert take_snapshot(store).value(f"{ID}initiative/hjem", SAMSPIL.start) == "2022-11-30"


def test_a_fault_names_the_cell_and_column(workbook, store):
    with pytest.raises(ManyErrors, match=r"facts.xlsx, cell J3, column 'alder fra': 'atten' is not a number"):
        load_files(store, [workbook(HEADER, FUND, [*HOME[:9], "atten"])], "tester", NOON)


def read(path):
    return list(read_sheet(path))


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"id;slags\n")
    with pytest.raises(InputError, match="no Excel workbook that can be read"):
        read(path)


def test_an_archive_that_unpacks_to_more_than_the_bound_is_refused_before_it_is_unpacked(workbook):
    path = workbook(HEADER, FUND)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.bin", "w") as bomb:
        for _ in range(250):
            bomb.write(b"\0" * 1_000_000)
    with pytest.raises(InputError, match="unpacks to"):
        read(path)


def rewritten(path, part, change):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = change(members[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_entities_in_the_xml_are_not_expanded(workbook):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = rewritten(
        workbook(HEADER, FUND),
        "xl/worksheets/sheet1.xml",
        lambda xml: bomb + xml.replace(b"</sheetData>", b"&b;</sheetData>"),
    )
    with pytest.raises(InputError, match="no Excel workbook that can be read"):
        read(path)


def test_a_row_far_down_or_a_column_far_right_is_refused(workbook):
    with pytest.raises(InputError, match="columns"):
        read(workbook(["x"] * (MOST_COLUMNS + 1)))
    far = rewritten(workbook(HEADER), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="1"', b'r="1048576"'))
    with pytest.raises(InputError, match="more than 200000 rows"):
        read(far)


def test_other_formats_of_excel_are_refused_with_what_to_do(workbook, store):
    path = workbook(HEADER, FUND)
    with pytest.raises(InputError, match="has none of the endings"):
        load_files(store, [path.rename(path.with_suffix(".xlsm"))], "tester", NOON)
