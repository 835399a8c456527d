"""The network around a proposal is the same each time, and says what the assessment says."""

import pytest

from ingest.proposal_file import EXAMPLE, read_proposal_file
from visualise.network import network_around


@pytest.fixture(scope="module")
def assessment(assessor):
    return assessor.assess(read_proposal_file(EXAMPLE))


def test_the_same_assessment_gives_the_same_picture(assessment):
    assert network_around(assessment) == network_around(assessment)


def test_every_edge_joins_two_nodes_and_no_two_nodes_share_a_place(assessment):
    network = network_around(assessment)
    ids = {n.id for n in network.nodes}
    assert all({e.source, e.target} <= ids for e in network.edges)
    assert len({(n.x, n.y) for n in network.nodes}) == len(network.nodes)


def test_it_shows_the_funders_of_what_overlaps(assessment):
    edges = {
        (e.source.rsplit("/", 1)[-1], e.label["da"], e.target.rsplit("/", 1)[-1])
        for e in network_around(assessment).edges
    }
    assert ("bikubenfonden", "betaler for", "havnegade") in edges
    assert ("proposal", "metode", "housing-first") in edges
