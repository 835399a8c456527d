"""What each route needs, said by one dependency: `dependencies=[MAY_READ]`."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.rights import Right, Who, least_role
from ontology.errors import SamspilError


class NotSignedIn(SamspilError):
    """The request does not say who sends it, or not truly."""

    status = HTTPStatus.UNAUTHORIZED


class WrongKey(NotSignedIn):
    """The request says who sends it, but not truly, or no longer."""


class NotAllowed(SamspilError):
    """Who sends the request may not do this."""

    status = HTTPStatus.FORBIDDEN


BEARER: Final = HTTPBearer(
    auto_error=False, scheme_name="key", description="A key: `samspil keys add NAME --role ROLE`"
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


def who_of(request: Request) -> Who:
    """Return who sends the request."""
    who: Who = request.state.who
    return who


def demand(request: Request, right: Right) -> None:
    """Raise `NotSignedIn` or `NotAllowed` unless who sends the request has a right."""
    who = who_of(request)
    if who.may(right):
        return
    if who.by == "nobody":
        raise NotSignedIn("Sign in, or send a key: Authorization: Bearer, with the key.")
    raise NotAllowed(
        "This needs the role {needed}; {name} has the role {role}. Ask those who run Samspil here for it.",
        needed=least_role(right).value,
        name=who.name,
        role=who.role.value if who.role else "–",
    )


class Needs:
    """The dependency of a route that needs a right."""

    def __init__(self, right: Right) -> None:
        """Take the right."""
        self.right = right

    async def __call__(self, request: Request, _credentials: Credentials) -> None:
        """Raise `NotSignedIn` or `NotAllowed` unless who sends the request has the right."""
        demand(request, self.right)


class NeedsNothing:
    """The dependency of a route that is for anybody."""

    async def __call__(self) -> None:
        """Let everybody through."""


MAY_READ: Final = Depends(Needs(Right.READ))
MAY_ASSESS: Final = Depends(Needs(Right.ASSESS))
MAY_QUERY: Final = Depends(Needs(Right.QUERY))
MAY_ENTER: Final = Depends(Needs(Right.ENTER))
MAY_REVIEW: Final = Depends(Needs(Right.REVIEW))
MAY_ADMINISTER: Final = Depends(Needs(Right.ADMINISTER))
ANYBODY: Final = Depends(NeedsNothing())
