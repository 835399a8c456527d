"""The bytes of a file that somebody gave, within bounds."""

from pathlib import Path
from typing import Final

from ontology.errors import InputError

MOST_BYTES: Final = 50_000_000


def read_bytes(path: Path) -> bytes:
    """Return what the file holds. Raises `InputError` if it cannot be read or has more than `MOST_BYTES`."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(
                "{path} is too large ({size} bytes; at most {most}). Split the file.",
                path=path,
                size=size,
                most=MOST_BYTES,
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError("{path} cannot be read: {reason}", path=path, reason=error.strerror) from error
