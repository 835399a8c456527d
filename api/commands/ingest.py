"""The command `samspil ingest`."""

import errno
import os
import signal
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from api.language import help_translation, translation
from ontology.errors import InputError

BASELINE = "the shipped facts"
SHELL = 128  # and the signal, as shells count what ended a command
_ = help_translation()


def ingest(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help=_(
                "Documents: .txt, .md, .html, .docx, .pdf; tables: .csv or .xlsx (a header of property names, with the "
                "columns id and slags); RDF: .ttl, .nt, .jsonld, .trig, .nq; foreign data sets: INDIGO (the folder, or "
                ".json), 360Giving (.json, .csv, .xlsx)."
            ),
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help=_("How the columns of a foreign table become properties (a TOML file).")),
    ] = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read files: tables and RDF whole or not at all, documents one by one."""
    from api.access.log import at_terminal
    from api.commands.progress import shown
    from api.desks.ingested import ingest_files
    from api.reports.ingest import print_documents, print_recorded
    from graph.store.work import working

    settings = settings_of(store, lang)
    for path in files or ():  # nothing is noted, or made, for a name that was mistyped
        if not path.exists():
            raise InputError("{path} cannot be read: {reason}", path=path, reason=os.strerror(errno.ENOENT))
    # Told to end, it ends as by Ctrl-C: between two changes, in words.
    signal.signal(signal.SIGTERM, _end)
    try:
        with shown(settings.lang) as tell, working(settings.home, tell) as work:
            log = at_terminal(settings)
            with log.acting("ingest", [path.name for path in files or ()] or [BASELINE]):
                done, documents, faults = ingest_files(files or [], mapping, settings, log.who.name, work)
    except KeyboardInterrupt as interrupt:
        say = translation(settings.lang)
        typer.echo(say("Interrupted. Nothing is lost: the same command goes on where it was."), err=True)
        raise typer.Exit(SHELL + (signal.SIGTERM if isinstance(interrupt, _Ended) else signal.SIGINT)) from None
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not as_json:
        print_documents(documents, console_of(), settings.lang)
    print_recorded(done, faults, console_of(), settings.lang, as_json=as_json)
    if faults:
        raise typer.Exit(1)


class _Ended(KeyboardInterrupt):
    """The process was told to end."""


def _end(_signal: int, _frame: object) -> NoReturn:
    raise _Ended
