"""The pages in a real browser, without internet."""

import shutil
import socket
import threading
import time

import httpx2
import pytest
import uvicorn

from api.http import create_app
from api.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")]
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def address(home):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(store=home)), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address = "http://{}:{}".format(*listening.getsockname())
        while not server.started:
            time.sleep(0.05)
        assert httpx2.get(f"{address}/healthz").status_code == 200
        yield address
        server.should_exit = True
        thread.join()


@pytest.fixture
def page():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        page = browser.new_page(locale="da-DK")
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.problems.append(str(e)))
        yield page
        browser.close()


def test_an_officer_asks_sees_the_network_corrects_and_asks_again(page, address):
    page.goto(address)
    page.click("text=Vis et eksempel")
    page.click("button[type=submit]")
    page.wait_for_selector("#network[data-drawn]")
    assert int(page.get_attribute("#network", "data-drawn")) > 10
    assert page.locator("#network canvas").bounding_box()["height"] > 100
    assert "tema" in page.inner_text("#legend")
    page.click("text=Ret, og spørg igen")
    page.fill("#target_groups", "ældre")
    page.click("button[type=submit]")
    page.wait_for_selector("#network[data-drawn]")
    assert "ældre" in page.inner_text("table.facts")
    assert page.problems == []


def test_a_page_fits_a_small_screen(page, address):
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{address}/?example=true")
    page.click("button[type=submit]")
    page.wait_for_selector("#network[data-drawn]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_language_can_be_switched(page, address):
    page.goto(address)
    page.click("text=English")
    assert page.inner_text("h1") == "Look a proposal up"
    page.fill("#summary", "Housing First til hjemløse")
    page.click("button[type=submit]")
    page.wait_for_selector("#network[data-drawn]")
    assert "Co-investors" in page.inner_text("main")
