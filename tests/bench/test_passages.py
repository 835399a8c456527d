"""The short passages are of concepts that there are, and each concept is in the half to learn from and in the other."""

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS

from bench.answers.passages import HALVES, PASSAGES, Passage, passages, print_wrong
from bench.answers.proposals import Tally, expect
from ontology.namespaces import CONCEPT
from ontology.vocabulary import CONCEPT_FILES

FILES = sorted(PASSAGES.glob("*.toml"))


@pytest.fixture(scope="module")
def concepts():
    found = Graph()
    for path in CONCEPT_FILES:
        found.parse(path)
    return {str(concept) for concept in found.subjects(SKOS.inScheme, unique=True)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_passages_say_are_concepts_that_there_are(path: Path, concepts):
    said = {f"{CONCEPT}{p.dimension}/{s.rstrip('?')}" for p in passages(path) for s in p.said}
    assert said
    assert said <= concepts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_halves_have_each_concept(path: Path):
    asked = {half: [p.said for p in passages(path) if p.half == half] for half in HALVES}
    first, second = ({s for said in asked[half] for s in said if not s.endswith("?")} for half in HALVES)
    assert first == second
    assert sum(map(len, asked.values())) == len(passages(path))


@pytest.mark.parametrize("name", ["method", "outcome"])
def test_every_method_and_every_outcome_is_said(name, concepts):
    said = {s for p in passages(PASSAGES / f"{name}s.toml") for s in p.said}
    assert {f"{CONCEPT}{name}/{s}" for s in said if not s.endswith("?")} == {
        c for c in concepts if c.startswith(f"{CONCEPT}{name}/")
    }


def test_what_is_right_but_not_asked_for_counts_neither_as_found_nor_as_wrong():
    tally = Tally()
    expect("method", ["ips", "employment-support?"], ["employment-support", "mentor"]).add_to(tally)
    assert (tally.wanted, tally.found, tally.given, tally.right) == (1, 0, 2, 1)


def test_what_is_missing_and_what_is_too_much_is_shown_with_its_passage(capsys):
    passage = Passage("Vi banker på.", "method", ("outreach",), "open")
    print_wrong([(passage, expect("method", passage.said, ["mentor"])), (passage, expect("method", [], []))])
    assert capsys.readouterr().out == "\nmethod: -outreach +mentor\n  Vi banker på.\n"
