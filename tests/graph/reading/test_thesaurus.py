"""Names are found inflected, as parts of compounds and misread; and no Danish word is taken for another."""

import pytest

from graph.reading.thesaurus import Thesaurus
from ontology.namespaces import CONCEPT


@pytest.fixture(scope="module")
def thesaurus(snapshot):
    return Thesaurus(snapshot)


def found(thesaurus, text):
    return {iri.removeprefix(CONCEPT) for match in thesaurus.find(text) for iri in match.iris}


@pytest.mark.parametrize("word", ["hjemløseindsats", "hjemløsetælling", "Hjemløseområdet"])
def test_the_first_part_of_a_compound_is_found(thesaurus, word):
    assert found(thesaurus, f"Vi har en {word} her.") == {"target-group/homeless"}
    (match,) = thesaurus.find(word)
    assert match.is_part


@pytest.mark.parametrize("word", ["børnehave", "ungdomsuddannelse", "Bikubeforeningen"])
def test_a_word_that_danish_has_and_a_name_are_not_taken_apart(thesaurus, word):
    assert found(thesaurus, word) == set()


@pytest.mark.parametrize(("written", "meant"), [("Bispehaveu", "bispehaven"), ("Langkærpærken", "langkaerparken")])
def test_a_name_is_found_where_letters_that_look_alike_were_misread(thesaurus, written, meant):
    matches = list(thesaurus.find(f"I {written} er der en café."))
    assert f"area/{meant}" in found(thesaurus, f"I {written} er der en café.")
    assert any(m.faults for m in matches)


@pytest.mark.parametrize("other", ["Haslev", "Vejen", "Tilsted"])
def test_another_name_is_not_corrected_into_one_that_is_known(thesaurus, other):
    assert found(thesaurus, f"Borgmesteren i {other}") == set()


def test_an_area_is_written_with_a_capital(thesaurus):
    assert not [iri for iri in found(thesaurus, "Vi beder om, at slagene holder op.") if iri.startswith("area/")]
