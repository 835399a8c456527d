"""Who may do what, at every door."""

from itertools import pairwise

import httpx2
import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from api.access.keys import Keys
from api.app import create_app
from api.commands.openness import who_may
from api.http.doorkeeper import Doors
from api.http.needs import Needs, NeedsNothing
from api.rights import ROLES, Right, Role, Who, least_role, rights_of
from api.settings import Settings
from tests.api.test_app import PROPOSAL, problem
from tests.conftest import served
from tests.review_example import FOR_YOUNG, paper_that_waits

FOR_ANYBODY = {"/healthz", "/livez", "/sign-in", "/sign-in/start", "/sign-in/callback", "/sign-out"}
NO_API_ROUTES = {"/openapi.json", "/static", "/static/vis-network", "/static/editor"}
GROUPS = "SELECT ?s ?o { ?s samspil:targetGroup ?o }"
DECISION = {"evidence": [FOR_YOUNG.iri.value], "decision": "accepted"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return paper_that_waits(tmp_path_factory.mktemp("rights") / "home")


@pytest.fixture(scope="module")
def keys(home):
    """A key for each role."""
    return {role: Keys(home).add(f"a {role}", role) for role in ROLES}


@pytest.fixture(scope="module")
def client(home, keys):  # noqa: ARG001 - a server with keys
    with TestClient(create_app(Settings(store=home, lang="en"), loopback=False)) as client:
        yield client


def with_key(key, **headers):
    return {"Authorization": f"Bearer {key}", **headers}


def routes(app):
    """All routes, those of the doors too, wherever the framework keeps them."""
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        if inner:
            waiting += inner
        else:
            yield route


def test_every_route_says_once_what_it_needs(client):
    found = list(routes(client.app))
    api = [route for route in found if isinstance(route, APIRoute)]
    assert len(api) > 40
    assert {route.path for route in found if not isinstance(route, APIRoute)} == NO_API_ROUTES
    for route in api:
        needs = [d.call for d in route.dependant.dependencies if isinstance(d.call, Needs | NeedsNothing)]
        assert len(needs) == 1, f"{route.methods} {route.path} says {len(needs)} times what it needs"
        assert isinstance(needs[0], NeedsNothing) == (route.path in FOR_ANYBODY), route.path
        if isinstance(needs[0], Needs) and needs[0].right == Right.READ:
            assert route.methods <= {"GET", "HEAD"}, f"{route.path} changes something, and needs no more than to read"


def test_each_role_may_all_that_the_one_before_may_and_more():
    for less, more in pairwise(ROLES):
        assert rights_of(less) < rights_of(more)
    assert rights_of(ROLES[-1]) == frozenset(Right)
    assert {right: least_role(right) for right in Right} == {
        Right.READ: Role.READER,
        Right.ASSESS: Role.READER,
        Right.QUERY: Role.ANALYST,
        Right.ENTER: Role.EDITOR,
        Right.REVIEW: Role.REVIEWER,
        Right.ADMINISTER: Role.ADMIN,
    }
    assert not any(Who("x", None, "nobody").may(right) for right in Right)


@pytest.mark.parametrize(
    ("role", "request_"),
    [
        (Role.READER, {"method": "GET", "url": "/v1/gaps"}),
        (Role.READER, {"method": "GET", "url": "/v1/entities/initiative/havnegade"}),
        (Role.READER, {"method": "GET", "url": "/metrics"}),
        (Role.READER, {"method": "POST", "url": "/v1/assessments", "json": PROPOSAL | {"departments": []}}),
        (Role.ANALYST, {"method": "GET", "url": "/sparql?query=ASK{}"}),
        (Role.ANALYST, {"method": "GET", "url": "/graph-store?default"}),
        (
            Role.ANALYST,
            {
                "method": "POST",
                "url": "/sparql/network",
                "data": {"query": "SELECT ?s ?o { ?s samspil:targetGroup ?o }"},
            },
        ),
        (Role.EDITOR, {"method": "POST", "url": "/sparql", "data": {"update": "INSERT DATA { <a:a> <a:b> 1 }"}}),
        (Role.EDITOR, {"method": "POST", "url": "/v1/sources", "files": {"files": ("a.txt", b"Havnegade.")}}),
        (Role.REVIEWER, {"method": "POST", "url": "/v1/reviews", "json": DECISION}),
        (Role.ADMIN, {"method": "GET", "url": "/v1/audit"}),
    ],
    ids=lambda value: value if isinstance(value, str) else value["url"].partition("?")[0],
)
def test_a_door_opens_from_its_role_on_and_for_none_before(client, keys, role, request_):
    nobody = client.request(**request_)
    assert "key" in problem(nobody, 401)["detail"]
    assert nobody.headers["WWW-Authenticate"] == "Bearer"
    for less in ROLES[: ROLES.index(role)]:
        refused = problem(client.request(**request_, headers=with_key(keys[less])), 403)
        assert f"a {less} has the role {less}" in refused["detail"]
    assert client.request(**request_, headers=with_key(keys[role])).status_code in {200, 201}


@pytest.mark.parametrize("value", ["Bearer wrong", "Bearer samspil_" + "0" * 56, "Basic YTpi", "Bearer", "Bearer ø"])
@pytest.mark.usefixtures("keys")
def test_a_wrong_key_opens_nothing_even_where_anybody_may_read(home, value):
    with TestClient(create_app(Settings(store=home, public="read"), loopback=False)) as client:
        assert client.get("/v1/gaps").status_code == 200
        answer = client.get("/v1/gaps", headers={"Authorization": value.encode()})
        problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.usefixtures("keys")
def test_reading_can_be_opened_to_anybody_and_nothing_else(home):
    with TestClient(create_app(Settings(store=home, public="read"), loopback=False)) as client:
        assert client.get("/v1/entities").status_code == 200
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert client.post("/v1/assessments", json=PROPOSAL | {"departments": []}).status_code == 201
        problem(client.get("/sparql?query=ASK{}"), 401)
        problem(client.post("/v1/reviews", json=DECISION), 401)
        problem(client.get("/v1/audit"), 401)


# --- Without a sign-in ------------------------------------------------------------------------------------------------


@pytest.fixture
def alone(tmp_path):
    """A server that only this machine can reach, without keys, and its home."""
    home = paper_that_waits(tmp_path / "home")
    with TestClient(create_app(Settings(store=home, user="Anna"))) as client:
        yield client, home


def test_whoever_sits_at_the_machine_may_do_everything_in_their_own_name(alone):
    client, _ = alone
    made = client.post("/v1/reviews", json=DECISION)
    assert made.json()["review"]["by"] == "anna"
    (done, begun) = client.get("/v1/audit").json()["items"]
    assert (done["who"], done["by"], done["outcome"], begun["outcome"]) == ("Anna", "machine", "done", "begun")
    assert done["about"] == [made.json()["review"]["id"]]


def test_the_first_key_closes_a_running_server_and_a_revoked_one_keeps_it_closed(alone):
    client, home = alone
    assert client.get("/v1/gaps").status_code == 200
    key = Keys(home).add("first", Role.READER)
    assert client.get("/v1/gaps").status_code == 401
    assert client.get("/v1/gaps", headers=with_key(key)).status_code == 200
    Keys(home).revoke("first")
    assert client.get("/v1/gaps", headers=with_key(key)).status_code == 401
    assert client.get("/v1/gaps").status_code == 401


def test_keys_that_cannot_be_read_open_nothing(alone):
    client, home = alone
    (home / "keys.json").write_text("[{]")
    assert "keys.json" in problem(client.get("/v1/gaps"), 503)["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "192.0.2.7"},  # a proxy in front of a server that was left open
        {"Forwarded": "for=192.0.2.7"},
        {"Host": "samspil.example.dk"},  # a name of another's that was made to point here
        {"Host": "192.0.2.7:8000"},
    ],
)
def test_the_machine_is_not_open_to_those_beyond_it(alone, headers):
    client, _ = alone
    problem(client.get("/v1/gaps", headers=headers), 401)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_the_machine_is_open_to_itself(alone, host):
    client, _ = alone
    assert client.get("/v1/gaps", headers={"Host": host}).status_code == 200


