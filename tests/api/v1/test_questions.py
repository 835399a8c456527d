"""The named questions at `/v1/questions`: as JSON, and as CSV that a spreadsheet opens unharmed."""

import csv
import io

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.reports.answer_table import as_csv, as_xlsx, question_table
from api.settings import Settings
from graph.answers.question import Column, QuestionAnswer, questions
from graph.export.formats import XLSX
from graph.known.answers import Thing
from ontology.words import Words


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home))) as c:
        yield c


def test_all_questions_are_listed_with_parameters_and_query(client):
    listed = client.get("/v1/questions", params={"limit": 200}).json()
    assert listed["total"] == len(listed["items"]) == len(questions())
    item = next(i for i in listed["items"] if i["name"] == "funders-of-a-theme")
    assert item["parameters"][0]["label"] == {"da": "tema", "en": "theme"}
    assert "SELECT" in item["query"]


@pytest.mark.parametrize("name", questions())
def test_every_question_answers_with_its_defaults(client, name):
    answer = client.get(f"/v1/questions/{name}").json()
    standing = ["standing"] if questions()[name].lack else []
    assert [c["name"] for c in answer["columns"]] == [c.name for c in questions()[name].columns] + standing
    assert all(len(row) == len(answer["columns"]) for row in answer["rows"])


def test_a_question_is_asked_about_what_the_address_says(client):
    answer = client.get("/v1/questions/funders-of-a-theme", params={"theme": "Flere hjemløse i egen bolig"}).json()
    assert answer["asked"]["theme"]["id"].endswith("/theme/homelessness")
    assert "Bikubenfonden" in {row[0]["label"]["da"] for row in answer["rows"]}


def test_a_question_is_asked_as_of_a_day(client):
    now = client.get("/v1/questions/sources").json()
    then = client.get("/v1/questions/sources", params={"as_of": "2026-01-01"}).json()
    assert (now["as_of"], then["as_of"]) == (None, "2026-01-01")
    assert (then["rows"], then["graph_version"]) == (now["rows"], now["graph_version"])
    page = client.get("/questions/sources", params={"as_of": "2026-01-01"})
    assert "Grafen, som den var kendt den 2026-01-01." in page.text
    assert 'type="date" value="2026-01-01"' in page.text
    assert client.get("/questions/sources", params={"as_of": ""}).status_code == 200
    assert "er ingen dag" in client.get("/questions/sources", params={"as_of": "i går"}).text


@pytest.mark.parametrize("asked_by", [{"headers": {"Accept": "text/csv"}}, {"params": {"format": "csv"}}])
def test_the_answer_as_csv_has_names_and_addresses(client, asked_by):
    response = client.get("/v1/questions/co-investors", **asked_by)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "co-investors.csv" in response.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(client.get("/v1/questions/co-investors").json()["rows"])
    assert any("/id/organisation/" in value for value in rows[0].values())


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/v1/questions/funders-of-theme", 404, "Mente du 'funders-of-a-theme'?"),
        ("/v1/questions/funders-of-a-theme?theme=hjemlos", 422, "hjemlos"),
        ("/v1/questions/funders-of-a-theme?colour=red", 422, "colour"),
        ("/v1/questions/funders-by-size-of-cheque?from=many", 422, "many"),
        ("/v1/questions/running-on-a-day?day=tomorrow", 422, "tomorrow"),
        ("/v1/questions/running-on-a-day?as_of=tomorrow", 422, "errors"),
        ("/v1/questions/running-on-a-day?as_of=2020-01-01", 422, "2026-01-01"),
        (f"/v1/questions/funders-of-a-theme?theme={'x' * 600}", 422, "500"),
    ],
)
def test_a_question_that_cannot_be_put_is_a_problem_that_says_why(client, path, status, detail):
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert detail in response.json()["detail"]


@pytest.mark.parametrize("asked_by", [{"headers": {"Accept": XLSX[0]}}, {"params": {"format": "xlsx"}}])
def test_the_answer_as_a_workbook_has_real_numbers(client, asked_by):
    response = client.get("/v1/questions/largest-initiatives", **asked_by)
    assert response.headers["content-type"] == XLSX[0]
    assert "largest-initiatives.xlsx" in response.headers["content-disposition"]
    header, *rows = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    assert header == ("indsats", "indsats (IRI)", "antal borgere")
    assert [type(row[2]) for row in rows] == [int] * len(rows)
    assert rows[0][2] == max(row[2] for row in rows)


def answer_with(text, value):
    words = Words(da=text, en=text)
    return QuestionAnswer(
        name="x",
        title=words,
        asked={},
        query="",
        graph_version="",
        columns=(Column(name="thing", label=words), Column(name="amount", label=Words(da="beløb", en="amount"))),
        rows=((Thing(id="https://x/", label=words, kind="organisation"), value),),
    )


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠x", " =1", "\n=1"])
def test_a_formula_in_a_name_stays_a_text(formula):
    table = question_table(answer_with(formula, "-"), "da")
    rows = list(csv.reader(io.StringIO(as_csv(table, "da").removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows == [["'" + formula, "'" + formula + " (IRI)", "beløb"], ["'" + formula, "https://x/", "-"]]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(table, "x"))).active
    assert [cell.data_type for row in sheet for cell in row] == ["s"] * 6
    assert sheet["A2"].quotePrefix


@pytest.mark.parametrize(
    ("value", "danish", "english", "number"),
    [("-5", "-5", "-5", -5), ("36000000.5", "36000000,5", "36000000.5", 36000000.5), ("0", "0", "0", 0)],
)
def test_a_number_stays_a_number(value, danish, english, number):
    table = question_table(answer_with("x", value), "da")
    assert as_csv(table, "da").splitlines()[1] == f"x;https://x/;{danish}"
    assert as_csv(table, "en").splitlines()[1] == f"x,https://x/,{english}"
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(table, "x"))).active["C2"].value == number


def test_a_number_with_leading_noughts_is_a_text():
    table = question_table(answer_with("x", "0045"), "da")
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(table, "x"))).active["C2"].value == "0045"
