"""One thing, one IRI: what a thing is known as where several IRIs mean the same thing.

`X owl:sameAs Y`, once accepted, says that the graph speaks of Y. What a source says of X then stands in its evidence as
said of Y, and word for word in a graph beside it (`as_said`), so that taking the sameness back restores what was. All
that the graph holds is thus a function of what the sources say and of the samenesses accepted, whatever the order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from graph.store import Store
from ontology.namespaces import ID, OWL, SKOS

Link = tuple[NamedNode, NamedNode]
Node = TypeVar("Node")
_AS_SAID: Final = "#as-said"


@dataclass(frozen=True)
class Naming:
    """What is known as what: `known_as` leads from every thing that has others the same to the one that stays, and
    `named_by` from that one and a language to the thing whose name in the language is the name of all.
    """

    known_as: Mapping[NamedNode, NamedNode] = field(default_factory=dict)
    named_by: Mapping[tuple[object, str], NamedNode] = field(default_factory=dict)

    def of(self, node: Node) -> Node | NamedNode:
        """Return what a thing is known as, and anything else as it is."""
        return self.known_as.get(node, node) if isinstance(node, NamedNode) else node

    def renamed(self, said: Iterable[Triple]) -> frozenset[Triple]:
        """Return statements with the IRIs that stay, and else as they were said."""
        return frozenset(Triple(self.of(t.subject), t.predicate, self.of(t.object)) for t in said)

    def settled(self, said: frozenset[Triple]) -> frozenset[Triple]:
        """Return statements as the graph makes them: of the things that stay, with the names of the others as other
        names. What relates two that are the same says nothing more, but that they are the same stands as it was said.
        """
        return frozenset(t for s in said if (t := self._settled(s))) if self.known_as else said

    def _settled(self, said: Triple) -> Triple | None:
        if said.predicate == OWL.sameAs:
            return said
        subject, predicate, object_ = self.of(said.subject), said.predicate, self.of(said.object)
        if subject == object_ and said.subject != said.object:
            return None
        if predicate == SKOS.prefLabel and subject in self.known_as and isinstance(object_, Literal):
            names_all = self.named_by.get((subject, object_.language or "")) == said.subject
            predicate = SKOS.prefLabel if names_all else SKOS.altLabel
        return Triple(subject, predicate, object_)

    def changed_from(self, before: "Naming") -> set[NamedNode]:
        """Return the things that are known as another or named by another than before."""
        moved = {iri for iri, _ in self.known_as.items() ^ before.known_as.items()}
        renamed = {stays for (stays, _), _ in self.named_by.items() ^ before.named_by.items()}
        return {
            iri
            for naming in (self, before)
            for iri, stays in naming.known_as.items()
            if iri in moved or stays in renamed
        }


def naming_in(store: Store, stands: Callable[[NamedNode], bool], new: Sequence[Triple]) -> Naming:
    """Return what is known as what by the evidence in the store for which `stands`, and by the `new` statements.

    The one that stays names all in each language that it has a name in, and the others, by IRI, in the rest.
    """

    def said(subject: NamedNode | None, predicate: NamedNode) -> Iterator[Triple]:
        """Yield what is said, in the words of the sources."""
        for q in store.quads(subject, predicate, None):
            if isinstance(q.graph_name, NamedNode) and stands(iri := evidence_of(q.graph_name)):
                beside = as_said(iri)
                if q.graph_name == beside or next(store.quads(None, None, None, beside), None) is None:
                    yield q.triple
        yield from (t for t in new if t.predicate == predicate and subject in {None, t.subject})

    known_as = representatives(links(said(None, OWL.sameAs)))
    new = [t for t in new if t.predicate == SKOS.prefLabel and t.subject in known_as]
    named_by: dict[tuple[object, str], NamedNode] = {}
    for iri, stays in sorted(known_as.items(), key=lambda pair: (pair[0] != pair[1], pair[0].value)):
        for t in said(iri, SKOS.prefLabel):
            if isinstance(t.object, Literal):
                named_by.setdefault((stays, t.object.language or ""), iri)
    return Naming(known_as, named_by)


def representatives(of: Iterable[Link]) -> dict[NamedNode, NamedNode]:
    """Return what each linked thing is known as: the one at the end of the links, and the first by IRI where there are
    several ends, or none because they go round.
    """
    neighbours: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    leaves: set[NamedNode] = set()
    for goes, stays in of:
        neighbours[goes].add(stays)
        neighbours[stays].add(goes)
        leaves.add(goes)
    known_as: dict[NamedNode, NamedNode] = {}
    for start in neighbours:
        if start not in known_as:
            group = {start: None}
            waiting = [start]
            for iri in waiting:
                waiting += [n for n in neighbours[iri] if n not in group]
                group |= dict.fromkeys(neighbours[iri])
            stays = min(group.keys() - leaves or group, key=str)
            known_as |= dict.fromkeys(group, stays)
    return known_as


def links(said: Iterable[Triple]) -> set[Link]:
    """Return the samenesses of our own things; what a thing is called elsewhere is none."""
    return {
        (t.subject, t.object)
        for t in said
        if isinstance(t.subject, NamedNode)
        and isinstance(t.object, NamedNode)
        and t.subject.value.startswith(ID)
        and t.object.value.startswith(ID)
    }


def speaking_of(store: Store, iri: NamedNode) -> Iterator[NamedNode]:
    """Yield the graphs of evidence whose sources speak of the thing."""
    for q in chain(store.quads(iri, None, None), store.quads(None, None, iri)):
        if isinstance(q.graph_name, NamedNode):
            yield evidence_of(q.graph_name)


def as_said(evidence: NamedNode) -> NamedNode:
    """Return the graph beside the evidence that keeps what the source said, word for word."""
    return NamedNode(evidence.value + _AS_SAID)


def evidence_of(graph: NamedNode) -> NamedNode:
    """Return the evidence that a graph belongs to: its own, or the one beside it."""
    return NamedNode(graph.value.removesuffix(_AS_SAID))
