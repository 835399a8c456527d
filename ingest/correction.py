"""What a person writes in place of what was read: statements as in the cells of a table, one value each."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import EVIDENCE_GRAPH, PROPOSED, Evidence, read
from graph.known.labels import Labels
from graph.known.names import Names
from graph.known.snapshot import NAMES
from graph.store import Store
from ingest.statements import read_value
from ingest.table import Cell, Column
from ontology.errors import InputError
from ontology.namespaces import RDF, SAMSPIL
from ontology.vocabulary import PropertyTerm, vocabulary
from ontology.words import Language


@dataclass(frozen=True)
class Line:
    """One statement as a person writes it: the subject's IRI or name, a property's short name, label or IRI, and a
    value.
    """

    subject: str
    property: str
    value: str


def to_correct(item: Evidence) -> frozenset[Triple]:
    """Return the statements that a person may correct."""
    sources = {item.source, item.table}
    return frozenset(t for t in item.statements if t.predicate != RDF.type and t.subject not in sources)


def read_correction(
    item: Evidence, lines: Iterable[Line], names: Names, labels: Labels, language: Language
) -> frozenset[Triple]:
    """Return the statements of the lines, in place of those of the evidence; what the things are, and what it says of
    its source, stays.

    A value that is left as it was shown stays what it was, and a line without a value is left out. Raises `InputError`.
    """
    there = {(*_ends(t), text): t for t in item.statements for text in _shown(t, labels)}
    kept = {t for t in item.statements if t not in to_correct(item)}
    subjects = {getattr(t.subject, "value", "") for t in item.statements}
    return frozenset(
        kept
        | {
            there.get((line.subject, line.property, line.value)) or _statement(line, subjects, names, language)
            for line in lines
            if line.value.strip()
        }
    )


def _ends(t: Triple) -> tuple[str, str]:
    return getattr(t.subject, "value", ""), t.predicate.value


def _shown(t: Triple, labels: Labels) -> set[str]:
    """Return the ways in which the object of a statement is shown to whoever corrects it."""
    if isinstance(t.object, NamedNode):
        return {t.object.value, labels(t.object.value)["da"], labels(t.object.value)["en"]}
    return {getattr(t.object, "value", "")}


def know_proposed(names: Names, store: Store) -> None:
    """Tell `names` of the things that are only proposed, so that a correction can speak of them."""
    for quad in store.quads(None, SAMSPIL.reviewStatus, PROPOSED, EVIDENCE_GRAPH):
        item = read(store, quad.subject) if isinstance(quad.subject, NamedNode) else None
        for t in item.statements if item else ():
            if t.predicate.value in NAMES and isinstance(t.subject, NamedNode) and isinstance(t.object, Literal):
                names.add(t.subject.value, [t.object.value])


def _statement(line: Line, subjects: set[str], names: Names, language: Language) -> Triple:
    term = vocabulary().properties.get(line.property) or vocabulary().property_named(line.property)
    if not term or term.domains == (SAMSPIL.Evidence.value,):
        raise InputError("'{name}' is neither a kind of thing nor a property of the language.", name=line.property)
    subject = line.subject if line.subject in subjects else names.anything(line.subject)
    return Triple(NamedNode(subject), NamedNode(term.iri), _object(term, line.value.strip(), names, language))


def _object(term: PropertyTerm, text: str, names: Names, language: Language) -> NamedNode | Literal:
    cell = Cell(Column(term.label[language], term, language), (text,))
    try:
        value = read_value(cell, text, names)
    except InputError as problem:
        raise InputError("'{field}': {problem}", field=term.label, problem=problem) from problem
    if isinstance(value, dict):
        return Literal(value["@value"], datatype=NamedNode(value["@type"]))
    if term.is_text:
        return Literal(value, language=language)
    if any(iri in vocabulary().classes for iri in term.ranges):
        return NamedNode(value)
    return Literal(value, datatype=NamedNode(term.ranges[0])) if term.ranges else Literal(value)
