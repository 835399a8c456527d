"""How our terms relate to those of others: `alignments.ttl`, read for the documentation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.namespaces import DCT, OWL, RDFS, SKOS
from ontology.vocabulary import ALIGNMENTS_FILE, read_turtle
from ontology.words import Words

CLOSENESS: Final[Mapping[str, Words]] = {
    RDFS.subClassOf.value: Words(da="er altid", en="is always"),
    RDFS.subPropertyOf.value: Words(da="siger altid også", en="always also says"),
    SKOS.exactMatch.value: Words(da="det samme", en="the same"),
    SKOS.closeMatch.value: Words(da="næsten det samme", en="nearly the same"),
    SKOS.broadMatch.value: Words(da="deres er bredere", en="theirs is broader"),
    SKOS.narrowMatch.value: Words(da="deres er snævrere", en="theirs is narrower"),
    SKOS.relatedMatch.value: Words(da="beslægtet", en="related"),
}


@dataclass(frozen=True)
class Alignment:
    """One match: our term, how close, their term (IRIs), why, and the file of theirs in which the term was seen."""

    ours: str
    relation: str
    theirs: str
    why: str
    seen_in: str

    @property
    def closeness(self) -> Words:
        """Return how close the two are, in words."""
        return CLOSENESS[self.relation]


@cache
def alignments() -> tuple[Alignment, ...]:
    """Return all matches, in the order of the file."""
    said: dict[BlankNode, dict[str, str]] = {}
    for triple in read_turtle(ALIGNMENTS_FILE):
        if isinstance(triple.subject, BlankNode):
            said.setdefault(triple.subject, {})[triple.predicate.value] = triple.object.value  # type: ignore[union-attr]
    return tuple(
        Alignment(
            ours=axiom[OWL.annotatedSource.value],
            relation=axiom[OWL.annotatedProperty.value],
            theirs=axiom[OWL.annotatedTarget.value],
            why=axiom[SKOS.note.value],
            seen_in=axiom[DCT.source.value],
        )
        for axiom in said.values()
    )


@cache
def unmatched() -> Mapping[str, str]:
    """Return our terms for which no match was found (IRIs), each with the reason."""
    return {
        t.subject.value: t.object.value
        for t in read_turtle(ALIGNMENTS_FILE)
        if t.predicate == SKOS.editorialNote and isinstance(t.subject, NamedNode) and isinstance(t.object, Literal)
    }


def matches() -> set[Triple]:
    """Return the matches as plain triples, without the reasons."""
    return {Triple(NamedNode(a.ours), NamedNode(a.relation), NamedNode(a.theirs)) for a in alignments()}
