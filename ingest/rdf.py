"""Files in RDF as evidence: a plain graph is what its file says, and a dataset brings the evidence that it holds."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import Store as Oxigraph

from graph.evidence.evidence import BY_EXCHANGE, BY_ONTOLOGY, EVIDENCE_GRAPH, Evidence, read_all
from graph.evidence.history import as_quads, reviews
from graph.evidence.recording import record
from graph.store import EmbeddedStore, as_stored
from ingest.file import read_bytes
from ingest.ontology import language
from ontology.errors import InputError
from ontology.namespaces import ID, RDF, SAMSPIL
from ontology.vocabulary import vocabulary

FORMATS: Final = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}


def read_rdf(path: Path, iri: NamedNode, agent: NamedNode) -> list[Evidence]:
    """Return the evidence in a file: in Turtle, N-Triples or JSON-LD one piece of evidence, which is called `iri` and
    has the file as its source; in TriG or N-Quads the evidence that `samspil export` wrote, as it was.

    What the language itself says is left out: it comes with the program. Raises `InputError`.
    """
    quads = _quads(path)
    if any(quad.graph_name != DefaultGraph() for quad in quads):
        return _restored(path, quads)
    said = as_stored(quad.triple for quad in quads) - {t for e in language() for t in as_stored(e.statements)}
    if not any(t.predicate == RDF.type and vocabulary().kind_of(getattr(t.object, "value", "")) for t in said):
        raise InputError(
            "{path} has nothing that Samspil knows the kind of. Give each thing an rdf:type of the language, "
            "such as {example}.",
            path=path,
            example=SAMSPIL.Initiative.value,
        )
    file = NamedNode(f"{ID}file/{quote(path.name)}")
    return [Evidence(iri=iri, statements=said, read_by=BY_EXCHANGE, agent=agent, source=file)]


def read_reviews(path: Path) -> frozenset[Quad]:
    """Return who decided what, as it stands in a file in TriG or N-Quads that `samspil export` wrote; else nothing.

    Raises `InputError`.
    """
    if FORMATS[path.suffix.lower()] not in {RdfFormat.TRIG, RdfFormat.N_QUADS}:
        return frozenset()
    dataset = Oxigraph()
    dataset.extend(q for q in _quads(path) if q.graph_name == EVIDENCE_GRAPH)
    try:
        return frozenset(quad for review in reviews(EmbeddedStore(dataset)) for quad in as_quads(review))
    except (KeyError, AttributeError, ValueError) as error:
        raise _undescribed(path, error) from error


def _undescribed(path: Path, error: Exception) -> InputError:
    return InputError(
        "{path}: a piece of evidence is not described in full ({reason}). Write the file with: "
        "samspil export --format trig",
        path=path,
        reason=error,
    )


def _quads(path: Path) -> list[Quad]:
    try:
        quads = list(parse(read_bytes(path), format=FORMATS[path.suffix.lower()]))
    except SyntaxError as error:
        raise InputError("{path} cannot be read as RDF: {reason}", path=path, reason=error.msg) from error
    for quad in quads:
        if any(isinstance(term, BlankNode | Triple) for term in (quad.subject, quad.object, quad.graph_name)):
            raise InputError(
                "{path} has a nameless node ({statement}). Give the thing an IRI.", path=path, statement=quad.triple
            )
    return quads


def _restored(path: Path, quads: list[Quad]) -> list[Evidence]:
    dataset = Oxigraph()
    dataset.extend(quads)
    try:
        evidence = read_all(EmbeddedStore(dataset))
    except (KeyError, TypeError, ValueError) as error:
        raise _undescribed(path, error) from error
    rebuilt = EmbeddedStore(Oxigraph())
    record(rebuilt, evidence, at=datetime.now(UTC))
    said = set(rebuilt.quads())
    for quad in dataset:
        if quad.graph_name != EVIDENCE_GRAPH and quad not in said:
            raise InputError(
                "{path}: nobody says {statement}. Every statement must stand in the graph of its evidence, and the "
                "evidence be described in the graph {graph}.",
                path=path,
                statement=quad.triple,
                graph=EVIDENCE_GRAPH.value,
            )
    return [e for e in evidence if e.read_by != BY_ONTOLOGY]
