"""Where the quads are: a small protocol, and its embedded form on disk."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, Self

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)
from pyoxigraph import Store as Oxigraph

from ontology.errors import InputError, StoreError, StoreLocked, StoreMissing
from ontology.namespaces import PREFIXES

GraphName = NamedNode | BlankNode | DefaultGraph
Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
DEFAULT_GRAPH: Final = DefaultGraph()
OPENINGS: Final = 5  # times that a store is tried to be opened while another process writes to it


class Store(Protocol):
    """Quads that can be looked up by pattern and changed all at once."""

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Object | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that match; `None` matches all."""
        ...

    def change(self, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove and add quads in one transaction: all of it happens, or nothing."""
        ...

    def dump(self, format_: RdfFormat, graph: GraphName | None = None) -> bytes:
        """Return the graph, or all graphs where the format can hold them, in an RDF format."""
        ...

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query of the project's own. Raises `SyntaxError`."""
        ...


class EmbeddedStore:
    """A store in a folder on disk. One process may write to it; others can read it meanwhile."""

    def __init__(self, quads: Oxigraph) -> None:
        """Take an open pyoxigraph store; see `reading` and `writing`."""
        self._quads = quads

    @classmethod
    def reading(cls, home: Path) -> Self:
        """Open the store under `home` as it is now. Raises `StoreMissing`, `StoreError`."""
        if not folder_of(home).exists():
            raise StoreMissing("There is no graph in {home}. Make one with: samspil demo", home=home)
        for left in reversed(range(OPENINGS)):
            try:
                return cls(Oxigraph.read_only(str(folder_of(home))))
            except RuntimeError as error:  # a writer has put files in place of others in between
                if not left:
                    raise StoreError("The graph in {home} cannot be read: {reason}", home=home, reason=error) from error
            except (OSError, ValueError) as error:
                raise StoreError("The graph in {home} cannot be read: {reason}", home=home, reason=error) from error
        raise AssertionError("unreachable")

    @classmethod
    @contextmanager
    def writing(cls, home: Path, purpose: str) -> Iterator[Self]:
        """Open the store under `home` for writing, making it if need be; `purpose` is told to whoever has to wait.

        Raises `StoreLocked`, `StoreError`.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
            store = cls(Oxigraph(str(folder_of(home))))
        except (OSError, ValueError) as error:
            if "lock" in str(error).lower():
                raise StoreLocked(
                    "The graph in {home} is being changed by {holder}. Wait until it has finished.",
                    home=home,
                    holder=_holder(home),
                ) from error
            raise StoreError("The graph in {home} cannot be opened: {reason}", home=home, reason=error) from error
        note = _holder_note(home)
        note.write_text(
            json.dumps(
                {"purpose": purpose, "pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
            )
        )
        try:
            yield store
        finally:
            note.unlink(missing_ok=True)
            store.close()

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Object | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that match; `None` matches all."""
        return self._quads.quads_for_pattern(subject, predicate, object_, graph)

    def change(self, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove and add quads in one transaction."""
        operations = [
            f"{verb} {{ {body} }}"
            for verb, quads in (("DELETE DATA", remove), ("INSERT DATA", add))
            if (body := as_data(quads))
        ]
        if operations:
            self._quads.update(" ;\n".join(operations))
            self._quads.flush()

    def bring_to(self, quads: Iterable[Quad]) -> None:
        """Remove and add what differs, so that the store holds these quads; not in one transaction."""
        wanted, there = set(quads), set(self._quads)
        self.change(remove=there - wanted, add=())
        self._quads.bulk_extend(wanted - there)
        self._quads.flush()

    def dump(self, format_: RdfFormat, graph: GraphName | None = None) -> bytes:
        """Return the graph, or all graphs where the format can hold them, in an RDF format."""
        return self._quads.dump(format=format_, from_graph=graph, prefixes=PREFIXES) or b""

    def query(
        self,
        sparql: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        base: str | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query; the project's prefixes are known, and `base` is what relative IRIs are relative to.
        Where graphs are named they are the whole data set. Raises `SyntaxError`. Whoever takes queries from outside:
        see `graph.sparql.processes`.
        """
        named = bool(default_graphs or named_graphs)
        return self._quads.query(
            sparql,
            base_iri=base,
            prefixes=PREFIXES,
            default_graph=list(default_graphs) if named else None,
            named_graphs=list(named_graphs) if named else None,
        )

    def has_graph(self, graph: NamedNode) -> bool:
        """Tell whether there is such a named graph."""
        return self._quads.contains_named_graph(graph)

    def close(self) -> None:
        """Let go of the files."""
        del self._quads


def as_stored(triples: Iterable[Triple]) -> frozenset[Triple]:
    """Return the triples as a store gives them back (see `quads_as_stored`)."""
    return frozenset(quad.triple for quad in quads_as_stored(Quad(*triple) for triple in triples))


def quads_as_stored(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Return the quads as an embedded store gives them back: pyoxigraph keeps the value of a number or time, not the
    way it was written.
    """
    memory = Oxigraph()
    memory.extend(quads)
    return frozenset(memory)


def folder_of(home: Path) -> Path:
    """Return the folder of the quads in the home of a store."""
    return home / "graph"


def _holder_note(home: Path) -> Path:
    return home / "writer.json"


def _holder(home: Path) -> str:
    try:
        note = json.loads(_holder_note(home).read_text())
        return f"'{note['purpose']}' (process {note['pid']}, since {note['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"


def as_data(quads: Iterable[Quad]) -> str:
    """Return quads as the data block of a SPARQL update, graph by graph."""
    by_graph: dict[GraphName, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise InputError(
                "A statement has a nameless node ({statement}). Give the thing an IRI.", statement=quad.triple
            )
        by_graph[quad.graph_name].append(f"{quad.triple} .")
    blocks = []
    for graph, lines in by_graph.items():
        body = "\n".join(lines)
        blocks.append(body if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ {body} }}")
    return "\n".join(blocks)
