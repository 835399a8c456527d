"""What lapses or lasts until a year ends then; what begins, or does not end, has no end."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("Projektet Broen løber til udgangen af 2026.", "Broen → 2026"),
        ("Projektet Broen kører i perioden 2023-2026.", "Broen → 2026"),
        ("Projektet Broen, som begyndte i 2022, slutter i 2025.", "Broen → 2025"),
        ("Projektet Broen fortsætter, men projektet Lyset slutter i 2025.", "Lyset → 2025"),
        ("Indtil 2021 havde kommunen et værested for unge.", "værested for unge → 2021"),
    ],
)
def test_an_initiative_ends_in_the_year_that_is_said_of_it(read, sentence, end):
    assert read(sentence, "ends") == {f"ends: {end}"}


@pytest.mark.parametrize(
    "sentence",
    ["Projektet Broen ophører ikke i 2026.", "Projektet Broen begyndte i 2022.", "Puljen udløber i 2026."],
    ids=["denied", "began", "money"],
)
def test_what_goes_on_does_not_end(read, sentence):
    assert read(sentence, "ends") == set()


def test_what_ended_is_no_longer_done(read):
    assert read("Projektet Broen sluttede i 2022.") == {"ends: Broen → 2022"}
