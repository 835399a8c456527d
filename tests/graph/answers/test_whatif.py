"""What if: one facet more, another, or one less; and two answers side by side."""

import pytest

from graph.answers.comparison import compare
from graph.answers.whatif import change
from graph.reading.proposal import Proposal
from ontology.errors import InputError, ManyErrors

GIVEN = Proposal(summary="Unge hjemløse får en bolig efter Housing First og et job med IPS. MSB er med.")


@pytest.fixture(scope="module")
def varied(assessor):
    def vary(more=(), less=(), given=GIVEN):
        return assessor.read(change(given, assessor.read(given), assessor.names, more, less))

    return vary


def names(reading, dimension):
    return {f.thing.label["da"] for f in reading.facet(dimension)}


def test_a_list_gets_one_more_and_keeps_what_was_read(varied):
    assert names(varied([("målgruppe", "ældre")]), "target-group") == {"unge hjemløse", "ældre"}


def test_a_list_gets_one_less_by_any_of_its_names(varied):
    assert names(varied(less=[("metode", "Individual Placement and Support")]), "method") == {"Housing First"}


def test_a_field_can_be_left_out_altogether_prose_and_what_follows_from_it(varied):
    assert names(varied(less=[("metoder", None)]), "method") == set()
    reading = varied(less=[("target_groups", None)])
    assert names(reading, "target-group") == names(reading, "theme") == set()
    assert reading.ages is None
    assert "target_groups" in reading.missing
    assert varied(less=[("afdeling", "MSB")]).departments == ()


def test_what_is_left_out_takes_its_figures_duties_doubts_and_questions_with_it(varied):
    given = Proposal(
        summary="MSB vil hjælpe 40 borgere i job. Der søges 3 mio. kr. Vi lægger selv 1 mio. kr. "
        "Kommunen er efter serviceloven § 101 forpligtet til at tilbyde behandling."
    )
    whole = varied(given=given)
    assert (whole.requested.value, whole.own.value, whole.participants.value) == (3_000_000, 1_000_000, 40)
    assert whole.duties
    assert "statutory" in {q.field for q in whole.questions}
    fields = ("søgt beløb", "egenfinansiering", "deltagere", "lovpligtig")
    left = varied(less=[(field, None) for field in fields], given=given)
    assert (left.requested, left.own, left.participants, left.duties) == (None, None, None, ())
    assert left.budget is None, "it was only what is asked for"
    assert "statutory" not in {q.field for q in left.questions}
    assert {"requested", "own_financing", "participants", "statutory"} <= set(left.missing)


def test_what_is_left_out_is_not_asked_about(varied):
    given = Proposal(summary="Et forløb, hvor børn lærer at spille violin. Tidligere var det for hjemløse.")
    unsure = varied(given=given).unsure
    assert {f.dimension for f in unsure} >= {"target-group"}
    left = varied(less=[("målgruppe", None)], given=given)
    assert not [f for f in left.unsure if f.dimension == "target-group"]
    assert "target_groups" not in {q.field for q in left.questions}


def test_the_form_still_states_what_the_prose_of_is_left_out(varied):
    stated = varied(given=Proposal(summary="Der søges 3 mio. kr.", requested=2_000_000, without=["requested"]))
    assert stated.requested.value == 2_000_000


def test_what_has_one_value_gets_another(varied):
    reading = varied([("budget", "2.500.000"), ("alder", "25-"), ("lovpligtig", "nej"), ("dokumentation", "lovende")])
    assert (reading.budget.value, reading.ages.min, reading.ages.max) == (2_500_000, 25, None)
    assert reading.statutory.value is False
    assert names(reading, "evidence-level") == {"lovende"}


def test_a_party_comes_with_its_role(varied):
    (party,) = [p for p in varied([("parter", "Bikubenfonden: resultatbetaler")]).parties if not p.is_department]
    assert (party.name, party.role.label["en"]) == ("Bikubenfonden", "outcome payer")


@pytest.mark.parametrize(
    ("more", "less", "message"),
    [
        ([("farve", "blå")], (), "There is no field 'farve' to change"),
        ([("titel", "x")], (), "There is no field 'titel' to change"),
        ([("alder", "unge")], (), "no interval of ages"),
        ([("budget", "mange")], (), "not a number"),
        ([("metode", "Housing Fist")], (), "Did you mean 'Housing First'"),
        ((), [("metode", "peerstøtte")], "has no 'peerstøtte'"),
        ((), [("budget", "5")], "has one value"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_the_remedy(varied, more, less, message):
    with pytest.raises(InputError, match=message):
        varied(more, less)


def test_a_number_out_of_bounds_is_a_fault_of_the_change(varied):
    with pytest.raises(ManyErrors) as error:
        varied([("budget", "-1")])
    assert "--with, field 'budget'" in error.value.say(str)


def test_two_answers_are_put_side_by_side(assessor):
    first = assessor.assess(GIVEN)
    second = assessor.assess(change(GIVEN, assessor.read(GIVEN), assessor.names, [("budget", "6000000")], []))
    comparison = compare(first, second)
    budget = next(line for line in comparison.lines if line.what["en"] == "budget")
    assert (budget.first, budget.second["da"], budget.same) == (None, "6000000", False)
    assert all(line.same for line in comparison.lines if line.part == "overlap")
    assert all(line.same for line in compare(first, first).lines)
