"""Queries and updates from outside: answered by worker processes that are killed when one takes too long or too much,
streamed, within bounds.
"""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from weakref import WeakSet

from graph.sparql.replica import Replica
from graph.sparql.turns import Turns
from graph.sparql.worker import HEADER, Ask, Bounds, Enter, Frame
from graph.store import Place
from graph.store.opening import TIMES
from ontology import errors
from ontology.errors import Busy, ManyErrors, QueryTimeout, SamspilError, StoreChanged

WORKERS: Final = 4
MOST_WAITING: Final = 32
EACH_WAITING: Final = 16
WAIT: Final = 10.0  # seconds
MOST_UNDELIVERED: Final = 200_000_000  # bytes that slow clients have not taken yet
log = logging.getLogger("samspil.sparql")


@dataclass(eq=False)
class Answer:
    """An answer that has begun: its media type (empty where the client takes none that fits the kind of query), and
    its content as it comes. `rows` and `size` (bytes, not packed) are known at the end.
    """

    media_type: str = ""
    rows: int = 0
    size: int = 0
    undelivered: int = 0
    _pieces: asyncio.Queue[bytes | SamspilError | None] = field(default_factory=asyncio.Queue)
    _task: asyncio.Task[None] | None = None

    async def content(self) -> AsyncIterator[bytes]:
        """Yield the content. Raises `QueryTimeout` or `QueryRefused` where it breaks off; whoever stops before the end
        calls `leave`.
        """
        while (piece := await self._pieces.get()) is not None:
            if isinstance(piece, SamspilError):
                raise piece
            self.undelivered -= len(piece)
            yield piece

    def leave(self) -> None:
        """Stop the query if it still runs, and forget what has not been taken."""
        self.undelivered = 0
        if self._task:
            self._task.cancel()


def whole(media_type: str, content: bytes) -> Answer:
    """Return an answer that is there as a whole."""
    answer = Answer(media_type, size=len(content), undelivered=len(content))
    answer._pieces.put_nowait(content)
    answer._pieces.put_nowait(None)
    return answer


