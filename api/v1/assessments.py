"""`/v1/assessments`: look a proposal up, and get the record of a lookup."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.desks.assessed import assessed
from api.desks.records import RecordSummary
from api.http.dependencies import AsOf, AssessmentId, GraphDep, RecordsDep
from api.http.needs import MAY_ASSESS, MAY_READ
from api.http.negotiation import best_format
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.request_language import language_of
from api.http.request_log import LogDep
from api.http.route import V1Route
from api.http.turn import in_turn
from api.reports.case_file import DOCX, case_file
from graph.answers.assessment import Assessment
from graph.reading.proposal import Proposal

router = APIRouter(prefix="/v1/assessments", tags=["assessments"], responses=RESPONSES, route_class=V1Route)


class RecordPage(Page[RecordSummary]):
    """Some of the records of lookups, the latest first."""


@router.post("", status_code=201, summary="Look a proposal up", dependencies=[MAY_ASSESS, in_turn("assessments")])
def create_assessment(
    proposal: Proposal, graph: GraphDep, kept: RecordsDep, log: LogDep, response: Response, as_of: AsOf = None
) -> Assessment:
    """Answer a proposal and keep the answer as a record.

    The same proposal on the same graph in the same year gives the same record. Names of concepts and departments that
    the graph does not know are refused with what was perhaps meant.
    """
    assessment = assessed(proposal, graph.assessor(as_of), kept, log)
    response.headers["Location"] = f"/v1/assessments/{assessment.id}"
    return assessment


@router.get("", summary="The records of lookups", dependencies=[MAY_READ])
def list_assessments(kept: RecordsDep, asked: PageDep) -> RecordPage:
    """Return which lookups were made, the latest first."""
    page = asked.cut(kept.paths(), lambda path: path.stem)
    return RecordPage(items=[kept.summary(path) for path in page.items], **page.rest)


@router.get(
    "/{assessment_id}",
    summary="Get the record of a lookup",
    response_model=Assessment,
    responses={200: {"content": {DOCX: {}}, "description": "The assessment, as JSON or a Word document"}},
    dependencies=[MAY_READ],
)
def get_assessment(
    assessment_id: AssessmentId,
    kept: RecordsDep,
    request: Request,
    form: Annotated[
        Literal["json", "docx"] | None, Query(alias="format", description="Instead of the header Accept")
    ] = None,
) -> Assessment | Response:
    """Return an assessment as it was given, also when the graph has changed since. By `Accept`, or with `?format=docx`,
    it is a Word document for the case file.
    """
    assessment = kept.get(assessment_id)
    accepted = best_format(request.headers.get("accept"), ["application/json", DOCX])
    if form == "json" or (form is None and accepted != DOCX):
        return assessment
    content = case_file(assessment, language_of(request), kept.made(assessment_id))
    headers = {"Content-Disposition": f'attachment; filename="samspil-{assessment_id}.docx"', "Vary": "Accept"}
    return Response(content, media_type=DOCX, headers=headers)
