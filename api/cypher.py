"""`/cypher`: the graph asked in Cypher, for reading only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.assessments import GraphDep
from api.needs import MAY_QUERY
from api.problems import RESPONSES
from graph.cypher.answer import CypherAnswer
from graph.cypher.desk import CypherDesk
from graph.cypher.read_only import MOST_CHARACTERS

router = APIRouter(prefix="/cypher", tags=["cypher"], responses=RESPONSES, dependencies=[MAY_QUERY])

EXAMPLE = "MATCH (f)-[r:FUNDS]->(i:Initiative) RETURN f.label_da AS funder, i.label_da AS initiative, r.amount LIMIT 10"
MOST_PARAMETERS = 100


class CypherQuery(BaseModel):
    """A query in Cypher as Neo4j 5 reads it, and the values of its parameters (`$name`)."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=MOST_CHARACTERS, examples=[EXAMPLE])
    parameters: dict[str, JsonValue] = Field(default={}, max_length=MOST_PARAMETERS, examples=[{}])


def _desk(request: Request) -> CypherDesk:
    desk: CypherDesk = request.app.state.cypher
    return desk


@router.post("", summary="Ask the graph in Cypher")
def post_cypher(asked: CypherQuery, graph: GraphDep, desk: Annotated[CypherDesk, Depends(_desk)]) -> CypherAnswer:
    """Answer a query that only reads. Nodes, relationships and properties are described in `docs/cypher.md`; the first
    query starts the engine, which takes some seconds.
    """
    return desk.ask(graph.snapshot(), asked.query, asked.parameters)
