"""One ingest in a process of its own, so that the server stays free, and it can be stopped at any moment."""

import signal
import time
from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from api.access.log import Log
from api.desks.ingested import ingest_files
from api.desks.jobs import JobProblem, JobProgress, JobResult, JobStep
from api.desks.read_document import ReadDocument
from api.language import translation
from graph.evidence.document import Document
from graph.evidence.recording import Recorded
from graph.store.work import working
from ontology.errors import InputError, ManyErrors, SamspilError, StoreLocked
from ontology.words import Words

Told = JobProgress | JobResult | JobProblem
SECONDS_BETWEEN: Final = 0.2  # of progress within one step
SECONDS_TO_WAIT: Final = 600.0  # for another process that changes the graph
FAILED: Final = SamspilError("Something went wrong here. It has been logged.")


def run(log: Log, folder: Path, connection: Connection) -> None:
    """Read the files in the folder into the graph, and tell how far that is, and last what was done or why not."""
    # Ctrl-C in the terminal is for the server, which ends its jobs itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    paths = sorted(folder.iterdir())
    try:
        connection.send(_read(paths, log, connection.send))
    except SamspilError as error:
        connection.send(JobProblem(status=error.status, detail=_words(error, folder)))
    except Exception:
        connection.send(JobProblem(status=HTTPStatus.INTERNAL_SERVER_ERROR, detail=_words(FAILED, folder)))
        raise


def _read(paths: list[Path], log: Log, send: Callable[[Told], None]) -> JobResult:
    last: tuple[JobStep | None, float] = (None, 0.0)

    def tell(step: JobStep, done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if step != last[0] or now - last[1] >= SECONDS_BETWEEN:
            last = (step, now)
            send(JobProgress(step=step, done=done, of=of))

    with log.acting("ingest", [path.name for path in paths]):
        done, documents, faults = _ingested(paths, log, tell)
    return JobResult(
        **asdict(done),
        documents=[ReadDocument.of(document) for document in documents],
        faults=[_words(fault, paths[0].parent) for fault in faults],
    )


def _ingested(
    paths: list[Path], log: Log, tell: Callable[[JobStep, int, int], None]
) -> tuple[Recorded, list[Document], list[InputError]]:
    """Read the files once no other process changes the graph, or give up after a while."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            with working(log.settings.home, tell) as work:
                return ingest_files(paths, None, log.settings, log.who.name, work)
        except StoreLocked:
            if time.monotonic() > until:
                raise
            tell("waiting", 0, 0)
            time.sleep(SECONDS_BETWEEN)


def _words(error: SamspilError, folder: Path) -> Words:
    """Return what an error says, without where the server put the files."""

    def said(language: str) -> str:
        faults = error.faults if isinstance(error, ManyErrors) else (error,)
        say = translation("en" if language == "en" else "da")
        return "\n".join(fault.say(say, language) for fault in faults).replace(f"{folder}/", "")

    return Words(da=said("da"), en=said("en"))
