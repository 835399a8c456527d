"""A document that is no form is about what its title says; a collection has a theme in each section."""

import pytest

DONE = "Kommunen driver Naboklubben.\n"


@pytest.mark.parametrize(
    ("head", "theme"),
    [
        ("Notat om ensomhed blandt ældre\n\nBaggrund", "ensomhed blandt ældre"),
        ("Fjordby Kommune\nStatus på trygge unge i Vestby", "trygge unge i Vestby"),
        ("Referat\n\nPunkt 1: Ensomhed blandt ældre", "Ensomhed blandt ældre"),
    ],
    ids=["genre is left out", "letterhead is passed over", "point of minutes"],
)
def test_a_title_names_the_theme(read_document, head, theme):
    said = read_document(f"{head}\n\n{DONE}")
    assert {line for line in said if line.startswith("addresses")} == {f"addresses: Naboklubben → {theme}"}


def test_each_point_of_minutes_is_a_theme(read_document):
    first = "Punkt 1: Ensomhed blandt ældre\n\nKommunen driver Naboklubben."
    second = "Punkt 2: Trygge unge\n\nKommunen driver Lysstuen."
    said = read_document(f"Referat\n\n{first}\n\n{second}\n")
    assert "addresses: Naboklubben → Ensomhed blandt ældre" in said
    assert "addresses: Lysstuen → Trygge unge" in said
