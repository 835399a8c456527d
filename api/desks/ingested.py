"""Files read into the graph; for the command line and the jobs of a server alike."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from api.settings import Settings
from graph.evidence.document import Document
from graph.evidence.recording import Recorded
from graph.evidence.texts import Texts
from graph.store import Store, changing
from graph.store.work import Work
from ingest.dataset import load_dataset
from ingest.documents import READERS
from ingest.load import load_baseline, load_files
from ingest.mapping import read_mapping
from ingest.prose import load_document_files
from ingest.recognise import recognise, with_mapping
from ontology.errors import InputError


def ingest_files(
    files: Sequence[Path], mapping: Path | None, settings: Settings, user: str, work: Work
) -> tuple[Recorded, list[Document], list[InputError]]:
    """Read the files; return what was done, the documents among them, and what was at fault and left out."""
    now = datetime.now(UTC)
    folder = next((path for path in files if path.is_dir()), None)
    if folder and files != [folder]:
        raise InputError("{folder} is a folder: ingest it alone.", folder=folder)
    if mapping and len(files) != 1:
        raise InputError("A mapping reads one table: name one file with --mapping.")
    prose = [path for path in files if path.suffix.lower() in READERS]
    read_by = read_mapping(mapping) if mapping else None
    foreign = {p: with_mapping(p, read_by) if read_by else recognise(p) for p in files if p not in prose}
    ours = [path for path, data in foreign.items() if data is None]

    def load(graph: Store) -> tuple[Recorded, list[Document], list[InputError]]:
        if not files:
            return load_baseline(graph, now, work), [], []
        done, faults = load_files(graph, ours, user, now, work), list[InputError]()
        for data in filter(None, foreign.values()):
            loaded, found = load_dataset(graph, data, user, now, work)
            done, faults = done + loaded, faults + found
        read, documents, in_documents = load_document_files(graph, Texts(settings.home), prose, now, work)
        return done + read, documents, faults + in_documents

    return changing(settings.place, "samspil ingest", load)
