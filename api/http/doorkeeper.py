"""Who sends a request: known by a key, by the session of a browser, or by sitting at the machine."""

import logging
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.keys import Key, Keys
from api.access.log import sitting_here
from api.access.rate import Rates
from api.access.sessions import Sessions
from api.http.needs import WrongKey
from api.http.problems import as_problem
from api.http.same_site import refuse_cross_site
from api.rights import NOBODY, Role, Who
from api.settings import Settings
from ontology.errors import SamspilError

ALWAYS: Final = ("/static/", "/healthz", "/livez")
FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
logger = logging.getLogger("samspil")


class Doors:
    """How one server is entered: with which keys and sessions, and whether the machine itself is let in."""

    def __init__(self, settings: Settings, loopback: bool) -> None:
        """Take the settings, and whether only this machine can reach the server."""
        self.keys = Keys(settings.home)
        self.sessions = Sessions(self.keys, settings.session_hours * 3600)
        self.rates = Rates(settings.rate, settings.public_rate)
        self._machine = loopback and not settings.proxies and not settings.oidc_issuer
        self._settings = settings

    @property
    def open_to_machine(self) -> bool:
        """Tell whether those at this machine may do everything: where nobody else can reach the server, and neither
        keys nor OpenID Connect were set up. A revoked key was set up too.
        """
        return self._machine and not self.keys.all()

    async def who(self, request: Request) -> Who:
        """Return who sends the request. Raises `WrongKey`, and `StoreError` where the keys cannot be read."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            key = self.keys.find(token.strip()) if scheme.lower() == "bearer" else None
            if not key:
                raise WrongKey("The key is not known here, has expired, or was revoked.")
            await self._use(key)
            return Who(key.name, key.role, "key")
        if signed_in := self.sessions.who(request):
            return signed_in
        if self.open_to_machine and from_this_machine(request):
            return sitting_here(self._settings)
        return Who("", Role.READER, "nobody") if self._settings.public == "read" else NOBODY

    async def _use(self, key: Key) -> None:
        if key.last_used == datetime.now(UTC).date():
            return
        try:
            await run_in_threadpool(self.keys.used, key)
        except OSError as error:
            logger.warning("the last use of a key cannot be noted: %s", error.strerror)


class Doorkeeper:
    """Middleware that tells who sends each request, and turns away those who ask too often, bring a wrong key, or come
    from the page of another site.
    """

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        """Take the app behind, and its doors."""
        self._app = app
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with who sends it in its state."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.who = NOBODY
        if scope["path"].startswith(ALWAYS):
            await self._app(scope, receive, send)
            return
        headers: dict[str, str] = {}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                told.update(headers)
                if request.state.who.by in {"key", "person"}:
                    told.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        try:
            headers |= await self._let_in(request)
        except SamspilError as error:
            await as_problem(request, error)(scope, receive, sending)
            return
        await self._app(scope, receive, sending)

    async def _let_in(self, request: Request) -> dict[str, str]:
        """Note who sends the request, and return what is left of their rate, as header fields."""
        address = address_of(request)
        try:
            request.state.who = await self._doors.who(request)
        except WrongKey:
            # Who tries keys has no more tries than anybody who is not known.
            self._doors.rates.take(NOBODY, address)
            raise
        left = self._doors.rates.take(request.state.who, address)
        if request.method not in SAFE and "authorization" not in request.headers:
            refuse_cross_site(request)
        return left


def address_of(request: Request) -> str:
    """Return the address at the other end; behind proxies that the settings name, that of their client."""
    return request.client.host if request.client else ""


def from_this_machine(request: Request) -> bool:
    """Tell whether a request to a server that only this machine can reach was meant for it: not passed on by a proxy,
    and not sent to a name of the wider net, which a page of another site may have let point here.
    """
    if any(name in request.headers for name in FORWARDED):
        return False
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return "." not in host
