"""The audit trail: what is noted, that it cannot be changed unseen, and that many may write to it."""

import json
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.access import audit
from api.access.audit import FIRST, Asked, Trail
from api.access.keys import Keys
from api.access.log import at_terminal
from api.app import create_app
from api.cli import app
from api.rights import Role
from api.settings import Settings
from ontology.errors import InputError, StoreError
from tests.conftest import held_by_another_process
from tests.review_example import FOR_YOUNG, PAYS, paper_that_waits

SAID = {
    "who": "Åse",
    "by": "key",
    "address": "192.0.2.7",
    "request": "r",
    "what": "review",
    "about": [],
    "graph_before": "",
    "graph_after": "",
    "outcome": "done",
    "reason": "",
}
DECISION = {"evidence": [FOR_YOUNG.iri.value], "decision": "accepted"}


@pytest.fixture
def trail(tmp_path):
    trail = Trail(tmp_path / "audit")
    for number in range(5):
        trail.append(**SAID | {"request": f"r{number}"})
    return trail


def file_of(trail):
    (path,) = trail.files()
    return path


def test_entries_follow_one_another_in_a_file_of_the_month_for_the_owner_alone(trail):
    path = file_of(trail)
    assert path.name == f"{datetime.now(UTC):%Y-%m}.jsonl"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["previous"] for line in lines] == [FIRST, *(line["hash"] for line in lines[:-1])]
    done = trail.verify()
    assert (done.entries, done.last, done.faults) == (5, lines[-1]["hash"], ())


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda lines: [*lines[:2], lines[2].replace("Åse", "Bo"), *lines[3:]], (3, "changed")),
        (lambda lines: [*lines[:2], *lines[3:]], (3, "not after the one before")),
        (lambda lines: [lines[1], lines[0], *lines[2:]], (1, "not after the one before")),
        (lambda lines: [*lines, lines[1]], (6, "not after the one before")),
        (lambda lines: [*lines[:4], "{}", lines[4]], (5, "no entry")),
        (lambda lines: [*lines[:4], lines[4].replace('"number":5', '"number": 5')], (5, "changed")),
        (lambda lines: lines[1:], (1, "not after the one before")),
    ],
)
def test_whatever_is_changed_is_found(trail, tamper, fault):
    path = file_of(trail)
    path.write_text("\n".join(tamper(path.read_text().splitlines())) + "\n")
    assert (path.name, *fault) in trail.verify().faults


def test_an_end_that_was_cut_off_is_found_by_a_hash_that_was_noted_elsewhere(trail):
    last = trail.verify().last
    path = file_of(trail)
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert trail.verify().faults == ()
    assert not trail.verify(last).found
    assert trail.verify(trail.verify().last).found


def test_half_a_line_that_an_interruption_left_goes_and_the_chain_goes_on(trail):
    path = file_of(trail)
    with path.open("a") as file:
        file.write('{"number":6,"at":"20')
    assert trail.verify().faults == ()
    assert trail.append(**SAID).number == 6
    assert (trail.verify().entries, trail.verify().faults) == (6, ())


def test_the_chain_goes_from_month_to_month_and_no_clock_turns_it_back(tmp_path, monkeypatch):
    trail = Trail(tmp_path)

    class Clock(datetime):
        months = iter([1, 2, 1])

        @classmethod
        def now(cls, tz=None):
            return datetime(2026, next(cls.months), 15, tzinfo=tz)

    monkeypatch.setattr(audit, "datetime", Clock)
    for _ in range(3):
        trail.append(**SAID)
    assert [len(path.read_text().splitlines()) for path in trail.files()] == [1, 2]
    assert (trail.verify().entries, trail.verify().faults) == (3, ())
    assert [e.number for e in trail.latest(Asked(since="2026-02-01"))] == [2]


def test_many_processes_and_threads_write_in_turn(tmp_path):
    code = (
        "import sys, json\nfrom pathlib import Path\nfrom api.access.audit import Trail\n"
        "for _ in range(20): Trail(Path(sys.argv[1])).append(**json.loads(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path), json.dumps(SAID)]
    processes = [subprocess.Popen(command) for _ in range(3)]
    trail = Trail(tmp_path)
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(lambda _: trail.append(**SAID), range(20)))
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert (trail.verify().entries, trail.verify().faults) == (80, ())


