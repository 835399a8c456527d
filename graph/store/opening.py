"""A store opened where it is, in a folder or on a server: for reading, or to be changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from graph.store.address import Place
from graph.store.embedded import EmbeddedStore
from ontology.errors import StoreChanged

TIMES: Final = 4  # that a change is tried where others change the same store on a server
T = TypeVar("T")


def reading(place: Place) -> EmbeddedStore:
    """Open the store as it is now. Raises `StoreMissing`, `StoreError`."""
    if isinstance(place, Path):
        return EmbeddedStore.reading(place)
    from graph.store.remote import reading_remotely  # the HTTP client, which a store in a folder does without

    return reading_remotely(place)


@contextmanager
def writing(place: Place, purpose: str) -> Iterator[EmbeddedStore]:
    """Open the store for writing; in a folder it is made if need be, and `purpose` is told to whoever has to wait.

    Raises `StoreLocked`, `StoreError`; a change on a server raises `StoreChanged` where somebody else was faster.
    """
    if isinstance(place, Path):
        with EmbeddedStore.writing(place, purpose) as on_disk:
            yield on_disk
    else:
        from graph.store.remote import writing_remotely  # as above

        with writing_remotely(place) as on_server:
            yield on_server


def changing(place: Place, purpose: str, act: Callable[[EmbeddedStore], T]) -> T:
    """Return what `act` does with the store, open for writing. Where somebody else changes it meanwhile, it acts again
    on what is there then; so what it does must be worth the same when part of it was done already.

    Raises what `act` raises, `StoreLocked`, `StoreError`.
    """
    for left in reversed(range(TIMES)):
        try:
            with writing(place, purpose) as store:
                return act(store)
        except StoreChanged:
            if not left:
                raise
    raise AssertionError("unreachable")
