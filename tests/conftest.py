"""Fixtures: real stores on disk, made from the shipped baseline or from a small table that a test writes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import IO

import httpx2
import pytest
from filelock import FileLock

from graph.answers.assessment import Assessor
from graph.cypher.address import Neo4jAddress
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import EmbeddedStore, Place, ServerAddress, Store, server_address, writing
from ingest.load import load_baseline, load_files
from ingest.ontology import ingest_ontology
from tests.servers import SERVERS, neo4j_community

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("SAMSPIL_")]:
        monkeypatch.delenv(name)


def _made_once(tmp_path_factory: pytest.TempPathFactory, load: Callable[[Store, datetime], object]) -> Path:
    """Return the home of a store that was loaded by one of the processes that test, for all: to be copied only."""
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / load.__name__
    with FileLock(f"{made}.lock"):
        if not made.exists():
            being_made = made.with_suffix(".part")
            with EmbeddedStore.writing(being_made, "tests") as store:
                load(store, NOON)
            being_made.rename(made)
    return made


@pytest.fixture(scope="session")
def baseline_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a store with the shipped baseline, for copying."""
    return _made_once(tmp_path_factory, load_baseline)


@pytest.fixture(scope="session")
def language_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a store that knows the language alone, for copying."""
    return _made_once(tmp_path_factory, ingest_ontology)


@pytest.fixture(scope="session")
def home(baseline_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a store with the shipped baseline."""
    return copied(baseline_home, tmp_path_factory.mktemp("shipped") / "home")


def copied(home: Path, to: Path) -> Path:
    """Copy the shipped graph to a folder, without the records and the trail that other tests have left beside it."""
    return shutil.copytree(home, to, ignore=shutil.ignore_patterns("assessments", "audit"))


@pytest.fixture(scope="session")
def snapshot(home: Path) -> Snapshot:
    """The shipped baseline."""
    return take_snapshot(EmbeddedStore.reading(home))


@pytest.fixture(scope="session")
def language(language_home: Path) -> Snapshot:
    """A snapshot that knows the language alone."""
    return take_snapshot(EmbeddedStore.reading(language_home))


@pytest.fixture(scope="session")
def assessor(snapshot: Snapshot) -> Assessor:
    """An assessor on the shipped baseline."""
    return Assessor(snapshot)


@pytest.fixture
def store(language_home: Path, tmp_path: Path) -> Iterator[EmbeddedStore]:
    """A store that knows the language alone, as every graph does before anything else comes in."""
    with EmbeddedStore.writing(copied(language_home, tmp_path / "home"), "tests") as store:
        yield store


@pytest.fixture(scope="session")
def address_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a SPARQL server by its name: it is started when it is first asked for, and kept."""
    with ExitStack() as running:

        @cache
        def started(name: str) -> str:
            return running.enter_context(SERVERS[name](tmp_path_factory.mktemp("server")))

        yield started


@pytest.fixture(scope="module", params=["", *SERVERS], ids=lambda name: name or "embedded")
def server(request: pytest.FixtureRequest, address_of: Callable[[str], str]) -> str:
    """Nothing, and then the address of each SPARQL server."""
    return address_of(request.param) if request.param else ""


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAddress]:
    """A Neo4j 5 server."""
    with neo4j_community(tmp_path_factory.mktemp("neo4j")) as address:
        yield address


def empty(place: Place) -> None:
    """Let there be no quad at the place; what nobody else would do, past the store."""
    if isinstance(place, ServerAddress):
        httpx2.post(place.update, data={"update": "CLEAR ALL"}, timeout=60).raise_for_status()
    else:
        shutil.rmtree(place / "graph", ignore_errors=True)


def fill(place: Place, home: Path) -> None:
    """Put the graph of a home at a place where there is no quad."""
    with writing(place, "tests") as store:
        store.change(remove=(), add=EmbeddedStore.reading(home).quads())


@pytest.fixture
def place(server: str, tmp_path: Path) -> Place:
    """A folder without a store, and then the address of each SPARQL server, emptied."""
    place = server_address(server) if server else tmp_path / "home"
    empty(place)
    return place


@pytest.fixture
def any_store(place: Place) -> Iterator[Store]:
    """An empty store of each kind."""
    with writing(place, "tests") as store:
        yield store


@pytest.fixture
def load(store: EmbeddedStore, tmp_path: Path) -> Callable[[str], Snapshot]:
    """Load a table, written as CSV text, into the store; the snapshot after it."""

    def load_text(text: str, name: str = "facts.csv") -> Snapshot:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        load_files(store, [path], "tester", NOON)
        return take_snapshot(store)

    return load_text


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data folder beside the checkout."""
    if not SHARED.exists():
        pytest.skip("the data folder beside the checkout is not here")
    return SHARED


@contextmanager
def served(
    home: Path, log: int | IO[str] = subprocess.PIPE, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Let `samspil serve` serve the store as a process of its own; its address, and the process. A server that answers
    many requests needs a file to log to: a pipe that nobody reads fills up.
    """
    command = [Path(sys.executable).with_name("samspil"), "serve", "--port", "0", "--store", home, "--lang", "en"]
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=log, text=True
    ) as server:
        assert server.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        assert address
        try:
            yield address[0], server
        finally:
            server.terminate()
            server.communicate(timeout=60)


@contextmanager
def held_by_another_process(home: Path) -> Iterator[int]:
    """Let another process hold the store for writing; its process id."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom graph.store import EmbeddedStore\n"
        "with EmbeddedStore.writing(Path(sys.argv[1]), 'samspil ingest'):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder.pid
        holder.communicate("")
