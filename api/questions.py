"""`/v1/questions`: the named questions, and their answers as JSON or CSV."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.assessments import GraphDep
from api.current_graph import CurrentGraph
from api.needs import MAY_READ
from api.problems import RESPONSES
from api.question_report import as_csv
from api.request_language import language_of
from graph.answers.question import Question, QuestionAnswer, ask, question_named, questions
from graph.store import EmbeddedStore
from ontology.errors import InputError

router = APIRouter(prefix="/v1/questions", tags=["questions"], responses=RESPONSES, dependencies=[MAY_READ])

LONGEST_VALUE = 500


class QuestionList(BaseModel):
    """All named questions, group by group."""

    items: list[Question]
    total: Annotated[int, Field(examples=[67])]


@router.get("", summary="The questions that are asked often")
def list_questions() -> QuestionList:
    """Return the named questions with their parameters and queries."""
    return QuestionList(items=list(questions().values()), total=len(questions()))


@router.get(
    "/{name}",
    summary="Answer a question",
    response_model=QuestionAnswer,
    responses={200: {"content": {"text/csv": {}}, "description": "The answer, as JSON or CSV"}},
)
def answer_question(name: str, request: Request, graph: GraphDep) -> QuestionAnswer | Response:
    """Answer the question with the parameters in the address (`?theme=Mere lighed i sundhed`); what is not given is as
    the question says. With `Accept: text/csv` or `?format=csv` the answer is CSV for Excel.
    """
    answer = answered(name, request, graph)
    if request.query_params.get("format") == "csv" or request.headers.get("accept", "").startswith("text/csv"):
        disposition = {"Content-Disposition": f'attachment; filename="{answer.name}.csv"'}
        return Response(as_csv(answer, language_of(request)), media_type="text/csv; charset=utf-8", headers=disposition)
    return answer


def answered(name: str, request: Request, graph: CurrentGraph) -> QuestionAnswer:
    """Return the answer to what the request's address asks. Raises `NotFound`, `InputError`."""
    given = {k: v for k, v in request.query_params.items() if k not in {"lang", "format"} and v.strip()}
    if any(len(v) > LONGEST_VALUE for v in given.values()):
        raise InputError("A value has more than {most} characters.", most=LONGEST_VALUE)
    assessor = graph.assessor()
    store = EmbeddedStore.reading(request.app.state.settings.store)
    return ask(question_named(name), given, store, assessor.snapshot, assessor.names)
