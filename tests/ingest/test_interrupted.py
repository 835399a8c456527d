"""Long work can be interrupted at any moment and goes on: nothing is lost, nothing is there twice."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.evidence import evidence, recording
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from ingest.load import load_files
from tests.conftest import NOON

ROWS = 200
INGEST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from graph.evidence import evidence, recording
from graph.upkeep import validation
from graph.store import EmbeddedStore
from graph.store.work import working
from ingest.load import load_files

recording.STEP = validation.BATCH = 40
home, table = Path(sys.argv[1]), Path(sys.argv[2])
with working(home, lambda *step: print(*step, flush=True)) as work:
    with EmbeddedStore.writing(home, "tests") as store:
        print(load_files(store, [table], "tester", datetime(2026, 1, 1, 12, tzinfo=UTC), work), flush=True)
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "long.csv"
    rows = [f"indsats-{n};indsats;Indsats nr. {n};i gang;unge hjemløse;2021" for n in range(ROWS)]
    path.write_text("\n".join(["id;slags;navn;status;målgruppe;fra", *rows]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def uninterrupted(table, tmp_path_factory):
    home = tmp_path_factory.mktemp("uninterrupted")
    with EmbeddedStore.writing(home, "tests") as store:
        load_files(store, [table], "tester", NOON)
        return take_snapshot(store)


def started(home: Path, table: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", INGEST, str(home), str(table)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_at(step: str, home: Path, table: Path, signal_: signal.Signals) -> None:
    with started(home, table) as process:
        assert process.stdout is not None
        assert any(line.startswith(step) for line in process.stdout), f"it never came to '{step}'"
        process.send_signal(signal_)


STEPS = ["reading", "checking 80", "writing 0", "writing 40", "writing 160", "matching"]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_same_command_goes_on_to_the_same_graph(step, table, uninterrupted, tmp_path):
    killed_at(step, tmp_path, table, signal.SIGKILL)
    assert (tmp_path / "unfinished").exists()
    with started(tmp_path, table) as process:
        assert process.wait() == 0, process.stderr
    assert not (tmp_path / "unfinished").exists()
    assert take_snapshot(EmbeddedStore.reading(tmp_path)) == uninterrupted


def test_between_two_steps_of_writing_the_view_is_the_union_of_the_accepted(table, tmp_path):
    killed_at("writing 80", tmp_path, table, signal.SIGKILL)
    store = EmbeddedStore.reading(tmp_path)
    snapshot = take_snapshot(store)
    said = {t for e in evidence.read_all(store) for t in e.statements}
    assert {(s.subject, s.predicate, s.object) for about in snapshot.about.values() for s in about} == {
        (t.subject.value, t.predicate.value, t.object) for t in said
    }
    assert recording.version(store) == recording.fingerprint(said)


def test_what_was_checked_before_is_not_checked_again(table, tmp_path):
    killed_at("writing 0", tmp_path, table, signal.SIGKILL)
    noted = (tmp_path / "unfinished").read_text().split()
    assert len(noted) > ROWS // 40
    killed_at("writing 0", tmp_path, table, signal.SIGKILL)
    assert (tmp_path / "unfinished").read_text().split() == noted


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_stopped_the_command_says_how_to_go_on(table, tmp_path, signal_):
    command = [
        str(Path(sys.executable).with_name("samspil")),
        "ingest",
        str(table),
        "--store",
        str(tmp_path),
        "--lang",
        "en",
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As in a terminal: what a shell starts in the background is deaf to interrupts.
        preexec_fn=lambda: signal.signal(signal_, signal.SIG_DFL),
    ) as process:
        while not (tmp_path / "writer.json").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal_)
        _, told = process.communicate()
    assert process.returncode == 128 + signal_
    assert "Nothing is lost: the same command goes on where it was." in told
    with EmbeddedStore.writing(tmp_path, "tests"):
        pass  # nobody holds the store any more


def test_a_fault_in_what_was_given_leaves_no_notes(tmp_path):
    (tmp_path / "wrong.csv").write_text("id;slags;status\nx;indsats;vistnok\n", encoding="utf-8")
    with started(tmp_path / "home", tmp_path / "wrong.csv") as process:
        assert "vistnok" in process.stderr.read()
    assert not (tmp_path / "home" / "unfinished").exists()
