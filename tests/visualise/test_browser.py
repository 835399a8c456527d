"""The pages in a real browser, without internet."""

import shutil
import socket
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")]
YASGUI = Path(sys.prefix) / "clients" / "node_modules" / "@zazuko" / "yasgui" / "build"
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


def test_an_analyst_asks_in_sparql_with_table_network_and_download(page, address):
    page.goto(f"{address}/sparql")
    page.wait_for_selector("#editor .ace_content")
    page.keyboard.press("Control+Home")
    page.select_option("#example", label="Hvordan hænger politikkerne sammen?")
    page.click("button[type=submit]")
    page.wait_for_selector("#rows td a")
    assert "rækker" in page.inner_text("#told")
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.path().read_text(encoding="utf-8").count("\n") > 2
    page.click("#show-network")
    page.wait_for_selector("#network[data-drawn]")
    assert int(page.get_attribute("#network", "data-drawn")) > 2
    page.click("text=Link til denne forespørgsel")
    page.wait_for_selector("#rows td a")
    assert page.problems == []


def test_an_analyst_asks_the_same_in_cypher(page, address):
    pytest.importorskip("arcadedb")
    page.goto(f"{address}/sparql")
    page.wait_for_selector("#editor .ace_content")
    page.check("input[value=cypher]")
    page.select_option("#example", label="Hvordan hænger politikkerne sammen?")
    assert page.evaluate("ace.edit('editor').getValue()").startswith("MATCH")
    page.click("button[type=submit]")
    page.wait_for_selector("#rows td a", timeout=60_000)
    assert "rækker" in page.inner_text("#told")
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.path().read_text(encoding="utf-8").count("\n") > 2
    page.click("#show-network")
    page.wait_for_selector("#network[data-drawn]")
    page.check("input[value=sparql]")
    assert "SELECT" in page.evaluate("ace.edit('editor').getValue()")
    assert page.problems == []


def test_terms_are_offered_while_a_query_is_written(page, address):
    page.goto(f"{address}/sparql?query=ASK+%7B%7D&lang=en")
    page.wait_for_selector("#answer[data-done]")
    assert page.inner_text("#told").startswith("yes")
    page.click("#editor")
    page.keyboard.press("Control+End")
    page.keyboard.type(" samspil:targ", delay=20)
    page.wait_for_selector(".ace_autocomplete >> text=samspil:targetGroup")
    assert page.problems == []


def test_a_fault_is_told_on_the_page(page, address):
    page.goto(f"{address}/sparql")
    page.wait_for_selector("#editor .ace_content")
    page.evaluate("ace.edit('editor').setValue('SELEC')")
    page.click("button[type=submit]")
    page.wait_for_selector("#fault:not([hidden])")
    assert "ikke gyldig SPARQL" in page.inner_text("#fault")


def test_without_the_editor_the_plain_field_does_as_well(page, address):
    page.route("**/static/editor/**", lambda route: route.abort())
    page.goto(f"{address}/sparql")
    page.fill("#query", "SELECT ?s { ?s a samspil:Council }")
    page.click("button[type=submit]")
    page.wait_for_selector("#rows td a")
    assert "raadet" in page.inner_text("#rows")


@pytest.mark.skipif(not YASGUI.exists(), reason="Yasgui is not installed (npm install in .ci/run)")
def test_yasgui_asks_the_endpoint(page, address):
    page.route("**/yasgui/*", lambda r: r.fulfill(path=YASGUI / r.request.url.rsplit("/", 1)[1]))
    page.route(
        "**/yasgui-page", lambda r: r.fulfill(body="<!doctype html><div id=here></div>", content_type="text/html")
    )
    page.goto(f"{address}/yasgui-page")
    page.evaluate(
        """async () => {
            const { default: Yasgui } = await import("/yasgui/yasgui.esm.js");
            const yasgui = new Yasgui(document.getElementById("here"), { requestConfig: { endpoint: "/sparql" } });
            const { yasqe } = yasgui.getTab();
            yasqe.setValue("SELECT ?s { ?s a <https://w3id.org/samspil/def#Council> }");
            yasqe.query();
        }"""
    )
    page.wait_for_selector("text=raadet-for-sociale-investeringer")
