"""The command `samspil ingest`: what it is given, how far it is, and what it did."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from api.language import translation
from api.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from ontology.errors import InputError
from ontology.words import Language

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.evidence.document import Document
    from graph.evidence.evidence import Recorded
    from graph.store import Store
    from graph.store.work import Tell, Work

BASELINE = "the shipped facts"
SHELL = 128  # and the signal, as shells count what ended a command
_ = translation("en" if os.environ.get("SAMSPIL_LANG") == "en" else "da")


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
    from api.ingest_report import print_documents, print_recorded
    from api.log import at_terminal
    from graph.store.work import working

    settings = settings_of(store, lang)
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


def ingest_files(
    files: Sequence[Path], mapping: Path | None, settings: "Settings", user: str, work: "Work"
) -> "tuple[Recorded, list[Document], list[InputError]]":
    """Read the files; return what was done, the documents among them, and what was at fault and left out."""
    from datetime import UTC, datetime

    from graph.evidence.texts import Texts
    from graph.store import changing
    from ingest.dataset import load_dataset
    from ingest.documents import READERS
    from ingest.load import load_baseline, load_files
    from ingest.mapping import read_mapping
    from ingest.prose import load_document_files
    from ingest.recognise import recognise, with_mapping

    now = datetime.now(UTC)
    folder = next((path for path in files if path.is_dir()), None)
    if folder and files != [folder]:
        raise InputError("{folder} is a folder: ingest it alone.", folder=folder)
    if mapping and len(files) != 1:
        raise InputError("A mapping reads one table: name one file with --mapping.")
    prose = [path for path in files if path.suffix.lower() in READERS]
    read_by = read_mapping(mapping) if mapping else None
    foreign = {p: with_mapping(p, read_by) if read_by else recognise(p) for p in files if p not in prose}
    ours = [path for path, data in foreign.items() if data is None]

    def load(graph: "Store") -> "tuple[Recorded, list[Document], list[InputError]]":
        if not files:
            return load_baseline(graph, now, work), [], []
        done, faults = load_files(graph, ours, user, now, work), list[InputError]()
        for data in filter(None, foreign.values()):
            loaded, found = load_dataset(graph, data, user, now, work)
            done, faults = done + loaded, faults + found
        read, documents, in_documents = load_document_files(graph, Texts(settings.home), prose, now, work)
        return done + read, documents, faults + in_documents

    return changing(settings.place, "samspil ingest", load)


@contextmanager
def shown(language: Language) -> "Iterator[Tell]":
    """Show in the terminal how far the work is: a bar a step, on the error output, beside what is printed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    say = translation(language)
    names = {
        "reading": say("Reading …"),
        "checking": say("Checking …"),
        "writing": say("Writing …"),
        "matching": say("Comparing …"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {step: progress.add_task(name, visible=False, start=False) for step, name in names.items()}

        def tell(step: str, done: int, of: int) -> None:
            progress.start_task(tasks[step])
            progress.update(tasks[step], completed=done, total=of or None, visible=True)

        yield tell
