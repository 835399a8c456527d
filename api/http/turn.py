"""Turns at what is heavy: so many at once, nobody all of them, a queue that is bounded; see `graph.sparql.turns`."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final, Literal

from fastapi import Depends, Request

from api.http.sparql_answer import client_of
from graph.sparql.turns import Turns

AT_ONCE: Final = 4
MOST_WAITING: Final = 32
EACH_WAITING: Final = 16
WAIT: Final = 10.0  # seconds
Door = Literal["cypher", "assessments"]
DOORS: Final[tuple[Door, ...]] = ("cypher", "assessments")


def new_turns() -> dict[Door, Turns]:
    """Return the turns of a server that begins."""
    return {door: Turns(AT_ONCE, AT_ONCE - 1, MOST_WAITING, EACH_WAITING, WAIT) for door in DOORS}


def in_turn(door: Door) -> Any:  # noqa: ANN401 - what FastAPI takes as a dependency
    """Return the dependency by which a route waits for its turn. It raises `Busy` and `TooManyAtOnce`."""

    async def turn(request: Request) -> AsyncIterator[None]:
        turns: Turns = request.app.state.turns[door]
        client = client_of(request)
        await turns.take(client)
        try:
            yield
        finally:
            turns.give(client)

    wait: Callable[[Request], AsyncIterator[None]] = turn
    return Depends(wait)
