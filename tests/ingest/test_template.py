"""A template is a table that can be filled in at once: its headings are read, and its lists hold the concepts."""

import io

import openpyxl
import pytest

from graph.known.snapshot import take_snapshot
from ingest.load import load_files
from ingest.table import read_table
from ingest.template import template
from ontology.errors import InputError
from ontology.namespaces import ID, SAMSPIL
from ontology.vocabulary import vocabulary
from tests.conftest import NOON

KINDS = [c for c in vocabulary().classes.values() if vocabulary().kind_of(c.iri) and c.iri != SAMSPIL.Evidence.value]


def filled(path, kind, language, **cells):
    """Write the template with one row filled in, by its headings, as a user would."""
    book = openpyxl.load_workbook(io.BytesIO(template(kind, language)))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        sheet.cell(2, headings[heading.replace("_", " ")], value)
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("class_", KINDS, ids=lambda c: c.name)
def test_the_headings_of_every_template_are_read(class_, language, tmp_path):
    path = filled(tmp_path / "x.xlsx", class_.label[language], language, id="x")
    (row,) = read_table(path)
    assert (row.id, row.kind) == ("x", class_.label[language])


def test_a_filled_template_comes_in(store, tmp_path):
    fund = filled(tmp_path / "fund.xlsx", "fond", "da", id="fonden", navn="Fonden", sektor="fond")
    home = filled(tmp_path / "home.xlsx", "indsats", "da", id="hjem", navn="Hjem Nu", tema="homelessness")
    money = filled(
        tmp_path / "money.xlsx",
        "funding",
        "en",
        id="penge",
        funder="Fonden",
        funded="Hjem Nu",
        amount=2_500_000,
        role="investor",
    )
    load_files(store, [fund, home, money], "tester", NOON)
    assert take_snapshot(store).number(f"{ID}funding/penge", SAMSPIL.amount) == 2_500_000


def test_a_column_with_concepts_has_a_list_of_them_to_choose_from():
    book = openpyxl.load_workbook(io.BytesIO(template("finansiering", "da")))
    table, lists, explanation = book.worksheets
    column = next(cell.column_letter for cell in table[1] if cell.value == "rolle")
    (choice,) = (v for v in table.data_validations.dataValidation if str(v.sqref).startswith(f"{column}2:"))
    _, _, cells = choice.formula1.partition("!")
    listed = {cell.value for (cell,) in lists[cells.replace("$", "")]}
    assert {"investor", "resultatbetaler", "garant"} <= listed
    assert not choice.showErrorMessage
    assert {row[0].value for row in explanation.iter_rows()} >= {"finansiering", "giver", "rolle", "kilde"}


@pytest.mark.parametrize("kind", ["noget", "belæg", "port"])
def test_what_is_no_kind_of_thing_has_no_template(kind):
    with pytest.raises(InputError, match=r"is no kind of thing\. Write for example"):
        template(kind, "da")
