"""The formats that the graph goes out in, each with its media type and file ending: whoever offers exports goes by the
table `FORMATS`.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from graph.export import network, rdf, workbook
from graph.export.tables import kind_named
from graph.store import Store
from graph.store.work import UNWATCHED, Work
from ontology.errors import InputError
from ontology.vocabulary import ClassTerm
from ontology.words import Language

Write = Callable[[Store, BinaryIO, ClassTerm | None, Language, Work], None]


@dataclass(frozen=True)
class Format:
    """A format: the media type and ending of its files, and those of a file with one kind alone, if there can be one.
    `_write` takes the store, the open file, the kind, the language of headings, and whom to tell.
    """

    media_type: str
    ending: str
    _write: Write
    of_one_kind: tuple[str, str] | None = None

    def file_type(self, kind: str | None = None) -> tuple[str, str]:
        """Return media type and ending of the file, with all or one kind. Raises `InputError`."""
        if kind is None:
            return self.media_type, self.ending
        if self.of_one_kind is None:
            raise InputError("Only tables are written of one kind. Take csv or xlsx, or leave the kind out.")
        kind_named(kind)
        return self.of_one_kind

    def write(
        self,
        store: Store,
        out: BinaryIO,
        kind: str | None = None,
        language: Language = "da",
        work: Work = UNWATCHED,
    ) -> None:
        """Write the graph, or the things of a kind (`indsats`, `initiative`), to an open file. Raises `InputError`."""
        self.file_type(kind)
        self._write(store, out, kind_named(kind) if kind else None, language, work)

    def __call__(self, store: Store) -> bytes:
        """Return the whole graph in the format."""
        out = io.BytesIO()
        self.write(store, out)
        return out.getvalue()


def _whole(content: Callable[[Store], bytes]) -> Write:
    """Write what is made as a whole: neither kind nor language changes it."""

    def write(store: Store, out: BinaryIO, _kind: ClassTerm | None, _language: Language, _work: Work) -> None:
        out.write(content(store))

    return write


XLSX: Final = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
CSV: Final = ("text/csv", ".csv")
FORMATS: Final[Mapping[str, Format]] = {
    "turtle": Format("text/turtle", ".ttl", _whole(rdf.turtle)),
    "trig": Format("application/trig", ".trig", _whole(rdf.trig)),
    "jsonld": Format("application/ld+json", ".jsonld", _whole(rdf.jsonld)),
    "semic": Format("text/turtle", ".ttl", _whole(rdf.semic)),
    "graphml": Format("application/graphml+xml", ".graphml", _whole(network.graphml)),
    "gexf": Format("application/gexf+xml", ".gexf", _whole(network.gexf)),
    "csv": Format("application/zip", ".zip", workbook.csv_files, CSV),
    "xlsx": Format(*XLSX, workbook.workbook, XLSX),
}
