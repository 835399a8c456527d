"""The audit trail: who did what when, a line of JSON each, in one file a month.

Each line holds the hash of the line before and ends with its own, so that a line that was changed, removed or put in
between is found. Whoever can write all files could make the whole chain anew: so each hash also goes to the log of a
server, and `verify` can be told one to look for.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ontology.errors import InputError, StoreError

Outcome = Literal["begun", "done", "refused", "failed"]
FIRST: Final = "0" * 64
_BLOCK: Final = 2**16


class Entry(BaseModel):
    """One thing that was done, or refused. Times are UTC, to the millisecond; `about` names records, reviews, documents
    or keys, never what is in them.
    """

    model_config = ConfigDict(extra="forbid")

    number: int = Field(examples=[1])
    at: str = Field(examples=["2026-01-31T12:00:00.000+00:00"])
    who: str = Field(examples=["anna@example.dk"])
    by: str = Field(description="How they were known: key, person, machine, nobody", examples=["person"])
    address: str = Field(description="The client's address, or terminal", examples=["192.0.2.7"])
    request: str = Field(description="The request's id", examples=["6f1c0e5a4b7d4a0c"])
    what: str = Field(examples=["review"])
    about: list[str] = Field(examples=[["17-9f86d081"]])
    graph_before: str
    graph_after: str
    outcome: Outcome
    reason: str = Field(description="The kind of error, where it was refused or failed", examples=[""])
    previous: str = Field(description="The hash of the entry before")
    hash: str = Field(default="", description="SHA-256 of the entry without this field, as it stands in the file")

    def line(self) -> str:
        """Return the entry as it stands in the file."""
        return _json(self.model_dump())

    def own_hash(self) -> str:
        """Return the hash that the entry should have."""
        return sha256(_json(self.model_dump(exclude={"hash"})).encode()).hexdigest()


@dataclass(frozen=True)
class Asked:
    """Which entries: by whom, what, with which outcome, from and until which days (ISO dates); all if empty."""

    who: str = ""
    what: str = ""
    outcome: str = ""
    since: str = ""
    until: str = ""

    def wants(self, entry: Entry) -> bool:
        """Tell whether an entry is asked for."""
        return (
            self.who in {"", entry.who}
            and self.what in {"", entry.what}
            and self.outcome in {"", entry.outcome}
            and entry.at[:10] >= self.since
            and (not self.until or entry.at[:10] <= self.until)
        )


@dataclass(frozen=True)
class Verified:
    """How the chain stands: how many entries, the hash of the last, whether the hash looked for is there, and what is
    wrong: file, line, and how.
    """

    entries: int
    last: str
    found: bool
    faults: tuple[tuple[str, int, str], ...]


class Trail:
    """The trail in a folder. Processes and threads write to it in turn."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when something is done."""
        self._folder = folder

    def append(self, **said: Any) -> Entry:  # noqa: ANN401 - the fields of `Entry`
        """Write an entry and return it, once it is on the disk. Raises `StoreError`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self._folder / "lock", mode=0o600):
                return self._append(said)
        except OSError as error:
            raise StoreError(
                "The audit trail {path} cannot be written: {reason}. Nothing is done without it.",
                path=self._folder,
                reason=error.strerror,
            ) from error

    def _append(self, said: dict[str, Any]) -> Entry:
        files, now = self.files(), datetime.now(UTC)
        last = _last_entry(files[-1]) if files else None
        entry = Entry(
            number=last.number + 1 if last else 1,
            at=now.isoformat(timespec="milliseconds"),
            previous=last.hash if last else FIRST,
            **said,
        )
        entry = entry.model_copy(update={"hash": entry.own_hash()})
        # A clock that was put back opens no older month.
        path = max([self._folder / f"{now:%Y-%m}.jsonl", *files[-1:]])
        new = not path.exists()
        with open(path, "ab", opener=_for_the_owner) as file:
            file.write(entry.line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            _settle(self._folder)
        return entry

    def files(self) -> list[Path]:
        """Return the files, the oldest month first."""
        return sorted(self._folder.glob("????-??.jsonl"))

    def latest(self, asked: Asked) -> Iterator[Entry]:
        """Return the entries asked for, the latest first. Raises `InputError` for a line that is no entry."""
        for path in reversed(self.files()):
            if asked.since[:7] > path.stem or (asked.until and asked.until[:7] < path.stem):
                continue
            for number, line in reversed(list(enumerate(_lines(path), 1))):
                try:
                    entry = Entry.model_validate_json(line)
                except ValidationError as error:
                    raise InputError(
                        "{path}, line {number}: this is no entry. See what is wrong with: samspil audit --verify",
                        path=path,
                        number=number,
                    ) from error
                if asked.wants(entry):
                    yield entry

    def verify(self, wanted: str | None = None) -> Verified:
        """Go through the whole chain, and look for an entry of a hash if one is given."""
        faults: list[tuple[str, int, str]] = []
        expected, number, entries, found = FIRST, 1, 0, wanted is None
        for path in self.files():
            for place, line in enumerate(_lines(path), 1):
                entries += 1
                try:
                    entry = Entry.model_validate_json(line)
                except ValidationError:
                    faults.append((path.name, place, "no entry"))
                    continue
                if entry.line().encode() != line or entry.own_hash() != entry.hash:
                    faults.append((path.name, place, "changed"))
                if (entry.previous, entry.number) != (expected, number):
                    faults.append((path.name, place, "not after the one before"))
                found = found or entry.hash == wanted
                expected, number = entry.hash, entry.number + 1
        return Verified(entries, expected, found, tuple(faults))


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _lines(path: Path) -> list[bytes]:
    """Return the lines; half a line at the end was never confirmed to anybody."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1].splitlines()


def _last_entry(path: Path) -> Entry | None:
    """Return the last entry of a file, having cut off half a line that an interruption left."""
    with path.open("r+b") as file:
        size = end = file.seek(0, os.SEEK_END)
        tail = b""
        while end and tail.count(b"\n") < 2:
            begin = max(0, end - _BLOCK)
            file.seek(begin)
            tail = file.read(end - begin) + tail
            end = begin
        whole = tail[: tail.rfind(b"\n") + 1]
        if len(whole) < len(tail):
            file.truncate(size - len(tail) + len(whole))
        lines = whole.splitlines()
    try:
        return Entry.model_validate_json(lines[-1]) if lines else None
    except ValidationError as error:
        raise StoreError("The last line of {path} is no entry. See: samspil audit --verify", path=path) from error


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """Let the name of a new file be on the disk too, where the system can."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)
