"""The accepted view as tables, one for each kind of thing, in the columns that `samspil ingest` reads (docs/tables.md):
a row for each thing, with where it is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from graph.export.sheet import DECIMALS, Cell
from graph.known.answers import evidence_of
from graph.known.names import name_key, path_and_slug
from graph.known.snapshot import Snapshot, Statement
from ontology.errors import InputError
from ontology.namespaces import ID, RDF, RDFS, XSD
from ontology.vocabulary import ClassTerm, PropertyTerm, local_name, vocabulary
from ontology.words import Language

SEVERAL: Final = "|"
THING: Final = "id"
CLASS: Final[Mapping[Language, str]] = {"da": "slags", "en": "type"}
YES_NO: Final[Mapping[Language, Mapping[str, str]]] = {
    "da": {"true": "ja", "false": "nej"},
    "en": {"true": "yes", "false": "no"},
}
SOURCE: Final = f"{ID}source/"
TABLE: Final = f"{ID}table/"
TERMS: Final = frozenset({RDFS.Class.value, RDF.Property.value})


@dataclass(frozen=True)
class Column:
    """A column: a property, and of texts in a language which one."""

    term: PropertyTerm
    language: str = ""

    def heading(self, language: Language) -> str:
        """Return what it is called in the language; values in English are marked, as in `navn@en`."""
        return self.term.label[language] + ("@en" if self.language == "en" else "")


@dataclass(frozen=True)
class KindTable:
    """The things of a kind (IRIs, in order) and the columns that say anything of them."""

    kind: ClassTerm
    things: tuple[str, ...]
    columns: tuple[Column, ...]

    def header(self, language: Language) -> list[str]:
        """Return the headings: the class, the properties, the source and the place in it, the IRI."""
        said_in = (_term("source"), _term("locator"))
        own = [c.heading(language) for c in self.columns]
        return [CLASS[language], *own, *(p.label[language] for p in said_in), THING]


def kind_named(name: str) -> ClassTerm:
    """Return the class whose things a kind (`indsats`, `initiative`, `fond`) is of. Raises `InputError`."""
    terms = vocabulary()
    found = terms.class_named(name)
    kind = terms.kind_of(found.iri) if found else None
    if kind is None:
        known = ", ".join(sorted(c.label["da"] for c in terms.classes.values() if c.kind))
        raise InputError("'{kind}' is no kind of thing. There are: {known}.", kind=name, known=known)
    return next(c for c in terms.classes.values() if c.kind == kind)


class Tables:
    """The tables of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot, and count what its names stand for."""
        self._snapshot = snapshot
        self._bearers = Counter(
            (path_and_slug(iri)[0].partition("/")[0], key)
            for iri in snapshot.entities
            for key in {name_key(n) for n in (*snapshot.names(iri), *path_and_slug(iri))}
        )

    def of(self, kind: ClassTerm | None = None) -> list[KindTable]:
        """Return the table of the kind, or of every kind that there is anything of. Raises `InputError` for none."""
        things: dict[str, list[str]] = {}
        # A table that is its own source is no thing that anybody entered.
        for iri in (i for i in self._snapshot.entities if not i.startswith(TABLE)):
            things.setdefault(self._snapshot.kind_of(iri) or "", []).append(iri)
        kinds = [c for c in vocabulary().classes.values() if c.kind in things and (kind is None or kind == c)]
        if kind and not kinds:
            raise InputError("The graph has nothing of the kind '{kind}'.", kind=kind.label)
        return [KindTable(c, tuple(things[c.kind or ""]), self._columns(things[c.kind or ""])) for c in kinds]

    def rows(self, table: KindTable, language: Language) -> Iterator[list[Cell]]:
        """Yield a row for each thing. Several values are joined by `|`; a thing is named by its name where that is its
        alone, else by `kind/id`; sources by their ids, with the places in the same order.
        """
        snapshot = self._snapshot
        for iri in table.things:
            said = snapshot.about[iri]
            by_column: dict[tuple[str, str], list[Statement]] = {}
            for s in said:
                by_column.setdefault((s.predicate, _language(s)), []).append(s)
            class_ = snapshot.terms.classes[snapshot.class_of(iri) or table.kind.iri]
            cells = [self._cell(by_column.get((c.term.iri, c.language), ()), c.term, language) for c in table.columns]
            sources, places = self._said_in(said)
            yield [class_.label[language], *cells, sources, places, iri]

    def _columns(self, things: Sequence[str]) -> tuple[Column, ...]:
        used = {(s.predicate, _language(s)) for iri in things for s in self._snapshot.about[iri]}
        return tuple(
            Column(p, language)
            for p in vocabulary().properties.values()
            for language in ("", "en")
            if (p.iri, language) in used and p.iri != RDF.type.value
        )

    def _cell(self, statements: Sequence[Statement], term: PropertyTerm, language: Language) -> Cell:
        values = [_marked(self._value(s, term, language)) for s in statements]
        return values[0] if len(values) == 1 else SEVERAL.join(_text(value, language) for value in values) or None

    def _value(self, s: Statement, term: PropertyTerm, language: Language) -> Cell:
        if s.target:
            is_term = bool(set(term.ranges) & TERMS)
            return vocabulary().label(s.target)[language] if is_term else self._name(s.target, term, language)
        datatype = s.object.datatype if isinstance(s.object, Literal) else None
        match datatype:
            case XSD.decimal:
                return Decimal(s.value)
            case XSD.integer | XSD.gYear:
                return int(s.value)
            case XSD.date:
                return date.fromisoformat(s.value)
            case XSD.boolean:
                return YES_NO[language][s.value]
            case _:
                return s.value

    def _name(self, iri: str, term: PropertyTerm, language: Language) -> str:
        """Return the name of a thing, if it is that of no other thing that the property may point at."""
        label = self._snapshot.label(iri)[language]
        kinds = {local_name(term.scheme)} if term.scheme else {vocabulary().kind_of(r) for r in term.ranges}
        bearers = sum(self._bearers[kind or "", name_key(label)] for kind in kinds)
        return label if bearers == 1 and SEVERAL not in label else path_and_slug(iri)[0]

    def _said_in(self, statements: Iterable[Statement]) -> tuple[str, str]:
        """Return the sources and the places in them; a table that names no source says nothing of one."""
        records = [self._snapshot.records[e] for e in evidence_of(statements) if e in self._snapshot.records]
        said = dict.fromkeys((r.source, r.locator or "") for r in records if r.source and r.source.startswith(SOURCE))
        sources = [self._snapshot.known_as.get(source, source).removeprefix(SOURCE) for source, _ in said]
        return SEVERAL.join(sources), SEVERAL.join(place for _, place in said)


def _marked(value: Cell) -> Cell:
    """Return a value as it stands in a cell, where what separates values is marked."""
    return value.replace(SEVERAL, "\\" + SEVERAL) if isinstance(value, str) else value


def _language(s: Statement) -> str:
    return "en" if isinstance(s.object, Literal) and s.object.language == "en" else ""


def _term(name: str) -> PropertyTerm:
    return next(p for p in vocabulary().properties.values() if p.name == name)


def _text(value: Cell, language: Language) -> str:
    """Return one of several values in a cell."""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", DECIMALS[language])
    return "" if value is None else str(value)
