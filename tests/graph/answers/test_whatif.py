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
    budget = next(line for line in comparison.lines if line.what["en"] == "requested amount")
    assert (budget.first, budget.second["da"], budget.same) == (None, "6000000", False)
    assert all(line.same for line in comparison.lines if line.part == "overlap")
    assert all(line.same for line in compare(first, first).lines)
