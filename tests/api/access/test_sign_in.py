"""Signing in with a browser: at a real OpenID Connect provider, which runs beside the test, and with a key."""

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.access.audit import Asked
from api.access.keys import Keys
from api.access.log import trail_of
from api.access.sessions import COOKIE
from api.app import create_app
from api.pages.sign_in import own_address
from api.rights import Role
from api.settings import Settings
from ontology.errors import InputError
from tests.review_example import FOR_YOUNG, paper_that_waits
from tests.servers import free_port, running

HERE = "https://testserver"
CLIENT = "samspil-test"
ROLES = {"samspil-editors": "editor", "samspil-reviewers": "reviewer"}
ANNA = {"sub": "anna", "preferred_username": "anna@example.dk", "roles": ["samspil-editors", "samspil-reviewers", "x"]}
PEOPLE = {
    "anna": ANNA,
    "without-role": {**ANNA, "sub": "without-role", "roles": ["others"]},
    "without-claim": {"sub": "without-claim", "preferred_username": "carl@example.dk"},
    "for-another": {**ANNA, "sub": "for-another", "aud": "another-client"},
    "of-another": {**ANNA, "sub": "of-another", "iss": "https://evil.example"},
    "expired": {**ANNA, "sub": "expired", "exp": 1_700_000_000},
    "other-nonce": {**ANNA, "sub": "other-nonce", "nonce": "replayed"},
}
"""Whom the provider knows, and what it says of them; some of it no client may believe."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("oidc-provider-mock")
    people = [part for claims in PEOPLE.values() for part in ("--user-claims", json.dumps(claims))]
    with running([str(program), "--port", str(port), "--require-nonce", "True", *people], f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}"


def settings(home, provider, **more):
    return Settings(
        store=home,
        lang="en",
        address=HERE,
        oidc_issuer=provider,
        oidc_client_id=CLIENT,
        oidc_client_secret="known to both",  # noqa: S106 - it opens nothing
        oidc_roles=ROLES,
        **more,
    )


@pytest.fixture
def home(tmp_path):
    return paper_that_waits(tmp_path / "home")


@pytest.fixture
def browser(home, provider):
    """A browser that has not signed in."""
    with TestClient(create_app(settings(home, provider)), base_url=HERE, headers={"Accept": "text/html"}) as client:
        yield client


def asked_of_provider(browser, wanted="/"):
    """Begin to sign in; the address at the provider that the browser is sent to."""
    answer = browser.get("/sign-in/start", params={"next": wanted}, follow_redirects=False)
    assert answer.status_code == 302
    return answer.headers["location"]


def agreed(address, person):
    """Sign in at the provider as a person; the path and query here that it sends the browser back to."""
    answer = httpx2.post(address, data={"sub": person})
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    assert f"{back.scheme}://{back.netloc}" == HERE
    return f"{back.path}?{back.query}"


def sign_in(browser, person="anna", wanted="/"):
    return browser.get(agreed(asked_of_provider(browser, wanted), person), follow_redirects=False)


def entries(home, what="sign-in"):
    return [(e.who, e.by, e.outcome, e.reason) for e in trail_of(Settings(store=home)).latest(Asked(what=what))]


def test_the_provider_is_asked_for_a_code_with_state_nonce_and_pkce(browser, provider):
    address = urlsplit(asked_of_provider(browser))
    said = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == provider
    assert (said["response_type"], said["code_challenge_method"]) == ("code", "S256")
    assert (said["redirect_uri"], said["client_id"]) == (f"{HERE}/sign-in/callback", CLIENT)
    assert len(said["state"]) > 20
    assert len(said["nonce"]) >= 20
    assert len(said["code_challenge"]) == 43


def test_whoever_has_not_signed_in_is_taken_there_and_back_to_the_page_that_was_wanted(browser, home):
    answer = browser.get("/review?kind=indsats", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Freview%3Fkind%3Dindsats")
    page = browser.get(answer.headers["location"])
    link = re.search(r'href="(/sign-in/start\?[^"]+)"', page.text)[1]
    address = browser.get(link, follow_redirects=False).headers["location"]
    answer = browser.get(agreed(address, "anna"), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?kind=indsats")
    page = browser.get("/review")
    assert "anna@example.dk" in page.text
    assert page.headers["cache-control"] == "private, no-cache"
    assert entries(home) == [("anna@example.dk", "person", "done", "")]


def test_who_has_signed_in_decides_in_their_own_name_with_the_highest_of_their_roles(browser):
    sign_in(browser)
    made = browser.post("/v1/reviews", json={"evidence": [FOR_YOUNG.iri.value], "decision": "accepted"})
    assert made.status_code == 201, made.text
    assert made.json()["review"]["by"] == "anna-example-dk"
    assert browser.get("/v1/audit", headers={"Accept": "application/json"}).status_code == 403


def test_the_cookie_is_signed_and_for_this_site_over_https_alone(browser):
    set_cookie = sign_in(browser).headers["set-cookie"]
    assert set_cookie.startswith(COOKIE + "=")
    assert {"path=/", "httponly", "samesite=lax", "secure", "Max-Age=28800"} <= set(set_cookie.split("; "))
    value = browser.cookies[COOKIE]
    browser.cookies.clear()
    browser.cookies.set(COOKIE, ("A" if value[0] != "A" else "B") + value[1:])
    assert browser.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("for-another", "InvalidClaimError"),
        ("of-another", "InvalidClaimError"),
        ("other-nonce", "InvalidClaimError"),
        ("expired", "ExpiredTokenError"),
        ("without-role", "SignInFailed"),
        ("without-claim", "SignInFailed"),
    ],
)
def test_a_token_that_is_not_for_here_or_gives_no_role_opens_nothing(browser, home, person, kind):
    answer = sign_in(browser, person)
    assert answer.status_code == 403
    assert ("has no role here" in answer.text) == (kind == "SignInFailed")
    assert browser.get("/", follow_redirects=False).status_code == 303
    assert entries(home) == [("", "nobody", "refused", kind)]


def test_a_state_that_is_not_of_this_browser_opens_nothing(browser, home, provider):
    mine = agreed(asked_of_provider(browser), "anna")
    with TestClient(create_app(settings(home, provider)), base_url=HERE, headers={"Accept": "text/html"}) as other:
        assert other.get(mine, follow_redirects=False).status_code == 403  # no state at all
        agreed(asked_of_provider(other), "anna")
        assert other.get(mine, follow_redirects=False).status_code == 403  # that of another
    assert browser.get(re.sub(r"state=\w+", "state=wrong", mine), follow_redirects=False).status_code == 403
    assert "MismatchingStateError" in {reason for *_, reason in entries(home)}


def test_a_code_of_another_sign_in_opens_nothing(browser):
    """A code that was stolen and put into another's sign-in: its token has the nonce of the one it was stolen from."""
    stolen = parse_qs(urlsplit(agreed(asked_of_provider(browser), "anna")).query)["code"][0]
    mine = agreed(asked_of_provider(browser), "anna")
    answer = browser.get(re.sub(r"code=[\w-]+", f"code={stolen}", mine), follow_redirects=False)
    assert answer.status_code == 403


