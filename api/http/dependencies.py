"""What routes are given of the server: its graph and its records; and how an assessment and a day are asked for."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from api.desks.records import Records
from api.http.current_graph import CurrentGraph


# What is at hand is given on the event loop: a function that is not async would be sent to a thread and back.
async def current_graph(request: Request) -> CurrentGraph:
    """Return the server's graph."""
    graph: CurrentGraph = request.app.state.graph
    return graph


async def records(request: Request) -> Records:
    """Return the server's records."""
    found: Records = request.app.state.records
    return found


GraphDep = Annotated[CurrentGraph, Depends(current_graph)]
RecordsDep = Annotated[Records, Depends(records)]
AssessmentId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]
AsOf = Annotated[date | None, Query(description="Ask the graph as it was known on a day", examples=["2026-01-31"])]
