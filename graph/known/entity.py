"""What is known of a thing and who says so, and finding things by name."""

from collections.abc import Iterable

from pyoxigraph import Literal
from rapidfuzz import fuzz, process

from graph.known.answers import Answer, Citation, Thing, cite, thing
from graph.known.snapshot import Snapshot, Statement
from ontology.namespaces import RDF, XSD
from ontology.words import Words

LIKE_ENOUGH = 80  # of 100, for a name that only resembles what was asked for


class Term(Answer):
    """A property or class: its IRI and its label in both languages."""

    id: str
    label: Words


class Value(Answer):
    """A value that is no thing: its text, and its datatype (IRI) and language."""

    value: str
    datatype: str
    language: str | None

    @property
    def is_decimal(self) -> bool:
        """Tell whether it is an amount or another decimal number."""
        return self.datatype == XSD.decimal.value


class EntityStatement(Answer):
    """A statement and who says so. `object` is a thing, a term of the ontology or a value."""

    subject: Thing
    predicate: Term
    object: Thing | Term | Value
    evidence: tuple[Citation, ...]


class Entity(Answer):
    """A thing or concept with what is stated of it, and what points at it."""

    thing: Thing
    class_: Term | None
    statements: tuple[EntityStatement, ...]
    pointing_at_it: tuple[EntityStatement, ...]


def describe_entity(iri: str, snapshot: Snapshot) -> Entity:
    """Return what is known of a thing that the snapshot holds."""
    class_ = snapshot.class_of(iri)
    order = {property_: place for place, property_ in enumerate(snapshot.terms.properties)}

    def described(statements: Iterable[Statement]) -> tuple[EntityStatement, ...]:
        """Put the statements in the order of the ontology, names first."""
        return tuple(
            _statement(s, snapshot) for s in sorted(statements, key=lambda s: order.get(s.predicate, len(order)))
        )

    return Entity(
        thing=thing(snapshot, iri),
        class_=Term(id=class_, label=snapshot.label(class_)) if class_ else None,
        statements=described(s for s in snapshot.about[iri] if s.predicate != RDF.type.value),
        pointing_at_it=described(snapshot.pointing_at.get(iri, ())),
    )


def find_entities(snapshot: Snapshot, asked: str = "", kind: str | None = None) -> list[Thing]:
    """Return the things of a kind (all kinds without one) whose names hold the words asked for, the best first.

    A name that begins with the words comes before one that holds them; where none does, names that resemble them.
    Without words, all, by name.
    """
    found = [t for iri in snapshot.entities if (t := thing(snapshot, iri)) and kind in {None, t.kind}]
    words = asked.casefold().split()
    if not words:
        return sorted(found, key=lambda t: (t.label["da"].casefold(), t.id))
    names = {t.id: [n.casefold() for n in (*snapshot.names(t.id), t.label["da"])] for t in found}
    ranked = {t.id: _rank(names[t.id], words) for t in found}
    if not any(ranked.values()):
        ranked = {t.id: _resemblance(names[t.id], " ".join(words)) for t in found}
    hits = [t for t in found if ranked[t.id]]
    return sorted(hits, key=lambda t: (-ranked[t.id], t.label["da"].casefold(), t.id))


def _rank(names: list[str], words: list[str]) -> float:
    whole = " ".join(words)
    if any(name.startswith(whole) for name in names):
        return 2
    return float(any(all(word in name for word in words) for name in names))


def _resemblance(names: list[str], asked: str) -> float:
    best = process.extractOne(asked, names, scorer=fuzz.WRatio, score_cutoff=LIKE_ENOUGH)
    return float(best[1]) if best else 0.0


def _statement(s: Statement, snapshot: Snapshot) -> EntityStatement:
    return EntityStatement(
        subject=thing(snapshot, s.subject),
        predicate=Term(id=s.predicate, label=snapshot.label(s.predicate)),
        object=_object(s, snapshot),
        evidence=tuple(cite(snapshot, e) for e in s.evidence),
    )


def _object(s: Statement, snapshot: Snapshot) -> Thing | Term | Value:
    if isinstance(s.object, Literal):
        return Value(value=s.value, datatype=s.object.datatype.value, language=s.object.language)
    return thing(snapshot, s.value) if snapshot.kind_of(s.value) else Term(id=s.value, label=snapshot.label(s.value))
