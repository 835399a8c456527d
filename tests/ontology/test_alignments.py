"""Every term of ours has its match in the words of others, or the reason why there is none."""

from collections import Counter

import pytest

from ontology.alignments import CLOSENESS, alignments, matches, unmatched
from ontology.namespaces import CONCEPT, RDFS, SAMSPIL
from ontology.vocabulary import CONCEPT_FILES, describe, vocabulary

OURS = {*vocabulary().classes, *vocabulary().properties}
CONCEPTS = {iri for path in CONCEPT_FILES for iri in describe(path)}
STRICT = {RDFS.subClassOf.value, RDFS.subPropertyOf.value}
NAMED = (
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/oa#",
    "http://purl.org/dc/terms/",
    "https://schema.org/",
    "http://data.europa.eu/eli/ontology#",
    "http://data.europa.eu/m8g/",
    "http://purl.org/vocab/cpsv#",
    "http://www.w3.org/ns/dcat#",
    "http://publications.europa.eu/resource/authority/data-theme/",
    "https://ontology.commonapproach.org/cids#",
    "https://codelist.commonapproach.org/",
    "https://metadata.un.org/sdg/",
    "https://w3id.org/samspil/indigo/",
    "https://w3id.org/samspil/indigo/lever/",
    "https://w3id.org/samspil/360giving/",
)


def test_every_term_of_ours_has_a_match_or_the_reason_why_not():
    ours = {iri for iri in OURS if iri.startswith(str(SAMSPIL))}
    matched = {a.ours for a in alignments()}
    assert ours - matched - set(unmatched()) == set()
    assert matched & set(unmatched()) == set()


@pytest.mark.parametrize("alignment", alignments(), ids=lambda a: f"{a.ours} {a.theirs}")
def test_a_match_is_between_a_term_of_ours_and_one_of_others_with_the_reason(alignment):
    assert alignment.ours in OURS | CONCEPTS or alignment.ours.startswith((CONCEPT, str(SAMSPIL)))
    assert alignment.relation in CLOSENESS
    assert not alignment.theirs.startswith((CONCEPT, str(SAMSPIL)))
    assert len(alignment.why) > 3
    assert alignment.seen_in


@pytest.mark.parametrize("base", NAMED)
def test_each_vocabulary_that_others_know_is_matched(base):
    assert any(a.theirs.startswith(base) for a in alignments())


def test_only_classes_are_subclasses_and_only_properties_subproperties():
    for a in alignments():
        if a.relation in STRICT:
            kind = vocabulary().classes if a.relation == RDFS.subClassOf.value else vocabulary().properties
            assert a.ours in kind


def test_no_two_terms_are_matched_twice_and_none_is_both_subclass_and_near():
    assert [pair for pair, times in Counter((a.ours, a.theirs) for a in alignments()).items() if times > 1] == []
    assert len(matches()) == len(alignments())
