"""`samspil ask --sparql`: a query of one's own, within the bounds of the endpoint."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from api.commands.options import console_of, write
from api.language import translation
from ontology.errors import InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.sparql.worker import Ask, Bounds
    from graph.store import Place

RESULTS: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"
JSON_LD: Final = "application/ld+json"


def ask_in_sparql(
    asked: str, settings: "Settings", day: date | None, *, as_json: bool, as_csv: bool, xlsx: Path | None
) -> None:
    """Answer a query (`-` is standard input, `@` and a name a file), as of a day if one is given: rows as a table,
    JSON, CSV or a workbook; yes or no; statements as Turtle or JSON-LD.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    from api.reports.answer_table import as_csv as csv_of
    from api.reports.answer_table import as_xlsx, sparql_table
    from api.reports.question import print_rows
    from graph.sparql.worker import Ask

    query = _query(asked)
    media_type, content = _answer(Ask(query, RESULTS, JSON_LD if as_json else TURTLE), settings, day)
    found = parse_query_results(content, QueryResultsFormat.JSON) if media_type == RESULTS else None
    if (as_csv or xlsx) and (found is None or isinstance(found, QueryBoolean)):
        raise InputError("Only the rows of a SELECT query go into a table. Leave --csv and --xlsx out.")
    if as_json or found is None:
        write(content.rstrip() + b"\n", None)
    elif isinstance(found, QueryBoolean):
        say = translation(settings.lang)
        typer.echo(say("yes") if found else say("no"))
    elif xlsx:
        write(as_xlsx(sparql_table(found), query), xlsx)
    elif as_csv:
        typer.echo(csv_of(sparql_table(found), settings.lang), nl=False)
    else:
        table = sparql_table(found)
        rows = (["" if cell is None else str(cell) for cell in row] for row in table.rows)
        print_rows(table.header, rows, console_of(), settings.lang)


def _query(asked: str) -> str:
    """Return the query that is asked for. Raises `InputError`."""
    from ingest.file import MOST_BYTES, read_bytes

    if asked != "-" and not asked.startswith("@"):
        return asked
    content = sys.stdin.buffer.read(MOST_BYTES) if asked == "-" else read_bytes(Path(asked[1:]))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not UTF-8 text. Save it as UTF-8.", path=asked.removeprefix("@")) from error


def _answer(ask: "Ask", settings: "Settings", day: date | None) -> tuple[str, bytes]:
    """Return the media type and the content of the answer. A graph of the past is on disk as long as it is asked."""
    import asyncio
    from itertools import chain
    from tempfile import TemporaryDirectory

    from graph.known.past import as_of, evidence_of
    from graph.known.snapshot import take_snapshot
    from graph.known.view import view
    from graph.store import EmbeddedStore, reading

    if day is None:
        return asyncio.run(_put(ask, settings.place, settings.bounds))
    store = reading(settings.place)
    past = as_of(take_snapshot(store), day)
    with TemporaryDirectory(prefix="samspil-past-") as folder:
        with EmbeddedStore.writing(Path(folder), "samspil ask") as then:
            then.bring_to(chain(view(past), evidence_of(past, day, store)))
        return asyncio.run(_put(ask, Path(folder), settings.bounds))


async def _put(ask: "Ask", place: "Place", bounds: "Bounds") -> tuple[str, bytes]:
    from graph.sparql.processes import SparqlWorkers

    workers = SparqlWorkers(place, bounds, workers=1)
    await workers.start()
    try:
        answer = await workers.ask(ask)
        return answer.media_type, b"".join([piece async for piece in answer.content()])
    finally:
        await workers.close()
