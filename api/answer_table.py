"""Answers to questions as tables for spreadsheets, CSV or a workbook."""

import io
import json
from collections.abc import Iterable

from pydantic import JsonValue

from graph.answers.question import QuestionAnswer
from graph.cypher.answer import CypherAnswer
from graph.export.sheet import Cell, Sheet, as_number, write_csv, write_xlsx
from graph.known.answers import Thing
from ontology.words import Language


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


def as_csv(table: Sheet, language: Language) -> str:
    """Return CSV that Excel opens as it is."""
    out = io.BytesIO()
    write_csv(table, out, language)
    return out.getvalue().decode()


def as_xlsx(table: Sheet, title: str) -> bytes:
    """Return a workbook."""
    out = io.BytesIO()
    write_xlsx([table], out, title)
    return out.getvalue()


def _cells(cell: Thing | str | None, language: Language) -> tuple[Cell, Cell]:
    """Return what is shown of a cell, and the IRI of a thing."""
    if isinstance(cell, Thing):
        return cell.label[language], cell.id
    return as_number(cell) if cell else None, None


def _plain(cell: JsonValue) -> Cell:
    if isinstance(cell, bool | list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell
