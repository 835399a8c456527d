"""What is held of review, merging and validation is held on every kind of store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Place, Store, writing
from tests.conftest import fill


@pytest.fixture
def store(language_home: Path, place: Place) -> Iterator[Store]:
    """A store of each kind that knows the language alone."""
    fill(place, language_home)
    with writing(place, "tests") as store:
        yield store
