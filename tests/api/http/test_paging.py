"""Lists come page by page, and a cursor holds for the list that it was given out for."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import EmbeddedStore
from ingest.load import load_files
from tests.api.test_app import PROPOSAL, problem
from tests.conftest import NOON, copied

LISTS = [
    ("/v1/entities?kind=initiative", "id"),
    ("/v1/entities?q=hjem", "id"),
    ("/v1/questions", "name"),
    ("/v1/gaps?severity=high", "sentence"),
    ("/v1/evidence?status=accepted&kind=policy", "id"),
    ("/v1/sources", "source"),
]


@pytest.fixture(scope="module")
def client(home, tmp_path_factory):
    own = tmp_path_factory.mktemp("paging") / "home"
    copied(home, own)
    with TestClient(create_app(Settings(store=own, lang="en"))) as client:
        client.home = own
        yield client


def pages(client, address):
    """All pages of a list, by following `next`."""
    found = [client.get(address).json()]
    while found[-1]["next"]:
        found.append(client.get(found[-1]["next"]).json())
    return found


def first_page(client, address="/v1/entities?kind=initiative"):
    answer = client.get(address, params={"limit": 2})
    return answer.json() | {"link": answer.headers["link"]}


@pytest.mark.parametrize(("address", "key"), LISTS)
def test_the_pages_hold_all_items_each_once(client, address, key):
    limit = 1 if "sources" in address else 7
    found = pages(client, f"{address}{'&' if '?' in address else '?'}limit={limit}")
    items = [item for page in found for item in page["items"]]
    (whole,) = pages(client, f"{address}{'&' if '?' in address else '?'}limit=200")
    assert len(found) > 1
    assert items == whole["items"]
    assert {page["total"] for page in found} == {len(items)}
    assert all(len(page["items"]) == limit for page in found[:-1])
    assert items[0][key]


def test_the_header_link_says_where_the_next_page_is(client):
    page = first_page(client)
    assert page["link"] == f'<{page["next"]}>; rel="next"'
    assert page["next_cursor"] in page["next"]


@pytest.mark.parametrize("limit", ["0", "201", "many"])
def test_a_limit_out_of_bounds_is_named(client, limit):
    assert problem(client.get("/v1/entities", params={"limit": limit}), 422)["errors"][0]["field"] == "query.limit"


def test_a_cursor_that_is_no_cursor_is_named(client):
    assert problem(client.get("/v1/entities", params={"cursor": "50"}), 422)["errors"][0]["field"] == "query.cursor"


@pytest.mark.parametrize("byte", [0, 3, 6, 15, 25])
def test_a_cursor_that_was_changed_is_refused_with_the_remedy(client, byte):
    given = bytearray(urlsafe_b64decode(first_page(client)["next_cursor"]))
    given[byte] ^= 1
    changed = {"kind": "initiative", "cursor": urlsafe_b64encode(given).decode()}
    assert "Follow 'next'" in problem(client.get("/v1/entities", params=changed), 400)["detail"]


def test_a_cursor_of_another_list_is_refused(client):
    cursor = first_page(client)["next_cursor"]
    problem(client.get("/v1/entities", params={"kind": "organisation", "cursor": cursor}), 400)
    problem(client.get("/v1/sources", params={"cursor": cursor}), 400)


def test_a_cursor_of_another_graph_version_is_gone_with_the_remedy(client, tmp_path):
    following = first_page(client)["next"]
    table = tmp_path / "ny.csv"
    table.write_text("id;slags;navn;sektor\nny-fond;fond;Ny Fond;fond\n", encoding="utf-8")
    with EmbeddedStore.writing(client.home, "tests") as store:
        load_files(store, [table], "tester", NOON)
    assert "Begin again without a cursor" in problem(client.get(following), 410)["detail"]


def test_records_that_come_meanwhile_do_not_shift_the_pages(client):
    made = [client.post("/v1/assessments", json={**PROPOSAL, "title": f"nr. {n}"}).json()["id"] for n in range(3)]
    first = client.get("/v1/assessments", params={"limit": 1}).json()
    assert (first["items"][0]["id"], first["items"][0]["title"]) == (made[2], "nr. 2")
    client.post("/v1/assessments", json={**PROPOSAL, "title": "senere"})
    rest = [item["id"] for page in pages(client, first["next"]) for item in page["items"]]
    assert rest == [made[1], made[0]]
