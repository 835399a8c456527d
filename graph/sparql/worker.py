"""The process that answers queries and updates from outside, one at a time, until it is told to stop or is killed.

`graph.sparql.processes` starts it. A request is a line of JSON on standard input; the answer comes as frames on
standard output: a byte for the kind (see `Frame`), four for the length of what follows. The process has no network, a
bound of memory, and an alarm that ends it even where whoever started it is gone.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
import traceback
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Triple, serialize

from graph.sparql.text import not_valid, refuse_outward
from graph.store import EmbeddedStore
from graph.store.embedded import folder_of
from ontology.errors import ManyErrors, NotFound, QueryRefused, SamspilError, StoreError
from ontology.namespaces import PREFIXES

HEADER: Final = struct.Struct(">cI")
HELD_BACK: Final = 128 * 1024  # so that most faults are known before an answer begins
PIECE: Final = 64 * 1024
GRACE: Final = 2  # seconds beyond a query's time, after which the alarm rings
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWNET: Final = 0x40000000
# A row in each format, by bytes that cannot stand elsewhere: quotes, line ends and angles in values are escaped (of
# line ends in CSV only those that are not CR LF). Rows without any value are not counted in JSON. With each mark the
# number of rows where there is none: JSON has it between rows, CSV and TSV have it after the heading too.
ROW_MARKS: Final = {
    "application/sparql-results+json": (b'}},{"', 1),
    "application/sparql-results+xml": (b"<result>", 0),
    "text/csv": (b"\r\n", -1),
    "text/tab-separated-values": (b"\n", -1),
}


class Frame(bytes, Enum):
    """The kinds of frame: the media type, a piece of content, the end of an answer, or a fault instead of the rest."""

    HEAD = b"H"
    CONTENT = b"C"
    END = b"E"
    FAULT = b"F"


@dataclass(frozen=True)
class Bounds:
    """What a query may take: seconds, rows of the answer, its size in bytes, and bytes of memory."""

    seconds: float
    rows: int
    size: int
    memory: int


@dataclass(frozen=True)
class Ask:
    """A query and the media types to answer in: one for tables and yes-or-no, one for graphs.

    The data set is that of the query where no graphs are named here. `base` is what relative IRIs are relative to,
    `exists` a graph that must be there.
    """

    query: str
    table: str | None
    graph: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    exists: str | None = None
    gzip: bool = False


@dataclass(frozen=True)
class Enter:
    """An update on behalf of an editor (IRI), at a time (ISO 8601), and the graphs that its WHERE clauses see. One that
    is only rehearsed is answered with the change that it would be.
    """

    update: str
    agent: str
    at: str
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rehearsed: bool = False


def main() -> None:
    """Answer what comes in on the store in the folder that the command names, within the bounds that it names."""
    home, bounds = Path(sys.argv[1]), Bounds(**json.loads(sys.argv[2]))
    _shut_in(bounds.memory)
    current = CurrentStore(home)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, bounds.seconds + GRACE)
        try:
            if "update" in request:
                _enter(home, Enter(**request))
            else:
                _answer(current.store(), Ask(**request), bounds)
        except SamspilError as error:
            _send(Frame.FAULT, json.dumps(_told(error)).encode())
        except Exception:  # an error of ours is told of where there is a log, and the worker goes on
            _send(Frame.FAULT, json.dumps({"unexpected": traceback.format_exc()}).encode())
        signal.setitimer(signal.ITIMER_REAL, 0)


class CurrentStore:
    """The store as it is now: opened anew when its files have changed."""

    def __init__(self, home: Path) -> None:
        """Take the home of the store; nothing is opened yet."""
        self._home = home
        self._files: frozenset[tuple[str, int, int]] = frozenset()
        self._store: EmbeddedStore | None = None

    def store(self) -> EmbeddedStore:
        """Return the store, open for reading. Raises `StoreError`."""
        files = self._seen()
        if self._store is None or files != self._files:
            self._store, self._files = EmbeddedStore.reading(self._home), files
        return self._store

    def _seen(self) -> frozenset[tuple[str, int, int]]:
        try:
            with os.scandir(folder_of(self._home)) as entries:
                return frozenset((e.name, (s := e.stat()).st_size, s.st_mtime_ns) for e in entries)
        except FileNotFoundError:  # there is none, or a file went away meanwhile
            return frozenset()


def _shut_in(memory: int) -> None:
    """Bound this process: its memory (of data, since pyoxigraph reserves more address space than it uses), no network,
    and no output of a fault's memory.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    user, group = os.getuid(), os.getgid()
    # Where the kernel lets us, no request can leave from here, whatever a query says; the text is looked at anyway.
    if ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _answer(store: EmbeddedStore, ask: Ask, bounds: Bounds) -> None:
    refuse_outward(ask.query)
    try:
        if ask.exists is not None and not store.has_graph(NamedNode(ask.exists)):
            raise NotFound("There is no graph {graph}.", graph=ask.exists)
        found = store.query(ask.query, _nodes(ask.default_graphs), _nodes(ask.named_graphs), ask.base)
    except SyntaxError as error:
        raise not_valid(ask.query, error) from error
    except ValueError as error:
        raise QueryRefused("A graph of the data set is no IRI: {reason}", reason=error) from error
    wanted = ask.graph if isinstance(found, QueryTriples) else ask.table
    out = _Framed(wanted or "", bounds, ask.gzip)
    if wanted is None:
        _send(Frame.HEAD, b"")
        _send(Frame.END, b"{}")
        return
    try:
        if isinstance(found, QueryTriples):
            format_ = RdfFormat.from_media_type(wanted)
            serialize(_counted(found, out), cast("IO[bytes]", out), format_, prefixes=PREFIXES)
        else:
            found.serialize(cast("IO[bytes]", out), QueryResultsFormat.from_media_type(wanted))
    except OSError as error:
        if out.fault:
            raise out.fault from error
        raise StoreError("The graph has changed while it was read, or it cannot be: {reason}", reason=error) from error
    except RuntimeError as error:
        raise QueryRefused("The query cannot be answered: {reason}", reason=error) from error
    out.finish()


