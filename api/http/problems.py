"""Every error as a problem (RFC 9457), or as a page for those who read pages; and what a request may weigh."""

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.rate import TooOften
from api.http.fields_at_fault import FieldFault, fields_at_fault
from api.http.needs import NotSignedIn, WrongKey, who_of
from api.http.page import page
from api.http.request_language import language_of
from api.language import translation
from api.rights import Right
from ontology.errors import SamspilError
from ontology.words import Language

MOST_BYTES = 1_000_000
MOST_UPLOADED = 100_000_000
UPLOADS = frozenset({"/v1/sources", "/v1/ingests", "/sources"})
RETRY_SECONDS = 5
API = ("/v1", "/sparql", "/cypher", "/graph-store", "/healthz", "/livez", "/metrics")
TURNED_AWAY = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
log = logging.getLogger("samspil")


class Problem(BaseModel):
    """An error as RFC 9457 says it; `errors` names the fields that are at fault."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["The request is not understood; see errors."])
    instance: str = Field(examples=["/v1/entities"])
    errors: list[FieldFault] = Field(default=[])


class NotAcceptable(SamspilError):
    """The client accepts no format that there is."""

    status = HTTPStatus.NOT_ACCEPTABLE


class UnsupportedMediaType(SamspilError):
    """The body is of a kind that is not understood."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "What the request lacks"},
    "5XX": {"model": Problem, "description": "What the server lacks"},
}


def add_problems(app: FastAPI) -> None:
    """Let the app answer each error as a problem."""
    app.add_exception_handler(SamspilError, as_problem)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


def _problem(
    request: Request,
    status: int,
    detail: str,
    errors: list[FieldFault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    if not request.url.path.startswith(API) and re.search(r"text/html|\*/\*", request.headers.get("accept", "*/*")):
        template = "refused.html" if status in TURNED_AWAY else "fault.html"
        return page(request, template, status, headers, detail=detail)
    body = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, instance=request.url.path, errors=errors or []
    )
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


def as_problem(request: Request, error: Exception) -> Response:
    """Return the answer to a request that failed; those who read pages and may sign in are taken there."""
    assert isinstance(error, SamspilError)  # noqa: S101 - the handler is registered for these only
    if isinstance(error, NotSignedIn) and request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/sign-in?" + urlencode({"next": address}), 303, {"Vary": "Accept, Cookie"})
    language: Language = language_of(request)
    headers = {}
    if error.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.fields["seconds"])
    if isinstance(error, NotSignedIn):
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if isinstance(error, WrongKey) else "Bearer"
    return _problem(request, error.status, error.say(translation(language), language), headers=headers)


def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    say = translation(language_of(request))
    return _problem(request, 422, say("The request is not understood; see errors."), fields_at_fault(error, say))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    say = translation(language_of(request))
    told = {
        HTTPStatus.NOT_FOUND: say("There is nothing at this address. All that there are stand in /openapi.json."),
        HTTPStatus.METHOD_NOT_ALLOWED: say(
            "The address does not take this method. The header Allow names those it does."
        ),
    }
    # What the framework says is only the name of the status.
    own = error.detail != HTTPStatus(error.status_code).phrase
    detail = error.detail if own else told.get(HTTPStatus(error.status_code), error.detail)
    headers = dict(error.headers or {})
    if not own and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (allowed := _allowed(request)):
        headers["Allow"] = ", ".join(allowed)
    return _problem(request, error.status_code, detail, headers=headers)


def _allowed(request: Request) -> list[str]:
    """Return the methods that the request's address takes; the framework knows those of one operation only."""
    routes: Sequence[APIRoute] = request.app.state.routes
    here = [route for route in routes if route.path_regex.match(request.url.path)]
    methods = {m for route in here if route.path == here[0].path for m in route.methods or ()}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def _unexpected_error(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s", request.url.path, exc_info=error)
    say = translation(language_of(request))
    return _problem(request, 500, say("Something went wrong here. It has been logged."))


class BoundedBodies:
    """Middleware that refuses a body of more than `MOST_BYTES` as soon as that is known; of more than `MOST_UPLOADED`
    where files are taken, of those who may bring them.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take the app behind."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        taken, most = 0, MOST_UPLOADED if _may_upload(scope) else MOST_BYTES

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body has more than {most} bytes.")
            return message

        await self._app(scope, bounded, send)


def _may_upload(scope: Scope) -> bool:
    return scope["path"] in UPLOADS and who_of(Request(scope)).may(Right.ENTER)
