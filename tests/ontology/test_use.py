"""No term without use: each is said in the baseline, in the evidence, by a gate, or of a well-formed proposal."""

from pathlib import Path

import pytest

from graph.store import EmbeddedStore
from ontology.namespaces import RDF, SAMSPIL
from ontology.vocabulary import GATES_FILE, SAYINGS_FILE, SHAPES_FILE, local_name, read_turtle, vocabulary

WELL_FORMED = Path(__file__).parents[1] / "graph" / "upkeep" / "broken" / "well-formed.ttl"


@pytest.fixture(scope="module")
def used(home):
    said = {q.triple for q in EmbeddedStore.reading(home).quads()}
    said |= {t for path in (GATES_FILE, SAYINGS_FILE, SHAPES_FILE, WELL_FORMED) for t in read_turtle(path)}
    kinds = {t.object.value for t in said if t.predicate == RDF.type and hasattr(t.object, "value")}
    above = {a for iri in kinds & set(vocabulary().classes) for a in vocabulary().classes[iri].ancestors}
    return above | {t.predicate.value for t in said}


def test_every_class_and_property_is_used(used):
    # Ages are said as lowest and highest: `age` is what the two have in common.
    unused = {*vocabulary().classes, *vocabulary().properties} - used - {SAMSPIL.age.value}
    assert {local_name(iri) for iri in unused} == set()
