"""The HTTP API, through the real application on the shipped baseline."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import EmbeddedStore
from ingest.load import load_files
from tests.conftest import NOON

PROPOSAL = {"summary": "Unge hjemløse får en bolig efter Housing First.", "departments": ["MSB"], "budget": 6_000_000}


@pytest.fixture(scope="module")
def client(home):
    with TestClient(
        create_app(Settings(store=home, query_seconds=2, query_bytes=100_000)), raise_server_exceptions=False
    ) as c:
        yield c


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def test_an_assessment_is_made_and_can_be_fetched_again(client):
    response = client.post("/v1/assessments", json=PROPOSAL)
    assert response.status_code == 201
    assert "Havnegade" in {overlap["initiative"]["label"]["da"] for overlap in response.json()["overlaps"]}
    again = client.get(response.headers["Location"])
    assert again.json() == response.json()


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "Forslaget er tomt"),
        ({"methods": ["Housing Fist"]}, "Mente du 'Housing First'?"),
        ({"title": "x", "budget": -1}, "se errors"),
        ({"titel": "x", "ukendt": 1}, "se errors"),
    ],
)
def test_a_proposal_that_cannot_be_used_is_a_problem_in_danish(client, body, detail):
    assert detail in problem(client.post("/v1/assessments", json=body), 422)["detail"]


def test_the_fields_at_fault_are_named_and_the_language_is_negotiated(client):
    response = client.post(
        "/v1/assessments", json={"title": "x", "budget": -1}, headers={"Accept-Language": "en-GB, da;q=0.5"}
    )
    body = problem(response, 422)
    assert "not understood" in body["detail"]
    assert body["errors"][0]["field"] == "body.budget"


def test_unknown_records_and_things_are_problems(client):
    problem(client.get("/v1/assessments/0123456789abcdef"), 404)
    problem(client.get("/v1/assessments/..%2f..%2fetc"), 404)
    problem(client.get("/v1/assessments/xyz"), 422)
    problem(client.get("/v1/entities/initiative/findes-ikke"), 404)
    problem(client.get("/v1/nothing"), 404)


def test_a_body_that_is_too_large_is_refused(client):
    problem(client.post("/v1/assessments", content=b" " * 1_000_001, headers={"Content-Type": "application/json"}), 413)


def test_a_misspelt_name_finds_what_resembles_it(client):
    assert "Bikubenfonden" in [
        t["label"]["da"] for t in client.get("/v1/entities", params={"q": "bikubefonden"}).json()["items"]
    ]


@pytest.mark.parametrize(
    "address", ["organisation/bikubenfonden", "https://w3id.org/samspil/id/organisation/bikubenfonden", "Bikubenfonden"]
)
def test_a_thing_is_told_with_statements_and_their_evidence(client, address):
    entity = client.get(f"/v1/entities/{address}").json()
    assert entity["thing"]["label"]["da"] == "Bikubenfonden"
    sector = next(s for s in entity["statements"] if s["predicate"]["id"].endswith("#sector"))
    assert sector["object"]["label"]["da"] == "fond"
    assert sector["evidence"][0]["locator"].startswith("Tema: Flere hjemløse i egen bolig")
    assert sector["evidence"][0]["table"] == "aarhus/organisations"
    assert any(s["subject"]["kind"] == "funding" for s in entity["pointing_at_it"])


def test_health_tells_version_and_counts_and_headers_are_safe(client):
    response = client.get("/healthz")
    assert response.json()["counts"]["things"] > 100
    assert response.json()["workers"] == {"alive": 4, "running": 0, "waiting": 0}
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_without_a_graph_it_is_not_well(tmp_path):
    with TestClient(create_app(Settings(store=tmp_path / "none"))) as client:
        assert "samspil demo" in problem(client.get("/healthz"), 503)["detail"]
        assert client.get("/livez").json() == {"status": "ok"}


def test_what_is_ingested_meanwhile_is_seen_at_once(own, tmp_path):
    with TestClient(create_app(Settings(store=own))) as client:
        before = client.get("/healthz").json()["graph_version"]
        table = tmp_path / "ny.csv"
        table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", encoding="utf-8")
        with EmbeddedStore.writing(own, "tests") as store:
            load_files(store, [table], "tester", NOON)
        assert client.get("/v1/entities/organisation/ny-fond").status_code == 200
        assert client.get("/healthz").json()["graph_version"] != before


def test_gaps_are_listed_by_severity_and_by_what_they_are_about(client):
    every = client.get("/v1/gaps", params={"limit": 200}).json()
    some = client.get("/v1/gaps", params={"severity": "high", "about": "Trigeparken"}).json()
    assert every["gaps_in_graph"] == some["gaps_in_graph"] == every["total"]
    assert {g["severity"] for g in every["items"]} == {"high", "medium", "low"}
    about = client.get("/v1/gaps", params={"about": "Boligsocial helhedsplan Trigeparken", "severity": "high"}).json()
    (gap,) = [gap for gap in about["items"] if gap["standing"]["id"].endswith("/known")]
    assert set(gap["evidence"]) <= set(about["evidence"])
    problem(client.get("/v1/gaps", params={"about": "Trigepaken"}), 404)
    problem(client.get("/v1/gaps", params={"severity": "grave"}), 422)


def test_two_proposals_or_two_records_are_compared(client):
    both = {"first": PROPOSAL, "second": {**PROPOSAL, "target_groups": ["ældre"]}}
    comparison = client.post("/v1/comparisons", json=both).json()
    assert {line["part"] for line in comparison["lines"]} >= {"reading", "overlap", "gap", "policy", "gate"}
    ids = {side: comparison[side]["id"] for side in ("first", "second")}
    assert client.get("/v1/comparisons", params=ids).json() == comparison
    problem(client.get("/v1/comparisons", params={**ids, "second": "0123456789abcdef"}), 404)


def test_the_graph_is_asked_as_it_was_known_on_a_day(client):
    first = client.post("/v1/assessments", json=PROPOSAL, params={"as_of": "2026-01-01"})
    assert (first.json()["as_of"], first.json()["year"]) == ("2026-01-01", 2026)
    assert client.post("/v1/assessments", json=PROPOSAL, params={"as_of": "2026-01-01"}).content == first.content
    assert (
        "det første er læst den 2026-01-01"
        in problem(client.get("/v1/gaps", params={"as_of": "2025-12-31"}), 422)["detail"]
    )
    problem(client.get("/v1/gaps", params={"as_of": "i går"}), 422)


def test_the_api_describes_itself(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/v1/assessments", "/v1/reviews/queue", "/sparql", "/healthz"} <= set(paths)
    for path, operations in paths.items():
        for operation in operations.values():
            assert operation["summary"], path
            assert operation["description"], path
            assert {"200", "201", "202", "204"} & set(operation["responses"]), path
            assert path == "/metrics" or any(status >= "4" for status in operation["responses"]), path
