"""Where the quads are: a small protocol, on disk or on a server, and how long work and whole files are written."""

from graph.store.embedded import DEFAULT_GRAPH, EmbeddedStore, GraphName, Object, Store, Subject, as_data, as_stored

__all__ = ["DEFAULT_GRAPH", "EmbeddedStore", "GraphName", "Object", "Store", "Subject", "as_data", "as_stored"]
