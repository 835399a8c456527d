"""Which of several formats a client wants."""

from collections.abc import Sequence

import mimeparse

from api.problems import NotAcceptable


def best_format(accept: str | None, supported: Sequence[str]) -> str | None:
    """Return the media type that the Accept header wants most, nothing where none fits; of equals the last.

    Raises `NotAcceptable` for a header that cannot be read.
    """
    try:
        return mimeparse.best_match(supported, accept or "*/*") or None
    except mimeparse.MimeTypeParseException as error:
        raise NotAcceptable("The header Accept cannot be read: {accept}", accept=(accept or "")[:200]) from error
