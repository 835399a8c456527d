"""Outcomes that are told as a change of something."""

import pytest

from graph.reading.changes import OUTCOME, Changes


@pytest.fixture(scope="module")
def changes() -> Changes:
    return Changes()


def outcomes(changes: Changes, text: str) -> set[str]:
    return {m.iris[0].removeprefix(OUTCOME) for m in changes.find(text)}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Vi regner med, at sygehuset ser færre genindlæggelser.", "fewer-admissions"),
        ("Antallet af sengedage skal falde med en tredjedel.", "fewer-admissions"),
        ("Frafaldet nedbringes.", "education-completed"),
        ("Fraværet går fra 22 til 12 procent.", "less-absence"),
        ("Skridttallet skal op på 6.000 om dagen.", "more-activity"),
        ("Trivslen løftes.", "well-being"),
        ("Ingen skal længere sidde alene juleaften.", "less-loneliness"),
        ("Målet er at undgå flere anbringelser.", "fewer-placements"),
    ],
)
def test_a_change_in_the_right_direction_is_an_outcome(changes: Changes, said: str, outcome: str) -> None:
    assert outcome in outcomes(changes, said)


@pytest.mark.parametrize(
    "said",
    [
        "Der er flere indlæggelser end før.",
        "Fraværet går fra 12 til 22 procent.",
        "Indlæggelserne falder ikke.",
        "De unge bor på herberg.",
        "Trivslen er faldet.",
    ],
)
def test_a_change_in_the_other_direction_and_no_change_are_none(changes: Changes, said: str) -> None:
    assert not outcomes(changes, said)


def test_the_nearest_word_of_change_tells_and_only_in_its_clause(changes: Changes) -> None:
    assert outcomes(changes, "Færre indlæggelser og flere venner.") == {"fewer-admissions", "less-loneliness"}
    assert not outcomes(changes, "Pengene ventes tilbagebetalt efter 48 måneder, fordi de unge bruger færre penge.")


def test_a_match_reaches_from_the_word_of_change_to_what_changes(changes: Changes) -> None:
    text = "Vi søger penge. Her bliver der færre genindlæggelser."
    (match,) = changes.find(text)
    assert text[match.start : match.end] == "færre genindlæggelser"
