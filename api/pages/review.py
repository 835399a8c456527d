"""The page where people review: the queue with its passages, decided by key or by plain forms."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from api.desks.review import MOST_AT_ONCE, ReviewDesk
from api.http.needs import MAY_READ, MAY_REVIEW
from api.http.page import fault_lines, page
from api.http.request_language import language_of
from api.language import translation
from api.v1.evidence import AskedDep, DeskDep
from graph.upkeep.review_answers import Made
from graph.upkeep.waiting import Asked
from ingest.correction import Line
from ontology.errors import InputError, SamspilError
from ontology.namespaces import RDF

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

ON_A_PAGE = 20
MOST_LINES = 200


@router.get("/review", dependencies=[MAY_READ])
def review_page(
    request: Request,
    asked: AskedDep,
    desk: DeskDep,
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    done: Annotated[str | None, Query(pattern=r"^\d{1,9}-[0-9a-f]{8}$")] = None,
) -> HTMLResponse:
    """Show what waits, and what the decision `done` did."""
    return _queue(request, asked, desk, cursor, done)


@router.post("/review", response_model=None, dependencies=[MAY_REVIEW])
async def decide(request: Request, asked: AskedDep, desk: DeskDep) -> HTMLResponse | RedirectResponse:
    """Decide on, correct or take back what a form says, and go on with the queue."""
    form = await request.form(max_files=0, max_fields=MOST_AT_ONCE + 10)

    def act() -> HTMLResponse | RedirectResponse:
        try:
            made = _made(form, desk, request)
        except SamspilError as fault:
            return _queue(request, asked, desk, 0, None, fault)
        query = {k: v for k, v in request.query_params.items() if k not in {"done", "cursor"}}
        done = {"done": made.review.id} if made.review else {}
        return RedirectResponse("/review?" + urlencode(query | done), 303)

    return await run_in_threadpool(act)


def _made(form: FormData, desk: ReviewDesk, request: Request) -> Made:
    """Do what the button that was pressed says: accept, reject, correct or take back."""
    evidence = [text for text in form.getlist("evidence") if isinstance(text, str)]
    match form.get("decision"):
        case "accepted" if evidence:
            return desk.decide(evidence, "accepted")
        case "rejected" if evidence:
            return desk.decide(evidence, "rejected")
        case "corrected" if evidence:
            return desk.correct(evidence[0], _lines(form), language_of(request))
        case "undone":
            return desk.undo(str(form.get("review") or "") or None)
    raise InputError("The form says neither what to decide nor on what. Go back and try again.")


def _lines(form: FormData) -> list[Line]:
    """Return the statements of a correction: three fields a line."""
    columns = ([str(v) for v in form.getlist(name)] for name in ("subject", "property", "value"))
    return [Line(*fields) for fields in zip(*columns, strict=False) if fields[1]][:MOST_LINES]


def _queue(
    request: Request,
    asked: Asked,
    desk: ReviewDesk,
    cursor: int,
    done: str | None,
    fault: SamspilError | None = None,
) -> HTMLResponse:
    faults = fault_lines(request, fault)
    try:
        found = desk.queue(asked, cursor, ON_A_PAGE)
    except InputError as problem:
        faults += fault_lines(request, problem)
        found = desk.queue(Asked(), cursor, ON_A_PAGE)
    query = {k: v for k, v in request.query_params.items() if k not in {"done", "cursor"}}
    return page(
        request,
        "review.html",
        fault.status if fault else 200,
        found=found,
        asked=asked,
        options=desk.options(),
        progress=[p for p in desk.progress() if p.proposed or p.rejected],
        done=desk.review(done) if done else None,
        faults=faults,
        query=urlencode(query),
        next_page=urlencode(query | {"cursor": found.next}) if found.next else None,
        type_iri=RDF.type.value,
        texts=_texts(request),
    )


def _texts(request: Request) -> dict[str, Any]:
    """Return what the page's script says, in the reader's language."""
    say = translation(language_of(request))
    return {
        "accepted": say("Accepted"),
        "rejected": say("Rejected"),
        "undone": say("Taken back"),
        "along": say("Also accepted, since it is needed:"),
        "waiting": say("{count} wait"),
        "failed": say("The server cannot be reached. Nothing was decided."),
        "more": say("Fetching more …"),
    }
