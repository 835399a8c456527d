"""360Giving comes in as JSON and as a spreadsheet with the standard's headings, and says the same in both."""

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from graph.evidence import recording
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from ingest.dataset import load_dataset
from ingest.recognise import recognise
from ontology.errors import InputError
from ontology.namespaces import ID, SAMSPIL, SKOS
from tests.conftest import NOON

FOLDER = Path(__file__).parent / "360giving"
GRANT = f"{ID}funding/360g-havnfonden-2021-014"
PROJECT = f"{ID}initiative/360g-havnfonden-2021-014"


@pytest.fixture(params=["grants.json", "grants.csv", "grants.xlsx"])
def file(request, tmp_path):
    """The same grants in each form."""
    path = tmp_path / request.param
    if path.suffix != ".xlsx":
        return shutil.copy(FOLDER / path.name, path)
    book = openpyxl.Workbook()
    for row in csv.reader((FOLDER / "grants.csv").read_text(encoding="utf-8").splitlines()):
        book.active.append([float(cell) if cell in {"48500.5", "120000"} else cell for cell in row])
    book.save(path)
    return path


def bring(store, path):
    recorded, faults = load_dataset(store, recognise(path), "tester", NOON)
    return take_snapshot(store), [str(f) for f in faults], recorded


def test_a_grant_is_a_funding_of_a_project_by_a_funder_to_whoever_delivers_it(store, file):
    snapshot, faults, _ = bring(store, file)
    assert faults == []
    funder, recipient = f"{ID}organisation/360g-havnfonden", f"{ID}organisation/gb-chc-9000001"
    assert snapshot.label(GRANT)["en"] == "The Harbour Trust → Warm rooms by the harbour"
    assert (snapshot.number(GRANT, SAMSPIL.amount), snapshot.value(GRANT, SAMSPIL.currency)) == (48500.5, "GBP")
    assert snapshot.value(GRANT, SAMSPIL.date) == "2021-05-11"
    assert snapshot.targets(PROJECT, SAMSPIL.provider) == (recipient,)
    assert snapshot.value(funder, SAMSPIL.identifier) == "360G-Havnfonden"
    assert snapshot.value(recipient, SAMSPIL.identifier) == "GB-CHC-9000001"


def test_dates_places_classifications_programme_and_documents_belong_to_the_project(store, file):
    snapshot, _, _ = bring(store, file)
    assert [snapshot.value(PROJECT, p) for p in (SAMSPIL.start, SAMSPIL.end, SAMSPIL.months)] == [
        "2021-09",
        "2023-08-31",
        "24",
    ]
    assert {s.value for s in snapshot.statements(PROJECT, SAMSPIL.areaInWords)} == {"Leith", "Granton"}
    assert {s.value for s in snapshot.statements(PROJECT, SAMSPIL.keyword)} == {"Youth homelessness", "Day centres"}
    (area,) = snapshot.targets(PROJECT, SAMSPIL.area)
    assert snapshot.label(area)["en"] == "United Kingdom"
    (programme,) = snapshot.targets(PROJECT, SAMSPIL.partOf)
    assert snapshot.value(programme, SKOS.prefLabel) == "Homes and People"
    (document,) = snapshot.targets(PROJECT, SAMSPIL.describedIn)
    assert snapshot.value(document, SAMSPIL.url) == "https://harbourtrust.example/reports/014"
    (loan,) = snapshot.targets(f"{ID}funding/360g-havnfonden-2022-003", SAMSPIL.instrument)
    assert snapshot.label(loan)["en"] == "loan"


def test_the_three_forms_say_the_same(tmp_path):
    said = {}
    for name in ("grants.json", "grants.csv"):
        with EmbeddedStore.writing(tmp_path / name, "tests") as store:
            snapshot, _, _ = bring(store, FOLDER / name)
            about = {s for thing in snapshot.about.values() for s in thing if "/source/360giving" not in s.subject}
            said[name] = {(s.subject, s.predicate, s.object) for s in about}
    assert said["grants.json"] == said["grants.csv"]


def test_the_same_file_again_changes_nothing(store, file):
    bring(store, file)
    before = recording.version(store)
    _, _, recorded = bring(store, file)
    assert (recorded.new, recorded.changed, recorded.withdrawn) == (0, 0, 0)
    assert recording.version(store) == before


def test_a_fault_names_the_grant_and_its_key(store, tmp_path):
    given = json.loads((FOLDER / "grants.json").read_text(encoding="utf-8"))
    given["grants"][1]["awardDate"] = "last week"
    given["grants"][1]["colour"] = "green"
    path = tmp_path / "grants.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    snapshot, faults, _ = bring(store, path)
    assert faults[0] == "grants.json: grants: the column 'colour' is neither mapped nor left out."
    assert faults[1].startswith("grants.json: grants, line 2, column 'awardDate': 'last week' is not a date.")
    assert snapshot.number(f"{ID}funding/360g-havnfonden-2022-003", SAMSPIL.amount) == 120_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"grants": [', "is no JSON that can be read"),
        ('{"grants": []}', "is JSON of a form that Samspil does not know"),
        ("[1, 2]", "is JSON of a form that Samspil does not know"),
        ("[" * 100_000, "is no JSON that can be read"),
    ],
)
def test_what_is_not_of_a_known_form_is_refused(tmp_path, text, told):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError, match=told):
        recognise(path)


def test_a_table_of_our_own_is_not_taken_for_a_foreign_one(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text("id;slags;navn\nx;fond;X\n", encoding="utf-8")
    assert recognise(path) is None
