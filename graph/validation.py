"""What is not well formed in the graph, by the SHACL shapes, and where it came from."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyshacl
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF as RDFLIB_RDF
from rdflib import SH, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from graph.evidence import EVIDENCE_GRAPH, Change, Evidence
from graph.sameness import Naming
from graph.snapshot import Record, Snapshot, Statement
from graph.store import DEFAULT_GRAPH, Store
from ontology.namespaces import ID, RDF, RDFS, SAMSPIL
from ontology.vocabulary import SHAPES_FILE
from ontology.words import Words, words

SEVERITIES: Final = {
    str(SH.Violation): "violation",
    str(SH.Warning): "warning",
    SAMSPIL.Contradiction.value: "contradiction",
}


@dataclass(frozen=True)
class Result:
    """One SHACL result: the thing, the property and the value it is about, how grave it is, and what to do, in both
    languages.
    """

    focus: str
    path: str | None
    value: str | None
    severity: str
    shape: str
    message: Words


@dataclass(frozen=True)
class Finding:
    """A result, the statements that it is about, and the table rows (or other places) that these came from."""

    result: Result
    statements: tuple[Statement, ...]
    records: tuple[Record, ...]


def validate(data: Graph, shapes_file: Path) -> list[Result]:
    """Validate the data with the shapes (a Turtle file); results in order of thing, shape and value."""
    shapes = Graph().parse(shapes_file, format="turtle")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, advanced=True, inplace=True, allow_infos=True, allow_warnings=True
    )
    results = (_result(report, node, shapes) for node in report.subjects(RDFLIB_RDF.type, SH.ValidationResult))
    return sorted(results, key=lambda r: (r.focus, r.shape, r.value or ""))


def check(store: Store, snapshot: Snapshot) -> list[Finding]:
    """Return what is not well formed in the accepted view and the evidence."""
    triples = (q.triple for graph in (DEFAULT_GRAPH, EVIDENCE_GRAPH) for q in store.quads(None, None, None, graph))
    return [_finding(snapshot, r) for r in validate(as_rdflib(triples), SHAPES_FILE)]


def check_change(store: Store, change: Change, described: Iterable[Triple] = ()) -> list[tuple[Result, list[Evidence]]]:
    """Return the violations about things that the change speaks of, as if it were made; each with the evidence that
    says what is wrong, or else all evidence in the change that speaks of the thing. `described` is what is said of the
    evidence itself, if that is to be checked too.
    """
    speaks_of: dict[str, list[Evidence]] = defaultdict(list)
    for item in change.evidence.values():
        for subject in {change.naming.of(t.subject) for t in item.statements} | {item.iri}:
            speaks_of[getattr(subject, "value", "")].append(item)
    return [
        (r, [e for e in speaks_of[r.focus] if says(e, r, change.naming)] or speaks_of[r.focus])
        for r in violations(store, change, described)
        if r.focus in speaks_of
    ]


def violations(store: Store, change: Change, described: Iterable[Triple] = ()) -> list[Result]:
    """Return the violations about things that the change speaks of, and about things that point at one of them which
    gains or loses a class, as if the change were made.

    Only these things are validated: a shape looks no further than what is stated of a thing and the classes of what
    it points at.
    """
    gained: dict[object, set[Triple]] = defaultdict(set)
    for triple in change.gained:
        gained[triple.subject].add(triple)

    def stated(thing: object, predicate: NamedNode | None = None) -> set[Triple]:
        there = store.quads(thing, predicate, None, DEFAULT_GRAPH) if isinstance(thing, NamedNode) else ()
        return {q.triple for q in there} - change.lost | {t for t in gained[thing] if predicate in {None, t.predicate}}

    touched = {change.naming.of(t.subject) for e in change.evidence.values() for t in e.statements}
    touched |= {t.subject for t in change.lost}
    reclassed = {t.subject for t in change.gained | change.lost if t.predicate == RDF.type}
    touched |= {q.subject for thing in reclassed for q in store.quads(None, None, thing, DEFAULT_GRAPH)}
    said = {t for thing in touched for t in stated(thing)}
    said |= {t for thing in {t.object for t in said} - touched for t in stated(thing, RDF.type)}
    said |= {q.triple for q in store.quads(None, RDFS.subClassOf, None, DEFAULT_GRAPH)}
    about = {str(getattr(thing, "value", "")) for thing in touched} | {iri.value for iri in change.evidence}
    results = validate(as_rdflib(said | set(described)), SHAPES_FILE)
    return [r for r in results if r.severity == "violation" and r.focus in about]


def says(evidence: Evidence, result: Result, naming: Naming) -> bool:
    """Tell whether the evidence says what the result is about."""
    return any(is_about(t, result, naming) for t in evidence.statements)


def is_about(triple: Triple, result: Result, naming: Naming) -> bool:
    """Tell whether a statement is what the result is about: the property of the thing, with the value, if any."""
    subject, predicate, value = (getattr(naming.of(term), "value", None) for term in triple)
    return (subject, predicate) == (result.focus, result.path) and result.value in {None, value}


def as_rdflib(triples: Iterable[Triple]) -> Graph:
    """Return the triples as an rdflib graph, which pySHACL works on."""
    graph = Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def _result(report: Graph, node: Node, shapes: Graph) -> Result:
    path, value, shape = (report.value(node, p) for p in (SH.resultPath, SH.value, SH.sourceShape))
    severity = str(report.value(node, SH.resultSeverity))
    templates = [m for m in shapes.objects(shape, SH.sparql / SH.message) if isinstance(m, RdflibLiteral)]
    messages = [m for m in report.objects(node, SH.resultMessage) if isinstance(m, RdflibLiteral)]
    return Result(
        focus=str(report.value(node, SH.focusNode)),
        path=str(path) if isinstance(path, URIRef) else None,
        value=str(value) if value is not None else None,
        severity=SEVERITIES.get(severity, severity),
        shape=str(shape),
        message=words({m.language or _language(str(m), templates): str(m) for m in messages}),
    )


def _language(message: str, templates: Iterable[RdflibLiteral]) -> str:
    """Return the language of a filled-in message by its template: pySHACL drops it when it fills in `{?variables}`."""
    for template in templates:
        pattern = "(.*)".join(map(re.escape, re.split(r"\{\?\w+\}", str(template))))
        if re.fullmatch(pattern, message, re.DOTALL):
            return template.language or ""
    return ""


def _finding(snapshot: Snapshot, result: Result) -> Finding:
    """Return the result with where it was said: the statements of the property if there are any, else all of the
    thing's.
    """
    if result.focus in snapshot.records:
        return Finding(result, (), (snapshot.records[result.focus],))
    about = snapshot.about.get(result.focus, ())
    faulty = tuple(s for s in about if s.predicate == result.path)
    evidence = sorted({e for s in faulty or about for e in s.evidence if e.startswith(ID)})
    return Finding(result, faulty, tuple(snapshot.records[e] for e in evidence))
