"""`samspil ask --cypher` and `samspil sync neo4j`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of, write
from api.language import translation
from ontology.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from api.settings import Settings
    from graph.cypher.answer import CypherAnswer
    from ontology.words import Language


def ask_in_cypher(query: str, settings: "Settings", *, as_json: bool, as_csv: bool, xlsx: Path | None) -> None:
    """Answer a query in Cypher, and print the table, JSON or CSV, or write a workbook."""
    from contextlib import closing

    from api.reports.answer_table import as_csv as csv_of
    from api.reports.answer_table import as_xlsx, cypher_table
    from graph.cypher.desk import CypherDesk
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    with closing(CypherDesk(settings.home, settings.neo4j, settings.bounds)) as desk:
        answer = desk.ask(take_snapshot(reading(settings.place)), query, {})
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    elif xlsx:
        write(as_xlsx(cypher_table(answer), query), xlsx)
    elif as_csv:
        typer.echo(csv_of(cypher_table(answer), settings.lang), nl=False)
    else:
        _print(answer, console_of(), settings.lang)


def sync_neo4j(store: StoreOption = None, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Bring the Neo4j server to the accepted view of the graph, and tell what was done."""
    from dataclasses import asdict

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from graph.cypher.projection import project
    from graph.cypher.server import neo4j_server
    from graph.cypher.sync import Synced, carry_out, changes, version_of
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    settings = settings_of(store, lang)
    say, console = translation(settings.lang), console_of()
    if settings.neo4j is None:
        raise InputError(
            "Which server? Set SAMSPIL_NEO4J_URI, such as bolt://localhost:7687, and SAMSPIL_NEO4J_PASSWORD."
        )
    projection = project(take_snapshot(reading(settings.place)))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        neo4j_server(settings.neo4j) as server,
        Progress(*columns, console=console, transient=True, disable=as_json) as progress,
    ):
        task = progress.add_task(say("Bringing Neo4j up to date"), total=None)
        if version_of(server.writer, server.database) == projection.version:
            synced = Synced(projection.version)
        else:
            todo = changes(server.writer, server.database, projection)
            progress.update(task, total=todo.steps)
            synced = carry_out(server.writer, server.database, todo, lambda n: progress.advance(task, n))
    if as_json:
        typer.echo(json.dumps(asdict(synced), indent=2))
        return
    told = say(
        "Neo4j holds graph {version}: {nodes_written} nodes and {relationships_written} relationships written, "
        "{nodes_deleted} and {relationships_deleted} deleted."
    )
    console.print(told.format(**asdict(synced) | {"version": synced.version[:12]}))


def _print(answer: "CypherAnswer", console: "Console", language: "Language") -> None:
    from rich.table import Table

    say = translation(language)
    if not answer.rows:
        console.print(
            say("Nothing in the graph answers this. That is what the sources say, not that there is nothing.")
        )
        return
    table = Table(*answer.columns)
    for row in answer.rows:
        table.add_row(
            *(c if isinstance(c, str) else "" if c is None else json.dumps(c, ensure_ascii=False) for c in row)
        )
    console.print(table)
