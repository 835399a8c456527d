"""API keys: made at random, shown once, kept as hashes.

A key is 192 random bits, so nobody finds it by trying, and a plain SHA-256 keeps it as well as a slow hash would, which
is for what people can remember; each request pays for one hash. The file is read anew whenever it has changed, so what
is revoked is so at once.
"""

import re
import secrets
from datetime import UTC, date, datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Final
from zlib import crc32

from filelock import FileLock
from pydantic import BaseModel, TypeAdapter, ValidationError

from api.rights import Role
from graph.store.whole_file import write_whole
from ontology.errors import InputError, NotFound, StoreError

PREFIX: Final = "samspil_"
RANDOM_BYTES: Final = 24
NAME: Final = re.compile(r"\w[\w .@-]{0,99}")
_FORM: Final = re.compile(rf"{PREFIX}([0-9a-f]{{{2 * RANDOM_BYTES}}})([0-9a-f]{{8}})")


class Key(BaseModel):
    """What is kept of a key: whose it is, what they are, and the days (UTC) on which it was made, ends, was revoked,
    and was last used.
    """

    name: str
    role: Role
    digest: str
    made: date
    expires: date | None = None
    revoked: date | None = None
    last_used: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it opens anything on a day; the day on which it expires is its last."""
        return self.revoked is None and (self.expires is None or day <= self.expires)


_KEYS: Final = TypeAdapter(list[Key])


class Keys:
    """The keys in the file `keys.json` of a folder, which only its owner can read."""

    def __init__(self, home: Path) -> None:
        """Take the folder; nothing is read yet."""
        self._path = home / "keys.json"
        self._seen: tuple[int, ...] | None = None
        self._keys: tuple[Key, ...] = ()

    def all(self) -> tuple[Key, ...]:
        """Return the keys, the oldest first. Raises `StoreError` for a file that cannot be read."""
        try:
            stat = self._path.stat()
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._keys = tuple(_KEYS.validate_json(self._path.read_bytes()))
                self._seen = seen
        except FileNotFoundError:
            self._keys, self._seen = (), None
        except (OSError, ValidationError) as error:
            # Nobody gets in by a file that is broken.
            raise StoreError("The keys in {path} cannot be read.", path=self._path) from error
        return self._keys

    def add(self, name: str, role: Role, expires: date | None = None) -> str:
        """Make a key and return it; it is not to be had again. Raises `InputError`."""
        if not NAME.fullmatch(name):
            raise InputError(
                "'{name}' is no name for a key. Take letters, digits, spaces, and . @ - _", name=name[:200]
            )
        today = _today()
        if expires and expires < today:
            raise InputError("{day} has passed. A key expires later.", day=expires)
        given = secrets.token_hex(RANDOM_BYTES)
        token = f"{PREFIX}{given}{_check(given)}"
        with self._lock():
            known = self.all()
            if any(key.name == name and key.holds(today) for key in known):
                raise InputError("There is a key '{name}' already. Revoke it, or take another name.", name=name)
            self._write([*known, Key(name=name, role=role, digest=digest(token), made=today, expires=expires)])
        return token

    def revoke(self, name: str) -> Key:
        """Revoke the key of a name. Raises `NotFound` where none holds."""
        with self._lock():
            today = _today()
            found = next((key for key in self.all() if key.name == name and key.holds(today)), None)
            if not found:
                raise NotFound("There is no key '{name}' that holds. See them with: samspil keys list", name=name)
            revoked = found.model_copy(update={"revoked": today})
            self._write([revoked if key == found else key for key in self.all()])
        return revoked

    def find(self, token: str) -> Key | None:
        """Return the key that a request brings, if it holds today."""
        said = _FORM.fullmatch(token)
        if not said or _check(said[1]) != said[2]:  # mistyped: no need to look
            return None
        return self.known_by(digest(token))

    def known_by(self, wanted: str) -> Key | None:
        """Return the key of a digest, if it holds today. All are compared, in the same time whichever it is."""
        today = _today()
        found = [key for key in self.all() if compare_digest(key.digest, wanted)]
        return next((key for key in found if key.holds(today)), None)

    def used(self, key: Key) -> None:
        """Note that a key was used today."""
        with self._lock():
            today = _today()
            self._write(
                [k.model_copy(update={"last_used": today}) if k.digest == key.digest else k for k in self.all()]
            )

    def _lock(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path.with_suffix(".lock"), mode=0o600)

    def _write(self, keys: list[Key]) -> None:
        write_whole(self._path, _KEYS.dump_json(keys, indent=1).decode())


def digest(token: str) -> str:
    """Return what is kept of a key (hexadecimal digits)."""
    return sha256(token.encode()).hexdigest()


def _check(given: str) -> str:
    """Return the digits that tell a key from one that is mistyped."""
    return f"{crc32(given.encode()):08x}"


def _today() -> date:
    return datetime.now(UTC).date()
