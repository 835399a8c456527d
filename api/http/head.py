"""HEAD: what GET would say, without the body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Middleware that answers HEAD wherever there is a GET: with its status and headers."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the app behind."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as a GET, and end the answer where its body begins, however long that would go on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        answered = False

        async def without_body(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                await send(message)
            elif not answered:
                answered = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        async def until_answered() -> Message:
            return {"type": "http.disconnect"} if answered else await receive()

        asked = {**scope, "method": "GET"}
        await self._app(asked, until_answered, without_body)
        scope["route"] = asked.get("route")  # for the log and the metrics
