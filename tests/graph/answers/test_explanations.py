"""Explanations: short sentences from facts, in good Danish, no surer than what they rest on."""

import pytest

from graph.answers.assessment import Assessor
from graph.reading.proposal import Proposal

GRAPH = """\
id;slags;navn;sektor;målgruppe;metode;styrer tema;giver;modtager;beløb
hjem;indsats;Hjem;;unge hjemløse;Housing First;;;;
natkafe;indsats;Natkafé;;hjemløse;mentor;;;;
fonden;fond;Fonden;fond;;;;;;
alfa;fond;Alfa;fond;;;;;;
f1;finansiering;;;;;;Fonden;Hjem;2000000
f2;finansiering;;;;;;Alfa;Natkafé;
temalov;lov;Temaloven;;;;Flere hjemløse i egen bolig;;;
"""


@pytest.fixture
def told(load):
    def tell(**fields):
        said = Assessor(load(GRAPH)).assess(Proposal(**fields)).explanations
        return {e.about.label["da"]: e for part in (said.overlaps, said.policies, said.coinvestors) for e in part}

    return tell


def test_what_is_shared_and_what_is_not_is_told_in_a_sentence(told):
    found = told(target_groups=["unge hjemløse"], methods=["IPS"])
    assert found["Hjem"].sentence["da"] == (
        "Hjem: samme målgruppe, anden metode; fælles er målgruppen unge hjemløse og alderen, men ikke metoden."
    )
    assert found["Hjem"].sentence["en"].endswith("but not the method.")


def test_a_policy_of_the_whole_theme_says_so(told):
    found = told(target_groups=["unge hjemløse"], themes=["Flere hjemløse i egen bolig"])
    assert "gælder hele temaet Flere hjemløse i egen bolig" in found["Temaloven"].sentence["da"]


def test_what_a_deal_has_that_is_only_akin_is_not_said_to_be_the_same(told):
    found = told(target_groups=["unge hjemløse"])
    assert ", som også angår unge hjemløse" in found["Fonden"].sentence["da"]
    assert ", som angår noget beslægtet: hjemløse" in found["Alfa"].sentence["da"]


@pytest.mark.parametrize(
    ("budget", "said"), [(4_000_000, "dækker 50 % af behovet"), (1_000_000, "dækker hele behovet")]
)
def test_how_much_of_the_need_the_usual_amount_covers(told, budget, said):
    assert said in told(target_groups=["unge hjemløse"], budget=budget)["Fonden"].sentence["da"]


def test_no_answer_about_what_is_plainly_no_proposal_for_the_council_is_sure(told):
    found = told(summary="Randers Kommune søger: unge hjemløse i Randers får en bolig efter Housing First.")
    assert "Hjem" in found
    assert {e.confidence for e in found.values()} == {"uncertain"}
