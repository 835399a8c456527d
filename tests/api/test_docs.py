"""The commands in docs/api.md, as they stand there, against a real server on the shipped facts."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.api.v1.test_ingests import TABLE
from tests.conftest import copied, served
from tests.ingest.readers.test_pdf import BODY, PROSE, Paragraph, pdf

DOCS = Path(__file__).parents[2] / "docs"
pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="the commands are for curl")


def commands(page: str) -> list[str]:
    """The commands of the blocks of a page, each on one line and without its remark."""
    blocks = re.findall(r"^```\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [re.sub(r"\s+#.*", "", line) for line in lines if line.startswith("curl")]


@pytest.fixture(scope="module")
def run(home, tmp_path_factory):
    """Run a command of the docs at a server, in a folder with the files that they name; what it says."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "vision.pdf").write_bytes(pdf(Paragraph(PROSE, BODY)))
    (folder / "fonde.csv").write_bytes(TABLE[1][1])
    with served(copied(home, folder / "home")) as (address, _):

        def run_command(command: str) -> str:
            here = command.replace("localhost:8000", address.removeprefix("http://"))
            done = subprocess.run(["bash", "-c", here], cwd=folder, capture_output=True, check=True, timeout=120)
            return done.stdout.decode()

        yield run_command


def test_the_commands_of_the_api_page_do_what_it_says(run):
    first, following, evidence, tag, saved, once, *jobs, fault = commands("api.md")
    page = json.loads(run(first))
    after = json.loads(run(following.replace("cursor=…", f"cursor={page['next_cursor']}")))
    assert (len(page["items"]), len(after["items"])) == (2, 2)
    assert page["items"] != after["items"]
    assert json.loads(run(evidence))["total"] > 0
    etag = run(tag).split(" ", 1)[1].strip()
    assert " 304 " in run(saved.replace('W/"…"', etag)).splitlines()[0]
    record = run(once)
    assert json.loads(record)["reading"]
    assert run(once) == record
    assert run(fault).startswith('{"type":"about:blank","title":"Unprocessable Entity","status":422')
    read_as_a_job(run, *jobs)


def read_as_a_job(run, add, state, events, later, cancel, resume):
    made = run(add)
    assert " 202 " in made.splitlines()[0]
    job = re.search(r"^location: /v1/ingests/(\w+)", made, re.MULTILINE)[1]
    told = [c.replace("ID", job) for c in (state, events, later, cancel, resume)]
    assert json.loads(run(told[0]))["id"] == job
    assert "event: succeeded" in run(told[1])
    run(told[2])
    assert [json.loads(run(command))["status"] for command in told[3:]] == [409, 409]  # it has ended
