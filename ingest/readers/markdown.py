"""Markdown (CommonMark with tables): read as the HTML that it stands for."""

from typing import Final

from markdown_it import MarkdownIt

from graph.evidence.document import Document
from ingest.readers.decoding import decode, refuse_long
from ingest.readers.html import compose_html

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable("table")


def read_markdown(content: bytes, name: str) -> Document:
    """Read a Markdown file. Raises `InputError` where it is no text, or its encoding is in doubt."""
    decoded = decode(content, name)
    refuse_long(name, len(decoded.text))
    composed = compose_html(_MARKDOWN.render(decoded.text), name)
    return composed.document("text/markdown", content, decoded.encoding)
