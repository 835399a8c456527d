"""The classes and properties of `samspil.ttl`, read for the code that follows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.namespaces import OWL, RDF, RDFS, SAMSPIL, SCHEMA, SKOS, XSD
from ontology.words import Words, words

FOLDER: Final = Path(__file__).parent
ONTOLOGY_FILE: Final = FOLDER / "samspil.ttl"
ALIGNMENTS_FILE: Final = FOLDER / "alignments.ttl"
SAYINGS_FILE: Final = FOLDER / "sayings.ttl"
SHAPES_FILE: Final = FOLDER / "shapes.ttl"
GATES_FILE: Final = FOLDER / "gates.ttl"
PARAPHRASES_FILE: Final = FOLDER / "paraphrases.ttl"
CONTEXT_FILE: Final = FOLDER / "context.jsonld"
CONCEPT_FILES: Final = tuple(sorted((FOLDER / "concepts").glob("*.ttl")))


@dataclass(frozen=True)
class ClassTerm:
    """A class: `kind` is the part of its things' IRIs that names the kind, `ancestors` its superclasses, itself first,
    `note` what it is not to be taken for.
    """

    iri: str
    name: str
    label: Words
    definition: Words
    note: Words | None
    example: str
    ancestors: tuple[str, ...]
    kind: str | None
    relationship: str | None
    edge_from: str | None
    edge_to: str | None


@dataclass(frozen=True)
class PropertyTerm:
    """A property: `name` is its short name in JSON-LD and tables, `domains` and `ranges` the classes (or datatypes)
    that it is used with, `scheme` the concept scheme of its values, if any.
    """

    iri: str
    name: str
    label: Words
    definition: Words
    example: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    scheme: str | None
    relationship: str | None

    @property
    def is_text(self) -> bool:
        """Tell whether the values are texts in a language."""
        return self.ranges == (RDF.langString.value,)

    @property
    def is_date(self) -> bool:
        """Tell whether the values are dates of any precision."""
        return XSD.date.value in self.ranges


Term = TypeVar("Term", ClassTerm, PropertyTerm)


@dataclass(frozen=True)
class Vocabulary:
    """All terms by IRI, and ways to find them by the names that people use."""

    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]

    def class_named(self, name: str) -> ClassTerm | None:
        """Return the class with this short name or Danish or English label, in any case."""
        return _named(self.classes.values(), name)

    def property_named(self, name: str) -> PropertyTerm | None:
        """Return the property with this short name or Danish or English label, in any case."""
        return _named(self.properties.values(), name)

    def label(self, iri: str) -> Words:
        """Return the label of a class or property, or the last part of the IRI where it is not ours."""
        term = self.classes.get(iri) or self.properties.get(iri)
        return term.label if term else words({}, local_name(iri))

    def kind_of(self, iri: str) -> str | None:
        """Return the kind (`organisation`, `initiative` …) of the class, its own or inherited."""
        ancestors = self.classes[iri].ancestors if iri in self.classes else ()
        return next((term.kind for a in ancestors if (term := self.classes.get(a)) and term.kind), None)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """All kinds that the addresses of things name."""
        return frozenset(term.kind for term in self.classes.values() if term.kind)

    def is_a(self, iri: str, ancestor: str) -> bool:
        """Tell whether the class is `ancestor` or below it."""
        return iri in self.classes and ancestor in self.classes[iri].ancestors


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def read_turtle(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file that the project ships."""
    return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]


@dataclass(frozen=True)
class Description:
    """What one Turtle file says of one IRI."""

    iri: str
    triples: tuple[Triple, ...]

    def is_a(self, class_: NamedNode) -> bool:
        """Tell whether the class is stated."""
        return class_.value in self.values(RDF.type)

    def values(self, predicate: NamedNode) -> list[str]:
        """Return the IRIs and texts that are stated with the predicate."""
        objects = (t.object for t in self.triples if t.predicate == predicate)
        return [o.value for o in objects if isinstance(o, NamedNode | Literal)]

    def value(self, predicate: NamedNode) -> str | None:
        """Return the first of the values."""
        return next(iter(self.values(predicate)), None)

    def text(self, predicate: NamedNode) -> Words:
        """Return a text in both languages, else the last part of the IRI."""
        literals = (t.object for t in self.triples if t.predicate == predicate and isinstance(t.object, Literal))
        return words({o.language or "": o.value for o in literals}, local_name(self.iri))


def describe(path: Path) -> dict[str, Description]:
    """Return what a Turtle file says, by the IRI that it is said of."""
    by_subject: dict[str, list[Triple]] = defaultdict(list)
    for triple in read_turtle(path):
        if isinstance(triple.subject, NamedNode):
            by_subject[triple.subject.value].append(triple)
    return {iri: Description(iri, tuple(triples)) for iri, triples in by_subject.items()}


@cache
def vocabulary() -> Vocabulary:
    """Read `samspil.ttl`."""
    terms = describe(ONTOLOGY_FILE)
    # A term of others that the file only declares has no label, and is not ours to use.
    labelled = {iri: d for iri, d in terms.items() if d.value(RDFS.label)}
    classes = {iri: d for iri, d in labelled.items() if d.is_a(OWL.Class)}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {iri: d for iri, d in labelled.items() if any(map(d.is_a, kinds))}
    return Vocabulary(
        classes={iri: _class_term(d, classes) for iri, d in classes.items()},
        properties={iri: _property_term(d) for iri, d in properties.items()},
    )


def _class_term(d: Description, classes: Mapping[str, Description]) -> ClassTerm:
    ancestors = [d.iri]
    for iri in ancestors:
        if iri in classes:
            ancestors += [a for a in classes[iri].values(RDFS.subClassOf) if a not in ancestors]
    return ClassTerm(
        iri=d.iri,
        name=d.value(SAMSPIL.term) or local_name(d.iri),
        label=d.text(RDFS.label),
        definition=d.text(SKOS.definition),
        note=d.text(SKOS.scopeNote) if d.value(SKOS.scopeNote) else None,
        example=d.value(SKOS.example) or "",
        ancestors=tuple(ancestors),
        kind=d.value(SAMSPIL.kind),
        relationship=d.value(SAMSPIL.relationshipType),
        edge_from=d.value(SAMSPIL.edgeFrom),
        edge_to=d.value(SAMSPIL.edgeTo),
    )


def _property_term(d: Description) -> PropertyTerm:
    return PropertyTerm(
        iri=d.iri,
        name=d.value(SAMSPIL.term) or local_name(d.iri),
        label=d.text(RDFS.label),
        definition=d.text(SKOS.definition),
        example=d.value(SKOS.example) or "",
        domains=tuple(d.values(RDFS.domain) + d.values(SCHEMA.domainIncludes)),
        ranges=tuple(d.values(RDFS.range) + d.values(SCHEMA.rangeIncludes)),
        scheme=d.value(SAMSPIL.conceptScheme),
        relationship=d.value(SAMSPIL.relationshipType),
    )


def _named(terms: Iterable[Term], name: str) -> Term | None:
    wanted = name.strip().casefold()
    return next(
        (t for t in terms if wanted in {t.name.casefold(), t.label["da"].casefold(), t.label["en"].casefold()}), None
    )
