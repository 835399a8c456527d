"""Long reading as a job: watched, cancelled, refused where too much waits, interrupted and resumed."""

import json
import signal
import time
from multiprocessing import active_children

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.access.audit import Asked, Trail
from api.access.log import at_terminal, trail_of
from api.app import create_app
from api.desks.job_desk import MOST_WAITING
from api.desks.jobs import MOST_KEPT, Job, JobFolder
from api.settings import Settings
from graph.store import EmbeddedStore
from tests.api.test_app import problem
from tests.api.v1.test_sources import SKEMA
from tests.conftest import NOON, held_by_another_process, served
from tests.ingest.test_prose import IRI

TABLE = ("files", ("fonde.csv", b"id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", "text/csv"))
WRONG = ("files", ("fonde.csv", b"id;slags;navn;sektor\nny-fond;fond;Ny Fond;findes ikke\n", "text/csv"))


@pytest.fixture
def client(own):
    with TestClient(create_app(Settings(store=own, lang="en"))) as client:
        yield client


def ask(client, *files):
    answer = client.post("/v1/ingests", files=list(files))
    assert answer.status_code == 202, answer.text
    return answer.headers["location"]


def events(text):
    """The events of a stream: number, name, job."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def ended(client, where):
    return events(client.get(f"{where}/events").text)[-1][2]


def until(client, where, step):
    deadline = time.monotonic() + 60
    while not ((job := client.get(where).json())["progress"] and job["progress"]["step"] == step):
        assert time.monotonic() < deadline, job
        time.sleep(0.05)
    return job


def test_documents_and_tables_are_read_and_told_of_to_the_end(client):
    where = ask(client, SKEMA, TABLE)
    stream = client.get(f"{where}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    told = events(stream.text)
    assert [number for number, _, _ in told] == sorted({number for number, _, _ in told})
    assert {"reading", "matching"} <= {job["progress"]["step"] for _, _, job in told if job["progress"]}
    _, name, job = told[-1]
    assert (name, job["state"], job["problem"]) == ("succeeded", "succeeded", None)
    assert [d["id"] for d in job["result"]["documents"]] == [IRI.value]
    assert job["result"]["new"] > 1
    assert client.get(where).json() == job
    assert client.get("/v1/entities/organisation/ny-fond").status_code == 200


def test_who_comes_again_gets_what_is_newer(client):
    where = ask(client, TABLE)
    told = events(client.get(f"{where}/events").text)
    last = told[-1][0]
    assert client.get(f"{where}/events", headers={"Last-Event-ID": str(last)}).text == ""
    again = events(client.get(f"{where}/events", headers={"Last-Event-ID": str(last - 1)}).text)
    assert again == told[-1:]
    problem(client.get(f"{where}/events", headers={"Last-Event-ID": "x"}), 422)


def test_why_a_job_failed_is_said_in_both_languages_without_the_servers_folders(client, own):
    job = ended(client, ask(client, WRONG))
    assert (job["state"], job["problem"]["status"]) == ("failed", 422)
    assert job["problem"]["detail"]["da"] != job["problem"]["detail"]["en"]
    assert "fonde.csv" in job["problem"]["detail"]["da"]
    assert str(own) not in json.dumps(job)
    assert not (own / "jobs" / job["id"] / "files").exists()


def test_jobs_wait_for_another_process_and_one_for_the_other_and_can_be_cancelled(client, own):
    with held_by_another_process(own):
        first, second, third = ask(client, TABLE), ask(client, SKEMA), ask(client, SKEMA)
        until(client, first, "waiting")
        assert client.get(second).json()["state"] == "queued"
        assert client.delete(second).json()["state"] == "cancelled"
        assert client.delete(first).json()["state"] == "cancelled"
        assert "ended already" in problem(client.delete(first), 409)["detail"]
        until(client, third, "waiting")
    assert ended(client, third)["state"] == "succeeded"
    assert ended(client, first)["state"] == "cancelled"
    assert client.get("/v1/entities/organisation/ny-fond").status_code == 404
    states = {f"/v1/ingests/{job['id']}": job["state"] for job in client.get("/v1/ingests").json()["items"]}
    assert states == {first: "cancelled", second: "cancelled", third: "succeeded"}


def test_the_end_of_a_job_that_was_cancelled_or_killed_is_noted_and_who_cancelled_it(client, own):
    with held_by_another_process(own):
        cancelled, waiting = ask(client, TABLE), ask(client, SKEMA)
        until(client, cancelled, "waiting")
        client.delete(waiting)
        client.delete(cancelled)
        killed = ask(client, TABLE)
        until(client, killed, "waiting")
        next(process for process in active_children() if process.name.startswith("SpawnProcess")).kill()
        assert ended(client, killed)["state"] == "interrupted"
        client.delete(cancelled)
    trail = Trail(own / "audit")
    told = list(trail.latest(Asked()))[::-1]
    ingests = [(e.about, e.outcome, e.reason) for e in told if e.what == "ingest"]
    table = ["fonde.csv"]
    assert ingests == [
        (table, "begun", ""),
        (table, "failed", "Cancelled"),
        (table, "begun", ""),
        (table, "failed", "Interrupted"),
    ]
    cancels = [(e.who, e.about, e.outcome, e.reason) for e in told if e.what == "ingest cancelled"]
    me = at_terminal(Settings(store=own)).who.name
    assert cancels == [
        (me, ["skema 2026.txt"], "begun", ""),
        (me, ["skema 2026.txt"], "done", ""),
        (me, table, "begun", ""),
        (me, table, "done", ""),
        (me, table, "begun", ""),
        (me, table, "refused", "NotPossible"),
    ]
    assert trail.verify().faults == ()


def test_more_than_may_wait_are_told_to_come_again(client, own):
    with held_by_another_process(own):
        jobs = [ask(client, TABLE)]
        until(client, jobs[0], "waiting")
        jobs += [ask(client, TABLE) for _ in range(MOST_WAITING)]
        refused = client.post("/v1/ingests", files=[TABLE])
        assert problem(refused, 503)["detail"]
        assert refused.headers["retry-after"]
        assert len(list((own / "jobs").iterdir())) == len(jobs)
        for job in jobs[::-1]:
            client.delete(job)


def test_a_server_that_ends_interrupts_the_job_that_runs_and_the_next_one_resumes_it(own):
    with held_by_another_process(own), TestClient(create_app(Settings(store=own))) as earlier:
        first = ask(earlier, TABLE)
        until(earlier, first, "waiting")
    with TestClient(create_app(Settings(store=own, lang="en"))) as client:
        assert client.get(first).json()["state"] == "interrupted"
        assert client.post(f"{first}/resume").headers["location"] == first
        assert ended(client, first)["state"] == "succeeded"
        assert client.get("/v1/entities/organisation/ny-fond").status_code == 200
        assert "interrupted" in problem(client.post(f"{first}/resume"), 409)["detail"]


def test_jobs_that_had_not_begun_are_carried_out_by_the_next_server_in_order_for_who_asked(own):
    other = ("files", ("huse.csv", b"id;slags;navn\nnyt-hus;organisation;Nyt Hus\n"))
    with held_by_another_process(own), TestClient(create_app(Settings(store=own, user="Anna"))) as earlier:
        until(earlier, ask(earlier, SKEMA), "waiting")
        waiting = [ask(earlier, TABLE), ask(earlier, other)]
        assert [earlier.get(where).json()["state"] for where in waiting] == ["queued", "queued"]
    with TestClient(create_app(Settings(store=own, user="Bo"))) as client:
        first, second = [ended(client, where) for where in waiting]
        assert (first["state"], second["state"]) == ("succeeded", "succeeded")
        assert first["finished"] <= second["started"]
    trail = trail_of(Settings(store=own)).latest(Asked(what="ingest", outcome="done"))
    assert [(e.who, e.about) for e in trail] == [("Anna", ["huse.csv"]), ("Anna", ["fonde.csv"])]
    assert not list((own / "jobs").glob("*/asked.json"))


def test_jobs_of_a_server_that_was_killed_are_interrupted_too_and_who_watched_is_told(own):
    with held_by_another_process(own), served(own) as (address, server):
        job = httpx2.post(f"{address}/v1/ingests", files=[TABLE]).json()
        with httpx2.stream("GET", f"{address}/v1/ingests/{job['id']}/events", timeout=60) as stream:
            seen = next(int(line[4:]) for line in stream.iter_lines() if line.startswith("id: "))
            server.kill()
            server.wait()
    with TestClient(create_app(Settings(store=own))) as client:
        later = events(client.get(f"/v1/ingests/{job['id']}/events", headers={"Last-Event-ID": str(seen)}).text)
        assert [name for _, name, _ in later] == ["interrupted"]


def test_a_server_ends_at_once_though_a_job_is_watched(own):
    with held_by_another_process(own), served(own) as (address, server):
        job = httpx2.post(f"{address}/v1/ingests", files=[TABLE]).json()
        with httpx2.stream("GET", f"{address}/v1/ingests/{job['id']}/events", timeout=60) as stream:
            lines = stream.iter_lines()
            next(lines)
            server.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            assert list(lines)
        server.wait(timeout=30)
        assert time.monotonic() - begun < 15
    assert JobFolder(own / "jobs").get(job["id"]).state == "interrupted"


def test_a_server_told_to_end_while_a_job_reads_writes_nothing_by_half_and_the_job_can_be_resumed(own):
    before = set(EmbeddedStore.reading(own).quads())
    rows = "".join(f"sted-{n};organisation;Stedet nummer {n}\n" for n in range(400))
    table = ("files", ("steder.csv", f"id;slags;navn\n{rows}".encode()))
    with served(own) as (address, server):
        where = f"{address}/v1/ingests/{httpx2.post(f'{address}/v1/ingests', files=[table]).json()['id']}"
        until_checking = time.monotonic() + 60
        while (httpx2.get(where).json()["progress"] or {}).get("step") != "checking":
            assert time.monotonic() < until_checking
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        # uvicorn ends by the signal that it was told to end by.
        assert server.returncode in {0, -signal.SIGTERM}
    (job,) = JobFolder(own / "jobs").all()
    assert job.state == "interrupted"
    with EmbeddedStore.writing(own, "tests") as store:  # nobody holds it any more
        assert set(store.quads()) == before
    with TestClient(create_app(Settings(store=own))) as client:
        client.post(f"/v1/ingests/{job.id}/resume")
        assert ended(client, f"/v1/ingests/{job.id}")["state"] == "succeeded"
        assert client.get("/v1/entities/organisation/sted-399").status_code == 200


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ([("files", ("a.exe", b"MZ"))], "none of the endings"),
        ([("files", (".csv", b"id"))], "none of the endings"),
        ([TABLE, TABLE], "same name"),
        ([TABLE] * 21, "between 1 and 20"),
    ],
)
def test_files_that_cannot_be_read_are_refused_at_once_and_nothing_is_kept(client, own, files, detail):
    answer = client.post("/v1/ingests", files=files)
    assert detail in problem(answer, 422)["detail"]
    assert not (own / "jobs").exists()


def test_folders_in_a_name_are_left_out_and_other_sites_are_refused(client):
    where = ask(client, ("files", ("..\\..\\x/../fonde.csv", TABLE[1][1])))
    assert client.get(where).json()["files"][0]["name"] == "fonde.csv"
    headers = {"sec-fetch-site": "cross-site"}
    problem(client.post("/v1/ingests", files=[TABLE], headers=headers), 403)
    problem(client.delete(where, headers=headers), 403)
    problem(client.get("/v1/ingests/0123456789abcdef"), 404)


def test_old_jobs_and_too_many_are_let_go_of(tmp_path):
    folder = JobFolder(tmp_path)
    for _ in range(MOST_KEPT + 2):
        id_, _ = folder.new()
        state = "interrupted" if _ == 0 else "failed"
        folder.keep(Job(id=id_, state=state, revision=1, files=[], created=NOON.replace(year=2100)))
    old, _ = folder.new()
    folder.keep(Job(id=old, state="succeeded", revision=1, files=[], created=NOON.replace(year=2000)))
    folder.tidy()
    assert len(folder.all()) == MOST_KEPT
    assert old not in {job.id for job in folder.all()}
