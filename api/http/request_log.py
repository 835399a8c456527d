"""The audit trail as it is written in a request."""

from typing import Annotated

from fastapi import Depends, Request

from api.access.log import Log
from api.http.doorkeeper import address_of
from api.http.needs import who_of
from api.rights import Who


def log_for(request: Request, who: Who) -> Log:
    """Return the log of a request, on behalf of somebody."""
    return Log(request.app.state.settings, who, address_of(request), request.state.id)


def request_log(request: Request) -> Log:
    """Return the log of a request, on behalf of who sends it."""
    return log_for(request, who_of(request))


LogDep = Annotated[Log, Depends(request_log)]
