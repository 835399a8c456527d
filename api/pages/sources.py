"""The page of sources: how far the review of each has come, and documents to read."""

from typing import Annotated

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from api.http.needs import MAY_ENTER, MAY_READ
from api.http.page import fault_lines, page
from api.http.request_log import LogDep
from api.v1.sources import get_sources, read_sources
from ingest.documents import READERS
from ontology.errors import SamspilError

router = APIRouter(prefix="/sources", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("", dependencies=[MAY_READ])
def sources_page(request: Request) -> HTMLResponse:
    """Show the sources and the form."""
    return _sources(request)


@router.post("", response_model=None, dependencies=[MAY_ENTER])
def upload(
    request: Request, files: Annotated[list[UploadFile], "as multipart"], log: LogDep
) -> HTMLResponse | RedirectResponse:
    """Read the documents and show the sources again; where one is refused, with the reason."""
    try:
        read_sources(request, [file for file in files if file.filename], log)
    except SamspilError as fault:
        return _sources(request, fault)
    return RedirectResponse(f"/sources{'?' + request.url.query if request.url.query else ''}", 303)


def _sources(request: Request, fault: SamspilError | None = None) -> HTMLResponse:
    status, faults = fault.status if fault else 200, fault_lines(request, fault)
    return page(request, "sources.html", status, sources=get_sources(request), endings=",".join(READERS), faults=faults)