def test_entries_are_found_by_who_what_and_outcome_the_latest_first(trail):
    trail.append(**SAID | {"who": "Bo", "what": "ingest", "outcome": "refused"})
    assert [e.number for e in trail.latest(Asked(who="Åse"))] == [5, 4, 3, 2, 1]
    assert [e.number for e in trail.latest(Asked(what="ingest"))] == [6]
    assert [e.number for e in trail.latest(Asked(outcome="done"))] == [5, 4, 3, 2, 1]
    assert not list(trail.latest(Asked(until="2026-01-01")))


def test_a_line_that_is_no_entry_is_named(trail):
    file_of(trail).write_text("{}\n")
    with pytest.raises(InputError, match="line 1"):
        list(trail.latest(Asked()))
    with pytest.raises(StoreError, match="--verify"):
        trail.append(**SAID)


# --- What is noted ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path):
    return paper_that_waits(tmp_path / "home")


@pytest.fixture
def client(home):
    key = Keys(home).add("Vera", Role.ADMIN)
    with TestClient(create_app(Settings(store=home)), headers={"Authorization": f"Bearer {key}"}) as client:
        yield client


def noted(home):
    return list(Trail(home / "audit").latest(Asked()))[::-1]


def test_every_write_over_http_is_noted_with_who_from_where_and_the_graph_before_and_after(client, home):
    before = client.get("/healthz").json()["graph_version"]
    answer = client.post("/v1/reviews", json=DECISION)
    after = client.get("/healthz").json()["graph_version"]
    begun, done = noted(home)
    assert (begun.outcome, begun.graph_before, begun.graph_after) == ("begun", before, before)
    assert (done.outcome, done.graph_before, done.graph_after) == ("done", before, after)
    assert before != after
    assert {(e.who, e.by, e.address, e.what) for e in (begun, done)} == {("Vera", "key", "testclient", "review")}
    assert {e.request for e in (begun, done)} == {answer.headers["X-Request-ID"]}
    assert done.about == [answer.json()["review"]["id"]]


def test_each_kind_of_write_and_lookup_has_its_entries(client, home):
    made = client.post("/v1/reviews", json=DECISION).headers["Location"]
    client.post(f"{made}/undo")
    client.post("/sparql", data={"update": "INSERT DATA { <a:a> <a:b> 1 }"})
    client.post("/v1/sources", files={"files": ("papir.txt", "Havnegade er for unge hjemløse.".encode())})
    client.post("/v1/assessments", json={"summary": "Unge hjemløse får en bolig."})
    client.post("/assessments", data={"summary": "Unge hjemløse får en bolig."})
    client.post("/v1/comparisons", json={"first": {"summary": "Unge."}, "second": {"summary": "Hjemløse."}})
    done = [(e.what, len(e.about)) for e in noted(home) if e.outcome == "done"]
    assert done == [("review", 1), ("undo", 1), ("update", 0), ("ingest", 1), *[("assessment", 1)] * 4]


def test_what_was_refused_is_noted_too_and_no_word_of_a_proposal(client, home):
    client.post("/v1/assessments", json={"summary": "Hemmeligt ord", "methods": ["Housing Fist"]})
    client.post("/v1/assessments", json={"summary": "Hemmeligt ord om unge hjemløse"})
    client.post("/sparql", data={"update": "CLEAR ALL"})
    with held_by_another_process(home):
        client.post("/v1/reviews", json=DECISION)
    assert [(e.what, e.outcome, e.reason) for e in noted(home)] == [
        ("assessment", "refused", "UnknownName"),
        ("assessment", "done", ""),
        ("update", "begun", ""),
        ("update", "refused", "QueryRefused"),
        ("review", "begun", ""),
        ("review", "refused", "StoreLocked"),
    ]
    assert "ord" not in re.sub(r'"[a-z_]+":', "", "".join(p.read_text() for p in (home / "audit").glob("*.jsonl")))


def test_nothing_is_done_that_cannot_be_noted(client, home):
    (home / "audit").write_text("a file where the folder should be")
    before = client.get("/healthz").json()["graph_version"]
    answer = client.post("/v1/reviews", json=DECISION)
    assert (answer.status_code, "Revisionssporet" in answer.json()["detail"]) == (503, True)
    assert client.get("/healthz").json()["graph_version"] == before


