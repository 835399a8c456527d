"""The language as evidence: the ontology and its concept schemes, which every graph begins with."""

from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import BY_ONTOLOGY, Evidence
from graph.evidence.recording import Recorded, record
from graph.store import Store
from ontology.namespaces import DCT, ID, RDF, SAMSPIL
from ontology.vocabulary import CONCEPT_FILES, ONTOLOGY_FILE, PARAPHRASES_FILE, read_turtle

SAMSPIL_ITSELF: Final = NamedNode(ID + "agent/samspil")


def ingest_ontology(store: Store, at: datetime) -> Recorded:
    """Put the ontology and the concept schemes into the store, read at the time `at`."""
    return record(store, language(), at=at)


def language() -> list[Evidence]:
    """Return the ontology and the concept schemes as evidence, one a file."""
    found = []
    for path in (ONTOLOGY_FILE, *CONCEPT_FILES, PARAPHRASES_FILE):
        source = NamedNode(f"{ID}source/samspil-{path.stem}")
        statements = frozenset(read_turtle(path)) | {
            Triple(source, RDF.type, SAMSPIL.Source),
            Triple(source, DCT.title, Literal(f"Samspil: {path.name}", language="da")),
        }
        iri = NamedNode(f"{ID}evidence/ontology/{path.stem}")
        found.append(Evidence(iri=iri, statements=statements, read_by=BY_ONTOLOGY, agent=SAMSPIL_ITSELF, source=source))
    return found
