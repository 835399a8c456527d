"""`/cypher`: the graph asked in Cypher, for reading only; answered as JSON, CSV or a network, and asked on a page."""

import csv
import io
import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.http.dependencies import GraphDep
from api.http.needs import MAY_QUERY
from api.http.negotiation import agreed_format
from api.http.problems import RESPONSES
from api.http.turn import in_turn
from api.query.page import query_page
from graph.cypher.answer import CypherAnswer
from graph.cypher.desk import CypherDesk
from graph.cypher.read_only import MOST_CHARACTERS
from graph.export.text import harmless
from visualise.answer_network import cypher_network
from visualise.network import Network

router = APIRouter(prefix="/cypher", tags=["cypher"], responses=RESPONSES, dependencies=[MAY_QUERY])

EXAMPLE = "MATCH (f)-[r:FUNDS]->(i:Initiative) RETURN f.label_da AS funder, i.label_da AS initiative, r.amount LIMIT 10"
MOST_PARAMETERS = 100
ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": CypherAnswer, "content": {"text/csv": {}}, "description": "The answer, as JSON or CSV"}
}


class CypherQuery(BaseModel):
    """A query in Cypher as Neo4j 5 reads it, and the values of its parameters (`$name`)."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=MOST_CHARACTERS, examples=[EXAMPLE])
    parameters: dict[str, JsonValue] = Field(default={}, max_length=MOST_PARAMETERS, examples=[{}])


async def _desk(request: Request) -> CypherDesk:
    desk: CypherDesk = request.app.state.cypher
    return desk


DeskDep = Annotated[CypherDesk, Depends(_desk)]


@router.post("", summary="Ask the graph in Cypher", responses=ANSWER, dependencies=[in_turn("cypher")])
def post_cypher(asked: CypherQuery, graph: GraphDep, desk: DeskDep, request: Request) -> Response:
    """Answer a query that only reads, as JSON or, with `Accept: text/csv`, as CSV. Nodes, relationships and properties
    are described in `docs/cypher.md`; the first query starts the engine, which takes some seconds.
    """
    media_type = agreed_format(request.headers.get("accept"), ["application/json", "text/csv"])
    answer = desk.ask(graph.snapshot(), asked.query, asked.parameters)
    content = as_csv(answer) if media_type == "text/csv" else answer.model_dump_json()
    return Response(content, media_type=media_type, headers={"Vary": "Accept"})


@router.post("/network", include_in_schema=False, dependencies=[in_turn("cypher")])
def post_network(asked: CypherQuery, graph: GraphDep, desk: DeskDep) -> Network:
    """Return the network in the answer to a query, for the page."""
    snapshot = graph.snapshot()
    answer = desk.ask(snapshot, asked.query, asked.parameters)
    return cypher_network(answer.columns, answer.rows, snapshot)


@router.get("", summary="The page to ask on, in Cypher", response_class=HTMLResponse)
def get_page(request: Request) -> HTMLResponse:
    """Show the page to ask on, in Cypher."""
    return query_page(request, "cypher")


def as_csv(answer: CypherAnswer) -> str:
    """Return the answer as CSV; what is no single value is written as JSON, and nothing is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(harmless, answer.columns))
    for row in answer.rows:
        writer.writerow(harmless(_written(cell)) for cell in row)
    return out.getvalue()


def _written(cell: JsonValue) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
