"""A foreign data set comes in as it stands: every value is read, left out on purpose, or told of; its faults stop
nothing.
"""

import csv
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.evidence import evidence
from graph.known.snapshot import take_snapshot
from ingest.dataset import load_dataset
from ingest.recognise import recognise
from ontology.errors import InputError
from ontology.namespaces import ID, SAMSPIL
from tests.conftest import NOON

SMALL = Path(__file__).parent / "indigo"
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
PROJECT = f"{ID}initiative/indigo-poj-0146"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SMALL, tmp_path / "indigo")


@pytest.fixture
def bring(store, folder):
    """Bring the folder into the store; the snapshot after it, and what was told of."""

    def bring_folder(at=NOON):
        recorded, faults = load_dataset(store, recognise(folder), "tester", at)
        return take_snapshot(store), [str(f) for f in faults], recorded

    return bring_folder


def change(folder, table, old, new):
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def named(snapshot, iris):
    return {snapshot.label(iri)["en"] for iri in iris}


def test_a_project_is_an_initiative_with_its_sector_place_dates_money_and_parties(bring):
    snapshot, _, _ = bring()
    assert snapshot.label(PROJECT)["en"] == "Teens and Toddlers"
    assert named(snapshot, snapshot.targets(PROJECT, SAMSPIL.policySector)) == {"Employment and training"}
    assert named(snapshot, snapshot.targets(PROJECT, SAMSPIL.area)) == {"United Kingdom"}
    assert named(snapshot, snapshot.targets(PROJECT, SAMSPIL.status)) == {"ended"}
    assert snapshot.value(PROJECT, SAMSPIL.start) == "2012-11"
    assert (snapshot.number(PROJECT, SAMSPIL.amount), snapshot.value(PROJECT, SAMSPIL.currency)) == (800_000, "GBP")
    assert named(snapshot, snapshot.targets(PROJECT, SAMSPIL.provider)) == {"Teens and Toddlers (now known as Power2)"}
    assert "Social Finance UK" in named(snapshot, snapshot.targets(PROJECT, SAMSPIL.intermediary))
    assert snapshot.text(PROJECT, SAMSPIL.targetGroupInWords)["en"]


def test_investors_outcome_payers_and_the_fund_pay_in_their_roles(bring):
    snapshot, _, _ = bring()
    payers = {
        (snapshot.label(payer)["en"], snapshot.label(role)["en"])
        for funding in snapshot.to(PROJECT, SAMSPIL.funded)
        for payer in snapshot.targets(funding.subject, SAMSPIL.funder)
        for role in snapshot.targets(funding.subject, SAMSPIL.role)
    }
    assert ("Barrow Cadbury Charitable Trust", "investor") in payers
    assert ("Department for Work and Pensions (DWP)", "outcome payer") in payers
    assert ("Innovation Fund - United Kingdom", "outcome payer") in payers


def observed(snapshot, name):
    """The values and units of the observations of that name on the project."""
    return {
        (snapshot.number(o, SAMSPIL.value), snapshot.value(o, SAMSPIL.unit))
        for o in (s.subject for s in snapshot.to(PROJECT, SAMSPIL.about))
        if snapshot.label(o)["en"] == name
    }


def test_outcomes_are_told_in_words_with_their_targets_prices_payments_and_results(bring):
    snapshot, _, _ = bring()
    assert snapshot.text(PROJECT, SAMSPIL.outcomeInWords)["en"] == "In words of our own."
    assert observed(snapshot, "People who are to reach the outcome") == {(1100, "personer")}
    assert observed(snapshot, "Price of an outcome") == {(1300, "GBP"), (1400, "GBP"), (700, "GBP")}
    payments = {(0, "GBP"), (18_000, "GBP"), (40_000, "GBP"), (59_701, "GBP"), (26_400, "GBP")}
    assert observed(snapshot, "Outcome payment") == payments
    assert observed(snapshot, "Most that may be paid for outcomes in total") == {(3_300_000, "GBP")}
    assert observed(snapshot, "People reached") == {(1317, "personer")}


