"""Exports are read by the readers of others, and lose nothing."""

import io
import json

import networkx
import pytest
from pyoxigraph import RdfFormat, parse

from graph.export.formats import FORMATS
from graph.store import DEFAULT_GRAPH, EmbeddedStore, as_stored
from ontology.namespaces import ID


@pytest.fixture(scope="module")
def store(home):
    return EmbeddedStore.reading(home)


def view(store):
    return {q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH)}


def test_turtle_is_the_accepted_view(store):
    assert {q.triple for q in parse(FORMATS["turtle"](store), format=RdfFormat.TURTLE)} == view(store)


def test_trig_holds_every_evidence_in_its_graph(store):
    assert set(parse(FORMATS["trig"](store), format=RdfFormat.TRIG)) == set(store.quads())


def test_jsonld_uses_the_short_names_and_is_the_accepted_view(store):
    content = FORMATS["jsonld"](store)
    document = json.loads(content)
    assert "targetGroup" in {key for node in document["@graph"] for key in node}
    assert as_stored(q.triple for q in parse(content, format=RdfFormat.JSON_LD)) == view(store)


def test_graphml_is_the_property_graph(store):
    graph = networkx.read_graphml(io.BytesIO(FORMATS["graphml"](store)))
    funds = [d for _, _, d in graph.out_edges(f"{ID}organisation/landsbyggefonden", data=True) if d["type"] == "FUNDS"]
    assert 36_000_000 in {d.get("amount") for d in funds}
    assert graph.nodes[f"{ID}initiative/havnegade"]["label"] == "Havnegade"
    assert ("TARGETS", "young-homeless") in {
        (d["type"], end.rsplit("/", 1)[-1]) for _, end, d in graph.out_edges(f"{ID}initiative/havnegade", data=True)
    }
