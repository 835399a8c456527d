"""Read-only SPARQL from outside: in a worker process that is killed when a query takes too long, with a bounded
answer.
"""

import io
import multiprocessing
import re
import resource
import signal
from concurrent.futures import TimeoutError as Timeout
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from pebble import ProcessExpired, ProcessPool
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat

from graph.store import EmbeddedStore
from ontology.errors import QueryRefused, QueryTimeout

MOST_CHARACTERS: Final = 100_000
MOST_MEMORY: Final = 4 * 2**30  # of address space, much of which pyoxigraph only reserves
WORKERS: Final = 2

# SERVICE is looked for in the bare text, whatever stands around it: where a string, an IRI or a comment ends depends on
# the grammar (`?a<'x>'` is no IRI, `e:a\'` begins no string), and who reads that otherwise than pyoxigraph misses one.
# Quantifiers are possessive, so that looking is linear.
_GAP: Final = r"(?:[ \t\r\n]|#[^\n\r]*+)*+"
_SERVICE: Final = re.compile(
    rf"service{_GAP}(?:silent{_GAP})?(?:(?:<[^>]*+>|[?$]\w++){_GAP}\{{|[^\s{{}}:<>\"'?$]*+:)", re.IGNORECASE
)
_NAME_BEFORE: Final = re.compile(r"(?:[?$]\w*|:[\w-]*)\Z")  # a variable or a prefixed name that ends in ...service
_LONGEST_NAME: Final = 100
_MOST_MENTIONS: Final = 50
_UPDATE: Final = re.compile(
    r"^\s*(?:#[^\n]*\n\s*|prefix\s+[^\s:]*:\s*<[^>]*>\s*|base\s*<[^>]*>\s*)*+"
    r"(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


@dataclass(frozen=True)
class Formats:
    """The media types to answer in: one for tables and yes-or-no (SELECT, ASK), one for graphs."""

    table: str | None
    graph: str | None


@dataclass(frozen=True)
class Result:
    """A serialised answer and its media type; no content where the client accepts no format that fits the kind of
    query.
    """

    content: bytes | None
    media_type: str


@dataclass(frozen=True)
class SparqlWorkers:
    """Worker processes that answer queries on the store under `home`, each within `seconds` and `bytes`."""

    home: Path
    seconds: float
    most_bytes: int
    _pool: ProcessPool = field(
        default_factory=lambda: ProcessPool(
            max_workers=WORKERS, max_tasks=1000, context=multiprocessing.get_context("spawn"), initializer=_bound_worker
        ),
        repr=False,
    )

    def ask(self, query: str, formats: Formats) -> Result:
        """Answer a query. Raises `QueryRefused` for one that is not allowed or not valid, `QueryTimeout`,
        `StoreError`.
        """
        refuse_outward(query)
        task = self._pool.schedule(_answer, args=(self.home, query, formats, self.most_bytes), timeout=self.seconds)
        try:
            result: Result = task.result()
        except Timeout as error:
            raise QueryTimeout(
                "The query took longer than {seconds} seconds. Ask for less, or add LIMIT.", seconds=self.seconds
            ) from error
        except (ProcessExpired, MemoryError) as error:
            raise QueryTimeout("The query needed more memory than it may. Ask for less, or add LIMIT.") from error
        return result

    def close(self) -> None:
        """Stop the workers."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def refuse_outward(query: str) -> None:
    """Raise `QueryRefused` for a query that is too long, changes the graph, or sends requests to others (SERVICE)."""
    if len(query) > MOST_CHARACTERS:
        raise QueryRefused("The query has more than {most} characters.", most=MOST_CHARACTERS)
    if _UPDATE.search(query):
        raise QueryRefused("This is an update. Only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed here.")
    # The grammar decodes \u escapes before it reads tokens, so the query is looked at both ways.
    decoded = _CODEPOINT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)
    if _asks_others(query) or _asks_others(decoded):
        raise QueryRefused("SERVICE is not allowed, nor a text that reads like it: queries here ask this graph only.")


def _asks_others(query: str) -> bool:
    if query.lower().count("service") > _MOST_MENTIONS:
        return True
    found = (m.start() for m in _SERVICE.finditer(query))
    return any(not _NAME_BEFORE.search(query[max(0, at - _LONGEST_NAME) : at]) for at in found)


def _bound_worker() -> None:
    """Bound a worker's memory, and let it be killed at once, also in the middle of a query (pebble's own handler
    would wait for Python).
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _answer(home: Path, query: str, formats: Formats, most_bytes: int) -> Result:
    """Answer a query in the worker. The store is opened anew, so that the answer is of the graph as it is now."""
    try:
        found = EmbeddedStore.reading(home).query(query)
    except SyntaxError as error:
        raise QueryRefused("The query is not valid SPARQL: {reason}", reason=error) from error
    out = _Bounded(most_bytes)
    if isinstance(found, QueryTriples):
        known: RdfFormat | QueryResultsFormat | None = RdfFormat.from_media_type(formats.graph or "")
    else:
        known = QueryResultsFormat.from_media_type(formats.table or "")
    if known is None:
        return Result(None, "")
    try:
        found.serialize(out, known)  # type: ignore[arg-type]
    except OSError as error:
        if out.full:
            raise QueryRefused("The answer is larger than {most} bytes. Add LIMIT.", most=most_bytes) from error
        raise QueryRefused("The answer cannot be written in this format: {reason}", reason=error) from error
    return Result(out.getvalue(), known.media_type)


class _Bounded(io.BytesIO, IO[bytes]):
    """Bytes in memory, up to a most; a write beyond that fails."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.full = False

    def write(self, data: object) -> int:
        self.full = self.full or self.tell() + len(data) > self.most  # type: ignore[arg-type]
        if self.full:
            raise OSError("the answer is too large")
        return super().write(data)  # type: ignore[arg-type]
