"""`/v1/evidence`: what was said where, of any review status."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request

from api.desks.review import ReviewDesk
from api.http.needs import MAY_READ
from api.http.paging import Page, PageAsked, PageDep
from api.http.problems import RESPONSES
from api.http.request_log import LogDep
from api.http.route import V1Route
from graph.upkeep.review_answers import EvidenceRecord
from graph.upkeep.waiting import Asked, Waiting

router = APIRouter(
    prefix="/v1/evidence", tags=["evidence"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_READ]
)

Status = Literal["proposed", "accepted", "rejected", "withdrawn"]
Share = Annotated[float, Query(ge=0, le=1, description="From 0 to 1", examples=[0.5])]


class EvidencePage(Page[Waiting]):
    """Some of the evidence, in reading order."""


async def desk(request: Request, log: LogDep) -> ReviewDesk:
    """Return the server's desk, for who sends the request."""
    shared: ReviewDesk = request.app.state.desk
    return shared.on_behalf_of(log)


def asked(
    source: Annotated[
        str, Query(max_length=200, description="A part of the source's title or IRI", examples=["vision"])
    ] = "",
    kind: Annotated[str, Query(max_length=200, description="A kind of thing", examples=["initiative"])] = "",
    predicate: Annotated[str, Query(max_length=200, description="A property", examples=["targetGroup"])] = "",
    place: Annotated[
        str, Query(max_length=200, description="A part of the locator, such as a theme", examples=["Tema"])
    ] = "",
    text: Annotated[str, Query(max_length=200, description="Words of the sentence", examples=["Havnegade"])] = "",
    min_confidence: Share = 0,
    max_confidence: Share = 1,
    status: Annotated[Status, Query(description="The review status", examples=["accepted"])] = "proposed",
) -> Asked:
    """Return which evidence a request asks for."""
    return Asked(source, kind, predicate, place, text, min_confidence, max_confidence, status)


DeskDep = Annotated[ReviewDesk, Depends(desk)]
AskedDep = Annotated[Asked, Depends(asked)]


def evidence_page(asked: Asked, desk: ReviewDesk, page: PageAsked) -> EvidencePage:
    """Return a page of the evidence asked for."""
    cut = page.cut(desk.asked_for(asked), lambda item: item.iri.value)
    return EvidencePage(items=desk.shown(cut.items), **cut.rest)


@router.get("", summary="Evidence of a review status")
def list_evidence(asked: AskedDep, desk: DeskDep, page: PageDep) -> EvidencePage:
    """Return evidence in words, with its passage where the source's text is at hand: what is proposed, or of the status
    asked for. A cursor holds as long as the evidence that it stands after is still in the list.
    """
    return evidence_page(asked, desk, page)


@router.get("/{evidence_id:path}", summary="A piece of evidence, and what was decided of it")
def get_evidence(
    evidence_id: Annotated[str, Path(max_length=1000, examples=["aarhus/funding/havnegade-jkf"])], desk: DeskDep
) -> EvidenceRecord:
    """Return a piece of evidence of any status, by its IRI or what comes after `…/id/evidence/`."""
    return desk.evidence(evidence_id)
