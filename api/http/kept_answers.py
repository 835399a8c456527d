"""Answers to writes that a client may send again: kept on disk, so that they outlive the server, and not for long."""

import asyncio
import json
import time
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from graph.store.whole_file import write_whole

OLDEST: Final = 24 * 60 * 60.0  # seconds
MOST: Final = 1000


@dataclass(frozen=True)
class KeptAnswer:
    """An answer: to which request (a digest), its status, headers and body (base64)."""

    asked: str
    status: int
    headers: Mapping[str, str]
    body: str

    @classmethod
    def of(cls, asked: str, status: int, headers: Mapping[str, str], body: bytes) -> "KeptAnswer":
        """Return an answer to keep."""
        return cls(asked, status, dict(headers), b64encode(body).decode())

    @property
    def content(self) -> bytes:
        """Return the body."""
        return b64decode(self.body)


class KeptAnswers:
    """The answers in a folder, a file each; those of the last day, and the latest `MOST` of them."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made if need be."""
        self._folder = folder
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[str, int] = defaultdict(int)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """Let one request of a name act at a time; the others wait for it."""
        self._waiting[name] += 1
        try:
            async with self._locks[name]:
                yield
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name], self._locks[name]

    def get(self, name: str) -> KeptAnswer | None:
        """Return the answer that is kept under a name (hexadecimal digits)."""
        path = self._path(name)
        try:
            if path.stat().st_mtime < time.time() - OLDEST:
                return None
            return KeptAnswer(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def keep(self, name: str, answer: KeptAnswer) -> None:
        """Keep an answer, and let go of those that are too old or too many."""
        write_whole(self._path(name), json.dumps(asdict(answer)))
        files = sorted(self._folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        oldest = time.time() - OLDEST
        for place, path in enumerate(files):
            if place >= MOST or path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
