"""The accepted view as nodes and relationships that Cypher is asked of.

- Every thing and concept is a node, also one that is only pointed at: its labels are `Samspil`, its class with the
  classes above, and for a concept its scheme (`Theme`, `TargetGroup` …); `label_da` and `label_en` are its name.
- A value is a property by the short name of the ontology, with the language behind it where it is a text
  (`change_da`); several values are a list. Dates stay texts (2026, 2026-01 or 2026-01-31).
- A property that points at a node is a relationship of the type that the ontology's annotation says, else of its own
  name in capitals (`BROADER`, `STATUS`); one that points elsewhere is a property with the address.
- A thing of a class with `edgeFrom` and `edgeTo` (such as Funding) is besides a relationship between the two ends
  (`FUNDS`), with its values.
- Each piece of evidence is a node with a relationship `SAYS` (`property`, `value`) to what it speaks of, and one
  `HAD_PRIMARY_SOURCE` to its source.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.known.snapshot import Record, Snapshot, Statement
from ontology.namespaces import CONCEPT, ID, RDF, SKOS, XSD
from ontology.vocabulary import local_name

BASE_LABEL: Final = "Samspil"
EVIDENCE: Final = "Evidence"
Scalar = str | int | float | bool
Value = Scalar | list[Scalar]
INTEGERS: Final = frozenset({XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger})


@dataclass(frozen=True)
class Node:
    """A node: its IRI, its labels without the base label, and its properties without the IRI."""

    iri: str
    labels: tuple[str, ...]
    values: dict[str, Value]


@dataclass(frozen=True)
class Relationship:
    """A relationship between two nodes (IRIs); `key` tells those of one type between the same two apart."""

    type: str
    start: str
    end: str
    key: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Return what no other relationship has: type, start, end, key."""
        return self.type, self.start, self.end, self.key


@dataclass(frozen=True)
class Projection:
    """All nodes and relationships of one graph version."""

    version: str
    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


def project(snapshot: Snapshot) -> Projection:
    """Return the accepted view as nodes and relationships."""
    things = _things(snapshot)
    records = list(snapshot.records.values())
    relationships = {
        r.identity: r
        for found in (_stated(snapshot, things), _edges(snapshot, things), _said(snapshot, things, records))
        for r in found
    }
    nodes = (*(_node(iri, snapshot, things) for iri in sorted(things)), *map(_evidence, records))
    return Projection(snapshot.version, nodes, tuple(relationships.values()))


def relationship_type(predicate: str, snapshot: Snapshot) -> str:
    """Return the type of the relationship that a property is."""
    term = snapshot.terms.properties.get(predicate)
    return (term and term.relationship) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local_name(predicate)).upper()


def scheme_label(scheme: str) -> str:
    """Return the label of the concepts of a scheme (IRI): `TargetGroup` of `target-group`."""
    return "".join(part.capitalize() for part in local_name(scheme).split("-"))


def _things(snapshot: Snapshot) -> frozenset[str]:
    """Return all things and concepts, also those that are only pointed at, but not the schemes."""
    schemes = {s.value for iri in snapshot.entities for s in snapshot.statements(iri, SKOS.inScheme)}
    found = {*snapshot.about, *snapshot.pointing_at} - schemes - snapshot.records.keys()
    return frozenset(iri for iri in found if iri.startswith((ID, CONCEPT)))


def _node(iri: str, snapshot: Snapshot, things: frozenset[str]) -> Node:
    classes = dict.fromkeys(
        local_name(ancestor)
        for class_ in snapshot.targets(iri, RDF.type)
        if class_ in snapshot.terms.classes
        for ancestor in snapshot.terms.classes[class_].ancestors
        if ancestor in snapshot.terms.classes
    )
    schemes = [scheme_label(s) for s in snapshot.targets(iri, SKOS.inScheme) if s.startswith(CONCEPT)]
    label = snapshot.label(iri)
    named: dict[str, Value] = {"label_da": label["da"], "label_en": label["en"]}
    return Node(
        iri, tuple(dict.fromkeys((*classes, *schemes))), _values(snapshot.about.get(iri, ()), snapshot, things) | named
    )


def _values(statements: Iterable[Statement], snapshot: Snapshot, nodes: frozenset[str]) -> dict[str, Value]:
    """Return the values that are stated, by short name, with those that point at none of the `nodes`."""
    found: dict[str, list[Scalar]] = defaultdict(list)
    for s in statements:
        if s.predicate == RDF.type.value or s.value in nodes:
            continue
        term = snapshot.terms.properties.get(s.predicate)
        name = term.name if term else local_name(s.predicate)
        if isinstance(s.object, Literal) and s.object.language:
            name = f"{name}_{s.object.language}"
        found[name].append(_scalar(s.object))
    return {name: values[0] if len(values) == 1 else list(values) for name, values in found.items()}


def _scalar(term: NamedNode | Literal) -> Scalar:
    if isinstance(term, Literal):
        if term.datatype in INTEGERS:
            return int(term.value)
        if term.datatype == XSD.decimal:
            return float(term.value)
        if term.datatype == XSD.boolean:
            return term.value in {"true", "1"}
    return term.value


def _stated(snapshot: Snapshot, things: frozenset[str]) -> Iterator[Relationship]:
    for iri in things:
        for s in snapshot.about.get(iri, ()):
            if s.target in things and s.predicate != RDF.type.value:
                yield Relationship(relationship_type(s.predicate, snapshot), iri, s.value)


def _edges(snapshot: Snapshot, things: frozenset[str]) -> Iterator[Relationship]:
    for iri in snapshot.entities:
        class_ = snapshot.terms.classes.get(snapshot.class_of(iri) or "")
        if not class_ or not class_.edge_from or not class_.edge_to or not class_.relationship:
            continue
        ends = {class_.edge_from, class_.edge_to}
        values = _values((s for s in snapshot.about[iri] if s.predicate not in ends), snapshot, frozenset())
        for start in snapshot.targets(iri, NamedNode(class_.edge_from)):
            for end in snapshot.targets(iri, NamedNode(class_.edge_to)):
                if start in things and end in things:
                    yield Relationship(class_.relationship, start, end, iri, values)


def _evidence(record: Record) -> Node:
    told = {
        "locator": record.locator,
        "readBy": record.read_by,
        "confidence": record.confidence,
        "generatedAt": record.generated_at,
        "validFrom": record.valid_from,
        "validUntil": record.valid_until,
    }
    return Node(record.iri, (EVIDENCE,), {name: value for name, value in told.items() if value is not None})


def _said(snapshot: Snapshot, things: frozenset[str], records: Iterable[Record]) -> Iterator[Relationship]:
    for record in records:
        if record.source in things:
            yield Relationship("HAD_PRIMARY_SOURCE", record.iri, record.source)
    for iri in things:
        for s in snapshot.about.get(iri, ()):
            values: dict[str, Value] = {"property": s.predicate, "value": _scalar(s.object)}
            if isinstance(s.object, Literal) and s.object.language:
                values["language"] = s.object.language
            for evidence in s.evidence:
                yield Relationship("SAYS", evidence, iri, f"{s.predicate} {s.object}", values)
