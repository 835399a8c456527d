"""Where ingests are asked for and watched: one runs at a time, some wait, and more are refused."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from api.access.log import Log
from api.desks.job_process import Told, run
from api.desks.jobs import UNDER_WAY, Asked, Job, JobFile, JobFolder, JobProblem, JobProgress, JobResult, State
from api.rights import Who
from api.settings import Settings
from ontology.errors import Busy, SamspilError
from ontology.words import Words

MOST_WAITING: Final = 10
SECONDS_TO_END: Final = 5.0
log = logging.getLogger("samspil")
GONE: Final = Words(
    da="Processen, der læste filerne, er gået ned. Start jobbet igen; sker det igen, så del filerne.",
    en="The process that read the files broke down. Resume the job; if it happens again, split the files.",
)


class NotPossible(SamspilError):
    """What is asked of a job is not possible in its state."""

    status = 409


class JobDesk:
    """The ingests of one server. All but the files and the process that runs lives on the event loop."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing runs before `start`."""
        self._settings = settings
        self.folder = JobFolder(settings.home / "jobs")
        self._live: dict[str, Job] = {}
        self._logs: dict[str, Log] = {}
        self._waiting: deque[str] = deque()
        self._running = ""
        self._process: BaseProcess | None = None
        self._changed = asyncio.Event()
        self._work = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Begin to run jobs. Those that waited when an earlier server ended wait again, the first that was asked for
        first; those that it left in the middle are interrupted.
        """
        for job in reversed(await asyncio.to_thread(self.folder.all)):
            asked = await asyncio.to_thread(self.folder.take_asked, job.id)
            if job.state == "queued" and asked:
                await self._queue(
                    job, Log(self._settings, Who(asked.name, None, asked.by), asked.address, asked.request)
                )
            elif job.state in UNDER_WAY:
                await self._set(job, state="interrupted", progress=None)
        await asyncio.to_thread(self.folder.tidy)
        self._runner = asyncio.create_task(self._run_all())

    async def close(self) -> None:
        """Interrupt what runs, let what waits wait for the next server, and tell all who watch. Closing again does
        nothing.
        """
        if self._closing:
            return
        self._closing = True
        await self._end_process()
        if self._runner:
            self._work.set()
            await self._runner
        self._tell()

    def check_room(self) -> None:
        """Raise `Busy` where no job can be taken on."""
        if self._closing or len(self._waiting) >= MOST_WAITING:
            raise Busy("{count} ingests are waiting already. Try again later.", count=len(self._waiting))

    async def add(self, id_: str, files: Sequence[Path], noted: Log) -> Job:
        """Take on the files in a new job's folder, on somebody's behalf. Raises `Busy`."""
        self.check_room()
        told = [JobFile(name=path.name, bytes=path.stat().st_size) for path in files]
        job = Job(id=id_, state="queued", revision=0, files=told, created=datetime.now(UTC))
        return await self._queue(job, noted)

    async def resume(self, id_: str, noted: Log) -> Job:
        """Go on with an interrupted job, on somebody's behalf. Raises `NotFound`, `NotPossible`, `Busy`."""
        job = await self.get(id_)
        if job.state != "interrupted":
            raise NotPossible("Only an interrupted job can be resumed; this one is {state}.", state=job.state)
        self.check_room()
        return await self._queue(job, noted)

    async def cancel(self, id_: str, noted: Log) -> Job:
        """Stop a job, on somebody's behalf. What it has written stays. Raises `NotFound`, `NotPossible`."""
        files = [file.name for file in (await self.get(id_)).files]
        async with noted.acting_on_the_loop("ingest cancelled", files):
            return await self._cancel(id_)

    async def _cancel(self, id_: str) -> Job:
        job = await self.get(id_)
        if job.state not in {*UNDER_WAY, "interrupted"}:
            raise NotPossible("The job has ended already: it is {state}.", state=job.state)
        if id_ in self._waiting:
            self._waiting.remove(id_)
        runs = job.state == "running"
        job = await self._set(job, state="cancelled", progress=None, finished=datetime.now(UTC))
        if runs:
            await self._end_process()
        return job

    async def get(self, id_: str) -> Job:
        """Return a job. Raises `NotFound`."""
        live = self._live.get(id_)
        return live if live else await asyncio.to_thread(self.folder.get, id_)

    async def changes(self, id_: str, revision: int = -1) -> AsyncIterator[Job]:
        """Yield the job when it is of a later revision, and each time it has changed, until it has ended."""
        while True:
            changed = self._changed
            job = await self.get(id_)
            if job.revision > revision:
                revision = job.revision
                yield job
            if job.state not in UNDER_WAY or self._closing:
                return
            await changed.wait()

    async def _queue(self, job: Job, noted: Log) -> Job:
        self._logs[job.id] = noted
        asked = Asked(name=noted.who.name, by=noted.who.by, address=noted.address, request=noted.request)
        await asyncio.to_thread(self.folder.keep_asked, job.id, asked)
        job = await self._set(job, state="queued", started=None, finished=None, problem=None)
        self._waiting.append(job.id)
        self._work.set()
        return job

    async def _run_all(self) -> None:
        while True:
            await self._work.wait()
            if self._closing:
                return
            if not self._waiting:
                self._work.clear()
                continue
            id_ = self._waiting.popleft()
            try:
                await self._run(self._live[id_])
            except Exception:
                log.exception("job %s broke down", id_)

    async def _run(self, job: Job) -> None:
        self._running = job.id
        try:
            job = await self._set(job, state="running", started=datetime.now(UTC))
            await asyncio.to_thread(self.folder.take_asked, job.id)
            last = await self._process_of(job)
            try:
                if not isinstance(last, JobResult | JobProblem):
                    reason = "Cancelled" if self._live[job.id].state == "cancelled" else "Interrupted"
                    await asyncio.to_thread(self._logs[job.id].killed, "ingest", reason)
            finally:
                # Who has cancelled the job meanwhile has the last word.
                if (job := self._live[job.id]).state == "running":
                    await self._finish(job, last)
        finally:
            self._running, self._process = "", None
            self._live.pop(job.id, None)
            self._logs.pop(job.id, None)

    async def _process_of(self, job: Job) -> Told | None:
        """Let a process do the job, and return what it told last."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(
            target=run, args=(self._logs[job.id], self.folder.files(job.id), theirs), daemon=False
        )
        await asyncio.to_thread(process.start)
        self._process = process
        theirs.close()
        if self._closing or self._live[job.id].state != "running":
            process.terminate()
        last: Told | None = None
        while (told := await asyncio.to_thread(_received, ours)) is not None:
            last = told
            if isinstance(told, JobProgress) and self._live[job.id].state == "running":
                await self._set(self._live[job.id], keep=False, progress=told)
        await asyncio.to_thread(process.join)
        return last

    async def _finish(self, job: Job, last: Told | None) -> None:
        now = datetime.now(UTC)
        match last:
            case JobResult():
                await self._set(job, state="succeeded", progress=None, result=last, finished=now)
            case JobProblem():
                await self._set(job, state="failed", progress=None, problem=last, finished=now)
            case _ if self._closing:
                await self._set(job, state="interrupted", progress=None)
            case _:
                await self._set(job, state="interrupted", progress=None, problem=JobProblem(status=500, detail=GONE))

    async def _set(
        self,
        job: Job,
        *,
        keep: bool = True,
        **changed: State | datetime | JobProgress | JobResult | JobProblem | None,
    ) -> Job:
        """Change a job, on disk too where it is worth keeping, and tell all who watch."""
        # By the clock, so that it grows over a restart too, although not each revision is kept.
        milliseconds = (datetime.now(UTC) - job.created) // timedelta(milliseconds=1)
        job = job.model_copy(update={**changed, "revision": max(job.revision + 1, milliseconds)})
        self._live[job.id] = job
        if keep:
            await asyncio.to_thread(self.folder.keep, job)
        if job.state not in UNDER_WAY and job.id != self._running:
            self._live.pop(job.id, None)
            self._logs.pop(job.id, None)
        self._tell()
        return job

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _end_process(self) -> None:
        if process := self._process:
            process.terminate()
            await asyncio.to_thread(process.join, SECONDS_TO_END)
            process.kill()


def _received(connection: Connection) -> Told | None:
    """Return what a job's process tells next, or nothing when it has ended."""
    try:
        told: Told = connection.recv()
    except (EOFError, OSError):
        return None
    return told
