"""The pages: usable without JavaScript, in both languages, and nothing that is typed in becomes markup."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.answers.question import questions
from graph.reading.facets import Span
from visualise.pages import marked

TEXT = "Unge hjemløse mellem 18 og 24 år får en bolig efter Housing First. MSB er med."
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> unge hjemløse"


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home))) as client:
        yield client


def test_the_form_leads_to_the_assessment(client):
    page = client.post("/assessments", data={"title": "Bolig", "summary": TEXT})
    assert re.fullmatch(r"/assessments/[0-9a-f]{16}", page.url.path)
    for part in (
        "<mark>Unge hjemløse</mark>",
        "Housing First i Aarhus",
        "Rådets porte",
        'id="note-1"',
        "Det samme som tabel",
    ):
        assert part in page.text


def test_a_heading_in_the_first_line_is_the_title_where_none_is_given(client):
    headed = {"summary": f"# Egen nøgle\n\n{TEXT}"}
    assert "Egen nøgle</h1>" in client.post("/assessments", data=headed).text
    assert "Bolig</h1>" in client.post("/assessments", data=headed | {"title": "Bolig"}).text


def test_every_citation_leads_to_a_note(client):
    page = client.post("/assessments", data={"summary": TEXT}).text
    cited = set(re.findall(r'href="#(note-\d+)"', page))
    assert cited
    assert cited == set(re.findall(r'id="(note-\d+)"', page))


def test_what_was_read_can_be_corrected_and_asked_again(client):
    first = client.post("/assessments", data={"title": "Bolig", "summary": TEXT})
    form = client.get("/", params={"correct": first.url.path.rsplit("/", 1)[-1]}).text
    assert 'name="target_groups" value="unge hjemløse"' in form
    assert re.search(r'value="Sociale Forhold og Beskæftigelse" checked', form)
    again = client.post(
        "/assessments", data={"title": "Bolig", "summary": TEXT, "target_groups": "ældre; hjemløse", "age_min": "65"}
    )
    assert "fra formularen" in again.text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, "Forslaget er tomt"),
        ({"summary": TEXT, "target_groups": "unge hjemlose"}, "Mente du &#39;unge hjemløse&#39;?"),
        ({"summary": TEXT, "budget": "mange"}, "Skriv et tal"),
        ({"summary": TEXT, "parties": "Bikubenfonden: konge"}, "&#39;konge&#39; kendes ikke som Roller"),
    ],
)
def test_a_fault_is_told_and_nothing_that_was_typed_is_lost(client, fields, fault):
    page = client.post("/assessments", data=fields)
    assert page.status_code == 422
    assert fault in page.text
    for value in fields.values():
        assert value in page.text


def test_nothing_typed_in_becomes_markup(client):
    page = client.post("/assessments", data={"title": ATTACK, "summary": ATTACK})
    form = client.get("/", params={"correct": page.url.path.rsplit("/", 1)[-1]})
    fault = client.post("/assessments", data={"summary": TEXT, "methods": ATTACK})
    search = client.get("/entities", params={"q": ATTACK})
    for answer in (page, form, fault, search):
        assert "<img" not in answer.text
        assert "<script>alert" not in answer.text
        assert "alert(1)" in answer.text


def test_pages_are_in_danish_unless_english_is_asked_for(client):
    assert '<html lang="da">' in client.get("/").text
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en"}).text
    english = client.get("/", params={"lang": "en"}).text
    assert "Look a proposal up" in english
    assert 'action="/assessments?lang=en"' in english


def test_a_thing_has_a_page_with_its_evidence(client):
    page = client.get("/entities/initiative/havnegade").text
    assert "unge hjemløse" in page
    assert "initiatives.csv, linje" in page
    assert "Bikubenfonden → Havnegade" in page


def test_a_page_that_is_not_there_says_so_in_words(client):
    page = client.get("/entities/initiative/findes-ikke")
    assert page.status_code == 404
    assert "Noget gik galt" in page.text


def test_the_questions_are_listed_and_each_leads_to_its_answer(client):
    page = client.get("/questions").text
    links = re.findall(r'href="(/questions/[a-z-]+)"', page)
    assert len(links) == len(questions())
    answer = client.get("/questions/funders-of-a-theme", params={"theme": "Flere hjemløse i egen bolig"}).text
    assert "Den Sociale Investeringsfond" in answer
    (as_csv,) = re.findall(r'href="(/v1/questions/[^"]+format=csv)"', answer)
    assert client.get(html.unescape(as_csv)).headers["content-type"].startswith("text/csv")


def test_a_question_that_cannot_be_put_keeps_what_was_typed_and_says_why(client):
    page = client.get("/questions/funders-of-a-theme", params={"theme": ATTACK})
    assert page.status_code == 400
    assert "Noget skal rettes" in page.text
    assert "<img" not in page.text
    assert html.escape(ATTACK, quote=False)[:20] in page.text


def test_no_page_loads_anything_from_elsewhere(client):
    page = client.post("/assessments", data={"summary": TEXT})
    loaded = re.findall(r"<(?:script|img|link|iframe|source|object)[^>]*", page.text)
    assert [tag for tag in loaded if re.search(r'="(//|https?:)', tag)] == []
    for script in re.findall(r'<script src="([^"]+)"', page.text):
        assert client.get(script).status_code == 200


def test_marked_text_is_cut_at_the_words_found():
    def span(start, end):
        return Span(field="summary", start=start, end=end, text="")

    assert marked("abcdef", [span(4, 5), span(1, 3), span(2, 5)]) == [
        ("a", False),
        ("bc", True),
        ("d", False),
        ("e", True),
        ("f", False),
    ]
    assert marked("", []) == []


def test_what_a_correction_changes_is_shown_side_by_side(client):
    first = client.post("/assessments", data={"title": "Bolig", "summary": TEXT}).url.path.rsplit("/", 1)[-1]
    assert f'name="corrects" value="{first}"' in client.get("/", params={"correct": first}).text
    again = client.post("/assessments", data={"summary": TEXT, "target_groups": "ældre", "corrects": first})
    (link,) = re.findall(r'href="(/comparisons\?[^"]+)"', again.text)
    page = client.get(html.unescape(link))
    assert page.status_code == 200
    assert "To opslag op mod hinanden" in page.text
    assert 'class="differs"' in page.text


def test_gaps_are_shown_kind_by_kind_with_standing_and_whom_to_ask(client):
    page = client.get("/gaps").text
    for part in ("uvist", "mangler ifølge kilden", "Spørg:", "/questions/transitions-nobody-bridges", 'id="note-1"'):
        assert part in page
    assert "fra anbringelse til voksenliv" in client.get("/gaps", params={"about": "anbragte børn", "lang": "da"}).text
    unknown = client.get("/gaps", params={"about": ATTACK})
    assert unknown.status_code == 400
    assert "<script>alert" not in unknown.text


def test_the_fund_is_shown_with_its_commitments(client):
    page = client.post("/assessments", data={"title": "Bolig", "summary": TEXT}).text
    assert "Fonden hos Rådet for Sociale Investeringer" in page
    assert "tilbage at investere, højst (kr.)" in page
