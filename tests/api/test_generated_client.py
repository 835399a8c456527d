"""A client that a well-kept generator makes of the description asks a real server: lookups, pages, jobs."""

import importlib
import json
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.conftest import copied, served
from tests.ingest.test_prose import FORM, IRI

GENERATOR = Path(sys.executable).with_name("openapi-python-client")


@pytest.fixture(scope="module")
def samspil_client(home, tmp_path_factory):
    """The generated client, as a package."""
    folder = tmp_path_factory.mktemp("generated")
    with TestClient(create_app(Settings(store=home))) as client:
        (folder / "openapi.json").write_text(json.dumps(client.get("/openapi.json").json()), encoding="utf-8")
    package = folder / "samspil_client"
    command = [GENERATOR, "generate", "--path", folder / "openapi.json", "--output-path", package, "--meta", "none"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    # The SPARQL Protocol has clients of its own; all else is made.
    assert {line for line in told.stdout.splitlines() if line.startswith("WARNING")} <= {
        "WARNING parsing POST /sparql within sparql."
    }
    sys.path.insert(0, str(folder))
    yield importlib.import_module("samspil_client")
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def served_copy(home, tmp_path_factory):
    own = tmp_path_factory.mktemp("served") / "home"
    copied(home, own)
    with served(own) as (address, _):
        yield address


@pytest.fixture
def client(samspil_client, served_copy):
    with samspil_client.Client(base_url=served_copy, timeout=60) as client:
        yield client


def operation(name):
    return importlib.import_module(f"samspil_client.api.{name}")


def test_a_proposal_is_looked_up_and_its_record_fetched(client):
    proposal = importlib.import_module("samspil_client.models").Proposal(
        summary="Unge hjemløse får en bolig efter Housing First.", departments=["MSB"], budget=6_000_000
    )
    made = operation("assessments.create_assessment").sync(client=client, body=proposal, idempotency_key="once")
    assert "Havnegade" in {overlap.initiative.label.da for overlap in made.overlaps}
    assert operation("assessments.get_assessment").sync(made.id, client=client) == made
    listed = operation("assessments.list_assessments").sync(client=client)
    assert [record.id for record in listed.items] == [made.id]


def test_all_things_are_walked_through_page_by_page(client):
    pages, cursor = [], None
    while not pages or cursor:
        page = operation("entities.list_entities").sync(client=client, kind="initiative", limit=20, cursor=cursor)
        pages.append(page)
        cursor = page.next_cursor
    ids = [thing.id for page in pages for thing in page.items]
    assert len(pages) > 1
    assert len(ids) == len(set(ids)) == pages[0].total


def test_a_question_is_asked_with_its_parameters(client):
    models = importlib.import_module("samspil_client.models")
    given = models.AnswerQuestionParameters.from_dict({"theme": "Mere lighed i sundhed"})
    answer = operation("questions.answer_question").sync("funders-of-a-theme", client=client, parameters=given)
    assert answer.asked.additional_properties["theme"].label.da == "Mere lighed i sundhed"
    assert answer.rows


def test_a_fault_is_a_problem_that_names_the_field(client):
    problem = operation("entities.list_entities").sync(client=client, limit=1000)
    assert (problem.status, problem.errors[0].field) == (422, "query.limit")


def test_files_are_read_as_a_job_which_is_followed_to_its_end(client):
    types = importlib.import_module("samspil_client.types")
    models = importlib.import_module("samspil_client.models")
    file = types.File(payload=BytesIO(FORM.encode()), file_name="skema 2026.txt", mime_type="text/plain")
    job = operation("ingests.create_ingest").sync(client=client, body=models.BodyCreateIngest(files=[file]))
    until = time.monotonic() + 60
    while job.state.value in {"queued", "running"}:
        assert time.monotonic() < until
        time.sleep(0.1)
        job = operation("ingests.get_ingest").sync(job.id, client=client)
    assert job.state.value == "succeeded"
    assert [document.id for document in job.result.documents] == [IRI.value]
    waiting = operation("evidence.list_evidence").sync(client=client, status=models.ListEvidenceStatus.PROPOSED)
    assert waiting.total == job.result.new
