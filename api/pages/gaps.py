"""The pages on the gaps of the graph as a whole, and on two lookups side by side."""

from itertools import groupby
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.http.dependencies import GraphDep, RecordsDep
from api.http.needs import MAY_READ
from api.http.page import page
from api.http.request_language import language_of
from api.language import translation
from api.reports.comparison import part_names
from api.v1.comparisons import RecordId
from graph.answers.comparison import compare
from graph.answers.gap_report import report_gaps
from graph.answers.gaps import Gap
from graph.known.answers import Severity
from ontology.errors import InputError
from visualise.footnotes import Footnotes

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, dependencies=[MAY_READ])


@router.get("/gaps")
def gaps_page(
    request: Request,
    graph: GraphDep,
    severity: Severity | Literal[""] = "",
    about: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> HTMLResponse:
    """Show a part of the gaps of the graph, kind by kind; of all of them where what is asked about is not known."""
    language, assessor, fault = language_of(request), graph.assessor(), ""
    try:
        report = report_gaps(assessor, severity or None, about or None, cursor=cursor)
    except InputError as error:
        report, fault = report_gaps(assessor, severity or None), error.say(translation(language), language)
    kinds: dict[str, list[Gap]] = {}
    for gap in report.gaps:
        kinds.setdefault(gap.kind.id, []).append(gap)
    notes = Footnotes(report.evidence)
    asked = {"severity": severity, "about": about}
    status = 400 if fault else 200
    return page(request, "gaps.html", status, report=report, kinds=kinds, notes=notes, asked=asked, fault=fault)


@router.get("/comparisons")
def comparison_page(request: Request, first: RecordId, second: RecordId, kept: RecordsDep) -> HTMLResponse:
    """Show the records of two lookups side by side."""
    comparison = compare(kept.get(first), kept.get(second))
    parts = [(part, list(lines)) for part, lines in groupby(comparison.lines, lambda line: line.part)]
    names = part_names(translation(language_of(request)))
    return page(request, "comparison.html", comparison=comparison, parts=parts, names=names)
