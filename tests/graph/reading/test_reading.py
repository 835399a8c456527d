"""A proposal is understood with the words that say so, and the form wins over the prose."""

import pytest

from graph.reading.proposal import AgeRange, Party, Proposal
from ontology.errors import InputError, UnknownName

TEXT = (
    "Unge hjemløse mellem 18 og 24 år med psykisk sygdom får en bolig efter Housing First og et job med IPS. "
    "Sociale Forhold og Beskæftigelse står for det sammen med Bikubenfonden. "
    "Projektet løber i 3 år med et budget på 6 mio. kr. "
    "og ventes tilbagebetalt efter 48 måneder. Det ligger ud over den lovpligtige indsats."
)


@pytest.fixture
def read(assessor):
    return lambda **fields: assessor.read(Proposal(**fields))


def names(reading, dimension):
    return {f.thing.label["da"] for f in reading.facet(dimension)}


def test_prose_is_read_into_facets_parties_and_figures(read):
    reading = read(summary=TEXT)
    assert names(reading, "target-group") == {"unge hjemløse", "unge med psykisk sygdom"}
    assert names(reading, "method") == {"Housing First", "IPS"}
    assert (reading.ages.min, reading.ages.max) == (18, 24)
    assert {p.name for p in reading.parties} == {"Sociale Forhold og Beskæftigelse", "Bikubenfonden"}
    assert [p.name for p in reading.parties if p.is_department] == ["Sociale Forhold og Beskæftigelse"]
    assert (reading.budget.value, reading.months.value, reading.payback_months.value) == (6_000_000, 36, 48)
    assert reading.statutory.value is False


def test_every_facet_of_the_text_quotes_the_words_at_their_place(read):
    reading = read(title="Bolig", summary=TEXT)
    spans = [s for f in reading.facets if f.origin == "text" for s in f.spans]
    assert spans
    assert all(TEXT[s.start : s.end] == s.text for s in spans if s.field == "summary")


def test_themes_follow_from_the_target_groups_with_evidence(read):
    (homeless, ill) = read(summary=TEXT).facet("theme")
    assert {homeless.thing.label["da"], ill.thing.label["da"]} == {
        "Flere hjemløse i egen bolig",
        "Bedre hverdag for aarhusianere med psykisk sygdom",
    }
    assert homeless.origin == "graph"
    assert homeless.evidence
    assert homeless.because


def test_what_the_form_states_wins_over_the_prose(read):
    reading = read(
        summary=TEXT,
        methods=["boliggaranti"],
        age_range=AgeRange(min=25),
        departments=["MBU"],
        budget=100,
        statutory=True,
    )
    assert names(reading, "method") == {"boliggaranti"}
    assert (reading.ages.min, reading.ages.max) == (25, None)
    assert [p.name for p in reading.parties if p.is_department] == ["Børn og Unge"]
    assert (reading.budget.value, reading.statutory.value) == (100, True)


def test_what_a_narrower_name_implies_is_not_read_twice(read):
    assert names(read(summary="Unge hjemløse skal hjælpes. De unge bor på gaden."), "target-group") == {"unge hjemløse"}


def test_a_negated_name_is_not_read(read):
    assert names(read(summary="Hjælp til ældre, men ikke Housing First."), "method") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hjælp til børn og unge i byen", set()),
        ("Børn og Unge står for det", {"Børn og Unge"}),
        ("MSB står for det", {"Sociale Forhold og Beskæftigelse"}),
        ("Msb står for det", set()),
    ],
)
def test_names_of_things_are_found_only_with_their_capitals(read, text, found):
    assert {p.name for p in read(summary=text).parties} == found


def test_of_several_amounts_none_is_chosen(read):
    reading = read(summary="Et budget på 4 mio. kr. eller et budget på 5 mio. kr.")
    assert reading.budget is None
    assert "budget" in reading.missing


def test_a_party_that_the_graph_does_not_know_is_kept_by_its_name(read):
    (party,) = read(summary="Noget.", parties=[Party(name="Foreningen Ny", role="investor")]).parties
    assert (party.name, party.thing, party.role.label["da"]) == ("Foreningen Ny", None, "investor")


@pytest.mark.parametrize(
    ("field", "value", "near"),
    [
        ("target_groups", "unge hjemlose", "unge hjemløse"),
        ("methods", "Housing Fist", "Housing First"),
        ("departments", "MSX", ""),
    ],
)
def test_a_name_in_the_form_that_the_graph_does_not_know_is_refused_with_a_near_one(read, field, value, near):
    with pytest.raises(UnknownName) as refused:
        read(**{field: [value]})
    assert f"'{value}' is not known" in str(refused.value)
    assert near in str(refused.value)


def test_amounts_and_participants_of_the_form_win_over_the_prose(read):
    prose = "Det samlede budget er 7 mio. kr. Heraf søger vi 5 mio. kr., og vi lægger selv 2 mio. kr. 40 unge deltager."
    said = read(summary=prose)
    form = Proposal.model_validate({"resume": prose, "søgt beløb": 4e6, "egenfinansiering": 3e6, "deltagere": 30})
    assert [f.value for f in (said.budget, said.requested, said.own, said.participants)] == [7e6, 5e6, 2e6, 40]
    stated = read(**form.model_dump(exclude_defaults=True))
    assert [f.value for f in (stated.budget, stated.requested, stated.own, stated.participants)] == [7e6, 4e6, 3e6, 30]
    assert [f.origin for f in (stated.budget, stated.requested, stated.own)] == ["text", "form", "form"]


def test_a_budget_that_nobody_states_is_what_the_forms_parts_make(read):
    assert read(title="x", requested=2e6, own_financing=1e6).budget.value == 3e6
    assert read(title="x", own_financing=1e6).budget is None


def test_no_part_is_more_than_the_budget():
    with pytest.raises(InputError, match="more than the budget"):
        Proposal(budget=1e6, requested=2e6)


def test_what_is_not_given_is_named(read):
    missing = read(summary="Hjælp til ældre.").missing
    assert {
        "methods",
        "areas",
        "departments",
        "budget",
        "months",
        "payback_months",
        "statutory",
        "evidence_level",
    } <= set(missing)
