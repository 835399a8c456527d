"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

OWNER_ONLY: Final = 0o600
AS_USUAL: Final = 0o666  # less what the user's umask takes away


def write_whole(path: Path, text: str) -> None:
    """Write a text file, readable by its owner only, in a folder that is made if need be.

    Whoever reads it meanwhile, or after an interruption, finds what was there before or all of the new.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as part:
        part.write(text.encode())


@contextmanager
def whole_file(path: Path, mode: int = OWNER_ONLY) -> Iterator[BinaryIO]:
    """Open a file to be written piece by piece; it takes its place at the end, and an error on the way leaves what was
    there before. Raises `OSError`.
    """
    place = path.with_name(f".{path.name[:100]}.{uuid4().hex[:8]}.part")
    try:
        with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as part:
            yield part
            part.flush()
            os.fsync(part.fileno())
        place.replace(path)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
