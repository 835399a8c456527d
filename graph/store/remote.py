"""The quads on a server that speaks SPARQL 1.1: queries by the SPARQL Protocol, changes by SPARQL Update.

The server's default graph must be of its own, as in Oxigraph and in Apache Jena Fuseki, and not the union of the named
graphs, since it is the accepted view.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import httpx2 as httpx
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)
from pyoxigraph import Store as Oxigraph

from graph.store.embedded import DEFAULT_GRAPH, GraphName, Object, Subject, as_data
from ontology.errors import StoreChanged, StoreError
from ontology.namespaces import PREFIXES, SAMSPIL

SECONDS: Final = 600.0  # for one query or change; a large change takes its time
_CONNECT_SECONDS: Final = 10.0
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_MOST_OF_AN_ANSWER: Final = 300  # characters of what a server says went wrong
_PROLOGUE: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


class RemoteStore:
    """A store on a server that answers at `address`/query and takes changes at `address`/update."""

    def __init__(self, address: str, user: str = "", password: str = "") -> None:
        """Take the server's address, and a user and password where it asks for them (HTTP Basic)."""
        self._address = address.rstrip("/")
        self._client = httpx.Client(
            base_url=f"{self._address}/",
            auth=(user, password) if user else None,
            timeout=httpx.Timeout(SECONDS, connect=_CONNECT_SECONDS),
        )

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object_: Object | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """Return the quads that match; `None` matches all. Raises `StoreError`."""
        given = {"s": subject, "p": predicate, "o": object_}
        triple = " ".join(f"?{name}" if term is None else str(term) for name, term in given.items())
        in_graph = f"GRAPH {'?g' if graph is None else graph} {{ {triple} }}"
        where = f"{{ {triple} }} UNION {{ {in_graph} }}" if graph is None else in_graph
        found = self.query(f"SELECT * WHERE {{ {triple if graph == DEFAULT_GRAPH else where} }}")
        if not isinstance(found, QuerySolutions):
            raise StoreError("{address} does not answer as a SPARQL server does.", address=self._address)
        names = {variable.value for variable in found.variables}
        quads = []
        for solution in found:
            s, p, o = (solution[name] if name in names else term for name, term in given.items())
            g = (solution["g"] if "g" in names else graph) or DEFAULT_GRAPH
            quads.append(Quad(s, p, o, g))  # type: ignore[arg-type] # a server may answer anything: Quad refuses it
        return iter(_written_alike(quads))

    def change(self, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove and add quads in one update. Raises `StoreChanged` where somebody else changed the accepted view
        meanwhile, and changes nothing then; `StoreError`.
        """
        removed, added = _written_alike(remove), _written_alike(add)
        before, after = as_data(removed), as_data(added)
        # Nobody holds a server. Whoever changes the view replaces its version, so the old one must still be there.
        was, now = (next((q for q in quads if q.predicate == SAMSPIL.graphVersion), None) for quads in (removed, added))
        if was is None or now is None:
            parts = ((f"DELETE DATA {{ {before} }}", before), (f"INSERT DATA {{ {after} }}", after))
            self._send("update", " ;\n".join(text for text, body in parts if body))
            return
        self._send("update", f"DELETE {{ {before} }} INSERT {{ {after} }} WHERE {{ {as_data([was])} }}")
        if next(self.quads(*now), None) is None:
            raise StoreChanged(
                "The graph on {address} was changed by somebody else meanwhile. Try again.", address=self._address
            )

    def dump(self, format_: RdfFormat, graph: GraphName | None = None) -> bytes:
        """Return the graph, or all graphs where the format can hold them, in an RDF format. Raises `StoreError`."""
        memory = Oxigraph()
        memory.extend(self.quads(None, None, None, graph))
        return memory.dump(format=format_, from_graph=graph, prefixes=PREFIXES) or b""

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query of the project's own. Raises `StoreError`."""
        response = self._send("query", _PROLOGUE + sparql)
        if _TRIPLES in response.headers.get("content-type", ""):
            memory = Oxigraph()
            memory.extend(Quad(*triple) for triple in parse(response.content, format=RdfFormat.N_TRIPLES))
            return memory.query("CONSTRUCT WHERE { ?s ?p ?o }")
        return parse_query_results(response.content, QueryResultsFormat.JSON)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _send(self, operation: str, text: str) -> httpx.Response:
        headers = {
            "Content-Type": f"application/sparql-{operation}; charset=utf-8",
            "Accept": f"{_RESULTS}, {_TRIPLES}",
        }
        try:
            response = self._client.post(operation, content=text.encode(), headers=headers)
            response.raise_for_status()
        except httpx.HTTPStatusError as error:
            raise StoreError(
                "The graph on {address} answers {status}: {reason}",
                address=self._address,
                status=error.response.status_code,
                reason=error.response.text[:_MOST_OF_AN_ANSWER].strip(),
            ) from error
        except httpx.HTTPError as error:
            raise StoreError(
                "The graph on {address} cannot be reached: {reason}", address=self._address, reason=error
            ) from error
        return response


def _written_alike(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Return the quads with numbers and times written as an embedded store writes them: servers keep them as they
    come, and `1` is not found there as `1.0`.
    """
    memory = Oxigraph()
    memory.extend(quads)
    return frozenset(memory)
