"""Reviewing with keys in a real browser."""

import pytest

from graph.evidence.evidence import ACCEPTED, REJECTED, read
from graph.store import EmbeddedStore
from tests.review_example import FOR_OLD, FOR_YOUNG, IS_HALL, PAYS, paper_that_waits
from tests.visualise import test_browser
from tests.visualise.test_browser import page  # noqa: F401 - a fixture

pytestmark = test_browser.pytestmark
address = test_browser.address


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return paper_that_waits(tmp_path_factory.mktemp("paper"))


def status(home, item):
    return read(EmbeddedStore.reading(home), item.iri).status


def current(page):  # noqa: F811
    return page.locator("article.current .says").inner_text()


def test_a_secretary_reviews_with_keys(page, address, home):  # noqa: F811
    page.goto(f"{address}/review")
    assert current(page) == "Havnegade er for unge hjemløse"
    assert page.locator("article.current mark").inner_text() == "unge hjemløse"
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.wait_for_selector("text=Godtaget.")
    assert current(page).startswith("Bikubenfonden betaler 2,5 mio. kr.")
    assert status(home, FOR_YOUNG) == ACCEPTED

    page.keyboard.press("a")  # brings the initiative along, which was passed over
    page.wait_for_selector("text=Også godtaget, fordi det er nødvendigt")
    assert (status(home, PAYS), status(home, IS_HALL)) == (ACCEPTED, ACCEPTED)
    assert page.inner_text("#waiting") == "1 venter"

    page.keyboard.press("u")
    page.wait_for_selector("text=Taget tilbage.")
    assert status(home, PAYS) != ACCEPTED
    assert page.inner_text("#waiting") == "3 venter"

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == "Havnegade er for ældre"
    page.keyboard.press("c")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("hjemløse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?done=*")
    assert status(home, FOR_OLD) == REJECTED
    assert page.problems == []


def test_what_cannot_be_is_told_and_the_evidence_waits_again(page, address):  # noqa: F811
    page.goto(f"{address}/review")
    page.evaluate("document.querySelector('article').dataset.id += '-findes-ikke'")
    page.keyboard.press("r")
    page.wait_for_selector(".at-fault >> text=Der er intet belæg")
    assert page.locator("article[data-decided]").count() == 0


def test_the_page_fits_a_small_screen(page, address):  # noqa: F811
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{address}/review")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
