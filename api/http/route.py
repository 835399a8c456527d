"""What every address under `/v1` has in common: bodies of the right kind, tags for what is read, each write once."""

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.http.fresh import Handler, fresh
from api.http.once import once
from api.http.problems import UnsupportedMediaType

FORM = "multipart/form-data"
JSON = "application/json"


class V1Route(APIRoute):
    """A route of the API."""

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        answer = super().get_route_handler()
        if "GET" in (self.methods or ()):
            return fresh(answer)
        if self.body_field is None:
            return once(answer)
        media_type: str = getattr(self.body_field.field_info, "media_type", JSON)
        return once(_of_the_kind(answer, media_type))


def _of_the_kind(answer: Handler, media_type: str) -> Handler:
    async def handler(request: Request) -> Response:
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if given != media_type:
            raise UnsupportedMediaType("Send the body as {media_type}.", media_type=media_type)
        return await answer(request)

    return handler
