"""The graph as RDF: Turtle and JSON-LD (the accepted view), TriG (with all evidence), and the vocabularies of the
public sector.
"""

import json
from pathlib import Path
from typing import Any, Final

from pyoxigraph import QueryTriples, RdfFormat, Triple, serialize

from graph.store import DEFAULT_GRAPH, Store
from ontology.namespaces import PREFIXES
from ontology.vocabulary import CONTEXT_FILE

SEMIC: Final = Path(__file__).parent / "semic"
SEMIC_PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "m8g": "http://data.europa.eu/m8g/",
}


def turtle(store: Store) -> bytes:
    """Return the accepted view as Turtle."""
    return store.dump(RdfFormat.TURTLE, DEFAULT_GRAPH)


def trig(store: Store) -> bytes:
    """Return the accepted view and all evidence, each in its graph, as TriG."""
    return store.dump(RdfFormat.TRIG)


def jsonld(store: Store) -> bytes:
    """Return the accepted view as JSON-LD, compacted with the project's context."""
    from graph.upkeep.shacl import as_rdflib

    context: Any = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    view = as_rdflib(q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH))
    return view.serialize(format="json-ld", context=context, auto_compact=False, sort_keys=True, encoding="utf-8")


def semic(store: Store) -> bytes:
    """Return organisations, services, laws and the data set itself in the words of the public sector: CPOV and CPSV-AP
    of SEMIC, and DCAT-AP-DK, as Turtle. The queries in the folder `semic` say how.
    """
    triples: set[Triple] = set()
    for path in sorted(SEMIC.glob("*.rq")):
        found = store.query(path.read_text(encoding="utf-8"))
        if not isinstance(found, QueryTriples):
            raise TypeError(f"{path.name} is no CONSTRUCT query")
        triples.update(found)
    return serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES | SEMIC_PREFIXES) or b""
