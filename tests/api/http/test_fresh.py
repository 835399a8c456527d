"""Answers have tags, and a client that has an answer is told that it still holds."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import EmbeddedStore
from ingest.load import load_files
from tests.conftest import NOON, copied

OF_THE_GRAPH = [
    "/v1/entities?q=havnegade",
    "/v1/entities/initiative/havnegade",
    "/v1/gaps",
    "/v1/questions/funders-of-a-theme",
    "/v1/graph?format=turtle",
    "/id/initiative/havnegade?format=turtle",
]
OF_THEIR_CONTENT = [
    "/v1/questions",
    "/v1/evidence?status=accepted",
    "/v1/sources",
    "/v1/graph?format=trig",
    "/ontology",
]


@pytest.fixture(scope="module")
def client(home, tmp_path_factory):
    own = tmp_path_factory.mktemp("fresh") / "home"
    copied(home, own)
    with TestClient(create_app(Settings(store=own))) as client:
        client.home = own
        yield client


@pytest.mark.parametrize("address", [*OF_THE_GRAPH, *OF_THEIR_CONTENT])
def test_who_has_the_answer_is_told_so_without_a_body(client, address):
    answer = client.get(address)
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "private, no-cache"
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    for given in (tag, f'"other", {tag}', "*"):
        again = client.get(address, headers={"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).content == answer.content


@pytest.mark.parametrize("address", OF_THE_GRAPH)
def test_a_tag_is_of_one_language_and_one_format(client, address):
    headers = [{"Accept-Language": "da"}, {"Accept-Language": "en"}, {"Accept": "text/csv, text/turtle"}]
    tags = {client.get(address, headers=h).headers["etag"] for h in headers}
    assert len(tags) == 3
    assert all(tag.startswith('W/"') for tag in tags)


def test_faults_and_jobs_to_watch_have_no_tag(client):
    assert "etag" not in client.get("/v1/entities/initiative/findes-ikke").headers
    assert client.get("/v1/entities?limit=0", headers={"If-None-Match": "*"}).status_code == 422


def test_a_tag_no_longer_holds_when_the_graph_has_changed(client, tmp_path):
    tags = {address: client.get(address).headers["etag"] for address in (*OF_THE_GRAPH, "/v1/sources")}
    table = tmp_path / "ny.csv"
    table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", encoding="utf-8")
    with EmbeddedStore.writing(client.home, "tests") as store:
        load_files(store, [table], "tester", NOON)
    for address, tag in tags.items():
        answer = client.get(address, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.headers["etag"] != tag) == (200, True), address
