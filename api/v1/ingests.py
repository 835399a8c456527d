"""`/v1/ingests`: long reading as a job, which is watched, cancelled and resumed."""

from collections.abc import AsyncIterator
from pathlib import Path, PurePath
from shutil import copyfileobj
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Request, Response, UploadFile
from fastapi import Path as InPath
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.desks.job_desk import JobDesk
from api.desks.jobs import Job
from api.http.needs import MAY_ENTER, MAY_READ
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.request_log import LogDep
from api.http.route import V1Route
from api.http.uploads import names_of
from ingest import json_tables, rdf
from ingest.documents import READERS
from ingest.load import TABLES
from ontology.errors import InputError

router = APIRouter(prefix="/v1/ingests", tags=["ingests"], responses=RESPONSES, route_class=V1Route)

ENDINGS: Final = (*READERS, *sorted(TABLES | set(rdf.FORMATS)), json_tables.ENDING)
JobId = Annotated[str, InPath(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]
LastEvent = Annotated[
    int | None,
    Header(ge=0, le=2**31, alias="Last-Event-ID", description="The last event that was seen", examples=[3]),
]


class JobPage(Page[Job]):
    """Some of the jobs, the latest first."""


async def _desk(request: Request) -> JobDesk:
    found: JobDesk = request.app.state.jobs
    return found


JobsDep = Annotated[JobDesk, Depends(_desk)]


async def _job(job_id: JobId, jobs: JobsDep) -> Job:
    return await jobs.get(job_id)


@router.post("", status_code=202, summary="Read files as a job", dependencies=[MAY_ENTER])
async def create_ingest(
    files: Annotated[list[UploadFile], "as multipart/form-data"], jobs: JobsDep, log: LogDep, response: Response
) -> Job:
    """Take files to read: documents, tables and RDF as `samspil ingest` does. The answer comes at once; the header
    Location says where the job is watched. Jobs run one after the other.
    """
    jobs.check_room()
    names = _names(files)
    id_, folder = jobs.folder.new()
    try:
        paths = [folder / name for name in names]
        for path, file in zip(paths, files, strict=True):
            await run_in_threadpool(_copy, file, path)
        job = await jobs.add(id_, paths, log)
    except BaseException:
        await run_in_threadpool(jobs.folder.drop, id_)
        raise
    response.headers["Location"] = f"/v1/ingests/{job.id}"
    return job


@router.get("", summary="The jobs", dependencies=[MAY_READ])
def list_ingests(jobs: JobsDep, asked: PageDep) -> JobPage:
    """Return the jobs of the last month, the latest first."""
    page = asked.cut(jobs.folder.all(), lambda job: job.id)
    return JobPage(items=list(page.items), **page.rest)


@router.get("/{job_id}", summary="How far a job is", dependencies=[MAY_READ])
async def get_ingest(job: Annotated[Job, Depends(_job)]) -> Job:
    """Return the state of a job, how far it is, and at its end what it did or why it failed."""
    return job


@router.delete("/{job_id}", summary="Cancel a job", dependencies=[MAY_ENTER])
async def cancel_ingest(job_id: JobId, jobs: JobsDep, log: LogDep) -> Job:
    """Stop a job that waits, runs or was interrupted. What it has written by then stays."""
    return await jobs.cancel(job_id, log)


@router.post("/{job_id}/resume", status_code=202, summary="Resume a job", dependencies=[MAY_ENTER])
async def resume_ingest(job_id: JobId, jobs: JobsDep, log: LogDep, response: Response) -> Job:
    """Go on with a job that was interrupted, by the end of the server or of its process, where it was."""
    response.headers["Location"] = f"/v1/ingests/{job_id}"
    return await jobs.resume(job_id, log)


@router.get("/{job_id}/events", summary="Watch a job", response_class=EventSourceResponse, dependencies=[MAY_READ])
async def watch_ingest(
    job: Annotated[Job, Depends(_job)], jobs: JobsDep, last_event_id: LastEvent = None
) -> AsyncIterator[ServerSentEvent]:
    """Send the job as an event (`text/event-stream`) each time it has changed, until it has ended. An event holds the
    whole job, and its number is the job's `revision`: who comes again with Last-Event-ID gets what is newer.
    """
    async for now in jobs.changes(job.id, -1 if last_event_id is None else last_event_id):
        yield ServerSentEvent(data=now, event=now.state, id=str(now.revision))


def _names(files: list[UploadFile]) -> list[str]:
    """Return the names of the files, each of a kind that is read and no other's. Raises `InputError`."""
    names = names_of(files)
    for name in names:
        if PurePath(name).suffix.lower() not in ENDINGS:
            raise InputError(
                "{path} has none of the endings {endings}. Save it as one of those.",
                path=name,
                endings=", ".join(ENDINGS),
            )
        if names.count(name) > 1:
            raise InputError("{path} and {other} have the same name. Rename one of them.", path=name, other=name)
    return names


def _copy(file: UploadFile, path: Path) -> None:
    with path.open("wb") as out:
        copyfileobj(file.file, out)
