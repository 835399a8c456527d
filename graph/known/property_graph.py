"""The graph as nodes and relationships with properties, as the ontology's annotations say.

An object property becomes a relationship of its `relationshipType`; a thing of a class with `edgeFrom` and `edgeTo`
(such as Funding) becomes a relationship with the thing's values as properties; everything else becomes a node with
its values as properties.
"""

import networkx
from pyoxigraph import Literal, NamedNode

from graph.known.snapshot import Snapshot
from ontology.vocabulary import ClassTerm, local_name


def property_graph(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """Return the property graph. Nodes are IRIs with `label`, `kind` and values; relationships have `type` and
    values.
    """
    graph = networkx.MultiDiGraph()
    edges = {iri: class_ for iri in snapshot.entities if (class_ := _edge_class(iri, snapshot))}
    for iri in snapshot.entities:
        if iri not in edges:
            graph.add_node(
                iri, **_values(iri, snapshot), label=snapshot.label(iri)["da"], kind=snapshot.kind_of(iri) or ""
            )
    for iri in graph.nodes:
        for s in snapshot.about[iri]:
            term = snapshot.terms.properties.get(s.predicate)
            if term and term.relationship and s.target in graph:
                graph.add_edge(iri, s.target, key=f"{iri} {term.relationship}", type=term.relationship)
    for iri, class_ in edges.items():
        for start in snapshot.targets(iri, NamedNode(class_.edge_from or "")):
            for end in snapshot.targets(iri, NamedNode(class_.edge_to or "")):
                graph.add_edge(start, end, key=iri, type=class_.relationship, **_values(iri, snapshot))
    return graph


def _edge_class(iri: str, snapshot: Snapshot) -> ClassTerm | None:
    class_ = snapshot.terms.classes.get(snapshot.class_of(iri) or "")
    return class_ if class_ and class_.edge_from and class_.edge_to else None


def _values(iri: str, snapshot: Snapshot) -> dict[str, str | float]:
    """Return the values of a thing, and the names of concepts that are no nodes to it (such as a role), by short
    name; several are joined by `|`.
    """
    found: dict[str, list[str]] = {}
    numbers: dict[str, float] = {}
    for s in snapshot.about[iri]:
        name = (
            snapshot.terms.properties[s.predicate].name
            if s.predicate in snapshot.terms.properties
            else local_name(s.predicate)
        )
        if isinstance(s.object, Literal):
            found.setdefault(name, []).append(s.value)
            if s.object.datatype.value.endswith(("#decimal", "#integer")):
                numbers[name] = float(s.value)
    return {
        name: numbers[name] if name in numbers and len(texts) == 1 else "|".join(texts)
        for name, texts in found.items()
        if name != "label"
    }
