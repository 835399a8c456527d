"""An Office file (a zip archive of XML parts), looked through before anything in it is unpacked for use."""

import io
import zipfile
import zlib
from typing import Final

from ontology.errors import InputError

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 200_000_000
MOST_IN_A_PART: Final = 50_000_000
MOST_RATIO: Final = 250
_SMALL: Final = 1_000_000
_XML: Final = (".xml", ".rels")


def check_archive(content: bytes, name: str) -> frozenset[str]:
    """Return the names of the parts in an Office file.

    Raises `InputError` for what is no zip archive or damaged, unpacks to more than the bounds, holds macros, is
    encrypted, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bomb(parts, len(content), name)
            if any("vbaproject" in part.filename.lower() for part in parts):
                raise InputError("{name} holds macros. Save it without them and try again.", name=name)
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    _refuse_entities(archive.read(part), name)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise InputError("{name} is damaged or protected: {reason}", name=name, reason=error) from error


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.lower().endswith(_XML)), default=0)
    swollen = unpacked > max(_SMALL, MOST_RATIO * packed)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or largest > MOST_IN_A_PART or swollen:
        raise InputError(
            "{name} unpacks to {size} bytes in {parts} parts, which is more than such a file needs. Save it anew, "
            "or split it.",
            name=name,
            size=unpacked,
            parts=len(parts),
        )


def _refuse_entities(part: bytes, name: str) -> None:
    """Refuse what the standard for Office files forbids: a document type, and encodings in which one could hide."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part:
        raise InputError("{name} declares XML entities, which no such file needs. It is not read.", name=name)
