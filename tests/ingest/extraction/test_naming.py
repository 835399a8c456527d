"""A name is an initiative where it runs, is made or is said to be one; and where that is done here, which `standing`
tells.
"""

import pytest

MADE = "addresses: Naboværkstedet → Godt naboskab"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunen har oprettet Naboværkstedet.",
        "Naboværkstedet kører på fjerde år.",
        "Kommunen har oprettet Naboværkstedet, men Lysstuen lukkede i 2021.",
    ],
    ids=["made", "runs", "another ended"],
)
def test_what_is_made_or_runs_is_an_initiative(read, sentence):
    assert read(sentence, "addresses") == {MADE}


def test_what_is_said_to_be_an_initiative_is_one(read):
    apposed = "Kommunen driver Sundhedsbussen, et tilbud til ensomme ældre."
    assert "addresses: Sundhedsbussen → Godt naboskab" in read(apposed)


@pytest.mark.parametrize(
    "sentence",
    [
        "Naboværkstedet var et ord, som alle kendte.",
        "Naboværkstedet blev afvist af udvalget.",
        "Kommunen har ikke oprettet Naboværkstedet.",
        "Kommunen drømmer om at åbne Naboværkstedet.",
        "I nabokommunen Fjordby kører projektet Naboværkstedet.",
        "Naboværkstedet kører. Det blev lukket igen.",
    ],
    ids=["word", "turned down", "not made", "wished", "elsewhere", "next sentence ends it"],
)
def test_what_is_not_done_here_is_no_initiative(read, sentence):
    assert MADE not in read(sentence)
