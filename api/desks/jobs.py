"""Long ingests as jobs: what is known of each, and how it is kept on disk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import Final, Literal

from pydantic import BaseModel, Field

from api.desks.read_document import ReadDocument
from graph.store.whole_file import write_whole
from ontology.errors import NotFound
from ontology.words import Words

State = Literal["queued", "running", "succeeded", "failed", "cancelled", "interrupted"]
JobStep = Literal["waiting", "reading", "checking", "writing", "matching"]
UNDER_WAY: Final = frozenset({"queued", "running"})
MOST_KEPT: Final = 200
OLDEST: Final = timedelta(days=30)
_NAME: Final = "job.json"
_ASKED: Final = "asked.json"


class JobFile(BaseModel):
    """A file that a job reads."""

    name: str = Field(examples=["vision.pdf"])
    bytes: int = Field(examples=[250_000])


class JobProgress(BaseModel):
    """How far a job is: the step, how much of it is done, and how much there is; 0 where nobody knows. While it is
    `waiting`, another process changes the graph.
    """

    step: JobStep = Field(examples=["reading"])
    done: int = Field(examples=[1])
    of: int = Field(examples=[3])


class JobResult(BaseModel):
    """What an ingest did: how many pieces of evidence were new, changed, withdrawn or as before; how many things were
    merged with others or may be the same as others; and what was at fault and left out.
    """

    new: int = Field(examples=[12])
    changed: int = Field(examples=[0])
    withdrawn: int = Field(examples=[0])
    same: int = Field(examples=[0])
    merged: int = Field(examples=[0])
    asked: int = Field(examples=[1])
    documents: list[ReadDocument]
    faults: list[Words]


class JobProblem(BaseModel):
    """Why a job failed."""

    status: int = Field(examples=[422])
    detail: Words


class Job(BaseModel):
    """An ingest that was asked for. `revision` grows with each change; an `interrupted` job can be resumed."""

    id: str = Field(examples=["0123456789abcdef"])
    state: State = Field(examples=["running"])
    revision: int = Field(examples=[3])
    files: list[JobFile]
    created: datetime = Field(examples=["2026-01-31T12:00:00Z"])
    started: datetime | None = Field(default=None, examples=["2026-01-31T12:00:01Z"])
    finished: datetime | None = Field(default=None, examples=["2026-01-31T12:03:00Z"])
    progress: JobProgress | None = None
    result: JobResult | None = None
    problem: JobProblem | None = None


class Asked(BaseModel):
    """On whose behalf a job waits, and in which request it was asked for: what the audit trail says of it."""

    name: str
    by: Literal["key", "person", "machine", "nobody"]
    address: str
    request: str


class JobFolder:
    """The jobs on disk, a folder each, with the files that are still to be read."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made if need be."""
        self._folder = folder

    def new(self) -> tuple[str, Path]:
        """Return the id of a new job, and the folder for its files."""
        id_ = token_hex(8)
        files = self.files(id_)
        files.mkdir(parents=True)
        return id_, files

    def files(self, id_: str) -> Path:
        """Return the folder of a job's files."""
        return self._folder / id_ / "files"

    def keep(self, job: Job) -> None:
        """Keep what is known of a job. The files of one that has ended go, unless it can be resumed."""
        write_whole(self._folder / job.id / _NAME, job.model_dump_json())
        if job.state not in UNDER_WAY | {"interrupted"}:
            rmtree(self.files(job.id), ignore_errors=True)

    def keep_asked(self, id_: str, asked: Asked) -> None:
        """Keep on whose behalf a job waits, before it is said to wait."""
        write_whole(self._folder / id_ / _ASKED, asked.model_dump_json())

    def take_asked(self, id_: str) -> Asked | None:
        """Return on whose behalf a job waited, and forget it: nothing begins twice."""
        path = self._folder / id_ / _ASKED
        try:
            asked = Asked.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        path.unlink()
        return asked

    def get(self, id_: str) -> Job:
        """Return a job by its id. Raises `NotFound`."""
        try:
            return Job.model_validate_json((self._folder / id_ / _NAME).read_bytes())
        except FileNotFoundError as error:
            raise NotFound("There is no job '{id}'.", id=id_) from error

    def all(self) -> list[Job]:
        """Return all jobs, the latest first."""
        found = [Job.model_validate_json(path.read_bytes()) for path in self._folder.glob(f"*/{_NAME}")]
        return sorted(found, key=lambda job: (job.created, job.id), reverse=True)

    def drop(self, id_: str) -> None:
        """Let go of a job."""
        rmtree(self._folder / id_, ignore_errors=True)

    def tidy(self) -> None:
        """Let go of jobs that ended long ago, or are more than `MOST_KEPT`; and of those that were never begun."""
        oldest = datetime.now(UTC) - OLDEST
        ended = [job for job in self.all() if job.state not in UNDER_WAY]
        for place, job in enumerate(ended):
            if place >= MOST_KEPT or job.created < oldest:
                self.drop(job.id)
