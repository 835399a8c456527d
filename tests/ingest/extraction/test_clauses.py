"""A sentence is cut where another subject begins, and every word keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction.clauses import clauses, subject_name

WORDS = ["Broen", "Nordfonden", "giver", "slutter", "som", "der", "hvoraf", "men", "og", "2,5", "mio.", "til", ",", ";"]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Broen lukker, men Lyset åbner.", [("Broen lukker", False), (", men Lyset åbner.", False)]),
        ("Broen får 2 mio. kr., hvoraf en er fast.", [("Broen får 2 mio. kr.", False), (", hvoraf en er fast.", True)]),
        ("Broen koster 2,5 mio. kr.", [("Broen koster 2,5 mio. kr.", False)]),
    ],
    ids=["contrast", "relative", "decimal comma"],
)
def test_a_clause_ends_where_the_next_begins(sentence, parts):
    assert [(c.text.strip(), c.is_relative) for c in clauses(sentence)] == parts


def test_a_main_clause_goes_on_after_an_inserted_one():
    main, inserted = clauses("Broen, som begyndte i 2022, slutter i 2025.")
    assert (main.text.split(), main.is_relative) == (["Broen", "slutter", "i", "2025."], False)
    assert inserted.is_relative
    assert inserted.text.strip(" ,") == "som begyndte i 2022"


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_every_word_of_a_clause_stands_where_it_does_in_the_sentence(sentence):
    for clause in clauses(sentence):
        assert len(clause.text) == len(sentence)
        assert all(b in {" ", a} for a, b in zip(sentence, clause.text, strict=True))
        assert not clause.text[: clause.start].strip()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("Naboklubben Kvisten åbner i maj.", "Naboklubben Kvisten"), ("Huset åbner i maj.", None)],
    ids=["name", "plain word"],
)
def test_a_clause_may_begin_with_a_name(sentence, name):
    place = subject_name(clauses(sentence)[0])
    assert (sentence[slice(*place)] if place else None) == name
