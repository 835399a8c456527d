"""`/v1/comparisons`: two proposals, or the records of two lookups, side by side."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.desks.assessed import assessed
from api.http.dependencies import AsOf, GraphDep, RecordsDep
from api.http.needs import MAY_ASSESS, MAY_READ
from api.http.problems import RESPONSES
from api.http.request_log import LogDep
from api.http.route import V1Route
from api.http.turn import in_turn
from graph.answers.comparison import Comparison, compare
from graph.reading.proposal import Proposal

router = APIRouter(prefix="/v1/comparisons", tags=["comparisons"], responses=RESPONSES, route_class=V1Route)
RecordId = Annotated[str, Query(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]


class TwoProposals(BaseModel):
    """Two proposals to compare."""

    first: Proposal
    second: Proposal


@router.post("", summary="Compare two proposals", dependencies=[MAY_ASSESS, in_turn("assessments")])
def compare_proposals(
    both: TwoProposals, graph: GraphDep, kept: RecordsDep, log: LogDep, as_of: AsOf = None
) -> Comparison:
    """Look both proposals up, keep both answers as records, and return them line by line."""
    assessor = graph.assessor(as_of)
    return compare(*(assessed(proposal, assessor, kept, log) for proposal in (both.first, both.second)))


@router.get("", summary="Compare the records of two lookups", dependencies=[MAY_READ])
def compare_records(first: RecordId, second: RecordId, kept: RecordsDep) -> Comparison:
    """Return two kept answers line by line, as they were given."""
    return compare(kept.get(first), kept.get(second))
