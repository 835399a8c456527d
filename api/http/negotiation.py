"""Which of several formats a client wants."""

from collections.abc import Sequence

import mimeparse

from api.http.problems import NotAcceptable


def best_format(accept: str | None, supported: Sequence[str]) -> str | None:
    """Return the media type that the Accept header wants most, nothing where none fits; of equals the first.

    Raises `NotAcceptable` for a header that cannot be read.
    """
    try:
        # It takes the last of equals.
        return mimeparse.best_match(supported[::-1], accept or "*/*") or None
    except mimeparse.MimeTypeParseException as error:
        raise NotAcceptable("The header Accept cannot be read: {accept}", accept=(accept or "")[:200]) from error


def agreed_format(accept: str | None, supported: Sequence[str]) -> str:
    """Return the media type that the Accept header wants most; of equals the first. Raises `NotAcceptable`."""
    found = best_format(accept, supported)
    if found is None:
        raise not_acceptable(supported)
    return found


def not_acceptable(supported: Sequence[str]) -> NotAcceptable:
    """Return the error that none of the accepted formats is there."""
    return NotAcceptable("None of the accepted formats is there. There are: {formats}.", formats=", ".join(supported))
