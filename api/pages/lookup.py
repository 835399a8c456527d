"""The pages of a lookup: the form, and an assessment with the network around it."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from api.desks.assessed import assessed
from api.http.current_graph import CurrentGraph
from api.http.dependencies import AssessmentId, GraphDep, RecordsDep
from api.http.needs import MAY_ASSESS, MAY_READ
from api.http.page import fault_lines, page
from api.http.request_language import language_of
from api.http.request_log import LogDep
from api.http.turn import in_turn
from api.language import translation
from api.pages.proposal_form import form_as_given, form_from_assessment, proposal_from_form
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.errors import SamspilError
from ontology.namespaces import CONCEPT, SAMSPIL
from visualise.footnotes import Footnotes
from visualise.network import network_around
from visualise.portfolio import portfolio_facts

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


def _example() -> dict[str, Any]:
    proposal = read_proposal_file(EXAMPLE)
    return {"title": proposal.title, "summary": proposal.summary}


@router.get("/", dependencies=[MAY_READ])
def form_page(
    request: Request,
    graph: GraphDep,
    kept: RecordsDep,
    correct: Annotated[str | None, Query(pattern="^[0-9a-f]{16}$")] = None,
    example: bool = False,
) -> HTMLResponse:
    """Show the form: empty, with an example, or with what was read of an earlier proposal."""
    given = {**form_from_assessment(kept.get(correct)), "corrects": correct} if correct else {}
    given = _example() if example and not correct else given
    return _form(request, graph, given)


def _form(
    request: Request, graph: CurrentGraph, given: dict[str, Any], fault: SamspilError | None = None
) -> HTMLResponse:
    snapshot = graph.snapshot()
    known = {
        scheme: [snapshot.label(c) for c in snapshot.concepts(CONCEPT + scheme)]
        for scheme in ("theme", "target-group", "method", "area", "outcome", "evidence-level", "role")
    }
    departments = [snapshot.label(d) for d in snapshot.of_class(SAMSPIL.Department)]
    status, faults = fault.status if fault else 200, fault_lines(request, fault)
    return page(request, "form.html", status, given=given, known=known, departments=departments, faults=faults)


@router.post("/assessments", response_model=None, dependencies=[MAY_ASSESS, in_turn("assessments")])
async def ask(request: Request, graph: GraphDep, kept: RecordsDep, log: LogDep) -> HTMLResponse | RedirectResponse:
    """Look the form's proposal up and go to the answer; where something is wrong, show the form again as it was
    filled in.
    """
    form = await request.form()

    def answer() -> HTMLResponse | RedirectResponse:
        try:
            assessment = assessed(proposal_from_form(form), graph.assessor(), kept, log)
        except SamspilError as fault:
            return _form(request, graph, form_as_given(form), fault)
        query = {"lang": request.query_params["lang"]} if "lang" in request.query_params else {}
        if (corrects := str(form.get("corrects", ""))) and corrects != assessment.id:
            query["since"] = corrects
        return RedirectResponse(f"/assessments/{assessment.id}" + ("?" + urlencode(query) if query else ""), 303)

    return await run_in_threadpool(answer)


@router.get("/assessments/{assessment_id}", dependencies=[MAY_READ])
def assessment_page(
    request: Request,
    assessment_id: AssessmentId,
    kept: RecordsDep,
    since: Annotated[str | None, Query(pattern="^[0-9a-f]{16}$")] = None,
) -> HTMLResponse:
    """Show an assessment, with a way to see what has changed since another."""
    assessment = kept.get(assessment_id)
    notes = Footnotes(assessment.evidence)
    network = network_around(assessment)
    names = {node.id: node.label for node in network.nodes}
    say = translation(language_of(request))
    funds = [(p, portfolio_facts(p, say)) for p in assessment.portfolios]
    return page(
        request, "assessment.html", a=assessment, notes=notes, network=network, names=names, since=since, funds=funds
    )
