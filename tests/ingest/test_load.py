"""Tables come in whole or not at all, and only once."""

import pytest
from pyoxigraph import Literal

from graph.evidence import evidence
from ontology.errors import InputError, ManyErrors
from ontology.namespaces import CONCEPT, ID, SAMSPIL

HEADER = "id;slags;navn;sektor;tema;målgruppe;metode;giver;modtager;beløb;alder fra;alder til\n"
FUND = "fonden;fond;Fonden;fond;;;;;;;;\n"
HOME = "hjem;indsats;Hjem Nu;;Flere hjemløse i egen bolig;unge hjemløse;Housing First;;;;18;24\n"
MONEY = "fonden-hjem;finansiering;;;;;;Fonden;Hjem Nu;2.500.000;;\n"


def test_rows_become_statements_with_their_row_as_evidence(load):
    snapshot = load(HEADER + FUND + HOME + MONEY)
    (amount,) = snapshot.statements(f"{ID}funding/fonden-hjem", SAMSPIL.amount)
    assert amount.object == Literal("2500000", datatype=amount.object.datatype)
    (record,) = (snapshot.records[e] for e in amount.evidence)
    assert (record.table, record.row, record.source) == (f"{ID}table/facts", 4, f"{ID}table/facts")


def test_names_of_things_in_any_row_of_the_file_can_be_referred_to(load):
    snapshot = load(HEADER + MONEY + HOME + FUND)
    assert snapshot.targets(f"{ID}funding/fonden-hjem", SAMSPIL.funder) == (f"{ID}organisation/fonden",)


def test_a_row_adds_a_concept_to_the_scheme_in_its_id(load):
    snapshot = load(
        "id;slags;navn;målgruppe\ntarget-group/violinelever;begreb;violinelever;\nspil;indsats;Spil;violinelever\n"
    )
    concept = f"{CONCEPT}target-group/violinelever"
    assert concept in snapshot.concepts(f"{CONCEPT}target-group")
    assert snapshot.targets(f"{ID}initiative/spil", SAMSPIL.targetGroup) == (concept,)


def test_a_concept_of_no_known_scheme_is_refused(load):
    with pytest.raises(ManyErrors) as refused:
        load("id;slags;navn\ncolour/blue;begreb;blå\n")
    assert "There is no list of concepts called 'colour'" in refused.value.say(str)


def test_reading_a_file_twice_changes_nothing(load, store):
    first = load(HEADER + FUND + HOME)
    before = set(store.quads())
    assert load(HEADER + FUND + HOME).version == first.version
    assert set(store.quads()) == before


def test_a_changed_row_replaces_and_a_removed_row_is_withdrawn(load, store):
    load(HEADER + FUND + HOME)
    snapshot = load(HEADER + HOME.replace(";24", ";29"))
    assert snapshot.value(f"{ID}initiative/hjem", SAMSPIL.ageMax) == "29"
    assert f"{ID}organisation/fonden" not in snapshot.about
    (gone,) = [e for e in evidence.from_origin(store, snapshot_table()) if "fonden" in e.value]
    assert evidence.read(store, gone).status == evidence.WITHDRAWN


def snapshot_table():
    from pyoxigraph import NamedNode

    return NamedNode(f"{ID}table/facts")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (HOME.replace("unge hjemløse", "unge hjemlose"), "line 2, column 'målgruppe': 'unge hjemlose' is not known as"),
        (HOME.replace("unge hjemløse", "unge hjemlose"), "Did you mean 'unge hjemløse'?"),
        (MONEY, "column 'giver': 'Fonden' is not known as organisation"),
        (
            FUND + MONEY.replace("Hjem Nu", "Hjem Ny"),
            "column 'modtager': 'Hjem Ny' is not known as indsats / organisation",
        ),
        (HOME.replace(";18", ";atten"), "column 'alder fra': 'atten' is not a number"),
        (HOME.replace(";18", ";18,5"), "'18,5' is not a whole number"),
        (HOME.replace("indsats", "insats"), "column 'slags': 'insats' is no kind of thing"),
        (HOME.replace("hjem;", "Hjem Nu;", 1), "column 'id': 'Hjem Nu' cannot be an id"),
        (HOME + HOME, "the same id and place as in line 2"),
        (HOME.replace(";18;24", ";24;18"), "Lowest age"),
        ("x;finansiering;;;;;;;;5;;\n", "line 2, column 'giver'"),
        (HOME.replace(";18;24", ";;") + "hjem;indsats;;;;;;;;;;\n", "the same id and place"),
    ],
)
def test_a_fault_refuses_the_whole_table_with_row_column_and_remedy(load, store, row, message):
    with pytest.raises(ManyErrors) as refused:
        load(HEADER + row)
    assert message.lower() in str(refused.value).lower()
    assert not any(q for q in store.quads(None, None, None, None) if "/facts/" in str(q))


@pytest.mark.parametrize(("cell", "datatype"), [("2022", "gYear"), ("2022-11", "gYearMonth"), ("2022-11-30", "date")])
def test_a_date_is_kept_as_precisely_as_it_is_written(load, cell, datatype):
    snapshot = load(HEADER.replace("alder fra", "fra") + HOME.replace(";18;24", f";{cell};"))
    (start,) = snapshot.statements(f"{ID}initiative/hjem", SAMSPIL.start)
    assert (start.value, start.object.datatype.value.rsplit("#", 1)[-1]) == (cell, datatype)


@pytest.mark.parametrize("cell", ["30.11.2022", "2022-13", "2022-02-30", "22", "i 2022"])
def test_what_is_no_date_is_refused_with_how_to_write_one(load, cell):
    with pytest.raises(ManyErrors, match=r"is not a date\. Write it like 2022, 2022-11 or 2022-11-30"):
        load(HEADER.replace("alder fra", "fra") + HOME.replace(";18;24", f";{cell};"))


def test_a_foreign_currency_is_kept(load):
    snapshot = load(HEADER.replace("alder fra", "valuta") + FUND + HOME.replace(";18;24", ";;") + MONEY[:-2] + "EUR;\n")
    assert snapshot.value(f"{ID}funding/fonden-hjem", SAMSPIL.currency) == "EUR"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/bekendtgørelse", "https://example.org/bekendtg%C3%B8relse"),
        ("https://example.org/a%20b?c=1&d=2#e", "https://example.org/a%20b?c=1&d=2#e"),
    ],
)
def test_the_address_of_a_page_is_kept_as_a_browser_sends_it(load, address, kept):
    snapshot = load(f"id;slags;titel;webadresse\nlov;kilde;Loven;{address}\n")
    assert snapshot.value(f"{ID}source/lov", SAMSPIL.url) == kept


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_what_is_no_address_of_a_page_is_refused(load, address):
    with pytest.raises(ManyErrors, match="is not the address of a page"):
        load(f"id;slags;titel;webadresse\nlov;kilde;Loven;{address}\n")


def test_another_table_of_the_same_name_does_not_replace_the_first(load):
    load(HEADER + FUND)
    with pytest.raises(InputError, match="with quite other rows has been read before"):
        load(HEADER + HOME)


def test_a_period_that_ends_before_it_begins_is_refused(load):
    with pytest.raises(ManyErrors, match="The period ends before it begins"):
        load("id;slags;navn;tema;fra;til\nhjem;indsats;Hjem;Flere hjemløse i egen bolig;2022;2020\n")
