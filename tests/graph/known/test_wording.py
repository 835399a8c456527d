"""Wordings are alike by the words they share, the rarer the more."""

import pytest

from graph.known.wording import Wordings, stems

WORDINGS = Wordings(
    [
        {"da": "Unge hjemløse får en bolig og støtte i hverdagen"},
        {"da": "Ældre borgere får støtte i hverdagen"},
        {"en": "Homeless young people are housed first and supported afterwards"},
        {},
    ]
)


def test_a_text_is_nearest_to_itself_and_far_from_what_shares_nothing():
    alike = WORDINGS.likeness("Unge hjemløse får en bolig og støtte i hverdagen")
    assert alike[0] == pytest.approx(1)
    assert alike[0] > alike[1] > alike[2] == alike[3] == 0


def test_inflected_forms_are_the_same_word():
    assert WORDINGS.likeness("den unge hjemløses boliger")[0] > 0


def test_function_words_bind_nothing():
    assert not WORDINGS.likeness("og i den som for").any()
    assert list(stems("the people and the house", "en")) == [("peopl", "people"), ("hous", "house")]


def test_the_language_of_a_text_is_told_by_its_function_words():
    assert WORDINGS.likeness("support for the homeless who are young")[2] > 0


def test_the_words_that_bind_are_shown_as_they_are_written_the_strongest_first():
    assert WORDINGS.shared("Boliger til hjemløse med støtte", 0, most=2) == ("Boliger", "hjemløse")


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "12"])
def test_a_text_without_a_known_word_is_like_nothing(text):
    assert not WORDINGS.likeness(text).any()
    assert WORDINGS.shared(text, 0, most=3) == ()


def test_no_texts_are_no_fault():
    assert Wordings([]).likeness("noget").shape == (0,)
