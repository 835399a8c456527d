"""The network in the answer to a query: the things of a row one after the other, or the statements of a graph."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from pydantic import JsonValue
from pyoxigraph import NamedNode, RdfFormat, parse

from graph.known.answers import thing
from graph.known.snapshot import Snapshot
from ontology.errors import InputError
from ontology.namespaces import CONCEPT, ID, RDF
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
    return _network(_in_table(content, snapshot) if media_type == TABLE else _in_graph(content, snapshot))


def cypher_network(columns: Sequence[str], rows: Iterable[Sequence[JsonValue]], snapshot: Snapshot) -> Network:
    """Return the network in the answer to a Cypher query: relationships as they are, and things of a row one after the
    other as in a table. Raises `InputError` as `answer_network` does.
    """
    return _network(_in_rows(columns, rows, snapshot))


def _network(relations: Iterable[Relation]) -> Network:
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


def _in_rows(columns: Sequence[str], rows: Iterable[Sequence[JsonValue]], snapshot: Snapshot) -> Iterator[Relation]:
    for row in rows:
        things = [(name, iri) for name, cell in zip(columns, row, strict=False) if (iri := _thing_in(cell))]
        for (_, a), (column, b) in pairwise(things):
            yield thing(snapshot, a), words({}, column), thing(snapshot, b)
        for cell in row:
            for relation in _relationships(cell):
                start, end = relation["start"], relation["end"]
                if isinstance(start, str) and isinstance(end, str):
                    yield thing(snapshot, start), words({}, str(relation["type"])), thing(snapshot, end)


def _thing_in(cell: JsonValue) -> str | None:
    """Return the IRI that a cell is, or that the node in it has."""
    if isinstance(cell, dict) and isinstance(properties := cell.get("properties"), dict) and "labels" in cell:
        cell = properties.get("iri")
    return cell if isinstance(cell, str) and cell.startswith((ID, CONCEPT)) else None


def _relationships(cell: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(cell, list):
        for item in cell:
            yield from _relationships(item)
    elif isinstance(cell, dict) and cell.keys() >= {"type", "start", "end"}:
        yield cell


def _in_graph(content: bytes, snapshot: Snapshot) -> Iterator[Relation]:
    for quad in parse(content, format=RdfFormat.N_TRIPLES):
        a, relation, b = quad.triple
        if isinstance(a, NamedNode) and isinstance(b, NamedNode) and relation != RDF.type:
            yield thing(snapshot, a.value), snapshot.terms.label(relation.value), thing(snapshot, b.value)
