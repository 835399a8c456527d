"""Documents come in through the API and the page, whole or not at all, and only from this site's own pages."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.problems import MOST_UPLOADED
from api.http.uploads import MOST_FILES
from api.settings import Settings
from tests.conftest import copied
from tests.ingest.test_prose import FORM, IRI

SKEMA = ("files", ("skema 2026.txt", FORM.encode(), "text/plain"))


@pytest.fixture
def client(home, tmp_path):
    copied(home, tmp_path / "home")
    with TestClient(create_app(Settings(store=tmp_path / "home"))) as client:
        client.kept = tmp_path / "home" / "texts"
        yield client


def proposed(client):
    return {s["source"]: s["proposed"] for s in client.get("/v1/sources").json()["items"] if s["proposed"]}


def nothing_kept(client):
    return proposed(client) == {} and not client.kept.exists()


def test_a_document_is_read_and_listed_with_what_waits_for_review(client):
    answer = client.post("/v1/sources", files=[SKEMA])
    assert answer.status_code == 201
    told = answer.json()
    assert told["sources"] == [
        {"id": IRI.value, "name": "skema 2026.txt", "media_type": "text/plain", "encoding": "utf-8"}
    ]
    assert proposed(client) == {IRI.value: told["new"]}
    assert len(list(client.kept.iterdir())) == 1


def test_the_folders_in_a_name_are_left_out(client):
    answer = client.post("/v1/sources", files=[("files", ("C:\\x\\../../etc/skema.txt", FORM.encode()))])
    assert [s["name"] for s in answer.json()["sources"]] == ["skema.txt"]


def test_of_a_long_name_the_end_says_what_kind_of_file_it_is(client):
    answer = client.post("/v1/sources", files=[("files", (f"{'s' * 210}.txt", FORM.encode()))])
    assert [s["name"] for s in answer.json()["sources"]] == [f"{'s' * 196}.txt"]


def test_where_one_file_is_refused_none_is_read(client):
    answer = client.post("/v1/sources", files=[SKEMA, ("files", ("skema.pdf", b"<html>"))])
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "skema.pdf er ikke det, som endelsen .pdf siger" in answer.json()["detail"]
    assert nothing_kept(client)


def test_many_files_and_none_are_refused(client):
    assert client.post("/v1/sources", files=[SKEMA] * (MOST_FILES + 1)).status_code == 422
    assert client.post("/v1/sources", data={"files": "text"}).status_code == 415
    assert nothing_kept(client)


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(client):
    def body():
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(MOST_UPLOADED // 1_000_000 + 1):
            yield b"a" * 1_000_000

    answer = client.post("/v1/sources", content=body(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413
    assert nothing_kept(client)


@pytest.mark.parametrize("path", ["/v1/sources", "/sources"])
@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://elsewhere.example"}],
)
def test_the_page_of_another_site_cannot_send_documents(client, path, headers):
    assert client.post(path, files=[SKEMA], headers=headers).status_code == 403
    assert nothing_kept(client)


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}])
def test_the_page_takes_documents_and_shows_how_far_their_review_has_come(client, headers):
    page = client.post("/sources?lang=en", files=[SKEMA], headers=headers)
    assert page.url.path == "/sources"
    assert "Tema: Flere hjemløse i egen bolig" in page.text
    assert "To review" in page.text


def test_the_page_says_what_is_wrong_with_a_document(client):
    page = client.post("/sources", files=[("files", ("<b>.exe", b"MZ"))])
    assert page.status_code == 422
    assert "&lt;b&gt;.exe har ingen af endelserne" in page.text
    assert nothing_kept(client)


def test_the_page_asks_for_files_where_none_was_chosen(client):
    page = client.post("/sources", files=[("files", ("", b""))])
    assert page.status_code == 422
    assert nothing_kept(client)
