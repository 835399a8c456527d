"""Files with prose as documents: each read in a process of its own, bounded in time and memory, so that a hostile file
can do no more than end it. A reader writes nothing, so that a file that is refused leaves nothing behind.
"""

import logging
import multiprocessing
import re
import resource
import signal
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as Timeout
from pathlib import Path
from typing import Final

from pebble import ProcessExpired, ProcessPool

from graph.evidence.document import Document
from ingest.file import MOST_BYTES, read_bytes
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.plain_text import read_plain_text
from ingest.readers.word import read_word
from ontology.errors import InputError

SECONDS: Final = 120.0
MOST_MEMORY: Final = 2 * 2**30  # of address space
READERS: Final[Mapping[str, Callable[[bytes, str], Document]]] = {
    ".txt": read_plain_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".pdf": read_pdf,
}
_TEXTS: Final = {".txt", ".md"}
_PAGES: Final = {".html", ".htm"}
_PREAMBLE: Final = 1024  # what may stand before a PDF's first line
_LONGEST_REASON: Final = 200
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # and what it encrypts
_RICH_TEXT: Final = b"{\\rtf"
_ZIP: Final = b"PK\x03\x04"


def read_document(
    given: Path | bytes, name: str | None = None, *, seconds: float = SECONDS, memory: int = MOST_MEMORY
) -> Document:
    """Read a document from a file, or from the bytes of one called `name`, within `seconds` and
    `memory` (bytes of address space).

    Raises `InputError` for an ending that no reader has, what is not what its ending says, holds no text, is damaged,
    protected or built to do harm, or takes too long or too much memory.
    """
    called = name or (given.name if isinstance(given, Path) else "")
    ending = Path(called).suffix.lower()
    if ending not in READERS:
        raise InputError(
            "{path} has none of the endings {endings}. Save it as one of those.",
            path=called,
            endings=", ".join(READERS),
        )
    content = given if isinstance(given, bytes) else read_bytes(given)
    _refuse_disguised(content, called, ending)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=1, context=spawn, initializer=_bound_worker, initargs=[memory]) as pool:
        task = pool.schedule(read_here, args=(content, called), timeout=seconds)
        try:
            document: Document = task.result()
        except Timeout as error:
            raise InputError(
                "{name} took longer than {seconds} seconds to read. Split the file.", name=called, seconds=seconds
            ) from error
        except (ProcessExpired, MemoryError) as error:
            raise InputError("{name} needed more memory than it may. Split the file.", name=called) from error
    return document


def read_here(content: bytes, name: str) -> Document:
    """Read a document in this process. Raises `InputError` where it cannot be read, for whatever reason."""
    try:
        document = READERS[Path(name).suffix.lower()](content, name)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # what a parser meets in a damaged or hostile file, it fails at in any way
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        raise InputError("{name} cannot be read: {reason}", name=name, reason=reason) from error
    if not document.blocks:
        raise InputError("{name} holds no text.", name=name)
    return document


def _refuse_disguised(content: bytes, name: str, ending: str) -> None:
    """Refuse a file that is not what its ending says."""
    if len(content) > MOST_BYTES:
        raise InputError(
            "{path} is too large ({size} bytes; at most {most}). Split the file.",
            path=name,
            size=len(content),
            most=MOST_BYTES,
        )
    if not content.strip():
        raise InputError("{name} holds no text.", name=name)
    if content.startswith(_OLD_OFFICE):
        raise InputError("{name} is an Office file of the old kind, or protected. Save it anew as .docx.", name=name)
    html, zipped = _HTML.match(content) is not None, content.startswith(_ZIP)
    pdf = b"%PDF-" in content[:_PREAMBLE] if ending == ".pdf" else content.startswith(b"%PDF-")
    held = {".docx" if zipped else None, ".pdf" if pdf and not html else None, ".html" if html else None} - {None}
    fits = not held if ending in _TEXTS else held <= {".html"} if ending in _PAGES else held == {ending}
    if not fits or content.startswith(_RICH_TEXT):
        raise InputError(
            "{name} is not what its ending {ending} says. Save it anew with the program it comes from.",
            name=name,
            ending=ending,
        )


def _bound_worker(memory: int) -> None:
    """Bound a worker's memory, let it write no file, keep it quiet, and let it be killed at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
