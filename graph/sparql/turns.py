"""Whose query runs next: so many at once, no client all of them, a queue of bounded length, and a wait that ends."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from ontology.errors import Busy, TooManyAtOnce


@dataclass
class Turns:
    """Turns to run a query: `at_once` in all and `each` for one client run at a time; `most_waiting` in all and
    `each_waiting` for one client wait, none longer than `seconds`.
    """

    at_once: int
    each: int
    most_waiting: int
    each_waiting: int
    seconds: float
    running: int = 0
    _of: Counter[str] = field(default_factory=Counter)
    _queue: list[tuple[str, asyncio.Future[None]]] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        return len(self._queue)

    async def take(self, client: str) -> None:
        """Wait for a turn, which is to be given back. Raises `Busy` or `TooManyAtOnce`."""
        if self._may(client):
            self._grant(client)
            return
        if len(self._queue) >= self.most_waiting:
            raise Busy("Too many queries wait already. Try again in a moment.")
        if sum(c == client for c, _ in self._queue) >= self.each_waiting:
            raise TooManyAtOnce(
                "More than {most} of your queries wait already. Send fewer at once.", most=self.each_waiting
            )
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((client, turn))
        try:
            async with asyncio.timeout(self.seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give(client)
            if isinstance(error, TimeoutError):
                raise Busy(
                    "All workers have been busy for {seconds} seconds. Try again later.", seconds=self.seconds
                ) from error
            raise
        finally:
            self._queue = [entry for entry in self._queue if entry[1] is not turn]

    def give(self, client: str) -> None:
        """Give a turn back, to the first in the queue who may have it."""
        self.running -= 1
        self._of[client] -= 1
        if not self._of[client]:
            del self._of[client]
        for entry in self._queue:
            if not entry[1].done() and self._may(entry[0]):
                self._queue.remove(entry)
                self._grant(entry[0])
                entry[1].set_result(None)
                return

    def _may(self, client: str) -> bool:
        return self.running < self.at_once and self._of[client] < self.each

    def _grant(self, client: str) -> None:
        self.running += 1
        self._of[client] += 1
