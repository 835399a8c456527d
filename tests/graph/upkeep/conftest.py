"""What is held of review, merging and validation is held on every kind of store."""

import pytest

from graph.store import Store


@pytest.fixture
def store(any_store: Store) -> Store:
    """An empty store of each kind."""
    return any_store
