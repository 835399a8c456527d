"""Signing in and out in a real browser, at a real OpenID Connect provider."""

import socket
import threading
import time

import pytest
import uvicorn

from api.app import create_app
from tests.api.access.test_sign_in import provider, settings  # noqa: F401 - a fixture
from tests.review_example import paper_that_waits
from tests.visualise.test_browser import page, pytestmark  # noqa: F401 - a fixture, and what it needs


@pytest.fixture
def address(tmp_path, provider):  # noqa: F811
    home = paper_that_waits(tmp_path / "home")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = "http://{}:{}".format(*listening.getsockname())
        app = create_app(settings(home, provider).model_copy(update={"address": address, "lang": "da"}))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield address
        server.should_exit = True
        thread.join()


def test_a_reviewer_signs_in_decides_by_key_and_signs_out(page, address):  # noqa: F811
    page.goto(f"{address}/review")
    assert page.inner_text("h1") == "Log ind"
    page.click("text=Log ind hos 127.0.0.1")
    page.click("button[value=anna]")
    page.wait_for_url(f"{address}/review")
    assert "anna@example.dk" in page.inner_text("nav")
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "__Host-samspil"]
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Lax")
    assert page.evaluate("document.cookie") == ""
    page.keyboard.press("a")
    page.wait_for_selector("article[data-decided=accepted]")
    page.click("text=Log ud")
    page.wait_for_url(f"{address}/sign-in*")
    page.goto(f"{address}/review")
    assert page.inner_text("h1") == "Log ind"
    # The provider's own page asks for a style sheet from elsewhere.
    assert [p for p in page.problems if not p.startswith("Failed to load resource")] == []
