"""The property graph in the formats of network tools: GEXF (Gephi) and GraphML (yEd, networkx, igraph)."""

import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import networkx
from pyoxigraph import NamedNode

from graph.export.text import printable
from graph.known.answers import shown_kind
from graph.known.property_graph import property_graph
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import Store
from ontology.namespaces import SAMSPIL

# Those of the network in the browser.
COLOURS: Final[Mapping[str, str]] = {
    "initiative": "#0b6e99",
    "organisation": "#6a4c93",
    "policy": "#8a5a00",
    "theme": "#1d6b3a",
    "target-group": "#2f855a",
    "method": "#4a7c59",
    "area": "#7a6c5d",
    "outcome": "#52796f",
}
OTHERS: Final = "#55606e"
TIMES: Final = ("start", "end")
# What GEXF has places of its own for.
RESERVED: Final = frozenset(
    {"id", "label", "pid", "parents", "slices", "spells", "viz", "type", "key", "weight", *TIMES}
)


def graphml(store: Store) -> bytes:
    """Return the property graph as GraphML."""
    graph = property_graph(take_snapshot(store))
    for _, values in (*graph.nodes(data=True), *((key, values) for *key, values in graph.edges(data=True))):
        values.update({name: _clean(value) for name, value in values.items()})
    out = io.BytesIO()
    networkx.write_graphml(graph, out)
    return out.getvalue()


def gexf(store: Store) -> bytes:
    """Return the property graph as GEXF: nodes with names in both languages, kind, colour of the kind, theme, and the
    days from and to which they last (Gephi's timeline); edges with their kind, and as weight the number of pieces of
    evidence that say so.
    """
    out = io.BytesIO()
    networkx.write_gexf(dressed(take_snapshot(store)), out)
    return out.getvalue()


def dressed(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """Return the property graph with what GEXF has places for: `start`, `end`, `viz`, `weight`."""
    bare = property_graph(snapshot)
    names = _textual(bare)
    graph = networkx.MultiDiGraph(mode="dynamic", name=f"Samspil {snapshot.version[:12]}")
    for iri, values in bare.nodes(data=True):
        label, kind = snapshot.label(iri), shown_kind(iri, values["kind"])
        themes = " | ".join(snapshot.label(t)["da"] for t in snapshot.targets(iri, SAMSPIL.theme))
        told = {"kind": kind, "label_en": label["en"], **({"themes": themes} if themes else {})}
        seen = {"color": _rgb(COLOURS.get(kind, OTHERS))}
        graph.add_node(
            iri, label=_clean(label["da"]), viz=seen, **_clean_all(_attributes(values, names) | told), **_times(values)
        )
    for start, end, key, values in bare.edges(keys=True, data=True):
        kind = values["type"]
        graph.add_edge(
            start,
            end,
            key=key,
            label=kind,
            weight=float(_evidence(snapshot, start, end, key)),
            **_clean_all(_attributes(values, names) | {"relation": kind}),
            **_times(values),
        )
    return graph


def _textual(graph: networkx.MultiDiGraph) -> set[str]:
    """Return the values that are numbers in some places and texts in others: in GEXF an attribute has one type."""
    types: dict[str, set[type]] = {}
    for _, values in (*graph.nodes(data=True), *((key, values) for *key, values in graph.edges(data=True))):
        for name, value in values.items():
            types.setdefault(name, set()).add(type(value))
    return {name for name, found in types.items() if len(found) > 1}


def _attributes(values: Mapping[str, Any], textual: set[str]) -> dict[str, Any]:
    """Return the values under names that GEXF leaves free, those that are texts anywhere as texts."""
    named = ((f"{name}_" if name in RESERVED else name, name, value) for name, value in values.items())
    return {new: str(value) if old in textual else value for new, old, value in named if old not in {"type", "label"}}


def _times(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the first and the last day, where they are known: of a year or month its first or last day."""
    return {name: day for name in TIMES if name in values and (day := _day(str(values[name]), last=name == TIMES[1]))}


def _day(text: str, *, last: bool) -> str | None:
    try:
        year, month, day = [*map(int, text.split("-")), 0, 0][:3]
        if not last or day:
            return date(year, month or 1, day or 1).isoformat()
        following = date(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1)
        return (following - timedelta(days=1)).isoformat()
    except ValueError:  # several, or none
        return None


def _evidence(snapshot: Snapshot, start: str, end: str, key: str) -> int:
    """Return how many pieces of evidence say that there is the edge."""
    iri, _, relationship = key.partition(" ")
    said = snapshot.about[iri]
    if relationship:
        properties = snapshot.terms.properties
        said = tuple(
            s
            for s in snapshot.about[start]
            if s.object == NamedNode(end) and getattr(properties.get(s.predicate), "relationship", "") == relationship
        )
    return max(1, len({e for s in said for e in s.evidence}))


def _rgb(colour: str) -> dict[str, int]:
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}


def _clean(value: Any) -> Any:  # noqa: ANN401 - a number stays one
    return printable(value) if isinstance(value, str) else value


def _clean_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) for name, value in values.items()}
