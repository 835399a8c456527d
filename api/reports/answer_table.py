"""Answers to questions as tables for spreadsheets, CSV or a workbook."""

import io
import json
from collections.abc import Iterable
from typing import Final

from pydantic import JsonValue
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from graph.answers.question import QuestionAnswer
from graph.cypher.answer import CypherAnswer
from graph.export.sheet import Cell, Sheet, as_number, write_csv
from graph.known.answers import Thing
from ontology.namespaces import XSD
from ontology.words import Language

NUMBERS: Final = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})


def question_table(answer: QuestionAnswer, language: Language) -> Sheet:
    """Return the answer to a named question: names in the language, and beside each column of things their IRIs."""
    things = [any(isinstance(row[i], Thing) for row in answer.rows) for i in range(len(answer.columns))]

    def flat(pairs: Iterable[tuple[Cell, Cell]]) -> list[Cell]:
        return [cell for both, has in zip(pairs, things, strict=True) for cell in both[: 1 + has]]

    header = flat((c.label[language], f"{c.label[language]} (IRI)") for c in answer.columns)
    rows = [flat(_cells(cell, language) for cell in row) for row in answer.rows]
    return Sheet(answer.name, [str(name) for name in header], rows)


def cypher_table(answer: CypherAnswer) -> Sheet:
    """Return the answer to a query in Cypher; nodes, relationships and lists as JSON."""
    rows = [[_plain(cell) for cell in row] for row in answer.rows]
    return Sheet("cypher", answer.columns, rows)


def sparql_table(answer: QuerySolutions) -> Sheet:
    """Return the rows of a SELECT query: IRIs and texts as they are, numbers as numbers."""
    names = [variable.value for variable in answer.variables]
    return Sheet("sparql", names, ([_term(row[name]) for name in names] for row in answer))


def as_csv(table: Sheet, language: Language) -> str:
    """Return CSV that Excel opens as it is."""
    out = io.BytesIO()
    write_csv(table, out, language)
    return out.getvalue().decode()


def as_xlsx(table: Sheet, title: str) -> bytes:
    """Return a workbook."""
    from graph.export.xlsx import write_xlsx

    out = io.BytesIO()
    write_xlsx([table], out, title)
    return out.getvalue()


def _cells(cell: Thing | str | None, language: Language) -> tuple[Cell, Cell]:
    """Return what is shown of a cell, and the IRI of a thing."""
    if isinstance(cell, Thing):
        return cell.label[language], cell.id
    return as_number(cell) if cell else None, None


def _term(term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    match term:
        case None:
            return None
        case Literal():
            return as_number(term.value) if term.datatype in NUMBERS else term.value
        case NamedNode():
            return term.value
        case _:
            return str(term)


def _plain(cell: JsonValue) -> Cell:
    if isinstance(cell, bool | list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell
