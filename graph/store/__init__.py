"""Where the quads are: a small protocol, on disk or on a server, and how long work and whole files are written."""

from graph.store.address import Place, ServerAddress, server_address
from graph.store.embedded import DEFAULT_GRAPH, EmbeddedStore, GraphName, Object, Store, Subject, as_data, as_stored
from graph.store.opening import changing, reading, writing

__all__ = [
    "DEFAULT_GRAPH",
    "EmbeddedStore",
    "GraphName",
    "Object",
    "Place",
    "ServerAddress",
    "Store",
    "Subject",
    "as_data",
    "as_stored",
    "changing",
    "reading",
    "server_address",
    "writing",
]
