"""The SPARQL constraints of SHACL (section 5 of the recommendation), run by the SPARQL engine that the store has.

pySHACL parses every query anew each time, which takes seconds for some fifty gates; this takes milliseconds. A test
holds that both find the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, RdfFormat, Triple, Variable
from pyoxigraph import Store as Oxigraph

from graph.upkeep.result import Result
from ontology.namespaces import SH
from ontology.words import words

CONSTRAINTS: Final = f"""SELECT ?shape ?severity ?select ?prefixes WHERE {{
  ?shape <{SH}severity> ?severity ; <{SH}sparql> ?constraint . ?constraint <{SH}select> ?select .
  ?constraint <{SH}prefixes> ?declaring
  {{ SELECT ?declaring (GROUP_CONCAT(CONCAT("PREFIX ", ?prefix, ": <", STR(?base), "> "); separator="") AS ?prefixes)
    WHERE {{ ?declaring <{SH}declare> ?d . ?d <{SH}prefix> ?prefix ; <{SH}namespace> ?base }} GROUP BY ?declaring }}
}} ORDER BY ?shape"""
MESSAGES: Final = f"SELECT ?shape ?message WHERE {{ ?shape <{SH}sparql>/<{SH}message> ?message }}"


@dataclass(frozen=True)
class Constraint:
    """A shape's SPARQL constraint: its severity (IRI), its query, and its message by language."""

    shape: str
    severity: str
    query: str
    messages: dict[str, str]


def find_violations(data: Iterable[Triple], focus: NamedNode, shapes_file: Path) -> list[Result]:
    """Return what the SPARQL constraints in a Turtle file find of the focus node, in order of shape, value and message.

    A message's `{?name}` stands for what the query found by that name.
    """
    store = Oxigraph()
    store.bulk_extend(Quad(*triple) for triple in data)
    found = [
        _result(constraint, focus, row)
        for constraint in _constraints(shapes_file)
        for row in _solutions(store, constraint.query, focus)
    ]
    return sorted(found, key=lambda r: (r.shape, r.value or "", r.message["da"]))


@cache
def _constraints(shapes_file: Path) -> tuple[Constraint, ...]:
    shapes = Oxigraph()
    shapes.load(path=shapes_file, format=RdfFormat.TURTLE)
    messages: dict[str, dict[str, str]] = {}
    for row in _solutions(shapes, MESSAGES):
        if isinstance(message := row["message"], Literal):
            messages.setdefault(_text(row["shape"]), {})[message.language or ""] = message.value
    return tuple(
        Constraint(
            shape=_text(row["shape"]),
            severity=_text(row["severity"]),
            query=_text(row["prefixes"]) + _text(row["select"]),
            messages=messages[_text(row["shape"])],
        )
        for row in _solutions(shapes, CONSTRAINTS)
    )


def _solutions(store: Oxigraph, query: str, focus: NamedNode | None = None) -> QuerySolutions:
    found = store.query(query, substitutions={Variable("this"): focus} if focus else None)
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"no SELECT query: {query}")
    return found


def _result(constraint: Constraint, focus: NamedNode, row: QuerySolution) -> Result:
    told = set(re.findall(r"\{\?(\w+)\}", "".join(constraint.messages.values()))) | {"path", "value"}
    asked = set(re.findall(r"\?(\w+)", constraint.query.partition("SELECT")[2].partition("WHERE")[0]))
    values = {name: _text(row[name]) for name in told & asked if row[name] is not None}
    return Result(
        focus=focus.value,
        path=values.get("path"),
        value=values.get("value", focus.value),
        severity=constraint.severity,
        shape=constraint.shape,
        message=words(
            {
                language: re.sub(r"\{\?(\w+)\}", lambda m: values.get(m[1], "?"), message)
                for language, message in constraint.messages.items()
            }
        ),
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
