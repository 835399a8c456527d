"""A backup comes back as it was, in a folder and on a server, and overwrites nothing."""

import json
import stat
from zipfile import ZipFile

import pytest

from graph.evidence.evidence import PROPOSED
from graph.evidence.recording import record
from graph.store import ServerAddress, reading, writing
from graph.upkeep.backup import backup, restore
from ontology.errors import InputError, StoreMissing
from tests.conftest import NOON
from tests.graph.evidence.test_evidence import said


@pytest.fixture
def beside(tmp_path):
    """The folder with what is beside a graph: a text, a record, a cache, a note of what goes on."""
    for name in ("texts/a.json", "assessments/b.json", "keys.json", "cypher/cache", "writer.json", "graph.part"):
        path = tmp_path / "home" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"æ {name}")
    return tmp_path / "home"


@pytest.fixture
def made(place, beside, tmp_path):
    """A backup of a small graph."""
    with writing(place, "tests") as store:
        record(store, [said("a", 1, 2), said("b", 3, status=PROPOSED)], at=NOON)
    backup(place, beside, tmp_path / "backup.zip", NOON)
    return tmp_path / "backup.zip"


def test_what_was_backed_up_comes_back_in_a_new_folder(place, made, tmp_path):
    done = restore(made, tmp_path / "new", tmp_path / "new")
    assert set(reading(tmp_path / "new").quads()) == set(reading(place).quads())
    assert done.quads == len(set(reading(place).quads()))
    kept = {p.relative_to(tmp_path / "new").as_posix() for p in (tmp_path / "new").rglob("*") if p.is_file()}
    assert {k for k in kept if not k.startswith("graph/")} == {"texts/a.json", "assessments/b.json", "keys.json"}
    assert (tmp_path / "new" / "keys.json").read_text() == "æ keys.json"
    assert stat.S_IMODE((tmp_path / "new" / "keys.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_backup_goes_to_a_server_also_where_it_broke_off(place, made, tmp_path):
    if not isinstance(place, ServerAddress):
        pytest.skip("needs a server")
    wanted = set(reading(place).quads())
    with pytest.raises(InputError, match="a graph on"):
        restore(made, place, tmp_path / "new")
    with writing(place, "tests") as store:
        version = [q for q in store.quads() if "graphVersion" in q.predicate.value]
        store.change(remove=[*version, *list(set(store.quads()) - set(version))[:5]], add=())
    with pytest.raises(StoreMissing):
        reading(place)
    restore(made, place, tmp_path / "new")
    assert set(reading(place).quads()) == wanted
    assert (tmp_path / "new" / "texts" / "a.json").exists()


def test_nothing_is_overwritten(place, made, beside, tmp_path):
    with pytest.raises(InputError, match="is there already"):
        backup(place, beside, made, NOON)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    with pytest.raises(InputError, match="something in"):
        restore(made, tmp_path / "full", tmp_path / "full")
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    "change",
    [
        {"beside/../../escaped": b"x"},
        {"beside//etc/escaped": b"x"},
        {"beside/graph/CURRENT": b"x"},
        {"elsewhere": b"x"},
        {"graph.nq": b"<a:a> <a:b> <a:c> .\n"},
        {"graph.nq": b"nonsense"},
        {"manifest.json": b"{}"},
        {"manifest.json": b"["},
    ],
)
def test_what_has_been_tampered_with_is_refused_and_leaves_nothing(made, tmp_path, change):
    with ZipFile(made) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(content["manifest.json"])
    told["sha256"] |= dict.fromkeys(
        change.keys() - content.keys(), "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        for name, bytes_ in (content | {"manifest.json": json.dumps(told).encode()} | change).items():
            archive.writestr(name, bytes_)
    with pytest.raises(InputError, match="cannot be put back"):
        restore(tmp_path / "other.zip", tmp_path / "deep" / "new", tmp_path / "deep" / "new")
    assert not (tmp_path / "deep").exists() or not list((tmp_path / "deep").iterdir())
    assert not (tmp_path / "escaped").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no archive")
    for name in ("x.zip", "none.zip"):
        with pytest.raises(InputError, match="cannot be put back"):
            restore(tmp_path / name, tmp_path / "new", tmp_path / "new")
