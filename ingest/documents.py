"""Files with prose as documents: the reader is chosen by the ending, and what the file holds must agree."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from graph.document import Document
from ingest.file import read_bytes
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.plain_text import read_plain_text
from ingest.readers.word import read_word
from ontology.errors import InputError

READERS: Final[Mapping[str, Callable[[bytes, str], Document]]] = {
    ".txt": read_plain_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".pdf": read_pdf,
}


def read_document(given: Path | bytes, name: str | None = None) -> Document:
    """Read a document from a file, or from the bytes of one called `name`. Raises `InputError`."""
    called = name or (given.name if isinstance(given, Path) else "")
    reader = READERS.get(Path(called).suffix.lower())
    if reader is None:
        endings = ", ".join(READERS)
        raise InputError(
            "{path} has none of the endings {endings}. Save it as one of those.", path=called, endings=endings
        )
    return reader(read_bytes(given) if isinstance(given, Path) else given, called)