def test_no_code_opens_twice_and_a_refusal_at_the_provider_is_told(browser):
    back = agreed(asked_of_provider(browser), "anna")
    assert browser.get(back, follow_redirects=False).status_code == 303
    assert browser.get(back, follow_redirects=False).status_code == 403
    refused = httpx2.post(asked_of_provider(browser), data={"action": "deny"}).headers["location"]
    assert browser.get(refused, follow_redirects=False).status_code == 403


def test_signing_out_ends_the_session_for_a_copied_cookie_too(browser, home):
    sign_in(browser)
    copied = browser.cookies[COOKIE]
    answer = browser.post("/sign-out", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?")
    browser.cookies.clear()
    browser.cookies.set(COOKIE, copied)
    assert browser.get("/", follow_redirects=False).status_code == 303
    assert len(entries(home, "sign-out")) == 1


def test_a_session_is_another_one_after_signing_in_and_ends_in_time(home, provider, monkeypatch):
    with TestClient(create_app(settings(home, provider, session_hours=1)), base_url=HERE) as browser:
        asked_of_provider(browser)
        before = browser.cookies[COOKIE]
        sign_in(browser)
        after = browser.cookies[COOKIE]
        assert before.split(".")[0] != after.split(".")[0]
        assert browser.get("/v1/gaps").status_code == 200
        later = time.time() + 3601
        monkeypatch.setattr(time, "time", lambda: later)
        assert browser.get("/v1/gaps").status_code == 401
        monkeypatch.undo()
        browser.cookies.clear()
        browser.cookies.set(COOKIE, before)  # as set in the browser by somebody who waits for the sign-in
        assert browser.get("/v1/gaps").status_code == 401


def test_the_page_of_another_site_can_do_nothing_in_the_name_of_who_has_signed_in(browser):
    sign_in(browser)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        for path in ("/sign-out", "/sign-in", "/assessments", "/v1/assessments", "/sparql", "/review"):
            assert browser.post(path, headers=headers).status_code == 403, path
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%0d\r\nSet-Cookie: a=b",
        "\\/evil",
        "javascript:alert(1)",
    ],
)
def test_signing_in_leads_nowhere_else(browser, wanted):
    assert own_address(wanted) == "/"
    assert sign_in(browser, wanted=wanted).headers["location"] == "/"
    assert own_address("/review?kind=indsats&lang=en") == "/review?kind=indsats&lang=en"


