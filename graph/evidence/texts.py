"""The texts of sources, which stay with whoever ingested them: a file for each document beside the graph, so that
answers can quote, and a reviewer sees what stands around the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from pyoxigraph import NamedNode

from graph.evidence.document import Document
from graph.evidence.evidence import Passage
from graph.store.whole_file import write_whole
from ontology.errors import NotFound

AROUND: Final = 200
_DOCUMENT: Final = TypeAdapter(Document)


@dataclass(frozen=True)
class Quote:
    """The words of a passage, what stands before and after them, the headings above and the page."""

    before: str
    words: str
    after: str
    path: tuple[str, ...]
    page: int | None


@dataclass(frozen=True)
class Texts:
    """The texts in the folder of a store."""

    home: Path

    def keep(self, iri: NamedNode, document: Document) -> None:
        """Keep the text of the document known as `iri`, in place of what was kept before."""
        write_whole(self._path(iri), _DOCUMENT.dump_json(document).decode())

    def get(self, iri: NamedNode) -> Document:
        """Return a kept document. Raises `NotFound`."""
        try:
            return _DOCUMENT.validate_json(self._path(iri).read_bytes())
        except (FileNotFoundError, ValidationError) as error:
            raise NotFound("The text of {iri} is not here.", iri=iri.value) from error

    def quote(self, passage: Passage, around: int = AROUND) -> Quote | None:
        """Return the words of a passage with up to `around` characters on either side; nothing where its text is not
        here, or ends before.
        """
        try:
            return quote(self.get(passage.document), passage, around)
        except NotFound:
            return None

    def quotes(self, passages: Mapping[str, Passage]) -> dict[str, Quote]:
        """Return the words of passages by the same keys, without those whose text is not here."""
        found: dict[str, Quote] = {}
        by_document = sorted(passages.items(), key=lambda item: item[1].document.value)
        for iri, in_document in groupby(by_document, key=lambda item: item[1].document):
            try:
                document = self.get(iri)
            except NotFound:
                continue
            quoted = ((key, quote(document, passage)) for key, passage in in_document)
            found |= {key: said for key, said in quoted if said}
        return found

    def _path(self, iri: NamedNode) -> Path:
        return self.home / "texts" / f"{sha256(iri.value.encode()).hexdigest()[:32]}.json"


def quote(document: Document, passage: Passage, around: int = AROUND) -> Quote | None:
    """Return the words of a passage of a document, with up to `around` characters on either side."""
    text, start, end = document.text, passage.start, passage.end
    if not 0 <= start < end <= len(text):
        return None
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    return Quote(
        before=_one_line(
            re.sub(r"\A\S*\s", "", text[max(0, start - around - 1) : start]) if start > around else text[:start]
        ),
        words=_one_line(text[start:end]),
        after=_one_line(
            re.sub(r"\s\S*\Z", "", text[end : end + around + 1]) if end + around < len(text) else text[end:]
        ),
        path=block.path if block else (),
        page=block.page if block else None,
    )


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
