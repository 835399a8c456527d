"""Files that a browser or a program sends: how many, and what they are called."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from fastapi import UploadFile

from ontology.errors import InputError

MOST_FILES: Final = 20
LONGEST_NAME: Final = 200


def names_of(files: Sequence[UploadFile]) -> list[str]:
    """Return the names of the files without the folders that some programs send along; of a long name the end, which
    says what kind of file it is. Raises `InputError` for none, or more than `MOST_FILES`.
    """
    if not 0 < len(files) <= MOST_FILES:
        raise InputError("Choose between 1 and {most} files.", most=MOST_FILES)
    return [PurePath((file.filename or "").replace("\\", "/")).name[-LONGEST_NAME:] for file in files]