def _nodes(graphs: tuple[str, ...]) -> list[NamedNode]:
    return [NamedNode(g) for g in graphs]


def _counted(triples: QueryTriples, out: "_Framed") -> Iterator[Triple]:
    for triple in triples:
        out.count_rows(1)
        if out.fault:
            raise out.fault
        yield triple


def _enter(home: Path, enter: Enter) -> None:
    # These import pySHACL and an HTTP client, which most workers never need.
    from graph.sparql.entry import Entered, enter_update

    def entered(store: EmbeddedStore) -> Entered:
        return enter_update(
            store, enter.update, enter.agent, enter.at, enter.base, enter.default_graphs, enter.named_graphs
        )

    told: dict[str, object]
    if enter.rehearsed:
        from graph.sparql.replica import Rehearsal

        rehearsal = Rehearsal(home)
        told = {"entered": asdict(entered(rehearsal)), "change": rehearsal.noted()}
    else:
        with EmbeddedStore.writing(home, "SPARQL update") as store:
            told = asdict(entered(store))
    _send(Frame.HEAD, b"application/json")
    _send(Frame.CONTENT, json.dumps(told).encode())
    _send(Frame.END, b"{}")


def _told(error: SamspilError) -> dict[str, object]:
    if isinstance(error, ManyErrors):
        return {"faults": [_told(fault) for fault in error.faults]}
    fields = {n: v if isinstance(v, int | float | dict) else str(v) for n, v in error.fields.items()}
    return {"kind": type(error).__name__, "template": error.template, "fields": fields}


def _send(kind: Frame, content: bytes) -> None:
    sys.stdout.buffer.write(HEADER.pack(kind.value, len(content)) + content)
    sys.stdout.buffer.flush()


class _Framed:
    """An answer on its way out in frames, within bounds of rows and bytes; a file as far as pyoxigraph needs one."""

    def __init__(self, media_type: str, bounds: Bounds, gzip: bool) -> None:
        self.fault: QueryRefused | None = None
        self._media_type = media_type
        self._bounds = bounds
        self._mark, self._rows = ROW_MARKS.get(media_type, (b"", 0))
        self._tail = b""
        self._size = 0
        self._held = bytearray()
        self._begun = False
        self._packer = zlib.compressobj(level=4, wbits=31) if gzip else None

    def write(self, data: bytes) -> int:
        """Take a piece of the answer. Raises `OSError` beyond the bounds, and sets `fault`."""
        self._size += len(data)
        if self._size > self._bounds.size:
            self.fault = QueryRefused("The answer is larger than {most} bytes. Add LIMIT.", most=self._bounds.size)
        if self._mark:
            seen = self._tail + data
            self.count_rows(seen.count(self._mark))
            self._tail = seen[-(len(self._mark) - 1) :] if len(self._mark) > 1 else b""
        if self.fault:
            raise OSError("the answer is too large")
        self._held += data
        if len(self._held) >= (PIECE if self._begun else HELD_BACK):
            self._let_go()
        return len(data)

    def count_rows(self, rows: int) -> None:
        """Count rows of the answer; beyond the bound set `fault`."""
        self._rows += rows
        if self._rows > self._bounds.rows:
            self.fault = QueryRefused("The answer has more than {most} rows. Add LIMIT.", most=self._bounds.rows)

    def flush(self) -> None:
        """Nothing: frames go out when they are large enough."""

    def finish(self) -> None:
        """Send what is left, and the end."""
        self._let_go(last=True)
        _send(Frame.END, json.dumps({"rows": self._rows, "size": self._size}).encode())

    def _let_go(self, last: bool = False) -> None:
        if not self._begun:
            _send(Frame.HEAD, self._media_type.encode())
            self._begun = True
        content = bytes(self._held)
        if self._packer:
            content = self._packer.compress(content) + (self._packer.flush() if last else b"")
        if content:
            _send(Frame.CONTENT, content)
        self._held.clear()


if __name__ == "__main__":
    main()
