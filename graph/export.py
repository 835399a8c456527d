"""The graph in the formats of others: Turtle and JSON-LD (the accepted view), TriG (with all evidence), GraphML (the
property graph).
"""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import networkx
from pyoxigraph import RdfFormat

from graph.property_graph import property_graph
from graph.snapshot import take_snapshot
from graph.store import DEFAULT_GRAPH, Store
from graph.validation import as_rdflib
from ontology.vocabulary import CONTEXT_FILE


def turtle(store: Store) -> bytes:
    """Return the accepted view as Turtle."""
    return store.dump(RdfFormat.TURTLE, DEFAULT_GRAPH)


def trig(store: Store) -> bytes:
    """Return the accepted view and all evidence, each in its graph, as TriG."""
    return store.dump(RdfFormat.TRIG)


def jsonld(store: Store) -> bytes:
    """Return the accepted view as JSON-LD, compacted with the project's context."""
    context: Any = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    view = as_rdflib(q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH))
    return view.serialize(format="json-ld", context=context, auto_compact=False, sort_keys=True, encoding="utf-8")


def graphml(store: Store) -> bytes:
    """Return the property graph as GraphML, which Gephi, yEd and networkx read."""
    out = io.BytesIO()
    networkx.write_graphml(property_graph(take_snapshot(store)), out)
    return out.getvalue()


FORMATS: Final[Mapping[str, Callable[[Store], bytes]]] = {
    "turtle": turtle,
    "trig": trig,
    "jsonld": jsonld,
    "graphml": graphml,
}
