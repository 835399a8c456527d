"""`/v1/reviews`: what waits for a person, their decisions, and taking them back."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException

from api.desks.review import MOST_AT_ONCE, Decision
from api.http.needs import MAY_READ, MAY_REVIEW
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.request_language import language_of
from api.http.route import V1Route
from api.v1.evidence import AskedDep, DeskDep, EvidencePage, evidence_page
from graph.upkeep.review_answers import Made, ReviewRecord
from ingest.correction import Line

router = APIRouter(tags=["reviews"], responses=RESPONSES, route_class=V1Route)

EvidenceName = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Comment = Annotated[str, StringConstraints(max_length=2000)]
ReviewId = Annotated[str, Path(pattern=r"^(\d{1,9}-[0-9a-f]{8}|latest)$", examples=["17-9f86d081"])]


class DecisionRequest(BaseModel):
    """Evidence to accept or reject, all or none of it, and why."""

    model_config = ConfigDict(extra="forbid")

    evidence: list[EvidenceName] = Field(min_length=1, max_length=MOST_AT_ONCE)
    decision: Decision
    comment: Comment = ""


class StatementLine(BaseModel):
    """A statement as a person writes it: the subject and object by IRI or name, the property by short name or label."""

    model_config = ConfigDict(extra="forbid")

    subject: EvidenceName
    property: EvidenceName = Field(examples=["targetGroup"])
    value: str = Field(max_length=5000, examples=["unge hjemløse"])


class CorrectionRequest(BaseModel):
    """What a piece of evidence should have said, but for what its things are, which stays; and why."""

    model_config = ConfigDict(extra="forbid")

    evidence: EvidenceName
    statements: list[StatementLine] = Field(min_length=1, max_length=200)
    comment: Comment = ""


class ReviewPage(Page[ReviewRecord]):
    """Some of the reviews, the latest first."""


@router.get("/v1/reviews/queue", summary="What waits for review", dependencies=[MAY_READ])
def get_queue(asked: AskedDep, desk: DeskDep, page: PageDep) -> EvidencePage:
    """Return evidence in words, with its passage where the source's text is at hand, in the order of the source."""
    return evidence_page(asked, desk, page)


@router.get("/v1/reviews", summary="Who decided what", dependencies=[MAY_READ])
def list_reviews(desk: DeskDep, asked: PageDep) -> ReviewPage:
    """Return the reviews that were made, the latest first; taking back is a review too."""
    page = asked.cut(desk.reviews(), lambda review: review.id)
    return ReviewPage(items=list(page.items), **page.rest)


@router.post("/v1/reviews", status_code=201, summary="Accept or reject evidence", dependencies=[MAY_REVIEW])
def create_review(given: DecisionRequest, desk: DeskDep, response: Response) -> Made:
    """Decide about evidence, all or none of it; the accepted graph changes at once.

    What is accepted brings along the proposed evidence that it needs. What would leave the graph not well formed is
    refused with the remedy. While another process changes the graph: status 503 with Retry-After.
    """
    return _made(desk.decide(given.evidence, given.decision, given.comment), response)


@router.post("/v1/reviews/corrections", status_code=201, summary="Correct evidence", dependencies=[MAY_REVIEW])
def create_correction(given: CorrectionRequest, desk: DeskDep, request: Request, response: Response) -> Made:
    """Reject what was read, and accept in its place what a person writes; from the same place in the same source."""
    lines = [Line(line.subject, line.property, line.value) for line in given.statements]
    return _made(desk.correct(given.evidence, lines, language_of(request), given.comment), response)


@router.get("/v1/reviews/corrections", include_in_schema=False, dependencies=[MAY_READ])
def refuse_corrections() -> None:
    """Say that corrections are read as the reviews that they are, and not that this is no id of a review."""
    raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)


@router.post("/v1/reviews/{review_id}/undo", status_code=201, summary="Take a decision back", dependencies=[MAY_REVIEW])
def undo_review(review_id: ReviewId, desk: DeskDep, response: Response) -> Made:
    """Give all evidence of the review the status that it had before; `latest` is the latest that stands."""
    return _made(desk.undo(None if review_id == "latest" else review_id), response)


@router.get("/v1/reviews/{review_id}", summary="Get a review", dependencies=[MAY_READ])
def get_review(review_id: ReviewId, desk: DeskDep) -> ReviewRecord:
    """Return who decided what, when, and why."""
    return desk.review(review_id)


def _made(made: Made, response: Response) -> Made:
    if made.review:
        response.headers["Location"] = f"/v1/reviews/{made.review.id}"
    return made
