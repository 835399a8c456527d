"""Every named question is complete, runs as it stands, and answers from the shipped baseline what its sources say."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from graph.answers.question import DATE, GROUPS, ask, question_named, questions
from graph.known.names import Names
from graph.store import EmbeddedStore
from ontology.errors import InputError, NotFound, UnknownName
from ontology.vocabulary import vocabulary

ANSWERS = tomllib.loads((Path(__file__).parents[1] / "answers.toml").read_text(encoding="utf-8"))
AT_LEAST = 50


@pytest.fixture(scope="module")
def baseline(home):
    return EmbeddedStore.reading(home)


@pytest.fixture(scope="module")
def put(baseline, snapshot):
    names = Names(snapshot)
    return lambda name, given=(): ask(question_named(name), dict(given), baseline, snapshot, names)


def shown(answer, language="da"):
    return [
        " | ".join("-" if c is None else c if isinstance(c, str) else c.label[language] for c in row)
        for row in answer.rows
    ]


def test_there_are_enough_questions_in_every_group_and_each_has_an_expected_answer():
    assert len(questions()) >= AT_LEAST
    assert {q.group for q in questions().values()} == set(GROUPS)
    assert set(ANSWERS) == set(questions())


@pytest.mark.parametrize("question", questions().values(), ids=lambda q: q.name)
def test_a_question_has_titles_descriptions_and_labels_in_both_languages(question):
    for text in (question.title, question.description):
        assert text["da"] != text["en"]
    for named in (*question.parameters, *question.columns):
        # A name that is its own label is one that nobody has labelled.
        known = vocabulary().property_named(named.name) or vocabulary().class_named(named.name)
        assert known or named.label["da"] != named.name, named.name


@pytest.mark.parametrize("question", questions().values(), ids=lambda q: q.name)
def test_the_query_runs_as_it_stands_in_any_tool(question, baseline):
    found = baseline._quads.query(question.query)  # without the prefixes that our own store knows
    assert isinstance(found, QuerySolutions)
    assert [v.value for v in found.variables] == [c.name for c in question.columns]
    assert "ORDER BY" in question.query  # so that it answers the same every time


@pytest.mark.parametrize("name", ANSWERS)
def test_the_baseline_answers_what_its_sources_say(put, name):
    expected = ANSWERS[name]
    rows = shown(put(name, expected.get("given", {})))
    assert set(expected["holds"]) <= set(rows)
    assert len(rows) == expected["rows"]


def test_a_parameter_is_given_by_name_or_label_and_its_value_by_any_name(put):
    by_name = put("funders-of-a-theme", {"theme": "Mere lighed i sundhed"})
    by_label = put("funders-of-a-theme", {"Tema": "health-equality"})
    assert by_name.rows == by_label.rows
    assert by_name.asked["theme"].label["en"] == "More equality in health"
    assert "Nordea-fonden" not in {r[0].label["da"] for r in by_name.rows}
    assert "Den Sociale Investeringsfond" in {r[0].label["da"] for r in by_name.rows}


def test_numbers_are_written_the_danish_way_and_a_date_that_is_not_given_is_today(put):
    answer = put("funders-by-size-of-cheque", {"fra": "60.000.000", "til": "70.000.000"})
    assert shown(answer) == ["Egmont Fonden | Lær for Livet som signaturprogram | 66000000"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", put("running-on-a-day").asked["day"])
    assert [p.kind for p in question_named("running-on-a-day").parameters] == [DATE]


@pytest.mark.parametrize(
    ("name", "given", "error", "message"),
    [
        ("funders-of-theme", {}, NotFound, "Did you mean 'funders-of-a-theme'?"),
        ("funders-of-a-theme", {"thema": "x"}, InputError, "no parameter 'thema'. It has: theme"),
        ("funders-of-a-theme", {"theme": "hjemlose"}, UnknownName, "Did you mean"),
        ("funders-by-size-of-cheque", {"from": "many"}, InputError, "not a number"),
        ("running-on-a-day", {"day": "i dag"}, InputError, "not a date"),
        ("funders-of-a-theme", {"theme": "> } DROP ALL #"}, UnknownName, "not known"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_remedy(put, name, given, error, message):
    with pytest.raises(error, match=re.escape(message)):
        put(name, given)


def test_departments_that_share_a_group_and_are_not_known_to_work_together_are_found(load, store):
    snapshot = load(
        "id;slags;navn;sektor;hører under;ansvar for tema;målgruppe;deltager;tema\n"
        "byen;kommune;Byen;kommune;;;;;\n"
        "social;afdeling;Social;kommune;Byen;Mere lighed i sundhed;;;\n"
        "skole;afdeling;Skole;kommune;Byen;Mere lighed i sundhed|Flere unge i job og uddannelse;;;\n"
        "theme/health-equality;begreb;;;;;ældre;;\n"
        "theme/young-work-education;begreb;;;;;unge;;\n"
    )
    question = question_named("departments-sharing-a-target-group-without-collaboration")
    answer = ask(question, {}, store, snapshot, Names(snapshot))
    assert shown(answer) == ["Skole | Social | ældre | uvist"]


def test_what_is_missing_is_known_only_where_a_source_claims_to_name_all(put):
    answer = put("ending-within-a-year-without-successor", {"day": "2022-01-01"})
    assert answer.columns[-1].name == "standing"
    standing = {row[0].label["da"]: row[-1].id.rsplit("/", 1)[-1] for row in answer.rows}
    assert standing["Boligsocial helhedsplan Trigeparken"] == "known"
    assert standing["Det gode børneliv"] == "unknown"
    assert "standing" not in {c.name for c in put("funders-of-a-theme").columns}


@pytest.mark.shared
def test_who_the_danish_pages_say_has_invested_together_is_found(put, shared):
    found = {frozenset(c.id.rsplit("/", 1)[-1] for c in row[:2]) for row in put("co-investors").rows}
    ours = {"raadet-sociale-investeringer-aarhus": "raadet-for-sociale-investeringer"}
    with (shared / "data" / "dk" / "relations.csv").open(encoding="utf-8") as file:
        told = [r for r in csv.DictReader(file) if r["relation"] == "co-invests-with"]
    assert told
    for r in told:
        pair = frozenset(ours.get(r[end], r[end]) for end in ("subject", "object"))
        assert pair in found, r
