"""The network around a proposal: what an assessment names, and how it hangs together, laid out."""

import random
from collections.abc import Iterable, Iterator

import igraph
from pydantic import BaseModel

from graph.answers.assessment import Assessment
from graph.answers.overlap import Overlap
from graph.known.answers import Thing
from graph.reading.facets import Reading, dimension_label
from ontology.namespaces import SAMSPIL
from ontology.vocabulary import vocabulary
from ontology.words import Words

SPACE = 140  # pixels between neighbours, more or less
PROPOSAL = "proposal"
MOST_OVERLAPS = 8
PAYS = Words(da="betaler for", en="pays for")


class Node(BaseModel):
    """A thing in the picture, with its place in pixels."""

    id: str
    label: Words
    kind: str
    x: float = 0
    y: float = 0


class Edge(BaseModel):
    """A relation in the picture, read from `source` to `target`, and whether the proposal only might have it."""

    source: str
    target: str
    label: Words


class Network(BaseModel):
    """A picture: nodes with places, and the edges between them."""

    nodes: list[Node]
    edges: list[Edge]


def network_around(assessment: Assessment) -> Network:
    """Return the network of what an assessment names. The same assessment gives the same picture."""
    title = assessment.reading.title
    proposal = Thing(id=PROPOSAL, label=Words(da=title or "Forslaget", en=title or "The proposal"), kind=PROPOSAL)
    return network_of(_relations(assessment, proposal), proposal)


Relation = tuple[Thing, Words, Thing]


def network_of(relations: Iterable[Relation], *alone: Thing) -> Network:
    """Return the network of relations between things, and of things that may stand alone, laid out."""
    things = {t.id: t for t in alone}
    edges: dict[tuple[str, str, str], Edge] = {}
    for source, label, target in relations:
        things.setdefault(source.id, source)
        things.setdefault(target.id, target)
        edges.setdefault((source.id, label["da"], target.id), Edge(source=source.id, target=target.id, label=label))
    nodes = [Node(id=t.id, label=t.label, kind=t.kind) for t in things.values()]
    return Network(nodes=_placed(nodes, list(edges.values())), edges=list(edges.values()))


def _relations(a: Assessment, proposal: Thing) -> Iterator[Relation]:
    yield from _of_proposal(a.reading, proposal)
    for overlap in a.overlaps[:MOST_OVERLAPS]:
        yield from _of_overlap(overlap)
    for seat in a.coordination.seats:
        yield from (
            (seat.department, _label("responsibleFor"), theme) for theme in seat.because if theme.kind == "theme"
        )
    for policy in a.policies:
        yield from ((policy.policy, _label("governs"), theme) for theme in policy.because if theme.kind == "theme")
    for candidate in a.coinvestors:
        for reason in candidate.reasons[:2]:
            first = reason.path[0]
            yield candidate.organisation, first.relation if reason.is_stated else PAYS, first.object


def _of_proposal(reading: Reading, proposal: Thing) -> Iterator[Relation]:
    for facet in reading.facets:
        if facet.dimension in {"theme", "target-group", "method", "area"}:
            yield proposal, dimension_label(facet.dimension), facet.thing
    for party in reading.parties:
        if party.thing:
            yield proposal, _label("department" if party.is_department else "party"), party.thing


def _of_overlap(overlap: Overlap) -> Iterator[Relation]:
    for respect in overlap.respects:
        if respect.same:
            yield from ((overlap.initiative, respect.label, t) for t in respect.existing)
    yield from ((overlap.initiative, _label("ledBy"), lead) for lead in overlap.led_by)
    yield from ((overlap.initiative, _label("provider"), provider) for provider in overlap.delivered_by)
    yield from ((payer, PAYS, overlap.initiative) for payer in overlap.paid_by)


def _label(name: str) -> Words:
    return vocabulary().label(f"{SAMSPIL}{name}")


def _placed(nodes: list[Node], edges: list[Edge]) -> list[Node]:
    """Place the nodes by the method of Fruchterman and Reingold (1991), the same each time for the same edges."""
    igraph.set_random_number_generator(random.Random(1991))  # noqa: S311 - a picture needs no secret
    number = {node.id: i for i, node in enumerate(nodes)}
    graph = igraph.Graph(n=len(nodes), edges=[(number[e.source], number[e.target]) for e in edges])
    places = graph.layout_fruchterman_reingold(niter=1000).coords
    return [
        n.model_copy(update={"x": round(x * SPACE, 1), "y": round(y * SPACE, 1)})
        for n, (x, y) in zip(nodes, places, strict=True)
    ]
