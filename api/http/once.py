"""Each write once: a request with the Idempotency-Key of one before is answered as that was, and does nothing more."""

import re
from hashlib import sha256
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.types import Message

from api.http.fresh import Handler
from api.http.kept_answers import KeptAnswer, KeptAnswers
from api.http.needs import who_of
from api.http.sparql_answer import client_of
from ontology.errors import InputError, SamspilError

KEY: Final = "Idempotency-Key"
KEY_PATTERN: Final = "^[!-~]{1,255}$"
IN_MEMORY: Final = 1_000_000
CHUNK: Final = 2**16


class KeyUsedBefore(SamspilError):
    """The key was sent with another request."""

    status = HTTPStatus.CONFLICT


def once(answer: Handler) -> Handler:
    """Return a handler that acts once for each key: of one client, at one address.

    The answer is kept where the request succeeded; one that failed did nothing, and may be sent again.
    """

    async def handler(request: Request) -> Response:
        key = request.headers.get(KEY)
        if key is None:
            return await answer(request)
        if not re.fullmatch(KEY_PATTERN, key):
            raise InputError("The header Idempotency-Key holds 1 to 255 visible ASCII characters.")
        kept: KeptAnswers = request.app.state.kept_answers
        # As they are known now: who has signed out is not given what they were told before.
        who = (who_of(request).by, client_of(request))
        name = sha256(repr((request.method, request.url.path, key, who)).encode()).hexdigest()
        async with kept.alone(name):
            with SpooledTemporaryFile(IN_MEMORY) as body:
                async for chunk in request.stream():
                    await run_in_threadpool(body.write, chunk)
                asked = await run_in_threadpool(_digest, request, body)
                if known := await run_in_threadpool(kept.get, name):
                    return _again(known, asked)
                response = await answer(_request_with(request, body))
            if response.status_code < HTTPStatus.BAD_REQUEST:
                told = KeptAnswer.of(asked, response.status_code, response.headers, bytes(response.body))
                await run_in_threadpool(kept.keep, name, told)
            return response

    return handler


def _again(known: KeptAnswer, asked: str) -> Response:
    if known.asked != asked:
        raise KeyUsedBefore(
            "The Idempotency-Key was sent with another request before. Use a new key for a new request."
        )
    return Response(known.content, known.status, {**known.headers, "Idempotency-Replayed": "true"})


def _request_with(request: Request, body: IO[bytes]) -> Request:
    """Return the request, to be read again from where its body was put."""
    body.seek(0)
    ended = False

    async def receive() -> Message:
        nonlocal ended
        if ended:
            return await request.receive()
        chunk = await run_in_threadpool(body.read, CHUNK)
        ended = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not ended}

    return Request(request.scope, receive)


def _digest(request: Request, body: IO[bytes]) -> str:
    """Return a digest of what is asked. A form says the same whatever line parts its fields: clients make up a new one
    each time.
    """
    content_type = request.headers.get("content-type", "")
    parted = re.search(r'boundary="?([^";,]+)', content_type)
    line_between = b"--" + parted[1].encode() if parted else None
    told = sha256(repr((request.url.query, content_type.partition(";")[0])).encode())
    body.seek(0)
    for line in body:
        if line_between is None or not line.startswith(line_between):
            told.update(line)
    return told.hexdigest()
