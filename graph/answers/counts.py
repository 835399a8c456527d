"""How much the graph knows."""

from graph.evidence.evidence import BY_ONTOLOGY
from graph.known.answers import Answer
from graph.known.snapshot import NAMES, Snapshot
from ontology.namespaces import DCT, RDF
from ontology.vocabulary import local_name


class Counts(Answer):
    """Things (no concepts), concepts, the statements about them that are neither a name, a title nor a class, and the
    evidence for those.
    """

    things: int
    concepts: int
    statements: int
    evidence: int


def count(snapshot: Snapshot) -> Counts:
    """Count what the graph knows beyond its own language."""
    language = local_name(BY_ONTOLOGY.value)
    told = {iri for iri, record in snapshot.records.items() if record.read_by != language}
    beside = {*NAMES, RDF.type.value, DCT.title.value}
    statements = [
        s
        for iri in snapshot.entities
        for s in snapshot.about[iri]
        if s.predicate not in beside and told.intersection(s.evidence)
    ]
    concepts = sum(snapshot.kind_of(iri) == "concept" for iri in snapshot.entities)
    return Counts(
        things=len(snapshot.entities) - concepts, concepts=concepts, statements=len(statements), evidence=len(told)
    )
