"""Groups of people are whole noun phrases; staff are none, and what could be anybody is vague."""

import pytest

from ingest.extraction.groups import groups_in, is_vague


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        ("Holdet er for unge mødre på uddannelseshjælp.", ["unge mødre på uddannelseshjælp"]),
        ("Vi hjælper flygtninge og unge kvinder.", ["flygtninge", "unge kvinder"]),
        ("Vi hjælper børn og unge.", ["børn og unge"]),
        ("Det er for borgere, der har afsluttet behandling.", ["borgere, der har afsluttet behandling"]),
        ("Vi møder unge mødre i Vestby.", ["unge mødre"]),
        ("Socialrådgivere bemander huset.", []),
        ("Gode vaner er vigtige.", []),
    ],
)
def test_a_group_is_all_that_is_said_of_it(sentence, groups):
    assert [sentence[g.start : g.end] for g in groups_in(sentence)] == groups


@pytest.mark.parametrize(("words", "vague"), [("borgere", True), ("familien", True), ("unge mødre", False)])
def test_a_bare_group_that_could_be_anybody_is_vague(words, vague):
    assert [is_vague(g) for g in groups_in(words)] == [vague]


def test_only_a_group_that_says_who_is_a_target(read):
    assert read("Projektet Broen er for unge mødre.", "targets") == {"targets: Broen → unge mødre"}
    assert read("Projektet Broen er for borgere.", "targets") == set()
