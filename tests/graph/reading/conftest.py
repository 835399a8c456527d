"""What the tests of reading share: a text read as a proposal."""

import pytest

from graph.reading.proposal import Proposal


@pytest.fixture
def read(assessor):
    """Read a text as the summary of a proposal."""
    return lambda text: assessor.read(Proposal(summary=text))


def slugs(facets):
    """Return the ends of the IRIs of facets."""
    return {f.thing.id.rsplit("/", 1)[1] for f in facets}
