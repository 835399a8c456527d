"""A store on a server that speaks SPARQL 1.1: the server holds the truth, a process looks things up in a copy of it.

A question to a server costs a millisecond, and an ingest asks hundreds of thousands. So the quads are fetched in one
query, kept in memory, and fetched anew when the server's revision is another. The revision stands in a graph of its
own, which nobody else sees. Every change replaces it and is carried out by the server only where it is still the one
that the copy was made of: nobody holds a server, but nobody changes what they have not seen.

The server's default graph must be of its own, as in Oxigraph and in Apache Jena Fuseki, and not the union of the named
graphs, since it is the accepted view. Whoever writes to the server past Samspil replaces the revision too.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final
from uuid import uuid4

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.store.address import ServerAddress
from graph.store.embedded import EmbeddedStore, as_data, quads_as_stored
from graph.store.endpoint import Endpoint
from ontology.errors import StoreChanged, StoreError, StoreMissing
from ontology.namespaces import DCT, ID, SAMSPIL

REVISION: Final = NamedNode(ID + "store-revision")
_CURRENT: Final = f"GRAPH {REVISION} {{ {REVISION} {DCT.identifier} ?revision }}"


@dataclass(frozen=True)
class Copy:
    """What a server held at a revision; without one where nothing of ours has been written there."""

    revision: str | None
    quads: Oxigraph


class RemoteStore(EmbeddedStore):
    """A store on a server, for one writer: looked up in a copy of its own, changed there and then in the copy."""

    def __init__(self, endpoint: Endpoint, copy: Copy) -> None:
        """Take the server, and a copy that nobody else has; see `writing_remotely`."""
        super().__init__(copy.quads)
        self._endpoint = endpoint
        self.revision = copy.revision
        self._receipt: str | None = None

    def change(self, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove and add quads in one update. Raises `StoreChanged` where somebody else has changed the store since the
        copy was made, and changes nothing then; `StoreError`.
        """
        # Servers keep numbers as they are written, and `1` is not found there as `1.0`.
        removed, added = quads_as_stored(remove), quads_as_stored(add)
        if not removed and not added:
            return
        new = str(uuid4())
        gone = [*removed, *_marks(DCT.identifier, self.revision), *_marks(DCT.hasVersion, self._receipt)]
        come = [*added, *_marks(DCT.identifier, new), *_marks(DCT.hasVersion, new)]
        seen = as_data(_marks(DCT.identifier, self.revision)) or f"FILTER NOT EXISTS {{ {_CURRENT} }}"
        lost: StoreError | None = None
        try:
            self._endpoint.update(f"DELETE {{ {as_data(gone)} }} INSERT {{ {as_data(come)} }} WHERE {{ {seen} }}")
        except StoreError as error:
            lost = error  # of the answer perhaps, and not of the change: the receipt says
        if not self._is_done(new, lost):
            raise lost or StoreChanged(
                "The graph on {address} was changed by somebody else meanwhile. Try again.",
                address=self._endpoint.address,
            )
        self.revision = self._receipt = new
        for quad in removed:
            self._quads.remove(quad)
        self._quads.extend(added)

    def close(self) -> None:
        """Take the receipt of the last change away."""
        if self._receipt:
            with suppress(StoreError):  # it does no harm there
                self._endpoint.update(f"DELETE DATA {{ {as_data(_marks(DCT.hasVersion, self._receipt))} }}")

    def copy(self) -> Copy:
        """Return the copy, which is not changed any more."""
        return Copy(self.revision, self._quads)

    def _is_done(self, revision: str, lost: StoreError | None) -> bool:
        """Tell whether the change that makes a revision was carried out, also where somebody made another since."""
        try:
            receipt = f"GRAPH {REVISION} {{ {REVISION} {DCT.hasVersion} {Literal(revision)} }}"
            return self._endpoint.first(f"SELECT (1 AS ?done) {{ {receipt} }}") is not None
        except StoreError as error:
            raise lost or error from error


def reading_remotely(address: ServerAddress) -> EmbeddedStore:
    """Return what the server holds now, for reading. Raises `StoreMissing` where it holds no graph, `StoreError`."""
    store = EmbeddedStore(current_copy(address).quads)
    if next(store.quads(None, SAMSPIL.graphVersion), None) is None:
        raise StoreMissing("There is no graph on {address}. Bring one in with: samspil ingest", address=address)
    return store


@contextmanager
def writing_remotely(address: ServerAddress) -> Iterator[RemoteStore]:
    """Open the store on the server for writing. Raises `StoreError`."""
    seen = current_copy(address)
    own = Oxigraph()
    own.bulk_extend(seen.quads)
    store = RemoteStore(_endpoint(address), Copy(seen.revision, own))
    try:
        yield store
    finally:
        _copies[address] = store.copy()
        store.close()


def current_copy(address: ServerAddress) -> Copy:
    """Return a copy of what the server holds now; it is not to be changed. Raises `StoreError`."""
    endpoint = _endpoint(address)
    with _fetching:
        known = _copies.get(address)
        revision = endpoint.first(f"SELECT ?revision {{ {_CURRENT} }}")
        if known is None or revision is None or known.revision != revision:
            known = _copies[address] = _fetched(endpoint)
        return known


_copies: Final[dict[ServerAddress, Copy]] = {}
_fetching: Final = Lock()


@cache
def _endpoint(address: ServerAddress) -> Endpoint:
    return Endpoint(address)


def _fetched(endpoint: Endpoint) -> Copy:
    quads = Oxigraph()
    quads.bulk_extend(endpoint.all_quads())
    marks = list(quads.quads_for_pattern(None, None, None, REVISION))
    for mark in marks:
        quads.remove(mark)
    quads.remove_graph(REVISION)
    return Copy(next((m.object.value for m in marks if m.predicate == DCT.identifier), None), quads)  # type: ignore[union-attr]


def _marks(predicate: NamedNode, revision: str | None) -> list[Quad]:
    return [Quad(REVISION, predicate, Literal(revision), REVISION)] if revision else []
