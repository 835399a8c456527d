"""What may be the same is found with a score and reasons, and what is certain is right."""

import pytest

from bench.matching import judged, pair, unmatched
from graph.upkeep.matching import CERTAIN, find_matches
from ontology.namespaces import ID
from ontology.vocabulary import local_name


@pytest.fixture
def matches(tmp_path):
    """Match the rows of a table, written as CSV text: scores and reasons by the ids of the two things."""

    def match(text, among=None):
        path = tmp_path / "facts.csv"
        path.write_text(text, encoding="utf-8")
        found = find_matches(unmatched(path), among)
        return {(local_name(m.one), local_name(m.other)): (m.score, [r.name for r in m.reasons]) for m in found}

    return match


def organisations(*names: str) -> str:
    return "id;slags;navn\n" + "".join(f"o{n};organisation;{name}\n" for n, name in enumerate(names))


def test_the_same_name_in_two_languages_is_certain(matches):
    found = matches(organisations("Aarhus Kommune", "Aarhus Municipality", "Odense Kommune"))
    assert found == {("o0", "o1"): (0.95, ["same-name-translated"])}


def test_one_word_alone_is_asked_about_and_two_in_the_same_country_are_certain(matches):
    assert matches(organisations("Movement", "MOVEMENT")) == {("o0", "o1"): (0.88, ["same-name"])}
    found = matches("id;slags;navn;område\na;fond;Realdania;Danmark\nb;fond;Realdania;Danmark\n")
    assert found == {("a", "b"): (0.91, ["same-name", "same-place"])}


def test_a_number_in_a_register_tells_with_a_name_that_is_alike(matches):
    table = "id;slags;navn;CVR-nummer;org-id\na;organisation;Hus Forbi;12345678;\n"
    score, reasons = matches(table + "b;organisation;Foreningen Hus Forbi;;DK-CVR-12345678\n")["a", "b"]
    assert score >= CERTAIN
    assert reasons[:2] == ["same-identifier", "alike-name"]
    asked = matches(table + "b;organisation;Gadens Stemme;12345678;\n")
    assert asked == {("a", "b"): (0.75, ["same-identifier"])}


def test_different_numbers_in_one_register_speak_against_the_same_name(matches):
    table = "id;slags;navn;CVR-nummer\na;organisation;Hus Forbi;12345678\nb;organisation;Hus Forbi;87654321\n"
    assert matches(table) == {}


@pytest.mark.parametrize(
    ("rows", "against"),
    [
        ("a;organisation;Nye Veje;USA;\nb;organisation;Nye Veje;Danmark;\n", "other-place"),
        ("a;kommune;Nye Veje;;\nb;fond;Nye Veje;;\n", "other-kind"),
        ("a;organisation;Nye Veje;;\nb;organisation;Nye Veje;;a\n", "told-apart"),
        ("a;organisation;Nye Veje A/S;;\nb;organisation;Nye Veje K/S;;\n", "other-form"),
    ],
)
def test_nothing_is_certain_where_anything_speaks_against(matches, rows, against):
    found = matches("id;slags;navn;område;hører under\n" + rows)
    score, reasons = found.get(("a", "b"), (0, [against]))
    assert score < CERTAIN
    assert against in reasons


def test_two_that_one_row_names_side_by_side_are_told_apart(matches):
    rows = "a;organisation;Hus Forbi;\nb;organisation;Hus Forbi;\nc;samarbejde;Sammen;a|b\n"
    score, reasons = matches("id;slags;navn;deltager\n" + rows)["a", "b"]
    assert (score, reasons) == (0.8, ["same-name", "told-apart"])


def test_an_initiative_of_the_same_name_elsewhere_is_another_and_with_the_same_parties_it_is_the_same(matches):
    header = "id;slags;navn;område;ansvarlig\n" + "k;kommune;Vejle Kommune;vejle;\n"
    assert matches(header + "a;indsats;Gå med ud;Vejle;\nb;indsats;Gå med ud;Aarhus;\n") == {}
    (asked,) = matches(header + "a;indsats;Gå med ud;;\nb;indsats;Gå med ud;;\n").values()
    assert asked == (0.71, ["same-name"])
    (same,) = matches(header + "a;indsats;Gå med ud;Vejle;k\nb;indsats;Gå med ud;Vejle;k\n").values()
    assert same == (0.98, ["same-name", "same-party", "same-place"])


def test_only_pairs_with_what_is_new_are_told(matches):
    text = organisations("Aarhus Kommune", "Aarhus Municipality", "Odense Kommune", "Odense Municipality")
    assert set(matches(text, {f"{ID}organisation/o2"})) == {("o2", "o3")}


def test_of_the_judged_organisations_none_is_merged_wrongly_and_most_that_are_the_same_are_found():
    snapshot, same = judged()
    pairs = {pair(m): m.certain for m in find_matches(snapshot)}
    certain = {p for p in pairs if pairs[p]}
    assert certain - same == set()
    assert len(certain) / len(same) > 0.6
    assert len(same & set(pairs)) / len(same) > 0.8
    assert len(same & set(pairs)) / len(pairs) > 0.9


def test_nothing_in_the_shipped_facts_is_there_twice(snapshot):
    assert find_matches(snapshot) == []
