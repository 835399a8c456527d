"""A backup: the graph with all its evidence and what is kept beside it, in one file that can be put back anywhere.

The file is a ZIP archive: the quads as N-Quads, whether they were in a folder or on a server, the files beside them,
and a manifest with the digest of each. So it opens with any tool, and a graph moves from a folder to a server and back.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, TypedDict, cast
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.evidence.recording import version
from graph.store import EmbeddedStore, Place, Store, reading, writing
from graph.store.whole_file import whole_file
from ontology.errors import InputError
from ontology.namespaces import SAMSPIL

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
GRAPH: Final = "graph.nq"
BESIDE: Final = "beside/"
# The store itself, caches, and notes of what is going on just now.
LEFT_OUT: Final = frozenset({"graph", "cypher", "cypher-2", "writer.json", "unfinished"})
STEP: Final = 20_000  # quads in one change on a server
TIMES: Final = 3  # that the files are read where the graph changes meanwhile


class Manifest(TypedDict):
    """What the archive says of itself: its format, when it was made (ISO time), and the digest of each file."""

    format: int
    made_at: str
    graph_version: str
    sha256: dict[str, str]


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds."""

    graph_version: str
    quads: int
    files: int


def backup(place: Place, home: Path, file: Path, at: datetime) -> BackedUp:
    """Write a backup of the store and of what is under `home`, as of the time `at`; others go on meanwhile.

    Raises `InputError` where there is such a file, or it cannot be written; `StoreError`.
    """
    if file.exists():
        raise InputError("{path} is there already. Name a new file.", path=file)
    for _ in range(TIMES):
        store = reading(place)
        quads, of_version = frozenset(store.quads()), version(store)
        files = _files(home)
        with _written(file) as archive:
            digests = {GRAPH: _put(archive, GRAPH, _n_quads(quads))}
            for name, path in files.items():
                digests[name] = _put(archive, name, path.read_bytes())
            told: Manifest = {
                "format": FORMAT,
                "made_at": at.isoformat(timespec="seconds"),
                "graph_version": of_version,
                "sha256": digests,
            }
            archive.writestr(MANIFEST, json.dumps(told, indent=1))
        if frozenset(reading(place).quads()) == quads:  # else the files may be those of a later graph
            break
        file.unlink()
    else:
        raise InputError("The graph changes all the time. Make the backup when nobody brings anything in.")
    return BackedUp(of_version, len(quads), len(files))


def restore(file: Path, place: Place, home: Path) -> BackedUp:
    """Put a backup back where there is nothing yet. In a folder it is there whole or not at all; on a server what broke
    off goes on when it is put back again.

    Raises `InputError` for a file that is no backup or has been damaged, and where something is there that would be
    overwritten; `StoreError`.
    """
    try:
        with ZipFile(file) as archive:
            told = _manifest(archive)
            quads = frozenset(parse(_got(archive, GRAPH, told), format=RdfFormat.N_QUADS))
            files = [name for name in told["sha256"] if name != GRAPH]
            if isinstance(place, Path):
                _restore_folder(archive, told, files, quads, place)
            else:
                _restore_server(archive, told, files, quads, place, home)
    except (OSError, BadZipFile, SyntaxError, KeyError, TypeError, ValueError) as error:
        raise InputError("{path} cannot be put back: {reason}", path=file, reason=error) from error
    return BackedUp(told["graph_version"], len(quads), len(files))


def _restore_folder(
    archive: ZipFile,
    told: Manifest,
    files: Iterable[str],
    quads: frozenset[Quad],
    folder: Path,
) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise InputError("There is something in {home} already. Name a new folder with --store.", home=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}."))
    try:
        with EmbeddedStore.writing(part, "samspil restore") as store:
            store.bring_to(quads)
        _put_files(archive, told, files, part)
        part.replace(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _restore_server(
    archive: ZipFile,
    told: Manifest,
    files: Iterable[str],
    quads: frozenset[Quad],
    place: Place,
    home: Path,
) -> None:
    with writing(place, "samspil restore") as store:
        there = frozenset(store.quads())
        if there - quads or _has_version(store):
            raise InputError("There is a graph on {address} already. Name a server that holds none.", address=place)
        _put_files(archive, told, files, home)
        # The version comes last: a graph that is not whole says none, and nobody takes it for one.
        missing = sorted(quads - there, key=lambda quad: quad.predicate == SAMSPIL.graphVersion)
        for begin in range(0, len(missing), STEP):
            store.change(remove=(), add=missing[begin : begin + STEP])


def _has_version(store: Store) -> bool:
    return next(store.quads(None, SAMSPIL.graphVersion), None) is not None


def _put_files(archive: ZipFile, told: Manifest, files: Iterable[str], home: Path) -> None:
    """Write the files beside the graph; what is there word for word is left alone."""
    targets = {name: home / _relative(name) for name in files}
    for name, path in targets.items():
        if path.exists() and path.read_bytes() != _got(archive, name, told):
            raise InputError("{path} is there already, and is another. Set SAMSPIL_HOME to a new folder.", path=path)
    for name, path in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123
            out.write(_got(archive, name, told))


def _relative(name: str) -> PurePosixPath:
    path = PurePosixPath(name.removeprefix(BESIDE))
    if not name.startswith(BESIDE) or path.is_absolute() or ".." in path.parts or path.parts[0] in LEFT_OUT:
        raise ValueError(name)
    return path


def _files(home: Path) -> dict[str, Path]:
    """Return what is kept beside the graph, by its name in the archive."""
    if not home.exists():
        return {}
    found = (path for path in sorted(home.rglob("*")) if path.is_file() and not path.is_symlink())
    kept = ((path.relative_to(home), path) for path in found if path.suffix != ".part")
    return {BESIDE + inner.as_posix(): path for inner, path in kept if inner.parts[0] not in LEFT_OUT}


@contextmanager
def _written(file: Path) -> Iterator[ZipFile]:
    """Write an archive whole or not at all, readable by its owner only: it may hold keys and who did what."""
    with ExitStack() as stack:
        try:
            part = stack.enter_context(whole_file(file))
        except OSError as error:
            raise InputError("{path} cannot be written: {reason}", path=file, reason=error.strerror) from error
        yield stack.enter_context(ZipFile(part, "w", ZIP_DEFLATED))


def _put(archive: ZipFile, name: str, content: bytes) -> str:
    archive.writestr(name, content)
    return sha256(content).hexdigest()


def _got(archive: ZipFile, name: str, told: Manifest) -> bytes:
    content = archive.read(name)
    if sha256(content).hexdigest() != told["sha256"][name]:
        raise ValueError(name)
    return content


def _manifest(archive: ZipFile) -> Manifest:
    told = json.loads(archive.read(MANIFEST))
    if told["format"] != FORMAT:
        raise ValueError(f"format {told['format']}")
    return cast("Manifest", told)


def _n_quads(quads: Iterable[Quad]) -> bytes:
    return b"".join(sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))
