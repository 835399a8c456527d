"""Paraphrases: parts of a sentence with gaps, of words, phrases and words of a kind."""

import re

import pytest

from graph.reading.groups import GROUPS_FILE
from graph.reading.paraphrase import KIND, KINDS_FILE, Paraphrases, Patterns
from ontology.vocabulary import PARAPHRASES_FILE


def finds(pattern, text):
    return [text[m.start : m.end] for m in Patterns([("it", pattern)]).find(text)]


def test_words_of_a_kind_stand_for_one_another():
    for text in ("Støtten følger med i lejligheden.", "Støtten følger med i boligen.", "Støtten i lejemålet."):
        assert finds("støtte … <bolig>", text)
    assert not finds("støtte … <bolig>", "Støtten i skolen.")


def test_phrases_stand_for_words():
    assert finds("får … ro|det bedre", "Børnene får det meget bedre.") == ["får det meget bedre"]
    assert finds("får … ro|det bedre", "Børnene får ro.") == ["får ro"]
    assert not finds("får … ro|det bedre", "Børnene får bedre mad.")


@pytest.mark.parametrize("text", ["De får et nyt job.", "De får job.", "De får deres eget job."])
def test_words_that_say_little_may_stand_within_a_phrase(text):
    assert finds("får job", text)


def test_other_words_may_not():
    assert not finds("får job", "De får ikke job.")


def test_a_word_open_at_its_beginning_is_found_inflected():
    assert finds("*rådgiver", "Gældsrådgiverne ringer.") == ["Gældsrådgiverne"]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("læge", "De lægger to kroner."), ("lejlighed", "Lejerne mødes."), ("lavere", "Vi laver mad.")],
)
def test_words_of_one_short_stem_are_not_the_same(pattern, text):
    assert not finds(pattern, text)


def test_a_hyphen_joins_the_words_of_a_phrase():
    assert finds("exit-forløb", "Et exit-forløb for unge.") == ["exit-forløb"]


def test_every_kind_that_is_named_has_words():
    named = {k for file in (PARAPHRASES_FILE, GROUPS_FILE) for k in KIND.findall(file.read_text("utf-8"))}
    assert named == set(re.findall(r'(?m)^"?(\w+)"? = ', KINDS_FILE.read_text("utf-8"))) - {"fillers"}


def test_what_is_told_much_less_than_another_method_is_weak(language):
    text = "En rådgiver kommer hver uge og hjælper elever, der vil være fri for nikotin."
    found = [m for m in Paraphrases(language).find(text) if "/method/" in m.iris[0]]
    assert {m.iris[0].rpartition("/")[2] for m in found if not m.is_weak} == {"smoking-cessation"}
    assert "counselling" in {m.iris[0].rpartition("/")[2] for m in found if m.is_weak}


def test_a_word_tells_the_more_the_fewer_have_it():
    patterns = Patterns([("scheme/one", "hjælp"), ("scheme/one", "hjælp … hash"), ("scheme/two", "hjælp … lektier")])
    alone, together = sorted(m.weight for m in patterns.find("Hjælp mod hash."))
    assert alone == 0 < together
