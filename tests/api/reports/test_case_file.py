"""The assessment as a Word document, opened by python-docx: what it says, for whom, and that nothing breaks it."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from fastapi.testclient import TestClient
from rich.console import Console

from api.app import create_app
from api.reports.assessment import print_assessment
from api.reports.case_file import DOCX, case_file
from api.settings import Settings
from graph.reading.proposal import Proposal
from ingest.proposal_file import EXAMPLE, read_proposal_file

DAY = date(2026, 2, 3)


@pytest.fixture(scope="module")
def assessment(assessor):
    return assessor.assess(read_proposal_file(EXAMPLE), 2026)


@pytest.fixture(scope="module")
def document(assessment):
    return docx.Document(io.BytesIO(case_file(assessment, "da", DAY)))


def text_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_it_has_the_sections_of_the_terminal_as_headings(document, assessment):
    assert document.paragraphs[0].text == assessment.reading.title
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Portene kort",
        "1. Læsning",
        "2. Overlap",
        "3. Koordinering",
        "4. Politikker",
        "5. Medinvestorer",
        "6. Rådets porte",
        "Belæg",
    ]


def test_whoever_is_ruled_out_stands_there_with_the_reason(assessor):
    proposal = read_proposal_file(Path(__file__).parents[2] / "proposals" / "lektiecafe.yaml")
    assessed = assessor.assess(proposal, 2026)
    assert assessed.ruled_out
    text = text_of(docx.Document(io.BytesIO(case_file(assessed, "da", DAY))))
    assert all(r.organisation.label["da"] in text for r in assessed.ruled_out)


def test_overlaps_co_investors_and_gates_are_tables_with_their_sentences(document, assessment):
    text = text_of(document)
    for why in (*assessment.explanations.overlaps, *assessment.explanations.coinvestors):
        assert why.sentence["da"] in text
    by_heading = {table.rows[0].cells[0].text: table for table in document.tables}
    assert len(by_heading["Indsats"].rows) == len(assessment.overlaps) + 1
    assert len(by_heading["kandidat"].rows) == len(assessment.coinvestors) + 1
    assert len(by_heading["svar"].rows) == len(assessment.gates) + 1


def test_evidence_has_the_numbers_of_the_terminal_with_source_and_place(document, assessment):
    console = Console(file=io.StringIO(), width=400, markup=False, highlight=False)
    print_assessment(assessment, console, "da")
    printed = dict(re.findall(r"^ *\[(\d+)\] +(\S.*?)(?:  |$)", console.file.getvalue(), re.MULTILINE))
    listed = dict(re.findall(r"^\[(\d+)\] (.*)", "\n".join(p.text for p in document.paragraphs), re.MULTILINE))
    assert len(listed) > 50
    assert set(listed) == set(printed)
    citation = next(c for c in assessment.evidence.values() if c.locator and c.title["da"].startswith("Vision"))
    assert any(line.startswith(citation.locator) for line in listed.values())


def test_it_says_what_it_rests_on_and_when_it_was_made(document, assessment):
    text = text_of(document)
    for said in (assessment.graph_version[:12], assessment.gates_version, assessment.id, "3. februar 2026"):
        assert said in text
    core = document.core_properties
    assert (core.title, core.language, core.created.date()) == (assessment.reading.title, "da-DK", DAY)


def test_whoever_hears_it_read_hears_the_tables_and_the_language(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "da-DK"


def test_columns_are_as_wide_in_word_as_in_libreoffice(document):
    """Word goes by the widths of the cells, LibreOffice by those of the columns."""
    for table in document.tables:
        assert [column.width for column in table.columns] == [cell.width for cell in table.rows[0].cells]
    assert len({column.width for column in document.tables[-1].columns}) > 1


def test_every_page_has_its_number(document):
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [f.get(qn("w:instr")) for f in footer.findall(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_same_assessment_gives_the_same_bytes(assessment):
    assert case_file(assessment, "da", DAY) == case_file(assessment, "da", DAY)


def test_in_english_it_is_english(assessment):
    document = docx.Document(io.BytesIO(case_file(assessment, "en", DAY)))
    assert "3 February 2026" in text_of(document)
    assert "6. The council's gates" in [p.text for p in document.paragraphs]
    assert document.core_properties.language == "en-GB"


def test_what_people_write_is_text_and_nothing_else(assessor):
    hostile = "Unge hjemløse \x00\x0b</w:t><w:r> & <script> \ud800 \x85 ]]> Housing First"
    asked = assessor.assess(Proposal(title="x", summary="Unge hjemløse"))
    written = asked.proposal.model_copy(update={"title": hostile, "summary": hostile})
    content = case_file(asked.model_copy(update={"proposal": written}), "da", DAY)
    quote = next(p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.style.name == "Quote")
    assert quote.startswith("Unge hjemløse </w:t><w:r> & <script>")
    assert b"<script>" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_what_is_no_proposal_is_said_to_be_none(assessor):
    content = case_file(assessor.assess(Proposal(title="Hej", summary="Goddag.")), "da", DAY)
    assert "Intet er sammenlignet" in text_of(docx.Document(io.BytesIO(content)))


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home))) as c:
        yield c


@pytest.mark.parametrize("asked_by", [{"headers": {"Accept": DOCX}}, {"params": {"format": "docx"}}])
def test_a_record_is_downloaded_as_a_document(client, asked_by):
    kept = client.post("/v1/assessments", json={"title": "Hjem", "summary": "Unge hjemløse får Housing First."}).json()
    response = client.get(f"/v1/assessments/{kept['id']}", **asked_by)
    assert response.headers["content-type"] == DOCX
    assert f"samspil-{kept['id']}.docx" in response.headers["content-disposition"]
    assert docx.Document(io.BytesIO(response.content)).paragraphs[0].text == "Hjem"
    assert client.get(f"/v1/assessments/{kept['id']}").json() == kept
    assert f"/v1/assessments/{kept['id']}?format=docx" in client.get(f"/assessments/{kept['id']}").text
