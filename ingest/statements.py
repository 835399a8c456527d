"""Rows of a table as evidence: each row becomes a JSON-LD node, and the JSON-LD context makes statements of it."""

import json
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from babel.numbers import NumberFormatError, parse_decimal
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.evidence.evidence import BY_TABLE, Evidence
from graph.known.names import Names
from ingest.table import Cell, Row
from ontology.errors import InputError
from ontology.namespaces import CONCEPT, DCT, ID, RDF, RDFS, SAMSPIL, SKOS, XSD
from ontology.vocabulary import CONTEXT_FILE, FOLDER, ClassTerm, PropertyTerm, vocabulary

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YES: Final = {"ja", "yes", "true", "sand"}
NO: Final = {"nej", "no", "false", "falsk"}
DATES: Final = {XSD.gYear.value: "%Y", XSD.gYearMonth.value: "%Y-%m", XSD.date.value: "%Y-%m-%d"}


def read_rows(
    rows: Sequence[Row], names: Names, table: NamedNode, agent: NamedNode
) -> tuple[list[Evidence], list[InputError]]:
    """Return the evidence that the rows of one table give, and the faults in them: a cell at fault is passed over, and
    so is a row that does not say what it is about.

    Names in cells are looked up in `names`, which must know the rows' own things (see `introduce`).
    """
    nodes: dict[str, tuple[Row, dict[str, Any], dict[str, Any]]] = {}
    faults: list[InputError] = []
    for row in rows:
        try:
            iri, subject, about = _read_row(row, names, table, faults)
            if iri in nodes:
                first = nodes[iri][0].line
                raise row.fault(
                    "id", InputError("the same id and place as in line {first}. Put the two together.", first=first)
                )
            nodes[iri] = (row, subject, about)
        except InputError as fault:
            faults.append(fault)
    statements = _expand({iri: subject for iri, (_, subject, _) in nodes.items()})
    # A table that names no source is its own: what its rows say then includes what the table is.
    title = Literal(rows[0].table, language="da") if rows else None
    itself = {Triple(table, RDF.type, SAMSPIL.Source), Triple(table, DCT.title, title)} if title else set()
    evidence = [
        Evidence(
            iri=NamedNode(iri),
            statements=frozenset(q.triple for q in statements[iri])
            | (set() if "source" in about else itself)
            | _in_scheme(subject),
            read_by=BY_TABLE,
            agent=agent,
            source=NamedNode(about.get("source", table.value)),
            locator=about.get("locator"),
            table=table,
            row=row.line,
            confidence=about.get("confidence", "1"),
            valid_from=_literal(about.get("validFrom")),
            valid_until=_literal(about.get("validUntil")),
        )
        for iri, (row, subject, about) in nodes.items()
    ]
    return evidence, faults


def introduce(rows: Iterable[Row], names: Names) -> None:
    """Tell `names` of the things that the rows describe, so that other rows can refer to them.

    A row whose id or kind is at fault is passed over here: `read_rows` tells of it.
    """
    for row in rows:
        with suppress(InputError):
            names.add(
                _subject(row, _class(row)), [v for cell in row.cells for v in cell.values if _is_name(cell.column.term)]
            )


def _is_name(term: PropertyTerm) -> bool:
    return term.iri in {SKOS.prefLabel.value, SKOS.altLabel.value, SAMSPIL.abbreviation.value}


def _class(row: Row) -> ClassTerm:
    found = vocabulary().class_named(row.kind)
    if not found or not vocabulary().kind_of(found.iri):
        raise row.fault(
            "slags",
            InputError("'{kind}' is no kind of thing. Write for example: indsats, fond, aftale.", kind=row.kind),
        )
    return found


@cache
def _schemes() -> frozenset[str]:
    """Return the names of the lists of concepts that the language has, one a file."""
    return frozenset(path.stem for path in (FOLDER / "concepts").glob("*.ttl"))


def _subject(row: Row, class_: ClassTerm) -> str:
    base = _base(class_)
    slug = row.id.removeprefix(base)  # the whole IRI will do too
    parts = slug.split("/")
    if len(parts) != (2 if base == CONCEPT else 1) or not all(map(SLUG.fullmatch, parts)):
        example = "theme/homelessness" if base == CONCEPT else "housing-first"
        raise row.fault(
            "id",
            InputError(
                "'{id}' cannot be an id. Use a-z, 0-9 and hyphens, as in '{example}'.", id=row.id, example=example
            ),
        )
    if base == CONCEPT and parts[0] not in _schemes():
        raise row.fault("id", InputError("There is no list of concepts called '{name}'.", name=parts[0]))
    return base + slug


def _base(class_: ClassTerm) -> str:
    kind = vocabulary().kind_of(class_.iri)
    return CONCEPT if kind == "concept" else f"{ID}{kind}/"