def test_administrators_read_it_in_pages(client):
    for _ in range(3):
        client.post("/v1/reviews", json={**DECISION, "evidence": [PAYS.iri.value]})
    first = client.get("/v1/audit", params={"limit": 4, "what": "review"}).json()
    rest = client.get("/v1/audit", params={"limit": 4, "what": "review", "cursor": first["next_cursor"]}).json()
    assert [e["number"] for e in (*first["items"], *rest["items"])] == [6, 5, 4, 3, 2, 1]
    assert (first["total"], rest["total"], rest["next"]) == (6, 6, None)
    client.post("/v1/reviews", json={**DECISION, "evidence": [PAYS.iri.value]})
    assert client.get(first["next"]).json()["items"] == rest["items"]
    at_hand = client.get(first["next"]).headers["etag"]
    assert client.get(first["next"], headers={"If-None-Match": at_hand}).status_code == 304
    assert client.get("/v1/audit", params={"who": "Bo"}).json()["items"] == []
    assert client.get("/v1/audit", params={"outcome": "maybe"}).status_code == 422


def test_commands_that_write_are_noted_and_the_trail_is_listed_and_verified(home, monkeypatch, tmp_path):
    monkeypatch.setenv("SAMSPIL_STORE", str(home))
    monkeypatch.setenv("SAMSPIL_USER", "Ida")
    table = tmp_path / "ny.csv"
    table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", encoding="utf-8")
    proposal = tmp_path / "forslag.md"
    proposal.write_text("Unge hjemløse får en bolig efter Housing First.", encoding="utf-8")
    for words in (["ingest", str(table)], ["match"], ["review", "--accept", "papiret/unge"], ["assess", str(proposal)]):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
    done = [(e.what, e.who, e.by, e.address) for e in noted(home) if e.outcome == "done"]
    assert done == [(what, "Ida", "machine", "terminal") for what in ("ingest", "match", "review", "assessment")]
    assert next(e for e in noted(home) if e.what == "ingest").about == ["ny.csv"]
    listed = json.loads(CliRunner().invoke(app, ["audit", "--json", "--what", "assessment"]).stdout)
    assert len(listed) == 1
    assert "Ida" in CliRunner().invoke(app, ["audit", "--limit", "1"]).stdout
    verified = json.loads(CliRunner().invoke(app, ["audit", "--verify", "--json"]).stdout)
    assert (verified["entries"], verified["faults"]) == (len(noted(home)), [])
    assert CliRunner().invoke(app, ["audit", "--expects", verified["last"]]).exit_code == 0
    assert CliRunner().invoke(app, ["audit", "--expects", "f" * 64]).exit_code == 1
    file = file_of(Trail(home / "audit"))
    file.write_text(file.read_text().replace('"who":"Ida"', '"who":"Bo"', 1))
    tampered = CliRunner().invoke(app, ["audit", "--verify", "--lang", "en"])
    assert (tampered.exit_code, "line 1: was changed" in tampered.stdout) == (1, True)


def test_a_backup_is_noted_where_it_is_made_and_where_it_is_put_back(home, tmp_path):
    made, there = tmp_path / "samspil.zip", tmp_path / "there"
    for words in (["backup", str(made), "--store", str(home)], ["restore", str(made), "--store", str(there)]):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
    assert [(e.what, e.about, e.outcome) for e in noted(home)] == [
        ("backup", ["samspil.zip"], "begun"),
        ("backup", ["samspil.zip"], "done"),
    ]
    *before, back = noted(there)
    assert before == noted(home)[:1]
    assert (back.what, back.about, back.outcome) == ("restore", ["samspil.zip"], "done")
    assert (back.graph_before, back.graph_after) == ("", before[0].graph_after)
    assert Trail(there / "audit").verify().faults == ()


def test_a_backup_that_is_not_made_or_put_back_is_not_said_to_be(home, tmp_path):
    made, nowhere = tmp_path / "samspil.zip", tmp_path / "nowhere"
    made.write_bytes(b"")
    for words in (
        ["backup", str(tmp_path / "new.zip"), "--store", str(nowhere)],
        ["backup", str(made), "--store", str(home)],
        ["restore", str(made), "--store", str(nowhere)],
        ["restore", str(made), "--store", str(home)],
    ):
        assert CliRunner().invoke(app, words).exit_code
    assert not nowhere.exists()
    assert [(e.what, e.outcome, e.reason) for e in noted(home)] == [
        ("backup", "begun", ""),
        ("backup", "refused", "InputError"),
    ]


def test_an_act_that_was_killed_has_begun_and_not_ended(home):
    settings = Settings(store=home)
    at_terminal(settings).begin("ingest", ["papir.txt"])
    (only,) = noted(home)
    assert (only.outcome, only.about) == ("begun", ["papir.txt"])
