"""What documents say comes in as proposed evidence beside their text; reading again keeps what people decided."""

import pytest
from pyoxigraph import NamedNode

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, PROPOSED, REJECTED, WITHDRAWN, from_origin
from graph.evidence.texts import Texts
from graph.store import EmbeddedStore
from graph.upkeep.review import decide
from ingest.documents import read_here
from ingest.prose import load_documents
from ontology.errors import InputError
from ontology.namespaces import ID
from tests.conftest import NOON, copied

FORM = """Tema: Flere hjemløse i egen bolig

Magistratsafdeling:

Sociale Forhold og Beskæftigelse (MSB)

Nuværende indsats(er) på området:

- Projektet "Havnens Nøgle" for unge hjemløse
- Projektet "Hjemvejen" for borgere med psykisk sygdom
"""
IRI = NamedNode(ID + "document/skema-2026")


@pytest.fixture
def texts(tmp_path):
    return Texts(tmp_path / "texts-home")


@pytest.fixture
def store(home, tmp_path):
    with EmbeddedStore.writing(copied(home, tmp_path / "home"), "tests") as store:
        yield store


@pytest.fixture
def load(store, texts):

    def load(text=FORM, name="Skema 2026.txt"):
        return load_documents(store, texts, [read_here(text.encode(), name)], NOON)

    return load


def statuses(store):
    return {iri.value.rsplit("/", 1)[1]: evidence.read(store, iri).status for iri in from_origin(store, IRI)}


def test_what_a_document_says_is_proposed_with_the_words_that_say_so(load, store, texts):
    version = recording.version(store)
    done = load()
    assert done.new > 0
    assert recording.version(store) == version
    items = [evidence.read(store, iri) for iri in from_origin(store, IRI)]
    assert {item.status for item in items} == {PROPOSED}
    assert any("Havnens Nøgle" in texts.quote(item.passage).words for item in items)
    assert all(texts.quote(item.passage) for item in items)


def test_reading_it_again_changes_nothing(load):
    first = load()
    again = load()
    assert (again.new, again.changed, again.withdrawn, again.same) == (0, 0, 0, first.new)


def test_a_later_version_keeps_what_was_decided_and_withdraws_what_it_no_longer_says(load, store):
    load()
    ours, theirs = ({key for key in statuses(store) if name in key} for name in ("havnens-noegle", "hjemvejen"))
    for keys, status in ((ours, ACCEPTED), (theirs, REJECTED)):
        evidence_iris = [NamedNode(f"{ID}evidence/skema-2026/{key}") for key in keys]
        decide(store, evidence_iris, status, NamedNode(ID + "agent/officer"), NOON)
    load("Indledning.\n\n" + FORM.replace('- Projektet "Hjemvejen" for borgere med psykisk sygdom\n', ""))
    after = statuses(store)
    assert {after[key] for key in ours} == {ACCEPTED}
    assert {after[key] for key in theirs} == {WITHDRAWN}


def test_two_documents_of_one_name_are_refused_and_nothing_is_kept(store, texts):
    documents = [read_here(FORM.encode(), "skema.txt"), read_here(FORM.encode(), "Skema.md")]
    before = set(store.quads())
    with pytest.raises(InputError, match="same name"):
        load_documents(store, texts, documents, NOON)
    assert not texts.home.exists()
    assert set(store.quads()) == before
