"""HEAD says what GET says, without the body, wherever there is a GET."""

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.v1.test_ingests import TABLE
from tests.conftest import held_by_another_process, served

ASK = "/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D"
PATHS = ["/", "/v1/entities?limit=2", "/v1/gaps", "/v1/graph?format=turtle", "/v1/nothing", "/sparql", ASK, "/healthz"]
OF_ONE_ANSWER = {"x-request-id", "date", "ratelimit", "set-cookie"}


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home))) as client:
        yield client


def said(response):
    return response.status_code, {k: v for k, v in response.headers.items() if k not in OF_ONE_ANSWER}


@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_status_and_the_headers_of_get_and_no_body(client, path):
    head = client.head(path)
    assert said(head) == said(client.get(path))
    assert not head.content


def test_what_a_client_has_already_is_told_by_head_too(client):
    tag = client.head("/v1/entities").headers["etag"]
    assert client.head("/v1/entities", headers={"If-None-Match": tag}).status_code == 304


def test_head_is_no_way_to_write(client):
    assert client.head("/v1/comparisons/nothing").status_code == client.get("/v1/comparisons/nothing").status_code
    allowed = client.put("/v1/entities")
    assert (allowed.status_code, allowed.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_counted_as_such_at_its_address(client):
    client.head("/v1/gaps")
    assert 'method="HEAD"' in next(
        line for line in client.get("/metrics").text.splitlines() if "HEAD" in line and "/v1/gaps" in line
    )


def test_head_of_an_answer_that_goes_on_ends_at_once_and_the_connection_serves_the_next(own):
    with held_by_another_process(own), served(own) as (address, _), httpx2.Client(base_url=address, timeout=20) as http:
        job = http.post("/v1/ingests", files=[TABLE]).json()["id"]
        head = http.head(f"/v1/ingests/{job}/events")
        assert (head.status_code, head.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert http.get("/livez").status_code == 200
        assert http.delete(f"/v1/ingests/{job}").status_code == 200