def test_a_provider_that_is_away_or_another_than_named_is_told(home, provider):
    for issuer, detail in ((f"http://127.0.0.1:{free_port()}", "does not answer"), (provider + "/", "another issuer")):
        with TestClient(create_app(settings(home, issuer)), base_url=HERE, headers={"Accept": "text/html"}) as browser:
            answer = browser.get("/sign-in/start", follow_redirects=False)
            assert answer.status_code == 502
            assert detail in answer.text


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"oidc_client_id": ""}, "SAMSPIL_OIDC_CLIENT_ID"),
        ({"oidc_roles": {}}, "SAMSPIL_OIDC_ROLES"),
        ({"address": ""}, "SAMSPIL_ADDRESS"),
        ({"address": "http://samspil.example.dk"}, "https://"),
        ({"oidc_issuer": "http://id.example.dk"}, "https://"),
    ],
)
def test_settings_that_lack_something_are_refused_at_the_start(tmp_path, more, named):
    given = {"address": HERE, "oidc_issuer": "https://id.example.dk", "oidc_client_id": "x", "oidc_roles": ROLES}
    with pytest.raises(InputError, match=named):
        create_app(Settings(store=tmp_path, **{**given, **more}))


# --- With a key -------------------------------------------------------------------------------------------------------


@pytest.fixture
def keyed(home):
    """A browser at a server that has keys alone, and the key of a reader."""
    key = Keys(home).add("Ravn", Role.READER)
    app = create_app(Settings(store=home, lang="en"))
    with TestClient(app, base_url=HERE, headers={"Accept": "text/html"}) as client:
        yield client, key


def test_a_key_opens_the_pages_too_until_it_is_revoked(keyed, home):
    browser, key = keyed
    assert "OpenID" not in browser.get("/sign-in").text
    answer = browser.post("/sign-in", data={"key": key, "next": "/gaps"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/gaps")
    assert "Ravn" in browser.get("/gaps").text
    Keys(home).revoke("Ravn")
    assert browser.get("/gaps", follow_redirects=False).status_code == 303


def test_a_wrong_key_opens_nothing(keyed, home):
    browser, _ = keyed
    answer = browser.post("/sign-in", data={"key": "samspil_" + "0" * 56, "next": "/gaps"})
    assert (answer.status_code, "is not known here" in answer.text) == (403, True)
    assert browser.get("/gaps", follow_redirects=False).status_code == 303
    assert entries(home) == [("", "nobody", "refused", "WrongKey")]


def test_who_may_only_read_is_told_so_on_the_pages(keyed):
    browser, key = keyed
    browser.post("/sign-in", data={"key": key})
    assert "one needs the role reviewer" in browser.get("/review").text
    assert "one needs the role editor" in browser.get("/sources").text
    assert 'href="/sparql' not in browser.get("/").text
    refused = browser.post("/review", data={"evidence": FOR_YOUNG.iri.value, "decision": "accepted"})
    assert refused.status_code == 403
    assert "This needs the role reviewer; Ravn has the role reader." in refused.text
    assert browser.get("/sparql").status_code == 403
