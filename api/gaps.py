"""`/v1/gaps`: the gaps of the graph as a whole."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.assessments import AsOf, GraphDep
from api.fresh import answered_from_graph
from api.paging import Page, PageDep
from api.problems import RESPONSES
from api.route import V1Route
from graph.answers.gap_report import evidence_of_gap, report_gaps
from graph.answers.gaps import Gap
from graph.known.answers import Citation, Severity

router = APIRouter(prefix="/v1/gaps", tags=["gaps"], responses=RESPONSES, route_class=V1Route)
About = Annotated[str | None, Query(max_length=200, examples=["MSB"], description="Any name of a thing or concept")]


class GapPage(Page[Gap]):
    """Some of the gaps asked for, of how many in the whole graph, and the evidence that they name."""

    graph_version: str
    as_of: str | None = Field(examples=["2026-01-31"])
    gaps_in_graph: int
    evidence: dict[str, Citation]


@router.get("", summary="The gaps of the graph as a whole")
def list_gaps(
    request: Request,
    graph: GraphDep,
    asked: PageDep,
    severity: Annotated[Severity | None, Query(description="How grave", examples=["high"])] = None,
    about: About = None,
    as_of: AsOf = None,
) -> GapPage:
    """Return the gaps, the gravest first: those of a severity, and those about a thing or concept, if asked for.

    The `standing` of a gap says whether a source claims to name everything there (known), or not (unknown: then `ask`).
    """
    assessor = graph.assessor(as_of)
    answered_from_graph(request, assessor.snapshot.version)
    report = report_gaps(assessor, severity, about)
    page = asked.cut(report.gaps, Gap.model_dump_json, report.graph_version)
    named = {e for gap in page.items for e in evidence_of_gap(gap)}
    return GapPage(
        items=list(page.items),
        graph_version=report.graph_version,
        as_of=report.as_of,
        gaps_in_graph=report.total,
        evidence={e: cited for e, cited in report.evidence.items() if e in named},
        **page.rest,
    )
