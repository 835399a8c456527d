"""What the SPARQL service is and holds: SPARQL 1.1 Service Description and VoID."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import EVIDENCE_GRAPH
from graph.known.snapshot import Snapshot
from ontology.namespaces import BASE, DCT, ID, RDF, SAMSPIL, SKOS, XSD, Namespace

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
SERVICE_PREFIXES: Final = {"sd": str(SD), "void": str(VOID)}
FORMATS: Final = "http://www.w3.org/ns/formats/"
RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)


def service_description(endpoint: str, snapshot: Snapshot, updates: bool) -> list[Triple]:
    """Return the description of the service at the address `endpoint`, which may take updates, and of its data as of
    the snapshot.
    """
    return [*_service(endpoint, updates), *_data_set(endpoint, snapshot)]


def _service(endpoint: str, updates: bool) -> Iterator[Triple]:
    service = NamedNode(f"{endpoint}#service")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(endpoint))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    if updates:
        yield Triple(service, SD.supportedLanguage, SD.SPARQL11Update)
    for name in RESULT_FORMATS:
        yield Triple(service, SD.resultFormat, NamedNode(FORMATS + name))
    yield Triple(service, SD.defaultDataset, NamedNode(f"{endpoint}#dataset"))


def _data_set(endpoint: str, snapshot: Snapshot) -> Iterator[Triple]:
    data, view, evidence = (NamedNode(f"{endpoint}#{part}") for part in ("dataset", "accepted", "evidence"))
    yield from (Triple(data, RDF.type, kind) for kind in (SD.Dataset, VOID.Dataset))
    yield from (Triple(view, RDF.type, kind) for kind in (SD.Graph, VOID.Dataset))
    yield Triple(data, SD.defaultGraph, view)
    yield Triple(data, SD.namedGraph, evidence)
    yield Triple(evidence, RDF.type, SD.NamedGraph)
    yield Triple(evidence, SD.name, EVIDENCE_GRAPH)
    yield Triple(data, VOID.sparqlEndpoint, NamedNode(endpoint))
    yield Triple(data, VOID.uriSpace, Literal(BASE))
    yield from (Triple(data, VOID.vocabulary, NamedNode(str(v))) for v in (SAMSPIL, SKOS, DCT))
    yield Triple(data, VOID.exampleResource, NamedNode(f"{ID}organisation/bikubenfonden"))
    yield Triple(data, DCT.title, Literal("Samspil: indsatser, aktører og politikker", language="da"))
    yield Triple(data, DCT.title, Literal("Samspil: initiatives, actors and policies", language="en"))
    yield Triple(data, DCT.identifier, Literal(snapshot.version))
    statements = [s for about in snapshot.about.values() for s in about]
    classes = Counter(s.value for s in statements if s.predicate == RDF.type.value)
    properties = Counter(s.predicate for s in statements)
    yield _count(view, VOID.triples, len(statements))
    yield _count(view, VOID.distinctSubjects, len(snapshot.about))
    yield _count(view, VOID.distinctObjects, len({s.object for s in statements}))
    yield _count(view, VOID.entities, len(snapshot.entities))
    yield _count(view, VOID.classes, len(classes))
    yield _count(view, VOID.properties, len(properties))
    for i, (iri, entities) in enumerate(sorted(classes.items())):
        part = NamedNode(f"{endpoint}#class-{i}")
        yield Triple(view, VOID.classPartition, part)
        yield Triple(part, NamedNode(f"{VOID}class"), NamedNode(iri))
        yield _count(part, VOID.entities, entities)
    for i, (iri, triples) in enumerate(sorted(properties.items())):
        part = NamedNode(f"{endpoint}#property-{i}")
        yield Triple(view, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(iri))
        yield _count(part, VOID.triples, triples)


def _count(subject: NamedNode, predicate: NamedNode, number: int) -> Triple:
    return Triple(subject, predicate, Literal(str(number), datatype=XSD.integer))
