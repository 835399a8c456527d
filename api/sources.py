"""`/v1/sources`: what the graph has evidence from, and documents to read into it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated, Final

from fastapi import APIRouter, Request, UploadFile
from pydantic import BaseModel, Field

from api.log import Log
from api.needs import MAY_ENTER, MAY_READ
from api.paging import Page, PageDep
from api.problems import RESPONSES
from api.request_log import LogDep
from api.route import V1Route
from api.settings import Settings
from graph.evidence.texts import Texts
from graph.known.labels import Labels
from graph.store import changing, reading
from graph.upkeep.waiting import Progress, progress
from ingest.documents import read_document
from ingest.prose import document_iri, load_documents
from ontology.errors import InputError

MOST_FILES: Final = 20
router = APIRouter(prefix="/v1/sources", tags=["sources"], responses=RESPONSES, route_class=V1Route)


class ReadSource(BaseModel):
    """A document that was read: what it is known as, its name, and how its bytes were read where they are a text."""

    id: str = Field(examples=["https://w3id.org/samspil/id/document/vision"])
    name: str = Field(examples=["vision.txt"])
    media_type: str = Field(examples=["text/plain"])
    encoding: str | None = Field(examples=["utf-8"])


class ReadSources(BaseModel):
    """The documents that were read, and how many pieces of evidence they gave, proposed until somebody accepts them."""

    sources: list[ReadSource]
    new: int
    changed: int
    withdrawn: int
    same: int


class SourcePage(Page[Progress]):
    """Some of the sources, those with the most to review first."""


@router.get("", summary="What the graph has evidence from", dependencies=[MAY_READ])
def list_sources(request: Request, asked: PageDep) -> SourcePage:
    """Return the sources with the number of pieces of evidence of each status: those with the most to review first."""
    page = asked.cut(get_sources(request), lambda source: source.source or "")
    return SourcePage(items=list(page.items), **page.rest)


def get_sources(request: Request) -> list[Progress]:
    """Return how far the review of each source has come."""
    settings: Settings = request.app.state.settings
    store = reading(settings.place)
    return progress(store, Labels(store))


@router.post("", status_code=201, summary="Read documents", dependencies=[MAY_ENTER])
def post_sources(
    request: Request, files: Annotated[list[UploadFile], "as multipart/form-data"], log: LogDep
) -> ReadSources:
    """Read documents (.txt, .md, .html, .docx, .pdf), all of them or none.

    What they say is proposed. Their texts stay here, for answers to quote. The same file again changes nothing; a later
    version under the same name takes the place of the one before.
    """
    return read_sources(request, files, log)


def read_sources(request: Request, files: Sequence[UploadFile], log: Log) -> ReadSources:
    """Read uploaded documents into the server's graph, one upload at a time. Raises `InputError`, `StoreError`."""
    if not 0 < len(files) <= MOST_FILES:
        raise InputError("Choose between 1 and {most} files.", most=MOST_FILES)
    settings: Settings = request.app.state.settings
    with log.acting("ingest", [_name(file) for file in files]), request.app.state.reading:
        documents = [read_document(file.file.read(), _name(file)) for file in files]
        done = changing(
            settings.place,
            "samspil serve: upload",
            lambda graph: load_documents(graph, Texts(settings.home), documents, datetime.now(UTC)),
        )
    sources = [
        ReadSource(id=document_iri(d.name).value, name=d.name, media_type=d.media_type, encoding=d.encoding)
        for d in documents
    ]
    return ReadSources(sources=sources, new=done.new, changed=done.changed, withdrawn=done.withdrawn, same=done.same)


def _name(file: UploadFile) -> str:
    """Return the name of the file without the folders that some programs send along."""
    return PurePath((file.filename or "").replace("\\", "/")).name[:200]
