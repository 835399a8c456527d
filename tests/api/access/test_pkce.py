"""Signing in at a provider that holds a code to its PKCE challenge and to a lifetime, as real ones do.

`oidc-provider-mock` takes any verifier and any age, so what RFC 7636 (4.6) and RFC 6749 (4.1.2) ask of a provider
stands before its token endpoint here.
"""

import re
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
from fastapi.testclient import TestClient
from werkzeug.serving import make_server

from api.app import create_app
from tests.api.access.test_sign_in import ANNA, HERE, agreed, asked_of_provider, entries, home, settings, sign_in

__all__ = ["home"]
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning"
)  # of the provider's own, which runs in the process


class StrictProvider:
    """The provider, which gives a token for a code once, in time, to who knows the verifier of its challenge."""

    def __init__(self):
        self.lifetime = 60.0
        self.refused = []
        self._codes = {}
        user = oidc_provider_mock.User(sub="anna", claims=ANNA)
        self._app = oidc_provider_mock.app(require_nonce=True, user_claims=[user])

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/oauth2/authorize":
            asked = parse_qs(environ["QUERY_STRING"])

            def noting(status, headers, *rest):
                for code in parse_qs(urlsplit(dict(headers).get("Location", "")).query).get("code", []):
                    self._codes[code] = asked["code_challenge"][0], time.monotonic()
                return start_response(status, headers, *rest)

            return self._app(environ, noting)
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            if fault := self._fault({name: value for name, (value,) in parse_qs(body.decode()).items()}):
                self.refused.append(fault)
                start_response("400 Bad Request", [("Content-Type", "application/json")])
                return [b'{"error": "invalid_grant"}']
            environ["wsgi.input"] = BytesIO(body)
        return self._app(environ, start_response)

    def _fault(self, form):
        challenge, given = self._codes.pop(form["code"], ("", 0.0))
        if time.monotonic() - given > self.lifetime:
            return "expired"
        answer = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        return "" if answer == challenge else "wrong verifier"


@pytest.fixture
def strict():
    provider = StrictProvider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(home, strict):
    app = create_app(settings(home, strict.address))
    with TestClient(app, base_url=HERE, headers={"Accept": "text/html"}) as client:
        yield client


def code_in(address):
    return parse_qs(urlsplit(address).query)["code"][0]


def test_the_verifier_that_is_sent_is_that_of_the_challenge(browser, strict, home):
    assert sign_in(browser).status_code == 303
    assert strict.refused == []
    assert entries(home) == [("anna@example.dk", "person", "done", "")]


def test_a_stolen_code_put_into_another_sign_in_is_refused_by_the_provider_for_its_verifier(browser, strict, home):
    stolen = code_in(agreed(asked_of_provider(browser), "anna"))
    mine = agreed(asked_of_provider(browser), "anna")
    answer = browser.get(mine.replace(code_in(mine), stolen), follow_redirects=False)
    assert answer.status_code == 403
    assert strict.refused == ["wrong verifier"]
    assert entries(home) == [("", "nobody", "refused", "OAuthError")]
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_a_code_that_has_expired_is_refused_and_a_new_sign_in_succeeds(browser, strict, home):
    strict.lifetime = 0.0
    assert sign_in(browser).status_code == 403
    assert strict.refused == ["expired"]
    assert entries(home) == [("", "nobody", "refused", "OAuthError")]
    strict.lifetime = 60.0
    assert sign_in(browser).status_code == 303


def test_a_wrong_state_never_reaches_the_provider(browser, strict, home):
    mine = agreed(asked_of_provider(browser), "anna")
    assert browser.get(re.sub(r"state=[\w-]+", "state=wrong", mine), follow_redirects=False).status_code == 403
    assert strict.refused == []
    assert entries(home) == [("", "nobody", "refused", "MismatchingStateError")]
