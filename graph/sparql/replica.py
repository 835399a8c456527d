"""What a server holds, in a folder that the workers read, and updates that are tried there and made on the server.

The workers have no network. So queries from outside are answered from this copy, with the same bounds, the same formats
and the same refusals as on a store in a folder, and the server never sees them.
"""

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse, serialize
from pyoxigraph import Store as Oxigraph

from graph.store import EmbeddedStore, ServerAddress
from graph.store.remote import current_copy, writing_remotely
from ontology.errors import StoreChanged

_REVISION: Final = "revision"  # the file that says which revision the copy is of, while it is whole


class Replica:
    """A copy of what a server holds, in a folder that nobody else writes to."""

    def __init__(self, address: ServerAddress, folder: Path) -> None:
        """Take the server and the folder; nothing is copied yet."""
        self._address = address
        self._folder = folder
        self._lock = Lock()
        self._revision: str | None = None

    def refresh(self) -> None:
        """Bring the copy to what the server holds now. Raises `StoreError`."""
        with self._lock:
            seen = current_copy(self._address)
            if self._revision is not None and seen.revision == self._revision:
                return
            (self._folder / _REVISION).unlink(missing_ok=True)
            with EmbeddedStore.writing(self._folder, "copy of the server") as disk:
                disk.bring_to(seen.quads)
            (self._folder / _REVISION).write_text(seen.revision or "")
            self._revision = seen.revision

    def carry_out(self, revision: str, remove: str, add: str) -> None:
        """Make the change (N-Quads) on the server that was worked out on the copy of a revision. Raises `StoreChanged`
        where the server is no longer at it, `StoreError`.
        """
        with writing_remotely(self._address) as store:
            if (store.revision or "") != revision:
                raise _changed()
            store.change(remove=_quads(remove), add=_quads(add))


class Rehearsal(EmbeddedStore):
    """The copy in a folder, in memory: changes are made there only, and noted."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a replica. Raises `StoreError`; `StoreChanged` where it is being brought up to date."""
        before = revision_of(folder)
        quads = Oxigraph()
        quads.bulk_extend(EmbeddedStore.reading(folder).quads())
        if before is None or before != revision_of(folder):
            raise _changed()
        super().__init__(quads)
        self.revision = before
        self.removed: list[Quad] = []
        self.added: list[Quad] = []

    def change(self, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Make the change in memory, and note it."""
        self.removed += (removed := list(remove))
        self.added += (added := list(add))
        super().change(remove=removed, add=added)

    def noted(self) -> dict[str, str]:
        """Return the change as `Replica.carry_out` takes it."""
        return {"revision": self.revision, "remove": _n_quads(self.removed), "add": _n_quads(self.added)}


def revision_of(folder: Path) -> str | None:
    """Return the revision that the copy in the folder is of, if it is whole."""
    try:
        return (folder / _REVISION).read_text()
    except FileNotFoundError:
        return None


def _changed() -> StoreChanged:
    return StoreChanged("The graph was changed by somebody else meanwhile. Try again.")


def _n_quads(quads: Iterable[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _quads(n_quads: str) -> list[Quad]:
    return list(parse(n_quads, format=RdfFormat.N_QUADS))
