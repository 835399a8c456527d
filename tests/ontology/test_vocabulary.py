"""The ontology is complete and its context is made from it."""

import json
from collections import Counter

import pytest

from ontology.context import build_context
from ontology.namespaces import RDFS, SAMSPIL, SKOS
from ontology.vocabulary import CONCEPT_FILES, CONTEXT_FILE, GATES_FILE, ONTOLOGY_FILE, describe, vocabulary

TERMS = [*vocabulary().classes.values(), *vocabulary().properties.values()]


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_every_term_has_a_label_and_a_definition_in_both_languages(term):
    description = describe(ONTOLOGY_FILE)[term.iri]
    for predicate in (RDFS.label, SKOS.definition):
        languages = Counter(t.object.language for t in description.triples if t.predicate == predicate)
        assert languages == {"da": 1, "en": 1}
    assert term.example


def test_no_two_properties_share_a_name_or_a_label():
    properties = vocabulary().properties.values()
    for names in (
        [p.name for p in properties],
        [p.label["da"] for p in properties],
        [p.label["en"] for p in properties],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_the_context_file_is_what_the_ontology_makes():
    assert json.loads(CONTEXT_FILE.read_text(encoding="utf-8")) == build_context(vocabulary())


def test_a_property_is_found_by_its_danish_label_english_label_and_short_name():
    found = {vocabulary().property_named(name).iri for name in ("målgruppe", "Target group", "targetGroup")}
    assert found == {SAMSPIL.targetGroup.value}


def test_a_subclass_has_the_kind_of_its_class():
    assert vocabulary().kind_of(SAMSPIL.Foundation.value) == "organisation"
    assert vocabulary().kind_of(SAMSPIL.Reform.value) == "policy"


@pytest.mark.parametrize("path", CONCEPT_FILES, ids=lambda p: p.stem)
def test_every_concept_has_a_name_in_both_languages_and_stands_in_the_scheme_of_its_file(path):
    concepts = [d for d in describe(path).values() if d.is_a(SKOS.Concept)]
    assert concepts
    for concept in concepts:
        languages = Counter(t.object.language for t in concept.triples if t.predicate == SKOS.prefLabel)
        assert languages == {"da": 1, "en": 1}, concept.iri
        assert concept.values(SKOS.inScheme) == [f"https://w3id.org/samspil/concept/{path.stem}"]
        assert concept.iri.startswith(f"https://w3id.org/samspil/concept/{path.stem}/")


def test_every_broader_concept_exists_and_no_concept_is_its_own_ancestor():
    described = {iri: d for path in CONCEPT_FILES for iri, d in describe(path).items()}
    broader = {iri: d.values(SKOS.broader) for iri, d in described.items()}
    for iri in broader:
        above, waiting = set(), list(broader[iri])
        while waiting:
            at = waiting.pop()
            assert at in described
            if at not in above:
                above.add(at)
                waiting += broader[at]
        assert iri not in above


def test_every_gate_can_pass_and_can_be_unknown():
    described = describe(GATES_FILE)
    gates = {iri for iri, d in described.items() if d.is_a(SAMSPIL.Gate)}
    by_gate = {gate: set() for gate in gates}
    for d in described.values():
        if gate := d.value(SAMSPIL.gate):
            by_gate[gate] |= {
                t.object.value.rsplit("#", 1)[-1] for t in d.triples if t.predicate.value.endswith("severity")
            }
    assert all({"Pass", "Unknown"} <= given for given in by_gate.values())
    assert len(gates) == 13
