"""Bringing documents into the store: what they say as proposed evidence, and their text beside the graph."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode

from graph.evidence import evidence, recording
from graph.evidence.document import Document
from graph.evidence.evidence import Evidence
from graph.evidence.recording import Recorded
from graph.evidence.texts import Texts
from graph.known.snapshot import take_snapshot
from graph.store import Store, as_stored
from graph.store.work import UNWATCHED, Work
from graph.upkeep.review import keep_decisions
from ingest.documents import read_document
from ingest.extraction import extract
from ingest.file import read_bytes
from ingest.load import commit_and_match
from ingest.ontology import ingest_ontology
from ingest.slug import slug
from ontology.errors import InputError
from ontology.namespaces import ID


def document_iri(name: str) -> NamedNode:
    """Return what a document is known as: by the name of its file, so that a later version takes its place."""
    return NamedNode(f"{ID}document/{slug(Path(name).stem)}")


def load_document_files(
    store: Store, texts: Texts, paths: Sequence[Path], at: datetime, work: Work
) -> tuple[Recorded, list[Document], list[InputError]]:
    """Put what the documents in files say into the store, each by itself as `load_documents` does; return what was
    done, the documents, and why others were refused. Raises `InputError`, and changes nothing, for two of one name.
    """
    _refuse_same_names([path.name for path in paths])
    done = Recorded()
    documents: list[Document] = []
    faults: list[InputError] = []
    for n, path in enumerate(paths):
        work.tell("reading", n, len(paths))
        try:
            digest = sha256(path.name.encode() + read_bytes(path)).hexdigest()
            if not work.is_done(digest):
                documents.append(read_document(path))
                done += load_documents(store, texts, documents[-1:], at, work)
                work.note(digest)
        except InputError as fault:
            faults.append(fault)
    return done, documents, faults


def load_documents(
    store: Store, texts: Texts, documents: Sequence[Document], at: datetime, work: Work = UNWATCHED
) -> Recorded:
    """Put what documents say into the store as proposed evidence, and keep their texts, at the time `at`.

    Reading one again changes nothing. What a later version says like the one before keeps its review; what it no longer
    says is withdrawn. Raises `InputError`, and changes nothing, for two documents of one name.
    """
    _refuse_same_names([document.name for document in documents])
    by_iri = {document_iri(document.name): document for document in documents}
    ingest_ontology(store, at)
    snapshot = take_snapshot(store)
    found: list[Evidence] = []
    before: set[NamedNode] = set()
    for iri, document in by_iri.items():
        own = evidence.from_origin(store, iri)
        # Read as when it was new: what the document itself made known must not change how it is read.
        found += extract(document, iri, snapshot.without({e.value for e in own}))
        before |= own
    gone = before - {e.iri for e in found}
    change = recording.prepare(store, *keep_decisions(store, [_as_known(store, e) for e in found], gone))
    # The text first: one that nothing points to harms nobody, and is taken up when the file is read again.
    for iri, document in by_iri.items():
        texts.keep(iri, document)
    return commit_and_match(store, change, at, work)


def _refuse_same_names(names: Sequence[str]) -> None:
    by_iri: dict[NamedNode, str] = {}
    for name in names:
        other = by_iri.setdefault(document_iri(name), name)
        if names.count(name) > 1 or other != name:
            raise InputError("{path} and {other} have the same name. Rename one of them.", path=name, other=other)


def _as_known(store: Store, item: Evidence) -> Evidence:
    """Return evidence as it is in the store, if it says nothing more: what was new then, and had to be introduced, may
    be known from elsewhere now.
    """
    known = evidence.read(store, item.iri)
    says_no_more = known is not None and as_stored(item.statements) <= known.statements
    return replace(item, statements=known.statements) if known and says_no_more else item
