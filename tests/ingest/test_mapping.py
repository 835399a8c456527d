"""A table with columns of its own comes in by a mapping that its owner writes."""

from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence import recording
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from ingest.dataset import load_dataset
from ingest.mapping import read_mapping
from ingest.recognise import with_mapping
from ingest.starter import starter
from ontology.errors import InputError, ManyErrors
from ontology.namespaces import ID, SAMSPIL, SKOS
from tests.conftest import NOON, copied

LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
HEADER = ["Nr", "Giver", "Modtager", "Beløb", "Dato", "Note"]
FIRST = ["7", "Havnefonden", "Varmestuen", "1.250.000,50", "2022-03", "til personalet"]
SECOND = ["8", "Havnefonden", "Natcafeen", "80000", "2023-01-31", ""]
MAPPING = """
left_out = ["Note"]

[source]
titel = "Uddelinger"

[[thing]]
kind = "fond"
about = "{Giver}"
key = "{Nr}-giver"
columns = { "Giver" = "navn" }

[[thing]]
kind = "organisation"
about = "{Modtager}"
key = "{Nr}-modtager"
columns = { "Modtager" = "navn" }

[[thing]]
kind = "finansiering"
about = "uddeling-{Nr}"

[thing.columns]
"Giver" = { property = "giver", value = "organisation/{}" }
"Modtager" = { property = "modtager", value = "organisation/{}" }
"Beløb" = "beløb"
"Dato" = "dato"
"""


@pytest.fixture
def mapping(tmp_path):
    """Write a mapping; its path."""

    def write(text=MAPPING):
        path = tmp_path / "uddelinger.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def as_csv(path, *rows):
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def as_workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def bring(store, table, mapping, at=NOON):
    recorded, faults = load_dataset(store, with_mapping(table, read_mapping(mapping)), "tester", at)
    return take_snapshot(store), [str(f) for f in faults], recorded


def test_a_foreign_table_says_what_its_mapping_says(store, tmp_path, mapping):
    snapshot, faults, _ = bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST, SECOND), mapping())
    grant = f"{ID}funding/uddeling-7"
    assert faults == []
    assert snapshot.label(grant)["da"] == "Havnefonden → Varmestuen"
    assert snapshot.number(grant, SAMSPIL.amount) == 1_250_000.5
    assert snapshot.value(grant, SAMSPIL.date) == "2022-03"
    (amount,) = snapshot.statements(grant, SAMSPIL.amount)
    (record,) = (snapshot.records[e] for e in amount.evidence)
    assert (record.row, record.source, record.table) == (2, f"{ID}source/u", f"{ID}table/u")


def test_a_workbook_says_the_same_as_the_csv(store, tmp_path, mapping):
    bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST, SECOND), mapping())
    before = recording.version(store)
    numbers = [*FIRST[:3], 1_250_000.5, *FIRST[4:]]
    bring(store, as_workbook(tmp_path / "u.xlsx", HEADER, numbers, SECOND), mapping(), LATER)
    assert recording.version(store) == before


@pytest.mark.parametrize(
    ("write", "name", "place"),
    [(as_csv, "u.csv", "u.csv, line 3, column"), (as_workbook, "u.xlsx", "u.xlsx, cell D3, column")],
)
def test_a_fault_names_row_and_cell_and_stops_nothing(store, tmp_path, mapping, write, name, place):
    table = write(tmp_path / name, HEADER, FIRST, [*SECOND[:3], "mange", *SECOND[4:]])
    snapshot, (fault,), _ = bring(store, table, mapping())
    assert fault.startswith(f"{place} 'Beløb': 'mange' is not a number.")
    assert snapshot.value(f"{ID}funding/uddeling-8", SAMSPIL.date) == "2023-01-31"


def test_the_same_table_again_changes_nothing_a_changed_row_replaces_a_removed_one_is_withdrawn(
    store, tmp_path, mapping
):
    bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST, SECOND), mapping())
    before = set(store.quads())
    bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST, SECOND), mapping(), LATER)
    assert set(store.quads()) == before
    changed = as_csv(tmp_path / "u.csv", HEADER, [*FIRST[:3], "900000", *FIRST[4:]])
    snapshot, _, recorded = bring(store, changed, mapping(), LATER)
    assert (recorded.changed, recorded.withdrawn) == (1, 3)
    assert snapshot.number(f"{ID}funding/uddeling-7", SAMSPIL.amount) == 900_000
    assert f"{ID}funding/uddeling-8" not in snapshot.about


