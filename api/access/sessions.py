"""The sessions of browsers: a signed cookie that says who has signed in, for some hours at most."""

import secrets
import time
from typing import Final

from fastapi import Request

from api.access.keys import Key, Keys
from api.rights import Role, Who

# The prefix keeps other hosts of the domain from setting it.
COOKIE: Final = "__Host-samspil"
MOST_ENDED: Final = 100_000


class Sessions:
    """The sessions of one server.

    What a session says is in the cookie alone. Those that were ended by hand are remembered until their time is up, so
    that a copied cookie opens nothing after the sign-out; a key that is revoked ends its sessions at once.
    """

    def __init__(self, keys: Keys, seconds: int) -> None:
        """Take the keys, and how long a session lasts, whatever is done in it."""
        self._keys = keys
        self._seconds = seconds
        self._ended: dict[str, float] = {}

    def begin(self, request: Request, who: Who, key: Key | None = None) -> None:
        """Sign somebody in, by a key or otherwise. Nothing of the session before is left in the new one."""
        request.session.clear()
        request.session.update(
            id=secrets.token_hex(16),
            until=time.time() + self._seconds,
            name=who.name,
            role=who.role,
            key=key.digest if key else None,
        )

    def end(self, request: Request) -> None:
        """Sign out."""
        now = time.time()
        self._ended = {id_: until for id_, until in self._ended.items() if until > now}
        if "id" in request.session and len(self._ended) < MOST_ENDED:
            self._ended[request.session["id"]] = request.session["until"]
        request.session.clear()

    def who(self, request: Request) -> Who | None:
        """Return who has signed in with the browser that sends the request, if anybody."""
        session = request.session
        if "id" not in session or session["until"] <= time.time() or session["id"] in self._ended:
            return None
        if session["key"] is None:
            return Who(session["name"], Role(session["role"]), "person")
        key = self._keys.known_by(session["key"])
        return Who(key.name, key.role, "key") if key else None