def test_goals_places_documents_and_roles_belong_to_the_project(bring):
    snapshot, _, _ = bring()
    assert named(snapshot, snapshot.targets(PROJECT, SAMSPIL.developmentGoal)) == {"SDG 4: Quality education"}
    assert snapshot.value(PROJECT, SAMSPIL.developmentTarget) == "4.a"
    assert snapshot.text(PROJECT, SAMSPIL.areaInWords)["en"] == "Greater Manchester, North West"
    documents = [snapshot.value(d, SAMSPIL.url) for d in snapshot.targets(PROJECT, SAMSPIL.describedIn)]
    assert documents
    assert all(url.startswith("https://") for url in documents)
    participations = {s.subject for s in snapshot.to(PROJECT, SAMSPIL.about) if "/participation/" in s.subject}
    assert {snapshot.label(p)["en"] for p in participations} == {"Bridges Outcomes Partnerships → Teens and Toddlers"}


def test_a_loan_that_was_drawn_is_a_part_of_the_investment_and_interest_is_left_out(bring):
    snapshot, _, _ = bring()
    (loan,) = (s.subject for s in snapshot.to(f"{ID}funding/indigo-poj-0146-investment1", SAMSPIL.partOf))
    assert (snapshot.number(loan, SAMSPIL.amount), snapshot.value(loan, SAMSPIL.date)) == (155_000, "2018-03")
    assert named(snapshot, snapshot.targets(loan, SAMSPIL.instrument)) == {"loan"}


def test_identifiers_of_organisations_come_in_and_what_is_none_is_told_of(bring):
    snapshot, faults, _ = bring()
    found = {s.value for about in snapshot.about.values() for s in about if s.predicate == SAMSPIL.identifier.value}
    assert found == {"GB-COH-02963378"}
    assert any("begins with the code of the register" in f for f in faults)


INDIGO_JSON = """
{"project": {"id": "INDIGO-POJ-0146", "data": {
    "status": "PUBLIC",
    "name": {"value": "Teens and Toddlers"},
    "stage_development": {"value": "Complete", "source_ids": "source1"},
    "dates": {"start_date_of_service_provision": {"value": "2012-11", "status": "PUBLIC"}, "notes": "x"},
    "overall_project_finance": {
        "total_investment_commitment": {"currency": {"value": "GBP"}, "amount": {"exact": {"value": 800000}}},
        "maximum_potential_outcome_payment_v2": {"currency": {"value": "GBP"}, "amount": {"value": 3300000}}},
    "purpose_and_classifications": {"policy_sector": {"value": "Employment and training"}},
    "investments": [{"id": "investment1", "organisation_id": {"value": "INDIGO-ORG-0266"}, "status": "PUBLIC"}],
    "delivery_locations": [{"location_name": {"value": "Leeds"}, "location_country": {"value": "GB"}}],
    "outcome_metrics": [{"id": "outcomemetric1", "definition": {"value": "Back to school"},
        "primary_sdg_goal": {"value": "4"}}],
    "outcome_payments": [{"period": {"start_date": {"value": "2018"}}, "type": {"value": "Actual"},
        "money": {"currency": {"value": "GBP"}, "amount": {"value": 26400.5}}}],
    "technical_assistances": [{"id": "ta1", "title": {"value": "Advice"}}]
}}}
"""


def test_json_by_the_schema_of_the_data_set_is_read_by_the_same_mappings(bring, store, tmp_path):
    bring()
    path = tmp_path / "project.json"
    path.write_text(INDIGO_JSON, encoding="utf-8")
    recorded, faults = load_dataset(store, recognise(path), "tester", LATER)
    snapshot = take_snapshot(store)
    assert (faults, recorded.changed, recorded.withdrawn) == ([], 0, 0)
    (start,) = snapshot.statements(PROJECT, SAMSPIL.start)
    assert len(start.evidence) == 2  # the table and the file say the same
    assert "Leeds" in {s.value for s in snapshot.statements(PROJECT, SAMSPIL.areaInWords)}
    assert "Back to school" in {s.value for s in snapshot.statements(PROJECT, SAMSPIL.outcomeInWords)}
    assert (26_400.5, "GBP") in observed(snapshot, "Outcome payment")


