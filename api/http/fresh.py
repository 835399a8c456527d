"""Answers that a client need not fetch again: each has an ETag, and who has it already is told so (RFC 9110)."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from hashlib import blake2s
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final

from fastapi import Request, Response

from api.http.request_language import language_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
KEPT: Final = {"Cache-Control": "private, no-cache", "Vary": "Accept, Accept-Language, Authorization, Cookie"}


class NotModified(Exception):
    """The client has the answer already."""


def answered_from_graph(request: Request, graph_version: str) -> None:
    """Tag the answer by what it is computed from: the graph version, this program, the day, and what the client
    prefers. The tag is weak: further evidence of what is accepted already changes no version. Raises `NotModified`
    before anything is computed.
    """
    made_of = (
        graph_version,
        version("samspil"),
        datetime.now(UTC).date().isoformat(),
        language_of(request),
        request.headers.get("accept", ""),
    )
    request.state.tag = f'W/"{_digest(repr(made_of).encode())}"'
    if _has_it(request, request.state.tag):
        raise NotModified


def fresh(answer: Handler) -> Handler:
    """Return a handler whose answers have a tag: that of `answered_from_graph`, else one by their content."""

    async def handler(request: Request) -> Response:
        try:
            response = await answer(request)
        except NotModified:
            return _not_modified(request.state.tag)
        if response.status_code != HTTPStatus.OK or not hasattr(response, "body"):
            return response
        tag = getattr(request.state, "tag", f'"{_digest(bytes(response.body))}"')
        if _has_it(request, tag):
            return _not_modified(tag)
        response.headers.update({"ETag": tag, **KEPT})
        return response

    return handler


def _has_it(request: Request, tag: str) -> bool:
    given = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return "*" in given or tag.removeprefix("W/") in given


def _not_modified(tag: str) -> Response:
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag, **KEPT})


def _digest(content: bytes) -> str:
    return blake2s(content, digest_size=16).hexdigest()
