"""Each shape catches what it is for, and says what to do in both languages."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.evidence import BY_TABLE, Evidence, record
from graph.snapshot import take_snapshot
from graph.validation import as_rdflib, check, validate
from ontology.namespaces import ID, SAMSPIL
from ontology.vocabulary import ONTOLOGY_FILE, SHAPES_FILE, read_turtle
from tests.conftest import NOON

PREFIXES = (
    "@prefix s: <https://w3id.org/samspil/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
    "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix : <https://example.org/> . "
    '@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . :o a s:Organisation ; skos:prefLabel "O"@da ; s:sector :x . '
    ':x a skos:Concept ; skos:prefLabel "X"@da ; skos:inScheme :scheme . '
    ':i a s:Initiative ; skos:prefLabel "I"@da ; s:theme :x . '
)


@pytest.mark.parametrize(
    ("broken", "shape", "severity"),
    [
        ("", None, None),
        (":a a s:Organisation ; s:sector :x .", "Name", "violation"),
        (':a a s:Foundation ; skos:prefLabel "A"@da , "B"@da ; s:sector :x .', "Name", "violation"),
        (':a a s:Organisation ; skos:prefLabel "A"@da .', "OrganisationSector", "warning"),
        (':a a s:Department ; skos:prefLabel "A"@da ; s:sector :x ; s:unitOf :i .', "OrganisationUnit", "violation"),
        (
            ':a a s:Council ; skos:prefLabel "A"@da ; s:sector :x ; s:donationCeiling 0.0 .',
            "CouncilCeiling",
            "violation",
        ),
        (':a a skos:Concept ; skos:prefLabel "A"@da .', "ConceptScheme", "violation"),
        (':a a s:Initiative ; skos:prefLabel "A"@da .', "InitiativeTheme", "violation"),
        (":i s:targetGroup :o .", "InitiativeGroup", "violation"),
        (":i s:ledBy :x .", "InitiativeLead", "violation"),
        (":i s:ageMin 30 ; s:ageMax 20 .", "AgesInOrder", "violation"),
        (":i s:ageMax 200 .", "AgeMax", "violation"),
        (':i s:startYear "2022"^^xsd:gYear ; s:endYear "2020"^^xsd:gYear .', "PeriodInOrder", "violation"),
        (':a a s:Policy ; skos:prefLabel "A"@da .', "PolicyGoverns", "warning"),
        (":a a s:Funding ; s:funded :i .", "Funder", "violation"),
        (":a a s:Funding ; s:funder :o .", "Funded", "violation"),
        (":a a s:Funding ; s:funder :o ; s:funded :i ; s:amount -5.0 .", "AmountPositive", "violation"),
        (":a a s:Budget .", "Budget", "violation"),
        (":a a s:Budget ; s:amountMin 5.0 ; s:amountMax 4.0 .", "BudgetRange", "violation"),
        (":a a s:Collaboration ; s:participant :o .", "Participants", "violation"),
        (':a a s:Observation ; skos:prefLabel "A"@da ; s:unit "år" .', "ObservedValue", "violation"),
        (':a a s:Observation ; skos:prefLabel "A"@da ; s:value 5.0 .', "ObservedUnit", "violation"),
        (":a a s:Source .", "SourceTitle", "violation"),
        (":a a s:Evidence .", "EvidenceSource", "violation"),
        (":a a s:Evidence ; prov:hadPrimarySource :b ; s:confidence 1.5 .", "EvidenceConfidence", "violation"),
    ],
)
def test_a_shape_catches_what_it_is_for(broken, shape, severity):
    triples = [q.triple for q in parse(PREFIXES + broken, format=RdfFormat.TURTLE)]
    results = validate(as_rdflib([*triples, *read_turtle(ONTOLOGY_FILE)]), SHAPES_FILE)
    assert [(r.shape.rsplit("#", 1)[-1], r.severity) for r in results] == ([(shape, severity)] if shape else [])
    for result in results:
        assert result.message["da"]
        assert result.message["da"] != result.message["en"]


def test_a_finding_names_the_row_that_it_came_from(load, store):
    load("id;slags;navn;sektor\nfonden;fond;Fonden;fond\n")
    nameless = Evidence(
        iri=NamedNode(f"{ID}evidence/facts/more"),
        statements=frozenset({Triple(NamedNode(f"{ID}organisation/fonden"), SAMSPIL.sector, Literal("x"))}),
        read_by=BY_TABLE,
        agent=NamedNode(f"{ID}agent/tester"),
        source=NamedNode(f"{ID}table/facts"),
        table=NamedNode(f"{ID}table/facts"),
        row=9,
    )
    record(store, [nameless], at=NOON)
    (finding,) = check(store, take_snapshot(store))
    assert {(r.table, r.row) for r in finding.records} == {(f"{ID}table/facts", 2), (f"{ID}table/facts", 9)}


def test_the_shipped_baseline_has_no_fault(home):
    from graph.store import EmbeddedStore

    store = EmbeddedStore.reading(home)
    assert [f.result for f in check(store, take_snapshot(store))] == []
