"""`samspil ask` as a user runs it: named questions, and questions of one's own in SPARQL and Cypher."""

import csv
import io
import json

import openpyxl
import pytest

from tests.api.conftest import said


def test_ask_lists_the_questions_and_answers_one_as_table_json_and_csv(samspil):
    assert "funders-of-a-theme" in samspil("ask").stdout.decode()
    asked = ("ask", "funders-of-a-theme", "tema=Flere hjemløse i egen bolig")
    table = samspil(*asked, COLUMNS="200").stdout.decode()
    assert "Hvem betaler for indsatser i et tema?" in table
    assert "11.600.000" in table
    answer = json.loads(samspil(*asked, "--json").stdout)
    rows = list(csv.reader(io.StringIO(samspil(*asked, "--csv").stdout.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(answer["rows"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["ask", "funders-of-theme"], "Mente du 'funders-of-a-theme'?"),
        (["ask", "funders-of-a-theme", "hjemløse"], "'hjemløse' er ingen parameter. Skriv den som parameter=værdi."),
        (["ask", "funders-of-a-theme", "theme=hjemlos"], "'hjemlos' kendes ikke som"),
        (["ask", "sources", "--as-of", "2020-01-01"], "det første er læst den 2026-01-01"),
        (["ask", "sources", "--sparql", "ASK {}"], "Spørg om én ting"),
        (["ask", "--cypher", "RETURN 1", "--as-of", "2026-01-01"], "Cypher spørger grafen, som den er nu"),
    ],
)
def test_a_question_that_cannot_be_put_says_why(samspil, asked, message):
    assert message in said(samspil(*asked))


def test_a_named_question_is_asked_as_of_a_day(samspil):
    asked = ("ask", "what-is-known-and-who-said-so", "thing=initiative/havnegade")
    then = json.loads(samspil(*asked, "--as-of", "2026-01-01", "--json").stdout)
    assert then["as_of"] == "2026-01-01"
    assert then["rows"] == json.loads(samspil(*asked, "--json").stdout)["rows"]
    assert "Grafen, som den var kendt den 2026-01-01" in samspil(*asked, "--as-of", "2026-01-01").stdout.decode()


COUNCIL = (
    "SELECT ?council ?name WHERE { ?council a samspil:Council ; skos:prefLabel ?name FILTER (lang(?name) = 'da') }"
)
COUNCIL_NAME = "Rådet for Sociale Investeringer"


def test_a_query_in_sparql_is_answered_as_a_table_json_csv_and_a_workbook(samspil, tmp_path):
    asked = ("ask", "--sparql", COUNCIL)
    assert COUNCIL_NAME in samspil(*asked).stdout.decode()
    (found,) = json.loads(samspil(*asked, "--json").stdout)["results"]["bindings"]
    assert found["name"] == {"type": "literal", "value": COUNCIL_NAME, "xml:lang": "da"}
    header, row = csv.reader(io.StringIO(samspil(*asked, "--csv").stdout.decode("utf-8-sig")), delimiter=";")
    assert (header, row[1]) == (["council", "name"], COUNCIL_NAME)
    assert samspil(*asked, "--xlsx", "x.xlsx").returncode == 0
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"


def test_a_query_in_sparql_may_ask_for_yes_or_no_or_for_statements(samspil):
    ask, construct = "ASK { ?x a samspil:Council }", "CONSTRUCT WHERE { ?x a samspil:Council }"
    assert samspil("ask", "--sparql", ask).stdout.decode() == "ja\n"
    assert samspil("ask", "--sparql", ask.replace("Council", "None"), "--lang", "en").stdout.decode() == "no\n"
    assert b" a samspil:Council ." in samspil("ask", "--sparql", construct).stdout
    assert json.loads(samspil("ask", "--sparql", construct, "--json").stdout)[0]["@id"]
    assert "Kun rækkerne fra en SELECT-forespørgsel" in said(samspil("ask", "--csv", "--sparql", construct))


def test_a_query_is_read_from_a_file_or_standard_input(samspil, tmp_path):
    (tmp_path / "council.rq").write_text(COUNCIL, encoding="utf-8")
    from_file = samspil("ask", "--sparql", "@council.rq").stdout
    assert COUNCIL_NAME in from_file.decode()
    assert samspil("ask", "--sparql", "-", given=COUNCIL.encode()).stdout == from_file
    assert "findes.rq kan ikke læses" in said(samspil("ask", "--sparql", "@findes.rq"))
    assert "er ikke tekst i UTF-8" in said(samspil("ask", "--sparql", "-", given=b"\xff"))


def test_a_query_in_sparql_is_asked_as_of_a_day(samspil):
    asked = ("ask", "--sparql", "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?evidence { ?s samspil:theme ?o } }", "--csv")
    assert samspil(*asked, "--as-of", "2026-01-01").stdout == samspil(*asked).stdout
    assert "rummede intet den 2020-01-01" in said(samspil(*asked, "--as-of", "2020-01-01"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x\nWHERE { ?x nope:b ?c }", "i linje 2, tegn 18, efter 'WHERE { ?x nope:b': "),
        ("SELECT * { SERVICE <http://example.org/> { ?x ?y ?z } }", "SERVICE er ikke tilladt"),
        ("DELETE WHERE { ?x ?y ?z }", "Det er en opdatering, ikke en forespørgsel"),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "tog mere end 0.5 sekunder"),
    ],
)
def test_a_query_that_may_not_be_put_or_takes_too_long_says_why(samspil, query, message):
    assert message in said(samspil("ask", "--sparql", query, SAMSPIL_QUERY_SECONDS="0.5"))


def test_the_answer_to_a_named_question_is_written_as_a_workbook(samspil, tmp_path):
    asked = ("ask", "funders-of-a-theme", "tema=Flere hjemløse i egen bolig")
    assert samspil(*asked, "--xlsx", "svar.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "svar.xlsx").active
    rows = json.loads(samspil(*asked, "--json").stdout)["rows"]
    assert sheet.max_row == 1 + len(rows)
    assert 11_600_000 in {cell.value for row in sheet.iter_rows() for cell in row}
