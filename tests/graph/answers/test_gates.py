"""The council's gates: each answers pass, attention, stop or unknown, with why and the evidence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.answers.gates import check_gates
from graph.reading.proposal import Party, Proposal

HOMELESS = "Flere hjemløse i egen bolig"
HEALTH = "Mere lighed i sundhed"
ILLNESS = "Bedre hverdag for aarhusianere med psykisk sygdom"
FOUNDATION = Party(name="Bikubenfonden", role="resultatbetaler")
REGION = Party(name="Regionerne")


def answers(assessor, **fields):
    reading = assessor.read(Proposal(**fields))
    return {gate.id.rsplit("#", 1)[-1]: gate for gate in check_gates(reading, assessor.snapshot)}


@pytest.mark.parametrize(
    ("gate", "fields", "answer"),
    [
        ("theme", {"themes": [HOMELESS]}, "pass"),
        ("theme", {"target_groups": ["unge hjemløse"]}, "pass"),
        ("theme", {"target_groups": ["familier"]}, "stop"),
        ("theme", {"summary": "Ny asfalt på cykelstien."}, "unknown"),
        ("statutory", {"statutory": False, "themes": [HOMELESS]}, "pass"),
        ("statutory", {"statutory": True}, "stop"),
        ("statutory", {"themes": [HOMELESS]}, "unknown"),
        ("budget", {"themes": [ILLNESS], "departments": ["MSB"]}, "pass"),
        ("budget", {"themes": [HEALTH], "departments": ["MSO"]}, "pass"),
        ("budget", {"themes": [HOMELESS], "departments": ["MSB"]}, "attention"),
        ("budget", {"themes": [ILLNESS], "departments": ["MTM"]}, "unknown"),
        ("budget", {"themes": [HOMELESS]}, "unknown"),
        ("budget", {"summary": "Ny asfalt på cykelstien."}, "unknown"),
        ("alone", {"payback_months": 13}, "pass"),
        ("alone", {"payback_months": 12}, "stop"),
        ("alone", {"themes": [HOMELESS]}, "unknown"),
        ("instrument", {"evidence_level": "evidensbaseret"}, "pass"),
        ("instrument", {"evidence_level": "lovende"}, "pass"),
        ("instrument", {"evidence_level": "uprøvet", "budget": 100_000}, "pass"),
        ("instrument", {"evidence_level": "uprøvet", "budget": 100_001}, "stop"),
        ("instrument", {"evidence_level": "uprøvet"}, "unknown"),
        (
            "instrument",
            {"evidence_level": "lovende", "summary": "Det skal være en social effektinvestering."},
            "attention",
        ),
        ("instrument", {"themes": [HOMELESS]}, "unknown"),
        ("payer", {"outcome_metrics": ["færre nætter på forsorgshjem"]}, "pass"),
        ("payer", {"outcome_metrics": ["bedre trivsel"]}, "attention"),
        ("payer", {"outcome_metrics": ["bedre trivsel"], "parties": [FOUNDATION]}, "pass"),
        ("payer", {"outcome_metrics": ["mindre vold"]}, "unknown"),
        ("payer", {"themes": [HOMELESS]}, "unknown"),
        ("sectors", {"outcome_metrics": ["flere gode leveår"]}, "attention"),
        ("sectors", {"outcome_metrics": ["flere gode leveår"], "parties": [REGION]}, "pass"),
        ("sectors", {"outcome_metrics": ["beskæftigelse"]}, "unknown"),
    ],
)
def test_a_gate_answers(assessor, gate, fields, answer):
    found = answers(assessor, **fields)[gate]
    assert found.answer == answer
    assert found.lines


def test_messages_name_things_in_both_languages_and_set_thousands_apart(assessor):
    (line,) = answers(assessor, themes=[ILLNESS], departments=["MSB"])["budget"].lines
    assert "Sociale Forhold og Beskæftigelse er med" in line.message["da"]
    assert "398.000.000 kr. (år 2021)" in line.message["da"]
    assert "Social Affairs and Employment takes part" in line.message["en"]
    assert "398,000,000 DKK" in line.message["en"]
    assert not any("https://" in text or "{?" in text for text in line.message.values())


def test_an_answer_that_rests_on_the_graph_cites_its_evidence(assessor):
    found = answers(assessor, evidence_level="uprøvet", budget=500_000)["instrument"]
    (line,) = found.lines
    (evidence,) = line.evidence
    assert assessor.snapshot.records[evidence].locator == "Metode"
    assert found.locator == "Metode"


FIELDS = st.fixed_dictionaries(
    {
        "summary": st.sampled_from(
            ["Noget.", "Det skal være en social effektinvestering.", "Det er et udviklingspartnerskab."]
        )
    },
    optional={
        "themes": st.lists(st.sampled_from([HOMELESS, HEALTH, ILLNESS]), max_size=3, unique=True),
        "target_groups": st.lists(st.sampled_from(["unge hjemløse", "familier", "ældre"]), max_size=2, unique=True),
        "departments": st.lists(st.sampled_from(["MSB", "MSO", "MTM"]), max_size=3, unique=True),
        "parties": st.lists(
            st.sampled_from([FOUNDATION, REGION, Party(name="Ukendt")]), max_size=3, unique_by=lambda p: p.name
        ),
        "evidence_level": st.sampled_from(["evidensbaseret", "lovende", "uprøvet"]),
        "budget": st.sampled_from([1.0, 100_000.0, 5e6]),
        "payback_months": st.integers(1, 60),
        "statutory": st.booleans(),
        "outcome_metrics": st.lists(
            st.sampled_from(["bedre trivsel", "beskæftigelse", "flere gode leveår", "mindre vold"]),
            max_size=3,
            unique=True,
        ),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=FIELDS)
def test_every_gate_always_has_an_answer_in_words(assessor, fields):
    for gate in answers(assessor, **fields).values():
        assert gate.lines, gate.id
        assert all(line.message["da"] and line.message["en"] for line in gate.lines)


def test_a_party_that_the_graph_does_not_know_is_called_by_its_name(assessor):
    found = answers(assessor, summary="Region Midtjylland er partner, og der skal være færre indlæggelser.")
    assert found["sectors"].answer == "pass"
    assert "Region Midtjylland" in found["sectors"].lines[0].message["da"]
    assert "Region Midtjylland" in found["partners"].lines[0].message["en"]


def test_what_differs_in_the_value_alone_is_one_line_that_names_them_all(assessor):
    (line,) = answers(assessor, outcome_metrics=["bedre trivsel", "mindre vold"])["results"].lines
    assert "bedre trivsel og mindre vold" in line.message["da"].replace(
        "mindre vold og bedre trivsel", "bedre trivsel og mindre vold"
    )
    assert {t.label["da"] for t in line.about} == {"bedre trivsel", "mindre vold"}
    assert line.message["da"].count("Aftal") == 1


@pytest.mark.parametrize("outcome", ["færre anbringelser", "færre ophold på krisecenter", "færre indlæggelser"])
def test_who_pays_for_something_gains_where_there_is_less_of_it(assessor, outcome):
    gate = answers(assessor, outcome_metrics=[outcome])["payer"]
    assert gate.answer == "pass"
    assert gate.lines[0].evidence
