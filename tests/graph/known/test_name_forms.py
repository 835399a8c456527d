"""Names are compared without what differs between languages, registers and hands."""

import pytest

from graph.known.name_forms import forms


def bodies(name: str) -> set[tuple[str, ...]]:
    return {f.bodies for f in forms(name) if f.whole}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aarhus Kommune", "Aarhus Municipality"),
        ("Aarhus Kommune", "City of Aarhus"),
        ("Århus Kommune", "Municipality of Aarhus"),
        ("Københavns Kommune", "City of Copenhagen"),
        ("Region Midtjylland", "Central Denmark Region"),
        ("Bikubenfonden", "The Bikuben Foundation"),
        ("Ole Kirk's Fond", "Ole Kirks Foundation"),
        ("Nordea-fonden", "Nordeafonden"),
        ("TryghedsGruppen smba", "TryghedsGruppen"),
        ("J.B. & M.K. Pritzker Family Foundation", "J. B. and M. K. Pritzker Family Foundation"),
        ("Corporation for Supportive Housing", "Corporation for Supportive Housing (project manager)"),
        ("Ministry of Justice (MoJ)", "The Ministry of Justice"),
    ],
)
def test_names_of_one_body_have_a_form_in_common(one, other):
    assert bodies(one) & bodies(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aarhus Kommune", "Aarhus Byråd"),
        ("Aarhus Universitet", "Aarhus Universitetshospital"),
        ("Region Midtjylland", "Region Nordjylland"),
        ("Social Finance UK", "Social Finance NL"),
        ("Kapitalfond Effekt I", "Kapitalfond Effekt II"),
        ("Nottingham City Council", "Nottingham County Council"),
        ("Fonciere Chenelet (SCI)", "Fonciere Chenelet (SAS)"),
        ("Sorenson Impact Fund", "Sorenson Impact Foundation"),
    ],
)
def test_names_of_two_bodies_have_none(one, other):
    assert not bodies(one) & bodies(other)


@pytest.mark.parametrize("name", ["Unknown", "[Anonymous]", "Various investors", "Kommunen", "The Foundation", "2021"])
def test_a_name_that_anybody_may_have_says_nothing(name):
    assert not any(f.says_who for f in forms(name))


def test_what_stands_in_brackets_is_another_name_unless_it_is_a_role_or_short_for_the_name():
    assert [f.words for f in forms("We Are With You (formerly called Addaction)")][1:] == [
        ("we", "are", "with", "you"),
        ("addaction",),
    ]
    assert len(forms("Pimbaa (evaluative research)")) == 2
    assert [f.whole for f in forms("Ministry of Justice (MoJ)")] == [True, True, False]


@pytest.mark.parametrize("name", ["", "()", "–", "日本"])
def test_a_name_without_letters_has_no_form(name):
    assert [f for f in forms(name) if f.says_who] == []