def test_another_table_of_the_same_name_is_refused(store, tmp_path, mapping):
    bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST), mapping())
    before = set(store.quads())
    other = as_csv(tmp_path / "u.csv", HEADER, ["99", *SECOND[1:]])
    with pytest.raises(InputError, match=r"A table called u\.csv with quite other rows has been read before"):
        bring(store, other, mapping(), LATER)
    assert set(store.quads()) == before


NAMES = st.sampled_from(["Havnefonden", "havnefonden", "Havne-fonden", "Byens Fond"])
ROWS = st.lists(st.tuples(NAMES, st.integers(1, 10**9)), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(language_home, tmp_path_factory, mapping, rows, order):
    lines = [[str(n), giver, "Varmestuen", str(amount), "2022", ""] for n, (giver, amount) in enumerate(rows)]
    shuffled = order.sample(lines, len(lines))
    versions = set()
    for given_rows in (lines, shuffled):
        home = copied(language_home, tmp_path_factory.mktemp("order") / "home")
        with EmbeddedStore.writing(home, "tests") as store:
            _, faults, _ = bring(store, as_csv(home / "u.csv", HEADER, *given_rows), mapping())
            assert faults == []
            versions.add(recording.version(store))
    assert len(versions) == 1


def test_a_thing_that_rows_name_differently_has_the_name_that_most_give_and_the_others_besides(
    store, tmp_path, mapping
):
    shouted = ["9", "HAVNEFONDEN", *SECOND[2:]]
    snapshot, faults, _ = bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST, shouted, SECOND), mapping())
    fund = f"{ID}organisation/havnefonden"
    assert faults == []
    assert [s.value for s in snapshot.statements(fund, SKOS.prefLabel)] == ["Havnefonden"]
    assert [s.value for s in snapshot.statements(fund, SKOS.altLabel)] == ["HAVNEFONDEN"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"dato"', '"datoo"', "uddelinger.toml, 'Dato': no property is called 'datoo'. Did you mean 'dato'?"),
        ('"fond"', '"fondd"', "uddelinger.toml, 'kind': 'fondd' is no kind of thing."),
        ("left_out", "udeladt", "uddelinger.toml: a mapping has no 'udeladt'."),
        ('about = "{Giver}"', "", "uddelinger.toml: 'thing 1, about' is missing."),
        ("[source]", "[source", "uddelinger.toml is no TOML file:"),
        ('["Note"]', "3", "uddelinger.toml, 'left_out': "),
        ('["Note"]', '["Note"]\nleft_out_rows = { "Note" = "(" }', "uddelinger.toml, 'left_out_rows, Note': "),
    ],
)
def test_a_faulty_mapping_is_told_with_place_and_remedy(mapping, old, new, told):
    with pytest.raises((InputError, ManyErrors)) as error:
        read_mapping(mapping(MAPPING.replace(old, new, 1)))
    assert told in str(error.value)


def test_columns_and_rows_that_a_mapping_does_not_know_are_told_of(store, tmp_path, mapping):
    text = MAPPING.replace('"Note"', '"Nte"').replace(
        'key = "{Nr}-giver"', 'key = "{Nr}-giver"\nwhen = { "Dato" = "1.*" }'
    )
    only_grants = text[: text.index('[[thing]]\nkind = "organisation"')]
    _, faults, _ = bring(store, as_csv(tmp_path / "u.csv", HEADER, FIRST), mapping(only_grants))
    assert "u.csv: the column 'Note' is neither mapped nor left out." in faults
    assert "u.csv, line 2, column 'Nr': the mapping does not say what this row tells of." in faults


def test_a_column_that_is_there_twice_is_refused(tmp_path, mapping):
    table = as_csv(tmp_path / "u.csv", [*HEADER, "beløb"], [*FIRST, "1"])
    with pytest.raises(InputError, match=r"u\.csv, line 1: the column 'beløb' is there twice"):
        with_mapping(table, read_mapping(mapping()))


def test_a_mapping_to_begin_with_guesses_the_kind_and_the_columns(tmp_path, mapping):
    text = starter(as_csv(tmp_path / "u.csv", HEADER, FIRST))
    read = read_mapping(mapping(text))
    assert read.left_out == ("Note",)
    (subject,) = read.thing
    assert (subject.kind, subject.about) == ("finansiering", "{Nr}")
    assert {c: f.property for c, f in subject.columns.items()} == {
        "Giver": "giver",
        "Modtager": "modtager",
        "Beløb": "beløb",
        "Dato": "dato",
    }
