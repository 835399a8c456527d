"""Named questions in `graph/questions/`: queries in SPARQL and Cypher, each with titles in both languages, and labels.

A parameter is a line `VALUES ?name { … }` of the query, which holds its default: the file as it stands runs in any
SPARQL tool. Asking replaces what is between the braces by what the caller means.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field
from pyoxigraph import Literal, NamedNode, QuerySolutions
from rapidfuzz import process

from graph.answers.coverage import KNOWN, UNKNOWN, Coverages
from graph.answers.lack import GapKind, Lack, read_gap, read_lack
from graph.known.answers import Answer, Thing, thing
from graph.known.names import Names
from graph.known.past import as_of, evidence_of
from graph.known.snapshot import Snapshot
from graph.known.view import as_store
from graph.store import Store
from ontology.errors import InputError, NotFound
from ontology.namespaces import BASE, CONCEPT, XSD
from ontology.numbers import number_in
from ontology.vocabulary import vocabulary
from ontology.words import Words, words

FOLDER: Final = Path(__file__).parents[1] / "questions"
GROUPS: Final[Mapping[str, Words]] = {
    "initiatives": Words(da="Indsatser", en="Initiatives"),
    "organisations": Words(da="Organisationer", en="Organisations"),
    "money": Words(da="Penge", en="Money"),
    "policies": Words(da="Politikker", en="Policies"),
    "evidence": Words(da="Belæg", en="Evidence"),
}
NUMBER: Final = "number"
DATE: Final = "date"
ANYTHING: Final = "thing"
THINGS: Final = frozenset({"organisation", "initiative", "policy"})


class Parameter(Answer):
    """A parameter: its name in the query, what it is called, its kind, and its default as a SPARQL term.

    The kind is a concept scheme (`theme`, `target-group` …), `organisation`, `initiative`, `policy`, `thing` (any of
    them), `number` or `date` (2026, 2026-01 or 2026-01-31).
    """

    name: str
    label: Words
    kind: str
    default: str


class Column(Answer):
    """A column of the answer: the variable of the query, and its heading."""

    name: str
    label: Words


STANDING: Final = Column(name="standing", label=Words(da="mangler det?", en="is it missing?"))
"""The column that an answer adds where its rows lack something: whether a source claims to name all of it."""


class Question(Answer):
    """A named question, as it stands in its folder."""

    name: str
    group: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    query: str
    cypher: str = Field(description="The same question in Cypher; its parameters are `$name`")
    lack: Lack | None = None
    gap: GapKind | None = None


class QuestionAnswer(Answer):
    """The answer to a question: what was asked for, the query that was put, and the rows; a cell is a thing, a text or
    number, or null where nothing is known.
    """

    name: str
    title: Words
    asked: dict[str, Thing | str] = Field(description="The parameters as they were understood")
    query: str
    graph_version: str
    as_of: str | None = Field(default=None, description="The day as of which it was asked, else it is as of now")
    columns: tuple[Column, ...]
    rows: tuple[tuple[Thing | str | None, ...], ...]


@dataclass(frozen=True)
class _Meant:
    """What a parameter was understood as: as SPARQL, and as shown."""

    term: str
    shown: Thing | str


@cache
def questions() -> Mapping[str, Question]:
    """Return all questions by name, group by group."""
    found = [_read(path.parent) for path in FOLDER.glob("*/question.toml")]
    order = list(GROUPS)
    return {q.name: q for q in sorted(found, key=lambda q: (order.index(q.group), q.name))}


def question_named(name: str) -> Question:
    """Return the question. Raises `NotFound`."""
    known = questions()
    if name not in known:
        near = process.extractOne(name, list(known))[0]
        raise NotFound("There is no question called '{name}'. Did you mean '{near}'?", name=name, near=near)
    return known[name]


def ask(
    question: Question,
    given: Mapping[str, str],
    store: Store,
    snapshot: Snapshot,
    names: Names,
    day: date | None = None,
) -> QuestionAnswer:
    """Answer a question; `given` has the values of parameters by name or label. Where store and snapshot are as of a
    `day` (see `ask_as_of`), it is the date that is not given, else that is today.

    Raises `InputError`, `NotFound`.
    """
    today = (day or datetime.now(UTC).date()).isoformat()
    dates = {p.name: today for p in question.parameters if p.kind == DATE}
    meant = {p.name: _mean(p, text, snapshot, names) for p, text in _assign(question, dates | dict(given))}
    query = fill(question, {name: m.term for name, m in meant.items()})
    rows = tuple(tuple(_cell(row[c.name], snapshot) for c in question.columns) for row in select(store, query))
    return QuestionAnswer(
        name=question.name,
        title=question.title,
        asked={p.name: meant[p.name].shown if p.name in meant else _default(p, snapshot) for p in question.parameters},
        query=query,
        graph_version=snapshot.version,
        as_of=day.isoformat() if day else None,
        columns=(*question.columns, STANDING) if question.lack else question.columns,
        rows=_with_standing(rows, question, question.lack, snapshot) if question.lack else rows,
    )


def ask_as_of(
    question: Question, given: Mapping[str, str], store: Store, snapshot: Snapshot, day: date
) -> QuestionAnswer:
    """Answer a question on the graph as it was known on a day, from the store and the snapshot of now (see `past`).

    Raises `InputError`, `NotFound`.
    """
    past = as_of(snapshot, day)
    then = as_store(past, evidence_of(past, day, store))
    return ask(question, given, then, past, Names(past), day)


def select(store: Store, query: str) -> QuerySolutions:
    """Return the solutions of a SELECT query."""
    found = store.query(query)
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"no SELECT query: {query}")
    return found


Rows = tuple[tuple[Thing | str | None, ...], ...]


def _with_standing(rows: Rows, question: Question, lack: Lack, snapshot: Snapshot) -> Rows:
    """Return the rows with whether what they lack is known to be missing, or unknown."""
    coverages = Coverages(snapshot)
    places = [i for i, c in enumerate(question.columns) if c.name in lack.of]
    unknown, known = thing(snapshot, UNKNOWN), thing(snapshot, KNOWN)

    def standing(row: tuple[Thing | str | None, ...]) -> Thing:
        scope = [cell.id for i in places if isinstance(cell := row[i], Thing)]
        return known if coverages.claims(lack.missing, scope) else unknown

    return tuple((*row, standing(row)) for row in rows)


def fill(question: Question, terms: Mapping[str, str]) -> str:
    """Return the query with the terms (in SPARQL) in place of the defaults."""
    query = question.query
    for name, term in terms.items():
        query = _values(name).sub(lambda m, term=term: f"{m[1]}{term}{m[3]}", query)  # type: ignore[misc]
    return query


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES \?{name} \{{ )([^}}]*)( \}})")


def _read(folder: Path) -> Question:
    told = tomllib.loads((folder / "question.toml").read_text(encoding="utf-8"))
    query = (folder / "query.rq").read_text(encoding="utf-8")
    labels = told.get("labels", {})
    selected = re.search(r"SELECT (?:DISTINCT )?(.+?) WHERE", query)
    # Of `(COUNT(?x) AS ?n)` only ?n is a column.
    plain = re.sub(r"\((?:[^()]|\([^()]*\))* AS (\?\w+)\)", r"\1", selected[1] if selected else "")
    variables = re.findall(r"\?(\w+)", plain)
    return Question(
        name=folder.name,
        group=told["group"],
        title=told["title"],
        description=told["description"],
        parameters=tuple(_parameter(name, p["kind"], labels, query) for name, p in told.get("parameters", {}).items()),
        columns=tuple(Column(name=v, label=_label(v, labels)) for v in variables),
        query=query,
        cypher=(folder / "query.cypher").read_text(encoding="utf-8"),
        lack=read_lack(told),
        gap=read_gap(told),
    )


def _parameter(name: str, kind: str, labels: Mapping[str, Words], query: str) -> Parameter:
    default = _values(name).search(query)
    if not default:
        raise ValueError(f"the query has no line VALUES ?{name} {{ … }}")
    return Parameter(name=name, label=_label(name, labels), kind=kind, default=default[2])


def _label(name: str, labels: Mapping[str, Words]) -> Words:
    """Return what a variable is called: as the question says, else as the term of the language with its name."""
    if name in labels:
        return labels[name]
    term = vocabulary().property_named(name) or vocabulary().class_named(name)
    return term.label if term else words({}, name)


def _assign(question: Question, given: Mapping[str, str]) -> list[tuple[Parameter, str]]:
    """Return each given value with the parameter that it is for."""
    assigned = []
    for key, text in given.items():
        wanted = key.casefold()
        found = [
            p
            for p in question.parameters
            if wanted in {p.name.casefold(), p.label["da"].casefold(), p.label["en"].casefold()}
        ]
        if not found:
            known = ", ".join(p.name for p in question.parameters) or "-"
            raise InputError("The question has no parameter '{name}'. It has: {known}.", name=key, known=known)
        assigned.append((found[0], text))
    return assigned


def _mean(parameter: Parameter, text: str, snapshot: Snapshot, names: Names) -> _Meant:
    if parameter.kind == NUMBER:
        number = format(number_in(text), "f")
        return _Meant(number, number)
    if parameter.kind == DATE:
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
            raise InputError("'{text}' is not a date. Write it like 2022, 2022-11 or 2022-11-30.", text=text)
        return _Meant(f'"{text}"', text)
    if parameter.kind == ANYTHING:
        iri = names.anything(text)
    elif parameter.kind in THINGS:
        iri = names.thing(text, [parameter.kind], parameter.label["da"])
    else:
        iri = names.concept(text, CONCEPT + parameter.kind)
    return _Meant(str(NamedNode(iri)), thing(snapshot, iri))


def _default(parameter: Parameter, snapshot: Snapshot) -> Thing | str:
    default = parameter.default
    return thing(snapshot, default[1:-1]) if default.startswith("<") else default.strip('"')


def _cell(term: object, snapshot: Snapshot) -> Thing | str | None:
    if isinstance(term, NamedNode):
        ours = term.value.startswith(BASE) or term.value in snapshot.about
        return thing(snapshot, term.value) if ours else term.value
    if isinstance(term, Literal):
        return _plain(term)
    return None


def _plain(literal: Literal) -> str:
    """Return a literal as text, a whole number without decimals."""
    if literal.datatype == XSD.decimal:
        return literal.value.removesuffix(".0")
    return literal.value
