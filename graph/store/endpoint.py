"""A server that speaks SPARQL 1.1: queries by the SPARQL Protocol, changes by SPARQL Update."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

import httpx2 as httpx
from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.store.address import ServerAddress
from graph.store.embedded import DEFAULT_GRAPH
from ontology.errors import StoreError

SECONDS: Final = 600.0  # for one query or change; a large change takes its time
_CONNECT_SECONDS: Final = 10.0
_RETRIES: Final = 2  # of connecting, which is safe: nothing has been sent
_RESULTS: Final = "application/sparql-results+json"
_MOST_OF_AN_ANSWER: Final = 300  # characters of what a server says went wrong
_ALL: Final = "SELECT ?s ?p ?o ?g WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


class Endpoint:
    """A server, spoken to over connections that are kept open; for several threads."""

    def __init__(self, address: ServerAddress) -> None:
        """Take the server's address; nothing is sent yet."""
        self.address = address
        self._client = httpx.Client(
            auth=(address.user, address.password) if address.user else None,
            timeout=httpx.Timeout(SECONDS, connect=_CONNECT_SECONDS),
            transport=httpx.HTTPTransport(retries=_RETRIES),
        )

    def all_quads(self) -> Iterator[Quad]:
        """Yield all that the server holds, as of one moment. Raises `StoreError`."""
        with self._solutions(_ALL) as found:
            for solution in found:
                s, p, o, g = (solution[name] for name in "spog")
                yield Quad(s, p, o, g or DEFAULT_GRAPH)

    def first(self, query: str) -> str | None:
        """Return the first value of the first row of a SELECT query, if there is one. Raises `StoreError`."""
        with self._solutions(query) as found:
            return next((solution[0].value for solution in found), None)

    def update(self, update: str) -> None:
        """Carry out an update. Raises `StoreError`; where the answer was lost, nobody knows whether it was done."""
        with self._sent(self.address.update, "application/sparql-update", update):
            pass

    @contextmanager
    def _solutions(self, query: str) -> Iterator[QuerySolutions]:
        with self._sent(self.address.query, "application/sparql-query", query) as content:
            try:
                found = parse_query_results(content, QueryResultsFormat.JSON)
                if isinstance(found, QueryBoolean):
                    raise self._no_server()
                yield found
            except (SyntaxError, ValueError, TypeError, KeyError) as error:
                raise self._no_server() from error

    @contextmanager
    def _sent(self, url: str, kind: str, text: str) -> Iterator[IO[bytes]]:
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Accept": _RESULTS}
        with tempfile.SpooledTemporaryFile(max_size=1 << 20) as content:
            try:
                with self._client.stream("POST", url, content=text.encode(), headers=headers) as response:
                    for piece in response.iter_bytes():
                        content.write(piece)
                content.seek(0)
                response.raise_for_status()
            except httpx.HTTPStatusError as error:
                raise StoreError(
                    "The graph on {address} answers {status}: {reason}",
                    address=self.address,
                    status=error.response.status_code,
                    reason=content.read(4 * _MOST_OF_AN_ANSWER).decode(errors="replace")[:_MOST_OF_AN_ANSWER].strip(),
                ) from error
            except httpx.HTTPError as error:
                raise StoreError(
                    "The graph on {address} cannot be reached: {reason}", address=self.address, reason=error
                ) from error
            yield content

    def _no_server(self) -> StoreError:
        return StoreError("{address} does not answer as a SPARQL server does.", address=self.address)
