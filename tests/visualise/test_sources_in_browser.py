"""Documents are read as a job that the page of sources shows, in a real browser."""

import pytest

from tests.conftest import copied, held_by_another_process
from tests.ingest.test_prose import FORM
from tests.visualise import test_browser
from tests.visualise.test_browser import page  # noqa: F401 - a fixture

pytestmark = test_browser.pytestmark
address = test_browser.address
SKEMA = {"name": "skema 2026.txt", "mimeType": "text/plain", "buffer": FORM.encode()}


@pytest.fixture(scope="module")
def home(home, tmp_path_factory):
    return copied(home, tmp_path_factory.mktemp("sources") / "home")


def test_a_job_is_shown_can_be_cancelled_and_ends_with_what_waits_for_review(page, address, home):  # noqa: F811
    page.goto(f"{address}/sources")
    page.set_input_files("#files", SKEMA)
    with held_by_another_process(home):
        page.click("form#read [type=submit]")
        page.wait_for_selector("text=Venter på en anden, der ændrer grafen", timeout=60_000)
        page.click("#job button")
        page.wait_for_selector("text=Det blev afbrudt.", timeout=60_000)
    page.click("form#read [type=submit]")
    page.wait_for_selector("th:has-text('Tema: Flere hjemløse i egen bolig') + td a", timeout=60_000)
    assert page.problems == []


def test_why_a_file_is_refused_is_told(page, address):  # noqa: F811
    page.goto(f"{address}/sources?lang=en")
    page.set_input_files("#files", {"name": "a.docx", "mimeType": "text/plain", "buffer": b"no document"})
    page.click("form#read [type=submit]")
    page.wait_for_selector("text=a.docx is not what its ending .docx says", timeout=60_000)
