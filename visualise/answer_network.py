"""The network in the answer to a query: the things of a row one after the other, or the statements of a graph."""

import json
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.known.answers import thing
from graph.known.snapshot import Snapshot
from ontology.errors import InputError
from ontology.namespaces import RDF
from ontology.words import words
from visualise.network import Network, Relation, network_of

MOST_RELATIONS: Final = 1000
TABLE: Final = "application/sparql-results+json"
GRAPH: Final = "application/n-triples"


def answer_network(media_type: str, content: bytes, snapshot: Snapshot) -> Network:
    """Return the network in an answer in the format `TABLE` or `GRAPH`. In a table each thing is related to the next
    in its row, by the name of the next one's column; in a graph as it says, but for what is a kind of what.

    Raises `InputError` where there are more relations than anybody can see.
    """
    relations = _in_table(content, snapshot) if media_type == TABLE else _in_graph(content, snapshot)
    seen = list(islice(relations, MOST_RELATIONS + 1))
    if len(seen) > MOST_RELATIONS:
        raise InputError("The answer has more than {most} relations. Add LIMIT to see them.", most=MOST_RELATIONS)
    return network_of(seen)


def _in_table(content: bytes, snapshot: Snapshot) -> Iterator[Relation]:
    answer = json.loads(content)
    for row in answer.get("results", {}).get("bindings", []):
        things = [(v, row[v]["value"]) for v in answer["head"]["vars"] if row.get(v, {}).get("type") == "uri"]
        for (_, a), (column, b) in pairwise(things):
            yield thing(snapshot, a), words({}, column), thing(snapshot, b)


def _in_graph(content: bytes, snapshot: Snapshot) -> Iterator[Relation]:
    for quad in parse(content, format=RdfFormat.N_TRIPLES):
        a, relation, b = quad.triple
        if isinstance(a, NamedNode) and isinstance(b, NamedNode) and relation != RDF.type:
            yield thing(snapshot, a.value), snapshot.terms.label(relation.value), thing(snapshot, b.value)
