"""The pages of the named questions and their answers."""

from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.day import day_of
from api.http.dependencies import GraphDep
from api.http.needs import MAY_READ
from api.http.page import fault_lines, page
from api.http.request_language import language_of
from api.reports.question import said
from api.v1.questions import answered
from graph.answers.question import GROUPS, question_named, questions
from ontology.errors import InputError
from ontology.namespaces import CONCEPT

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


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