def test_a_server_that_others_can_reach_is_closed(tmp_path):
    with TestClient(create_app(Settings(store=paper_that_waits(tmp_path / "home")), loopback=False)) as client:
        problem(client.get("/v1/gaps"), 401)
        assert client.get("/healthz").status_code == 200
        assert client.get("/static/samspil.css").status_code == 200
        assert client.get("/", headers={"Accept": "text/html"}, follow_redirects=False).status_code == 303


def test_an_upload_of_many_bytes_is_refused_before_it_is_read_unless_one_may_bring_it(client, keys):
    files = {"files": ("a.txt", b"Havnegade. " * 200_000)}
    problem(client.post("/v1/sources", files=files), 413)
    problem(client.post("/v1/sources", files=files, headers=with_key(keys[Role.READER])), 413)


def test_headers_keep_pages_to_themselves(home):
    settings = Settings(store=home, address="https://samspil.example.dk")
    with TestClient(create_app(settings, loopback=False)) as client:
        headers = client.get("/healthz").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(headers["X-Request-ID"]) == 16


@pytest.mark.parametrize(
    ("given", "loopback", "with_a_key", "told"),
    [
        ({}, True, False, "Whoever uses this machine may do everything"),
        ({}, True, True, "Sign-in is with a key."),
        ({}, False, False, "Nobody can sign in yet"),
        ({"proxies": "127.0.0.1"}, True, False, "Nobody can sign in yet"),
        ({"public": "read"}, False, True, "Sign-in is with a key. Anybody may read."),
        ({"oidc_issuer": "https://id.example.dk"}, True, False, "Sign-in is at https://id.example.dk, or with a key."),
    ],
)
def test_the_start_says_who_may_come_in(tmp_path, given, loopback, with_a_key, told):
    settings = Settings(store=tmp_path, **given)
    if with_a_key:
        Keys(tmp_path).add("first", Role.READER)
    assert who_may(Doors(settings, loopback), settings, str).startswith(told)


def test_a_proxy_that_is_named_tells_where_a_request_came_from(tmp_path):
    home = paper_that_waits(tmp_path / "home")
    key = Keys(home).add("Ida", Role.ADMIN)
    headers = with_key(key, **{"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
    for proxies, address in (("127.0.0.1", "192.0.2.7"), ("", "127.0.0.1")):
        with served(home, SAMSPIL_PROXIES=proxies) as (server, _):
            httpx2.post(f"{server}/v1/reviews", json={**DECISION, "evidence": ["no/such"]}, headers=headers)
            assert httpx2.get(f"{server}/v1/audit", headers=headers).json()["items"][0]["address"] == address
