"""`/v1/questions`: the named questions, and their answers as JSON, CSV or a workbook."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.http.current_graph import CurrentGraph
from api.http.dependencies import AsOf, GraphDep
from api.http.fresh import answered_from_graph
from api.http.needs import MAY_READ
from api.http.negotiation import best_format
from api.http.paging import Page, PageDep
from api.http.problems import RESPONSES
from api.http.request_language import language_of
from api.http.route import V1Route
from api.reports.answer_table import as_csv, as_xlsx, question_table
from graph.answers.question import Question, QuestionAnswer, ask, ask_as_of, question_named, questions
from graph.export.formats import CSV, XLSX
from graph.store import reading
from ontology.errors import InputError

router = APIRouter(
    prefix="/v1/questions", tags=["questions"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_READ]
)

LONGEST_VALUE = 500


class QuestionPage(Page[Question]):
    """Some of the named questions, group by group."""


@router.get("", summary="The questions that are asked often")
def list_questions(asked: PageDep) -> QuestionPage:
    """Return the named questions with their parameters and queries."""
    page = asked.cut(list(questions().values()), lambda question: question.name)
    return QuestionPage(items=list(page.items), **page.rest)


@router.get(
    "/{name}",
    summary="Answer a question",
    response_model=QuestionAnswer,
    responses={200: {"content": {CSV[0]: {}, XLSX[0]: {}}, "description": "The answer, as JSON, CSV or a workbook"}},
    openapi_extra={
        "parameters": [
            {
                "name": "parameters",
                "in": "query",
                "style": "form",
                "explode": True,
                "schema": {
                    "type": "object",
                    "additionalProperties": {"type": "string", "maxLength": LONGEST_VALUE},
                },
                "description": "The parameters of the question, each by its own name",
                "example": {"theme": "Mere lighed i sundhed"},
            }
        ]
    },
)
def answer_question(
    name: Annotated[str, Path(max_length=100, examples=["funders-of-a-theme"])],
    request: Request,
    graph: GraphDep,
    form: Annotated[
        Literal["json", "csv", "xlsx"] | None, Query(alias="format", description="Instead of the header Accept")
    ] = None,
    as_of: AsOf = None,
) -> QuestionAnswer | Response:
    """Answer the question with the parameters in the address (`?theme=Mere lighed i sundhed`); what is not given is as
    the question says, and a date is that of `as_of`, else today. By `Accept`, or with `?format=csv` or `?format=xlsx`,
    the answer is CSV for Excel or a workbook.
    """
    # What waits for review, or was rejected, is of no graph version.
    if "GRAPH" not in question_named(name).query:
        answered_from_graph(request, graph.snapshot().version)
    answer, language = answered(name, request, graph, as_of), language_of(request)
    tables = {XLSX[0]: "xlsx", CSV[0]: "csv"}
    accepted = best_format(request.headers.get("accept"), ["application/json", *tables])
    wanted = form or tables.get(accepted or "", "json")
    if wanted == "json":
        return answer
    disposition = {"Content-Disposition": f'attachment; filename="{answer.name}.{wanted}"'}
    shown = question_table(answer, language)
    if wanted == "csv":
        return Response(as_csv(shown, language), media_type="text/csv; charset=utf-8", headers=disposition)
    return Response(as_xlsx(shown, answer.title[language]), media_type=XLSX[0], headers=disposition)


def answered(name: str, request: Request, graph: CurrentGraph, day: date | None = None) -> QuestionAnswer:
    """Return the answer to what the request's address asks, as of a day if one is given. Raises `NotFound`,
    `InputError`.
    """
    given = {k: v for k, v in request.query_params.items() if k not in {"lang", "format", "as_of"} and v.strip()}
    if any(len(v) > LONGEST_VALUE for v in given.values()):
        raise InputError("A value has more than {most} characters.", most=LONGEST_VALUE)
    assessor = graph.assessor()
    store = reading(request.app.state.settings.place)
    if day:
        return ask_as_of(question_named(name), given, store, assessor.snapshot, day)
    return ask(question_named(name), given, store, assessor.snapshot, assessor.names)
