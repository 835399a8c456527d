"""A write that is sent again with its key is answered as before, and nothing more is done."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from api.access.keys import Keys
from api.app import create_app
from api.http import kept_answers
from api.http.kept_answers import OLDEST, KeptAnswer, KeptAnswers
from api.rights import Role
from api.settings import Settings
from tests.api.test_app import PROPOSAL, problem
from tests.api.v1.test_sources import SKEMA

KEY = {"Idempotency-Key": "5f0c2f1e-8b1d-4a3c-9d7e-0a1b2c3d4e5f"}


@pytest.fixture
def client(own):
    with TestClient(create_app(Settings(store=own, lang="en"))) as client:
        yield client


def kept(own):
    return sorted((own / "idempotency").glob("*.json"))


def test_the_same_request_is_answered_the_same_also_after_a_restart(client, own):
    first = client.post("/v1/assessments", json=PROPOSAL, headers=KEY)
    record = own / "assessments" / f"{first.json()['id']}.json"
    record.unlink()
    with TestClient(create_app(Settings(store=own))) as later:
        for who in (client, later):
            again = who.post("/v1/assessments", json=PROPOSAL, headers=KEY)
            assert (again.status_code, again.content) == (201, first.content)
            assert again.headers["location"] == first.headers["location"]
            assert again.headers["idempotency-replayed"] == "true"
    assert not record.exists()
    assert "idempotency-replayed" not in first.headers


def test_another_request_with_the_key_is_refused_with_the_remedy(client):
    client.post("/v1/assessments", json=PROPOSAL, headers=KEY)
    other = {**PROPOSAL, "budget": 1}
    assert "new key" in problem(client.post("/v1/assessments", json=other, headers=KEY), 409)["detail"]
    problem(client.post("/v1/assessments?as_of=2026-01-31", json=PROPOSAL, headers=KEY), 409)


def test_a_key_is_of_one_address_and_one_client(client, own):
    client.post("/v1/assessments", json=PROPOSAL, headers=KEY)
    both = {"first": PROPOSAL, "second": {**PROPOSAL, "budget": 1}}
    assert client.post("/v1/comparisons", json=both, headers=KEY).status_code == 200
    key = Keys(own).add("another", Role.READER)
    stranger = client.post("/v1/assessments", json=PROPOSAL, headers={**KEY, "Authorization": f"Bearer {key}"})
    assert "idempotency-replayed" not in stranger.headers
    assert len(kept(own)) == 3
    # The key has closed the server to those who are not signed in: what they were told is not told again.
    problem(client.post("/v1/assessments", json=PROPOSAL, headers=KEY), 401)


def test_files_sent_again_are_the_same_request_whatever_parts_them(client):
    first = client.post("/v1/sources", files=[SKEMA], headers=KEY)
    again = client.post("/v1/sources", files=[SKEMA], headers=KEY)
    assert first.request.headers["content-type"] != again.request.headers["content-type"]
    assert (again.status_code, again.content) == (201, first.content)
    other = [("files", ("skema 2026.txt", b"Noget andet.", "text/plain"))]
    problem(client.post("/v1/sources", files=other, headers=KEY), 409)


def test_what_failed_did_nothing_and_may_be_mended_under_the_same_key(client, own):
    problem(client.post("/v1/assessments", json={"methods": ["Housing Fist"]}, headers=KEY), 422)
    assert not kept(own)
    assert client.post("/v1/assessments", json=PROPOSAL, headers=KEY).status_code == 201


def test_of_requests_at_once_one_is_carried_out(client, own):
    with ThreadPoolExecutor(4) as crowd:
        asked = [crowd.submit(client.post, "/v1/ingests", files=[SKEMA], headers=KEY) for _ in range(4)]
        answers = [a.result() for a in asked]
    assert {a.status_code for a in answers} == {202}
    assert len({a.json()["id"] for a in answers}) == 1
    assert len(list((own / "jobs").iterdir())) == 1
    assert sum("idempotency-replayed" in a.headers for a in answers) == 3


@pytest.mark.parametrize("key", ["", "x" * 256, "a b"])
def test_a_key_that_is_none_is_refused(client, key):
    problem(client.post("/v1/assessments", json=PROPOSAL, headers={"Idempotency-Key": key}), 422)


def test_answers_are_kept_for_a_day_and_not_more_than_so_many(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST", 3)
    answers = KeptAnswers(tmp_path)
    for n in range(5):
        answers.keep(f"{n}", KeptAnswer.of("digest", 201, {"x": "y"}, b"body"))
        os.utime(tmp_path / f"{n}.json", (time.time() - 100 + n,) * 2)
    answers.keep("5", KeptAnswer.of("digest", 201, {}, b"body"))
    assert [path.stem for path in sorted(tmp_path.iterdir())] == ["3", "4", "5"]
    assert answers.get("4").content == b"body"
    os.utime(tmp_path / "4.json", (time.time() - OLDEST - 1,) * 2)
    assert answers.get("4") is None
