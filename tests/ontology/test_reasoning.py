"""A reasoner agrees: what OWL 2 RL derives from the language, the alignments and the baseline holds no contradiction.

The rules are those of the OWL 2 Profiles recommendation (table 4 to 9), run by owlrl.
"""

import owlrl
import pytest
from rdflib import RDF, RDFS, Graph, URIRef

from graph.store import DEFAULT_GRAPH, EmbeddedStore
from graph.upkeep.shacl import as_rdflib
from ontology.alignments import alignments
from ontology.namespaces import ID, SAMSPIL

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ORG, PROV = "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#"


@pytest.fixture(scope="module")
def said(home):
    """The baseline and the language, and those alignments from which a reasoner may conclude something."""
    store = EmbeddedStore.reading(home)
    graph = as_rdflib(q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH))
    for alignment in alignments():
        if URIRef(alignment.relation) in {RDFS.subClassOf, RDFS.subPropertyOf}:
            graph.add((URIRef(alignment.ours), URIRef(alignment.relation), URIRef(alignment.theirs)))
    return graph


def closure(said, *more):
    graph = Graph() + said
    for triple in more:
        graph.add(tuple(map(URIRef, triple)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.fixture(scope="module")
def derived(said):
    return closure(said)


def test_the_closure_has_no_contradiction(derived):
    assert list(derived.objects(None, ERROR)) == []


def test_the_closure_says_in_the_words_of_others_what_we_say_in_ours(derived):
    aarhus = URIRef(f"{ID}organisation/aarhus-kommune")
    kinds = set(derived.objects(aarhus, RDF.type))
    assert {
        URIRef(f"{ORG}Organization"),
        URIRef(f"{PROV}Agent"),
        URIRef("http://data.europa.eu/m8g/PublicOrganisation"),
    } <= kinds


def test_a_thing_mistaken_for_another_is_found(said):
    mistaken = closure(said, (f"{ID}initiative/havnegade", SAMSPIL.funder.value, f"{ID}organisation/bikubenfonden"))
    (error, *_) = map(str, mistaken.objects(None, ERROR))
    assert "Disjoint classes" in error
    assert "havnegade" in error