class SparqlWorkers:
    """Worker processes on the store in a folder, or on a copy of what a server holds, each query within bounds. To be
    used in one event loop.
    """

    def __init__(self, place: Place, bounds: Bounds, workers: int = WORKERS) -> None:
        """Take where the store is, the bounds, and how many workers there are to be; nothing is started yet."""
        self.bounds = bounds
        self._workers = workers
        self._kept = ExitStack()
        self._replica: Replica | None = None
        if isinstance(place, Path):
            home = place
        else:
            home = Path(self._kept.enter_context(TemporaryDirectory(prefix="samspil-copy-")))
            self._replica = Replica(place, home)
        self.killed = 0
        self.turns = Turns(workers, max(1, workers - 1), MOST_WAITING, EACH_WAITING, WAIT)
        self._command = [sys.executable, "-P", "-m", "graph.sparql.worker", str(home), json.dumps(asdict(bounds))]
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._processes: set[Process] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._answers: WeakSet[Answer] = WeakSet()

    @property
    def alive(self) -> int:
        """Return how many workers there are, at work or idle."""
        return sum(process.returncode is None for process in self._processes)

    async def start(self) -> None:
        """Start the workers."""
        for process in await asyncio.gather(*(self._new() for _ in range(self._workers))):
            self._idle.put_nowait(process)

    async def ask(self, request: Ask | Enter, client: str = "") -> Answer:
        """Return the answer as soon as it begins. `client` is who asks: nobody gets all workers.

        Raises `QueryRefused` for what is not allowed or not valid, `QueryTimeout`, `NotFound`, `StoreError`, and `Busy`
        or `TooManyAtOnce` where there is no worker in time.
        """
        if self._replica is None:
            return await self._put(request, client)
        await asyncio.to_thread(self._replica.refresh)
        if isinstance(request, Ask):
            return await self._put(request, client)
        return await self._enter(self._replica, replace(request, rehearsed=True), client)

    async def _enter(self, replica: Replica, request: Enter, client: str) -> Answer:
        """Let a worker work out what an update changes, and change it on the server; anew where others were faster."""
        for left in reversed(range(TIMES)):
            try:
                answer = await self._put(request, client)
                told = json.loads(b"".join([piece async for piece in answer.content()]))
                await asyncio.to_thread(replica.carry_out, **told["change"])
                return whole(answer.media_type, json.dumps(told["entered"]).encode())
            except StoreChanged:
                if not left:
                    raise
                await asyncio.to_thread(replica.refresh)
        raise AssertionError("unreachable")

    async def _put(self, request: Ask | Enter, client: str) -> Answer:
        if sum(a.undelivered for a in self._answers) > MOST_UNDELIVERED:
            raise Busy("Too many answers wait to be taken. Try again in a moment.")
        await self.turns.take(client)
        answer = Answer()
        self._answers.add(answer)
        begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        answer._task = task = asyncio.create_task(self._run(request, client, answer, begun))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            await begun
        except asyncio.CancelledError:
            answer.leave()
            raise
        return answer

    async def close(self) -> None:
        """End the workers, and what they are at."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.kill()
        await asyncio.gather(*(p.wait() for p in self._processes))
        self._kept.close()

    async def _run(self, request: Ask | Enter, client: str, answer: Answer, begun: asyncio.Future[None]) -> None:
        """Put the request to a worker, pass on what it answers, and put it or its successor back among the idle."""
        process = await self._idle.get()
        fault: SamspilError | None = None
        usable = False
        try:
            async with asyncio.timeout(self.bounds.seconds):
                fault = await _answered(process, request, answer, begun)
            usable = True
        except TimeoutError:
            fault = QueryTimeout(
                "The query took longer than {seconds} seconds. Ask for less, or add LIMIT.", seconds=self.bounds.seconds
            )
        except (asyncio.IncompleteReadError, ConnectionError):
            fault = QueryTimeout("The query needed more memory than it may. Ask for less, or add LIMIT.")
        finally:
            if not usable:
                await self._end(process)
            if not begun.done():
                begun.set_exception(fault or QueryTimeout("The query was stopped."))
                begun.exception()  # seen, also where nobody waits any more
            answer._pieces.put_nowait(fault)
            self._idle.put_nowait(process if usable else await self._new())
            self.turns.give(client)

    async def _end(self, process: Process) -> None:
        self.killed += 1
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        self._processes.discard(process)

    async def _new(self) -> Process:
        # In a session of its own, so that Ctrl-C in a terminal reaches the server alone, which then ends in good order.
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
        )
        self._processes.add(process)
        return process


async def _answered(
    process: Process, request: Ask | Enter, answer: Answer, begun: asyncio.Future[None]
) -> SamspilError | None:
    """Pass on what the process answers; return the fault if it has found one."""
    assert process.stdin is not None  # noqa: S101 - they are pipes
    assert process.stdout is not None  # noqa: S101 - as above
    process.stdin.write(json.dumps(asdict(request)).encode() + b"\n")
    await process.stdin.drain()
    while True:
        kind, length = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
        content = await process.stdout.readexactly(length)
        match kind:
            case Frame.HEAD:
                answer.media_type = content.decode()
                begun.set_result(None)
            case Frame.CONTENT:
                answer.undelivered += length
                answer._pieces.put_nowait(content)
            case Frame.END:
                told = json.loads(content)
                answer.rows, answer.size = told.get("rows", 0), told.get("size", 0)
                return None
            case _:
                return _fault(json.loads(content))


def _fault(told: dict[str, Any]) -> SamspilError:
    if "unexpected" in told:
        log.error("unexpected error in a worker: %s", told["unexpected"])
        return SamspilError("Something went wrong here. It has been logged.")
    if "faults" in told:
        faults = [_fault(fault) for fault in told["faults"]]
        return ManyErrors(faults)
    kind: type[SamspilError] = getattr(errors, told["kind"])
    return kind(told["template"], **told["fields"])
