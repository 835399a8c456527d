"""The page to ask on, in SPARQL or Cypher, and the network in an answer."""

import re
from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.http.dependencies import GraphDep
from api.http.needs import MAY_QUERY
from api.http.page import page
from api.http.request_language import language_of
from api.http.sparql_answer import WorkersDep, client_of
from api.query.sparql_operation import operation_of
from graph.answers.question import GROUPS, Question, questions
from graph.sparql.text import MOST_CHARACTERS
from graph.sparql.worker import Ask
from ontology.errors import InputError
from ontology.namespaces import PREFIXES, SAMSPIL
from ontology.vocabulary import vocabulary
from ontology.words import Language
from visualise.answer_network import GRAPH, TABLE, answer_network
from visualise.network import Network

router = APIRouter(include_in_schema=False, dependencies=[MAY_QUERY])

BEGIN: Final = """SELECT ?initiative ?theme WHERE {
  ?initiative a samspil:Initiative ; samspil:theme ?theme .
} LIMIT 100"""


BEGIN_IN_CYPHER: Final = """MATCH (initiative:Initiative)-[:ADDRESSES]->(theme:Theme)
RETURN initiative.iri AS initiative, theme.iri AS theme LIMIT 100"""
QueryLanguage = Literal["sparql", "cypher"]


def query_page(request: Request, asks_in: QueryLanguage = "sparql") -> HTMLResponse:
    """Return the page, with the query in the address if there is one, in the language that it is in."""
    language = language_of(request)
    examples = [
        {
            "group": GROUPS[q.group][language],
            "title": q.title[language],
            "sparql": q.query,
            "cypher": in_cypher(q),
        }
        for q in questions().values()
    ]
    given = request.query_params.get("query", "")[:MOST_CHARACTERS]
    prefixes = [{"caption": f"{p}:", "meta": iri} for p, iri in PREFIXES.items()]
    words = [*_terms(language), *prefixes]
    begin = {"sparql": BEGIN, "cypher": BEGIN_IN_CYPHER} | ({asks_in: given} if given else {})
    return page(request, "query.html", begin=begin, asks_in=asks_in, examples=examples, words=words)


def in_cypher(question: Question) -> str:
    """Return the question in Cypher with the values that it has in SPARQL, to be asked as it stands."""

    def value(parameter: re.Match[str]) -> str:
        stands = re.search(rf"VALUES \?{parameter[1]} \{{ (.*?) \}}", question.query)
        term = stands[1] if stands else parameter[0]
        return f"'{term[1:-1]}'" if term[0] in '<"' else term

    return re.sub(r"\$(\w+)", value, question.cypher)


def _terms(language: Language) -> list[dict[str, Any]]:
    terms = vocabulary()
    ours = [iri for iri in (*terms.classes, *terms.properties) if iri.startswith(str(SAMSPIL))]
    return [{"caption": iri.replace(str(SAMSPIL), "samspil:"), "meta": terms.label(iri)[language]} for iri in ours]


@router.post("/sparql/network")
async def network(request: Request, workers: WorkersDep, graph: GraphDep) -> Network:
    """Return the network in the answer to a query, posted as to `/sparql`."""
    operation = await operation_of(request)
    if operation.query is None:
        raise InputError("The form has no field 'query'.")
    asked = Ask(operation.query, TABLE, GRAPH, operation.default_graphs, operation.named_graphs)
    answer = await workers.ask(asked, client_of(request))
    try:
        content = b"".join([piece async for piece in answer.content()])
    finally:
        answer.leave()
    return await run_in_threadpool(lambda: answer_network(answer.media_type, content, graph.snapshot()))
