"""The shipped graph, as it is before anybody adds to it."""

from datetime import UTC, datetime
from typing import Final

from pyoxigraph import Store as Oxigraph

from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import EmbeddedStore
from ingest.load import load_baseline

READ: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)


def baseline() -> Snapshot:
    """Return the shipped graph, in memory."""
    store = EmbeddedStore(Oxigraph())
    load_baseline(store, READ)
    return take_snapshot(store)
