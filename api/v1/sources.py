"""`/v1/sources`: what the graph has evidence from, and documents to read into it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request, UploadFile
from pydantic import BaseModel

from api.access.log import Log
from api.desks.read_document import ReadDocument
from api.http.needs import MAY_ENTER, MAY_READ
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.request_log import LogDep
from api.http.route import V1Route
from api.http.uploads import names_of
from api.settings import Settings
from graph.evidence.texts import Texts
from graph.known.labels import Labels
from graph.store import changing, reading
from graph.upkeep.waiting import Progress, progress
from ingest.documents import read_document
from ingest.prose import load_documents

router = APIRouter(prefix="/v1/sources", tags=["sources"], responses=RESPONSES, route_class=V1Route)


class ReadSources(BaseModel):
    """The documents that were read, and how many pieces of evidence they gave, proposed until somebody accepts them."""

    sources: list[ReadDocument]
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
    names = names_of(files)
    settings: Settings = request.app.state.settings
    with log.acting("ingest", names), request.app.state.reading:
        documents = [read_document(file.file.read(), name) for file, name in zip(files, names, strict=True)]
        done = changing(
            settings.place,
            "samspil serve: upload",
            lambda graph: load_documents(graph, Texts(settings.home), documents, datetime.now(UTC)),
        )
    sources = [ReadDocument.of(document) for document in documents]
    return ReadSources(sources=sources, new=done.new, changed=done.changed, withdrawn=done.withdrawn, same=done.same)
