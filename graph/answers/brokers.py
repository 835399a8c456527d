"""Brokers: organisations on whom the links between others hang, in the network of collaborations.

An organisation is a broker if the others fall apart without it (an articulation point) and much of what passes between
them passes through it (betweenness, Freeman 1977). How far its own partners are strangers to one another is its
constraint (Burt 1992): the lower, the more holes it spans.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import networkx

from graph.known.answers import evidence_of
from graph.known.snapshot import Snapshot
from ontology.namespaces import SAMSPIL

LEAST_BETWEENNESS: Final = 0.1
"""The share of all shortest paths between others from which on it is worth telling of."""


@dataclass(frozen=True)
class Broker:
    """An organisation, how much hangs on it (betweenness from 0 to 1, Burt's constraint), and who would be cut off
    from the rest without it (IRIs).
    """

    organisation: str
    betweenness: float
    constraint: float
    cut_off: tuple[str, ...]
    evidence: tuple[str, ...]


def find_brokers(snapshot: Snapshot) -> tuple[Broker, ...]:
    """Return the brokers, those on whom most hangs first."""
    network, said = _network(snapshot)
    between = networkx.betweenness_centrality(network)
    found = sorted(
        (o for o in networkx.articulation_points(network) if between[o] >= LEAST_BETWEENNESS),
        key=lambda o: (-round(between[o], 9), o),
    )
    constraint = networkx.constraint(network, found)
    return tuple(
        Broker(
            organisation=o,
            betweenness=round(between[o], 3),
            constraint=round(constraint[o], 3),
            cut_off=_cut_off(network, o),
            evidence=said[o],
        )
        for o in found
    )


def _network(snapshot: Snapshot) -> tuple[networkx.Graph, Mapping[str, tuple[str, ...]]]:
    """Return who works with whom, and the evidence of each one's collaborations."""
    network = networkx.Graph()
    said: dict[str, list[str]] = {}
    for iri in snapshot.of_class(SAMSPIL.Collaboration):
        statements = snapshot.statements(iri, SAMSPIL.participant)
        network.add_edges_from(combinations([s.value for s in statements], 2))
        for s in statements:
            said.setdefault(s.value, []).extend(evidence_of([s]))
    return network, {o: tuple(dict.fromkeys(evidence)) for o, evidence in said.items()}


def _cut_off(network: networkx.Graph, organisation: str) -> tuple[str, ...]:
    """Return those who hang together with the organisation, but without it not with the largest part of the others."""
    together = networkx.node_connected_component(network, organisation) - {organisation}
    parts = sorted(networkx.connected_components(network.subgraph(together)), key=lambda p: (-len(p), min(p)))
    return tuple(sorted(node for part in parts[1:] for node in part))
