"""`/v1/reviews`: what waits for a person, their decisions, and taking them back; `/v1/evidence`: one piece of it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.needs import MAY_READ, MAY_REVIEW
from api.problems import RESPONSES
from api.request_language import language_of
from api.request_log import LogDep
from api.review_desk import MOST_AT_ONCE, Decision, QueuePage, ReviewDesk
from graph.upkeep.review_answers import EvidenceRecord, Made, ReviewRecord
from graph.upkeep.waiting import Asked
from ingest.correction import Line

router = APIRouter(tags=["reviews"], responses=RESPONSES)

Share = Annotated[float, Query(ge=0, le=1)]
EvidenceName = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Comment = Annotated[str, StringConstraints(max_length=2000)]
ReviewId = Annotated[str, Path(pattern=r"^(\d{1,9}-[0-9a-f]{8}|latest)$", examples=["17-9f86d081"])]


def desk(request: Request, log: LogDep) -> ReviewDesk:
    """Return the server's desk, for who sends the request."""
    shared: ReviewDesk = request.app.state.desk
    return shared.on_behalf_of(log)


def asked(
    source: Annotated[str, Query(max_length=200, description="A part of the source's title or IRI")] = "",
    kind: Annotated[str, Query(max_length=200, description="A kind of thing", examples=["initiative"])] = "",
    predicate: Annotated[str, Query(max_length=200, description="A property", examples=["targetGroup"])] = "",
    place: Annotated[str, Query(max_length=200, description="A part of the locator, such as a theme")] = "",
    text: Annotated[str, Query(max_length=200, description="Words of the sentence")] = "",
    min_confidence: Share = 0,
    max_confidence: Share = 1,
    status: Literal["proposed", "accepted", "rejected", "withdrawn"] = "proposed",
) -> Asked:
    """Return which evidence a request asks for."""
    return Asked(source, kind, predicate, place, text, min_confidence, max_confidence, status)


DeskDep = Annotated[ReviewDesk, Depends(desk)]
AskedDep = Annotated[Asked, Depends(asked)]


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


class ReviewPage(BaseModel):
    """Some of the reviews, the latest first; `next` is the cursor of the next page, if there is one."""

    items: list[ReviewRecord]
    total: int
    next: int | None = None


@router.get("/v1/reviews/queue", summary="What waits for review", dependencies=[MAY_READ])
def get_queue(
    asked: AskedDep,
    desk: DeskDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> QueuePage:
    """Return evidence in words, with its passage where the source's text is at hand, in the order of the source."""
    return desk.queue(asked, cursor, limit)


@router.get("/v1/reviews", summary="Who decided what", dependencies=[MAY_READ])
def list_reviews(
    desk: DeskDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> ReviewPage:
    """Return the reviews that were made, the latest first; taking back is a review too."""
    found, end = desk.reviews(), cursor + limit
    return ReviewPage(items=found[cursor:end], total=len(found), next=end if end < len(found) else None)


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


@router.post("/v1/reviews/{review_id}/undo", status_code=201, summary="Take a decision back", dependencies=[MAY_REVIEW])
def undo_review(review_id: ReviewId, desk: DeskDep, response: Response) -> Made:
    """Give all evidence of the review the status that it had before; `latest` is the latest that stands."""
    return _made(desk.undo(None if review_id == "latest" else review_id), response)


@router.get("/v1/reviews/{review_id}", summary="Get a review", dependencies=[MAY_READ])
def get_review(review_id: ReviewId, desk: DeskDep) -> ReviewRecord:
    """Return who decided what, when, and why."""
    return desk.review(review_id)


@router.get(
    "/v1/evidence/{evidence_id:path}",
    summary="A piece of evidence, and what was decided of it",
    dependencies=[MAY_READ],
)
def get_evidence(evidence_id: str, desk: DeskDep) -> EvidenceRecord:
    """Return a piece of evidence of any status, by its IRI or what comes after `…/id/evidence/`."""
    return desk.evidence(evidence_id)


def _made(made: Made, response: Response) -> Made:
    if made.review:
        response.headers["Location"] = f"/v1/reviews/{made.review.id}"
    return made
