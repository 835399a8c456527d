"""The pages: the form, an assessment with the network around it, and a thing."""

from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from api.assessed import assessed
from api.assessments import AssessmentId, GraphDep, RecordsDep
from api.current_graph import CurrentGraph
from api.language import translation
from api.needs import MAY_ASSESS, MAY_READ
from api.options import day_of
from api.page import fault_lines, page
from api.proposal_form import form_as_given, form_from_assessment, proposal_from_form
from api.question_report import said
from api.questions import answered
from api.request_language import language_of
from api.request_log import LogDep
from api.turn import in_turn
from graph.answers.question import GROUPS, question_named, questions
from graph.known.entity import describe_entity, find_entities
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.errors import InputError, SamspilError
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


@router.get("/questions", dependencies=[MAY_READ])
def questions_page(request: Request) -> HTMLResponse:
    """Show the questions that are asked often."""
    groups = [(g, list(members)) for g, members in groupby(questions().values(), key=lambda q: q.group)]
    return page(request, "questions.html", groups=groups, labels=GROUPS)


@router.get("/questions/{name}", dependencies=[MAY_READ])
def question_page(name: str, request: Request, graph: GraphDep) -> HTMLResponse:
    """Show the answer to a question, with its parameters to change."""
    question = question_named(name)
    language, snapshot = language_of(request), graph.snapshot()
    answer, faults = None, []
    try:
        day = request.query_params.get("as_of", "").strip()
        answer = answered(name, request, graph, day_of(day) if day else None)
    except InputError as fault:
        faults = fault_lines(request, fault)
    asked = answer.asked if answer else {}
    given = {p.name: request.query_params.get(p.name) or said(asked.get(p.name), language) for p in question.parameters}
    options = {
        p.name: [snapshot.label(c) for c in snapshot.concepts(CONCEPT + p.kind)]
        for p in question.parameters
        if snapshot.concepts(CONCEPT + p.kind)
    }
    query = urlencode({k: v for k, v in request.query_params.items() if k != "format" and v.strip()})
    return page(
        request,
        "question.html",
        400 if faults else 200,
        question=question,
        answer=answer,
        faults=faults,
        given=given,
        as_of=request.query_params.get("as_of", ""),
        options=options,
        query_string=query + "&" if query else "",
    )


@router.get("/entities", dependencies=[MAY_READ])
def entities_page(request: Request, graph: GraphDep, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Show the things that a search finds."""
    return page(request, "entities.html", q=q, found=find_entities(graph.snapshot(), q)[:100])


@router.get("/entities/{entity_id:path}", dependencies=[MAY_READ])
def entity_page(request: Request, entity_id: str, graph: GraphDep) -> HTMLResponse:
    """Show what is known of a thing."""
    assessor = graph.assessor()
    entity = describe_entity(assessor.names.anything(entity_id), assessor.snapshot)
    known = {c.id: c for s in (*entity.statements, *entity.pointing_at_it) for c in s.evidence}
    return page(request, "entity.html", entity=entity, notes=Footnotes(known))
