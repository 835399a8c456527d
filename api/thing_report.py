"""What is known of a thing, in the terminal or as JSON."""

import json

from rich.console import Console
from rich.table import Table

from api.language import Language, translation
from graph.answers import cite, thing
from graph.snapshot import Snapshot, Statement


def print_thing(iri: str, snapshot: Snapshot, console: Console, language: Language, *, as_json: bool) -> None:
    """Print the statements about a thing, then those that point at it, each with its evidence."""
    if as_json:
        console.print_json(json.dumps(_as_json(iri, snapshot), ensure_ascii=False))
        return
    say = translation(language)
    class_ = snapshot.class_of(iri)
    console.print(snapshot.label(iri)[language], style="bold", markup=False)
    console.print(
        f"{snapshot.label(class_)[language] if class_ else ''}  {iri}", style="dim", markup=False, soft_wrap=True
    )
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for header in (say("statement"), "", say("evidence")):
        table.add_column(header, overflow="fold")
    for s in snapshot.about[iri]:
        table.add_row(
            snapshot.label(s.predicate)[language],
            _object(s, snapshot, language),
            _sources(s, snapshot, language, say("line")),
        )
    for s in snapshot.pointing_at.get(iri, ()):
        table.add_row(
            f"← {snapshot.label(s.predicate)[language]}",
            snapshot.label(s.subject)[language],
            _sources(s, snapshot, language, say("line")),
        )
    console.print(table)


def _object(statement: Statement, snapshot: Snapshot, language: Language) -> str:
    return snapshot.label(statement.target)[language] if statement.target else statement.value


def _sources(statement: Statement, snapshot: Snapshot, language: Language, line: str) -> str:
    citations = [cite(snapshot, e) for e in statement.evidence]
    return "\n".join(
        f"{c.title[language]}{', ' + c.locator if c.locator else ''}{f' ({c.table}.csv, {line} {c.row})' if c.table else ''}"
        for c in citations
    )


def _as_json(iri: str, snapshot: Snapshot) -> dict[str, object]:
    def statement(s: Statement) -> dict[str, object]:
        return {
            "subject": s.subject,
            "predicate": s.predicate,
            "object": s.value,
            "evidence": [cite(snapshot, e).model_dump() for e in s.evidence],
        }

    return {
        **thing(snapshot, iri).model_dump(),
        "statements": [statement(s) for s in snapshot.about[iri]],
        "pointing_at_it": [statement(s) for s in snapshot.pointing_at.get(iri, ())],
    }