def test_one_table_of_the_data_set_alone_is_recognised_by_its_name(bring, store, folder):
    bring()
    recorded, _ = load_dataset(store, recognise(folder / "projects.csv"), "tester", LATER)
    assert (recorded.new, recorded.changed, recorded.withdrawn) == (0, 0, 0)


def test_a_table_that_only_has_the_name_of_one_in_the_data_set_is_not_taken_for_it(tmp_path):
    path = tmp_path / "projects.csv"
    path.write_text("ID,Title,Owner\n1,Garden,Anna\n", encoding="utf-8")
    assert recognise(path) is None


def test_every_statement_has_the_row_that_says_it(bring):
    snapshot, _, _ = bring()
    (start,) = snapshot.statements(PROJECT, SAMSPIL.start)
    (record,) = (snapshot.records[e] for e in start.evidence)
    assert (record.table, record.source) == (f"{ID}table/indigo/projects", f"{ID}source/indigo")
    lines = (SMALL / "projects.csv").read_text(encoding="utf-8").splitlines()
    assert lines[record.row - 1].startswith("INDIGO-POJ-0146,")


def test_the_faults_that_the_data_has_are_told_of_and_the_rest_comes_in(bring):
    snapshot, faults, _ = bring()
    assert any("projects_investments.csv" in f and "currency must be three capital letters" in f for f in faults)
    investment = f"{ID}funding/indigo-poj-0077-investment1"
    assert snapshot.number(investment, SAMSPIL.amount) == 10_000_000
    assert snapshot.value(investment, SAMSPIL.currency) is None
    assert {f"{ID}initiative/indigo-pl-0026", f"{ID}initiative/indigo-pl-0090"} <= set(snapshot.about)


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        (
            "projects_investments.csv",
            "INDIGO-ORG-0268",
            "INDIGO-ORG-9999",
            "'organisation/indigo-org-9999' is not known",
        ),
        ("projects.csv", "2012-11", "Nov 2012", "'Nov 2012' is not a date"),
        ("projects.csv", "800000", "$800k", "'$800k' is not a number"),
        ("projects.csv", "Complete", "Compleet", "'Compleet' is not known to the mapping"),
        ("projects.csv", "Employment and training", "Employmnt", "'employmnt' is not known as Politikområder"),
        ("projects_investments.csv", "INDIGO-POJ-0146", "", "nobody knows what the row is about"),
        ("projects.csv", "Countries", "Country", "the column 'Country' is neither mapped nor left out"),
        (
            "projects.csv",
            "Stage of Development - (Value)",
            "Stage",
            "there is no column 'Stage of Development - (Value)'",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_stops_nothing(bring, folder, table, old, new, told):
    change(folder, table, old, new)
    snapshot, faults, _ = bring()
    (fault,) = (f for f in faults if told in f)
    assert fault.startswith(table)
    assert f"{ID}initiative/indigo-poj-0165" in snapshot.about


def test_an_id_with_a_stray_tab_is_the_same_id(bring, folder):
    change(folder, "projects_investments.csv", ",INDIGO-ORG-0268,", ",\tINDIGO-ORG-0268 ,")
    snapshot, faults, _ = bring()
    assert not any("0268" in f for f in faults)
    assert snapshot.to(f"{ID}organisation/indigo-org-0268", SAMSPIL.funder)


def test_reading_it_again_changes_nothing(bring, store):
    bring()
    before = set(store.quads())
    _, _, recorded = bring(LATER)
    assert (recorded.new, recorded.changed, recorded.withdrawn) == (0, 0, 0)
    assert set(store.quads()) == before


def test_a_changed_row_replaces_and_a_removed_row_is_withdrawn(bring, folder, store):
    bring()
    change(folder, "projects.csv", "800000", "900000")
    investments = folder / "projects_investments.csv"
    lines = investments.read_text(encoding="utf-8").splitlines(keepends=True)
    investments.write_text("".join(line for line in lines if "INDIGO-ORG-0268" not in line), encoding="utf-8")
    snapshot, _, recorded = bring(LATER)
    assert recorded.withdrawn == 1
    assert recorded.changed  # the row, and those whose line has moved
    assert snapshot.number(PROJECT, SAMSPIL.amount) == 900_000
    assert not snapshot.to(f"{ID}organisation/indigo-org-0268", SAMSPIL.funder)
    assert evidence.WITHDRAWN in {e.status for e in evidence.read_all(store)}


def test_a_table_that_is_missing_or_unknown_is_told_of(bring, folder):
    (folder / "funds.csv").rename(folder / "fonds.csv")
    _, faults, _ = bring()
    assert "fonds.csv: the mapping 'indigo' does not know this table." in faults
    assert any(f.startswith("There is no table funds.csv in") for f in faults)


def test_a_folder_of_something_else_is_refused(store, tmp_path):
    (tmp_path / "x.csv").write_text("a;b\n1;2\n")
    before = set(store.quads())
    with pytest.raises(InputError, match=r"holds no tables that Samspil knows\. It knows the data sets .*indigo"):
        recognise(tmp_path)
    assert set(store.quads()) == before


@pytest.mark.shared
def test_the_whole_data_set_comes_in(store, shared):
    folder = shared / "data" / "indigo"
    _, faults = load_dataset(store, recognise(folder), "tester", NOON)
    snapshot = take_snapshot(store)

    def rows(table):
        return list(csv.DictReader((folder / table).read_text(encoding="utf-8").splitlines(keepends=True)))

    nobody = [r["ID"] for r in rows("organisations.csv") if re.match(r"Unknown$|Multiple .*investors$", r["Name"])]
    assert nobody == ["INDIGO-ORG-0038", "INDIGO-ORG-0223", "INDIGO-ORG-1282"]
    for table, kind, left_out in (
        ("projects.csv", "initiative", []),
        ("organisations.csv", "organisation", nobody),
        ("funds.csv", "organisation", []),
    ):
        missing = [r["ID"] for r in rows(table) if f"{ID}{kind}/{r['ID'].strip().lower()}" not in snapshot.about]
        assert missing == left_out
    known = {r["ID"] for r in rows("organisations.csv")} - set(nobody)
    invested = {
        (funding.value, payer)
        for about in snapshot.about.values()
        for funding in about
        if funding.predicate == SAMSPIL.funded.value
        for payer in snapshot.targets(funding.subject, SAMSPIL.funder)
        if snapshot.value(funding.subject, SAMSPIL.role).endswith("/investor")
    }
    payers = {r: f"{ID}organisation/{r.lower()}" for r in known}
    wanted = {
        (f"{ID}initiative/{r['Project ID'].lower()}", snapshot.known_as.get(payer, payer))
        for r in rows("projects_investments.csv")
        if (payer := payers.get(r["Organisation ID - (Value)"]))
    }
    assert wanted == invested
    assert 50 < len(faults) < 120


@pytest.mark.shared
def test_organisations_that_the_data_set_has_twice_are_one(store, shared):
    load_dataset(store, recognise(shared / "data" / "indigo"), "tester", NOON)
    pairs = take_snapshot(store).known_as.items()
    numbers = {tuple(iri.rpartition("-")[2] for iri in sorted(pair)) for pair in pairs}
    # Read by us: Northern Trust, Nonprofit Finance Fund, Piton, Pritzker, Massachusetts, Robin Hood, Kresge, Hilton,
    # Corporation for Supportive Housing.
    assert numbers == {
        ("0097", "0166"), ("0097", "0566"), ("0111", "0607"), ("0167", "0680"), ("0237", "0621"), ("0298", "0875"),
        ("0304", "0946"), ("0420", "0884"), ("0438", "1037"), ("0480", "0556"), ("0480", "1032"),
    }  # fmt: skip
