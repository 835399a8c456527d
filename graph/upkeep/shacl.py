"""SHACL, by pySHACL, which works on rdflib: both take long to import, so only those who validate import this."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pyshacl
from pyoxigraph import RdfFormat, Triple, serialize
from rdflib import RDF as RDFLIB_RDF
from rdflib import SH, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from graph.upkeep.result import Result
from ontology.namespaces import SAMSPIL
from ontology.vocabulary import SHAPES_FILE
from ontology.words import words

SEVERITIES: Final = {
    str(SH.Violation): "violation",
    str(SH.Warning): "warning",
    SAMSPIL.Contradiction.value: "contradiction",
}
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def validate(data: Graph, shapes_file: Path) -> list[Result]:
    """Validate the data with the shapes (a Turtle file); results in order of thing, shape and value."""
    return _validate(data, _shapes(shapes_file))


def validate_strictly(data: Iterable[Triple]) -> list[Result]:
    """Return where the data breaks the shapes that everything in the graph must meet, those of a lesser severity not
    counted.
    """
    return _validate(as_rdflib(data), _strict_shapes())


def _validate(data: Graph, shapes: Graph) -> list[Result]:
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, advanced=True, inplace=True, allow_infos=True, allow_warnings=True
    )
    results = (_result(report, node, shapes) for node in report.subjects(RDFLIB_RDF.type, SH.ValidationResult))
    return sorted(results, key=lambda r: r.place)


def _lifted(shapes: Graph) -> Graph:
    """Return the shapes, each property shape with the targets of the node shapes that have it: the same results, and
    pySHACL looks at all things at once instead of one by one (measured: in half the time).
    """
    lifted = Graph() + shapes
    for node, property_ in shapes.subject_objects(SH.property):
        targets = [(kind, target) for kind in TARGETS for target in shapes.objects(node, kind)]
        if targets:
            lifted.remove((node, SH.property, property_))
        for kind, target in targets:
            lifted.add((property_, kind, target))
    return lifted


def _violations_only(shapes: Graph) -> Graph:
    """Return the shapes without those of a lesser severity."""
    strict = Graph() + shapes
    for shape in shapes.subjects(SH.severity):
        strict.remove((shape, None, None))
    return strict


@cache
def _shapes(file: Path) -> Graph:
    return _lifted(Graph().parse(file, format="turtle"))


@cache
def _strict_shapes() -> Graph:
    return _violations_only(_shapes(SHAPES_FILE))


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
