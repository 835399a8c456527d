"""A table is read with the place of every cell, and refused with all its faults."""

import pytest

from ingest.table import read_table
from ontology.errors import InputError, ManyErrors

HEADER = "id;slags;navn;navn@en;målgruppe\n"


@pytest.fixture
def table(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "facts.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_cells_know_their_line_and_values_are_split(table):
    rows = read_table(table("# id: noget\n" + HEADER + "\na;indsats;Et;One;x | y\n"))
    (row,) = rows
    assert (row.line, row.id, row.kind) == (4, "a", "indsats")
    assert [(c.column.term.name, c.column.language, c.values) for c in row.cells] == [
        ("name", "da", ("Et",)),
        ("name", "en", ("One",)),
        ("targetGroup", "da", ("x", "y")),
    ]


def test_commas_quotes_and_a_byte_order_mark_are_understood(table):
    (row,) = read_table(table('\ufeffid,slags,navn\na,indsats,"Et, to"\n'))
    assert row.cells[0].values == ("Et, to",)


def test_headers_may_be_english_labels_or_short_names(table):
    (row,) = read_table(table("id,type,Target group,outcome\na,Initiative,x,y\n"))
    assert [c.column.term.name for c in row.cells] == ["targetGroup", "outcome"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEADER, "the table has no rows"),
        ("", "there are no columns 'id' and 'slags'"),
        ("id;slags;målgrupe\na;indsats;x\n", "no property is called 'målgrupe'. Did you mean 'målgruppe'?"),
        ("id;navn\na;b\n", "must have one column 'slags'"),
        (HEADER + "a;;x;;\n", "line 2, column 'slags': the cell is empty"),
        (HEADER + "a;indsats;x;;;;mere\n", "line 2: there are more cells"),
        (HEADER + 'a;indsats;"x;;\n', "cannot be read as CSV"),
        ((HEADER + "a;indsats;Børn;;\n").encode("cp1252"), "is not UTF-8 text"),
        (HEADER + f"a;indsats;{'x' * 10_001};;\n", "more than 10000 characters"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_place_and_remedy(table, content, message):
    with pytest.raises(InputError) as refused:
        read_table(table(content))
    assert message in str(refused.value)


def test_all_faults_are_told_at_once(table):
    with pytest.raises(ManyErrors) as refused:
        read_table(table(HEADER + "a;;x;;\n;indsats;y;;\n"))
    assert len(refused.value.faults) == 2


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_table(tmp_path / "none.csv")
