"""Records that earlier versions kept stay readable at every door."""

import json
from io import StringIO
from pathlib import Path
from shutil import copyfile

import pytest
from rich.console import Console

from api.desks.old_records import read_record
from api.desks.records import Records
from api.reports.assessment import print_assessment
from graph.answers.assessment import RECORD_VERSION
from graph.answers.comparison import compare
from ontology.errors import InputError

OLD = Path(__file__).with_name("record-of-an-earlier-version.json")
"""Kept before answers had explanations, and candidates money, fits and conflicts."""
ID = "c85a7f15f8b760aa"


@pytest.fixture
def old(tmp_path):
    (tmp_path / "assessments").mkdir()
    copyfile(OLD, tmp_path / "assessments" / f"{ID}.json")
    return Records(tmp_path).get(ID)


def test_an_old_record_says_what_it_said(old):
    said = json.loads(OLD.read_text("utf-8"))
    assert (old.id, old.graph_version, old.proposal.title) == (ID, said["graph_version"], "Et hjem")
    assert [o.score for o in old.overlaps] == [o["score"] for o in said["overlaps"]]
    assert [c.organisation.label["da"] for c in old.coinvestors] == ["Alfa"]


def test_what_was_added_since_says_nothing(old):
    (alfa,) = old.coinvestors
    assert (alfa.fits, alfa.conflict, alfa.money.median) == ((), (), None)
    assert old.ruled_out == ()
    assert [e.sentence["da"] for e in old.explanations.coinvestors] == ["Alfa"]


def test_an_old_record_is_shown_and_compared(old):
    console = Console(record=True, width=200, file=StringIO())
    print_assessment(old, console, "da")
    assert "Alfa" in console.export_text()
    assert all(line.same for line in compare(old, old).lines)


def test_a_record_of_a_later_version_is_refused_with_the_remedy():
    record = json.loads(OLD.read_text("utf-8")) | {"record_version": RECORD_VERSION + 1}
    with pytest.raises(InputError, match="Update the program"):
        read_record(record)