def _in_scheme(subject: Mapping[str, Any]) -> set[Triple]:
    """Return that a concept which the row names is in the scheme that its address says."""
    iri = str(subject["id"])
    if not iri.startswith(CONCEPT) or "name" not in subject:
        return set()
    return {Triple(NamedNode(iri), SKOS.inScheme, NamedNode(iri.rpartition("/")[0]))}


def _read_row(
    row: Row, names: Names, table: NamedNode, faults: list[InputError]
) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the IRI of the row's evidence, the JSON-LD node of its thing, and what it says of the evidence itself; add
    to `faults` those of its cells.
    """
    class_ = _class(row)
    subject: dict[str, Any] = {"id": _subject(row, class_), "type": class_.name}
    about: dict[str, Any] = {}
    for cell in row.cells:
        term = cell.column.term
        try:
            values = [read_value(cell, text, names) for text in cell.values]
        except InputError as fault:
            faults.append(row.fault(cell.column.header, fault))
            continue
        if term.domains == (SAMSPIL.Evidence.value,):
            about[term.name] = values[0]
        elif term.is_text:
            subject.setdefault(term.name, {}).setdefault(cell.column.language, []).extend(values)
        else:
            subject.setdefault(term.name, []).extend(values)
    said_in = about.get("locator") or about.get("source", "").rpartition("/")[2]
    place = re.sub(r"[^a-z0-9]+", "-", said_in.casefold()).strip("-")
    key = row.key or subject["id"].removeprefix(_base(class_)).replace("/", "-")
    iri = "/".join(filter(None, (table.value.replace("/table/", "/evidence/"), key, place)))
    return iri, subject, about


def read_value(cell: Cell, text: str, names: Names) -> str | dict[str, str]:
    """Return the IRI or the literal that a cell's text stands for; a date as a JSON-LD value with its datatype."""
    term = cell.column.term
    if term.scheme:
        return names.concept(text, term.scheme)
    if term.is_date:
        return _date(text)
    if named := TERMS.get(next(iter(term.ranges), "")):
        return _term(text, named)
    if classes := [c for iri in term.ranges if (c := vocabulary().classes.get(iri))]:
        kinds = [vocabulary().kind_of(c.iri) or "" for c in classes]
        return names.thing(text, kinds, " / ".join(c.label["da"] for c in classes))
    return LITERALS.get(next(iter(term.ranges), ""), str)(text)


def _term(text: str, named: Callable[[str], ClassTerm | PropertyTerm | None]) -> str:
    found = named(text)
    if not found:
        raise InputError("'{text}' is no word of the language. See samspil serve, under The language.", text=text)
    return found.iri


def _decimal(text: str) -> str:
    try:
        return format(parse_decimal(text.removesuffix("kr.").strip(), locale="da_DK", strict=True), "f")
    except NumberFormatError as error:
        raise InputError("'{text}' is not a number. Write it like 2500000 or 2.500.000,50.", text=text) from error


def _whole(text: str) -> str:
    number = _decimal(text)
    if "." in number:
        raise InputError("'{text}' is not a whole number.", text=text)
    return number


def _date(text: str) -> dict[str, str]:
    for datatype, form in DATES.items():
        with suppress(ValueError):
            datetime.strptime(text, form).replace(tzinfo=UTC)
            return {"@value": text, "@type": datatype}
    raise InputError("'{text}' is not a date. Write it like 2022, 2022-11 or 2022-11-30.", text=text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
        raise InputError("'{text}' is not the address of a page. It begins with https://", text=text)
    return quote(text, safe=string.punctuation)  # letters such as æ as a browser sends them: %C3%A6


def _truth(text: str) -> str:
    if text.casefold() not in YES | NO:
        raise InputError("'{text}' is neither ja nor nej.", text=text)
    return "true" if text.casefold() in YES else "false"


TERMS: Final[dict[str, Callable[[str], ClassTerm | PropertyTerm | None]]] = {
    RDFS.Class.value: vocabulary().class_named,
    RDF.Property.value: vocabulary().property_named,
}
LITERALS: Final[dict[str, Callable[[str], str]]] = {
    XSD.decimal.value: _decimal,
    XSD.integer.value: _whole,
    XSD.anyURI.value: _address,
    XSD.boolean.value: _truth,
}


def _literal(date: dict[str, str] | None) -> Literal | None:
    return Literal(date["@value"], datatype=NamedNode(date["@type"])) if date else None


def _expand(subjects: dict[str, dict[str, Any]]) -> dict[str, list[Quad]]:
    """Return the statements of each evidence, its node expanded through the JSON-LD context."""
    document = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))
    document["@graph"] = [{"id": iri, "@graph": [node]} for iri, node in subjects.items()]
    statements: dict[str, list[Quad]] = {iri: [] for iri in subjects}
    for quad in parse(json.dumps(document), format=RdfFormat.JSON_LD):
        statements[str(quad.graph_name.value)].append(quad)
    return statements
