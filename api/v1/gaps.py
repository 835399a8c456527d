"""`/v1/gaps`: the gaps of the graph as a whole."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.http.dependencies import AsOf, GraphDep
from api.http.fresh import answered_from_graph
from api.http.needs import MAY_READ
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.route import V1Route
from graph.answers.gap_report import matching_gaps, told_gaps
from graph.answers.gaps import Gap
from graph.known.answers import Citation, Severity

router = APIRouter(prefix="/v1/gaps", tags=["gaps"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_READ])
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
    version = assessor.snapshot.version
    answered_from_graph(request, version)
    page = asked.cut(matching_gaps(assessor, severity, about), str, version)
    gaps, evidence = told_gaps(assessor, page.items)
    return GapPage(
        items=list(gaps),
        graph_version=version,
        as_of=assessor.day,
        gaps_in_graph=len(assessor.gaps),
        evidence=dict(evidence),
        **page.rest,
    )
