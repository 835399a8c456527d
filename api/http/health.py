"""`/healthz` and `/livez`: whether the server can answer, and whether it is there."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.dependencies import GraphDep
from api.http.needs import ANYBODY
from api.http.problems import RESPONSES
from api.http.sparql_answer import WorkersDep
from graph.answers.counts import Counts, count
from ontology.errors import Busy

router = APIRouter(tags=["health"], responses=RESPONSES, dependencies=[ANYBODY])


class Workers(BaseModel):
    """The query workers: how many there are, how many queries run in them and how many wait."""

    alive: int
    running: int
    waiting: int


class Alive(BaseModel):
    """That the server's process is there."""

    status: str = "ok"


class Health(Alive):
    """That the server can answer, on which graph version, and how much that graph knows."""

    graph_version: str
    counts: Counts
    workers: Workers


@router.get("/healthz", summary="Can it answer?")
def health(graph: GraphDep, workers: WorkersDep) -> Health:
    """Return the graph version, counts, and what the query workers are at; a problem with status 503 if there is no
    graph, or no worker: then requests are better sent elsewhere.
    """
    snapshot = graph.snapshot()
    if not workers.alive:
        raise Busy("There is no worker for queries. They are started anew.")
    at = Workers(alive=workers.alive, running=workers.turns.running, waiting=workers.turns.waiting)
    return Health(graph_version=snapshot.version, counts=count(snapshot), workers=at)


@router.get("/livez", summary="Is it there?")
async def alive() -> Alive:
    """Return that the server is there, whatever becomes of the graph: it need not be started anew."""
    return Alive()
