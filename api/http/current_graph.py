"""The graph as a running server sees it: read anew when it has changed."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Final

from graph.answers.assessment import Assessor
from graph.evidence.recording import version
from graph.evidence.texts import Texts
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import Place, reading

MOST_DAYS: Final = 2
"""Of so many days asked for last the graph is kept as it was then, until the graph is another: each is a graph more."""


class CurrentGraph:
    """Keeps what answers are computed from, and takes it anew when the graph version in the store is another.

    The store is opened for reading only, each time, so that others can write to it while the server runs.
    """

    def __init__(self, place: Place, home: Path) -> None:
        """Take where the store is, and the folder with the texts of sources; nothing is read yet."""
        self._place = place
        self._home = home
        self._lock = Lock()
        self._assessor: Assessor | None = None
        self._then: Callable[[date], Assessor] = self.assessor

    def assessor(self, day: date | None = None) -> Assessor:
        """Return an assessor on the graph as it is now, or as it was known on a day. Raises `StoreError`, and
        `InputError` if nothing had been read by the day.
        """
        store = reading(self._place)
        with self._lock:
            if self._assessor is None or self._assessor.snapshot.version != version(store):
                self._assessor = Assessor(take_snapshot(store, Texts(self._home)))
                self._then = lru_cache(maxsize=MOST_DAYS)(partial(Assessor, self._assessor.snapshot))
            now, then = self._assessor, self._then
        return then(day) if day else now

    def snapshot(self) -> Snapshot:
        """Return the graph as it is now. Raises `StoreError`."""
        return self.assessor().snapshot
