"""`/v1/assessments`: look a proposal up, and get the record of a lookup."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.assessed import assessed
from api.current_graph import CurrentGraph
from api.needs import MAY_ASSESS, MAY_READ
from api.problems import RESPONSES
from api.records import Records
from api.request_log import LogDep
from graph.answers.assessment import Assessment
from graph.reading.proposal import Proposal

router = APIRouter(prefix="/v1/assessments", tags=["assessments"], responses=RESPONSES)


def current_graph(request: Request) -> CurrentGraph:
    """Return the server's graph."""
    graph: CurrentGraph = request.app.state.graph
    return graph


def records(request: Request) -> Records:
    """Return the server's records."""
    found: Records = request.app.state.records
    return found


GraphDep = Annotated[CurrentGraph, Depends(current_graph)]
RecordsDep = Annotated[Records, Depends(records)]
AssessmentId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]
AsOf = Annotated[date | None, Query(description="Ask the graph as it was known on a day", examples=["2026-01-31"])]


@router.post("", status_code=201, summary="Look a proposal up", dependencies=[MAY_ASSESS])
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


@router.get("/{assessment_id}", summary="Get the record of a lookup", dependencies=[MAY_READ])
def get_assessment(assessment_id: AssessmentId, kept: RecordsDep) -> Assessment:
    """Return an assessment as it was given, also when the graph has changed since."""
    return kept.get(assessment_id)
