"""`/v1/gaps`: the gaps of the graph as a whole."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.assessments import AsOf, GraphDep
from api.needs import MAY_READ
from api.problems import RESPONSES
from graph.answers.gap_report import GapReport, report_gaps
from graph.known.answers import Severity

router = APIRouter(prefix="/v1/gaps", tags=["gaps"], responses=RESPONSES, dependencies=[MAY_READ])
About = Annotated[str | None, Query(max_length=200, examples=["MSB"], description="Any name of a thing or concept")]


@router.get("", summary="The gaps of the graph as a whole")
def list_gaps(graph: GraphDep, severity: Severity | None = None, about: About = None, as_of: AsOf = None) -> GapReport:
    """Return the gaps, the gravest first: those of a severity, and those about a thing or concept, if asked for.

    The `standing` of a gap says whether a source claims to name everything there (known), or not (unknown: then `ask`).
    """
    return report_gaps(graph.assessor(as_of), severity, about)
