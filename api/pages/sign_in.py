"""Signing in with a browser: at the OpenID Connect provider that the operator names, or with a key; and signing out."""

import re
from typing import Annotated, Final, cast

from fastapi import APIRouter, Form, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.oidc import Provider, SignInFailed
from api.http.doorkeeper import Doors
from api.http.needs import ANYBODY, who_of
from api.http.page import page
from api.http.request_language import language_of
from api.http.request_log import LogDep, log_for
from api.language import translation
from api.rights import Who
from ontology.errors import SamspilError

router = APIRouter(
    prefix="/sign-in", include_in_schema=False, default_response_class=HTMLResponse, dependencies=[ANYBODY]
)
out = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, dependencies=[ANYBODY])

LONGEST: Final = 2000
Next = Annotated[str, Query(alias="next", max_length=4 * LONGEST)]


def own_address(wanted: str) -> str:
    """Return an address of this server to go on to, and the first page for any other."""
    # Browsers read // and /\\ as the beginning of another server's address.
    fits = re.fullmatch(r"/(?![/\\])[!-~]*", wanted) and "\\" not in wanted and len(wanted) <= LONGEST
    return wanted if fits else "/"


@router.get("")
def sign_in_page(request: Request, wanted: Next = "/") -> Response:
    """Show the ways to sign in."""
    return _sign_in(request, own_address(wanted))


def _sign_in(request: Request, wanted: str, fault: SamspilError | None = None) -> HTMLResponse:
    language = language_of(request)
    said = fault.say(translation(language), language) if fault else ""
    provider = _provider(request)
    status = fault.status if fault else 200
    return page(request, "sign_in.html", status, wanted=wanted, provider=provider, fault=said)


@router.post("")
def sign_in_with_key(
    request: Request,
    log: LogDep,
    key: Annotated[str, Form(max_length=200)],
    wanted: Annotated[str, Form(alias="next", max_length=4 * LONGEST)] = "/",
) -> Response:
    """Begin a session with a key, and go on to the page that was wanted."""
    doors: Doors = request.app.state.doors
    found = doors.keys.find(key.strip())
    if not found:
        log.note("sign-in", outcome="refused", reason="WrongKey")
        return _sign_in(
            request, own_address(wanted), SignInFailed("The key is not known here, has expired, or was revoked.")
        )
    doors.keys.used(found)
    who = Who(found.name, found.role, "key")
    doors.sessions.begin(request, who, found)
    log_for(request, who).note("sign-in")
    return RedirectResponse(own_address(wanted), 303)


@router.get("/start")
async def start(request: Request, wanted: Next = "/") -> Response:
    """Go to the provider."""
    request.session["next"] = own_address(wanted)
    return await _provider_or_refuse(request).redirect(request)


@router.get("/callback")
async def callback(request: Request) -> Response:
    """Come back from the provider: begin a session, and go on to the page that was wanted."""
    provider = _provider_or_refuse(request)
    wanted = own_address(str(request.session.get("next", "/")))
    try:
        who = await provider.who(request)
    except SamspilError as error:
        await run_in_threadpool(
            log_for(request, who_of(request)).note,
            "sign-in",
            (),
            "refused",
            str(error.fields.get("kind", type(error).__name__)),
        )
        raise
    doors: Doors = request.app.state.doors
    doors.sessions.begin(request, who)
    await run_in_threadpool(log_for(request, who).note, "sign-in")
    return RedirectResponse(wanted, 303)


@out.post("/sign-out")
def sign_out(request: Request, log: LogDep) -> Response:
    """End the session. The one at the provider goes on: it belongs to others too."""
    doors: Doors = request.app.state.doors
    if who_of(request).by in {"key", "person"}:
        log.note("sign-out")
    doors.sessions.end(request)
    return RedirectResponse(
        "/sign-in?" + (request.url.query if re.fullmatch(r"lang=(da|en)", request.url.query) else ""), 303
    )


def _provider(request: Request) -> Provider | None:
    return cast("Provider | None", request.app.state.provider)


def _provider_or_refuse(request: Request) -> Provider:
    provider = _provider(request)
    if not provider:
        raise SignInFailed("There is no OpenID Connect here. Sign in with a key.")
    return provider
