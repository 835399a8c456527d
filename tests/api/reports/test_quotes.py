"""Where the text of a source is at hand, every door shows the words that say so; where it is not, the place alone."""

import io

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Triple
from rich.console import Console

from api.app import create_app
from api.reports.thing import print_entity
from api.settings import Settings
from graph.evidence.document import Block, Document
from graph.evidence.evidence import BY_DOCUMENT, Evidence, Passage
from graph.evidence.recording import record
from graph.evidence.texts import Texts
from graph.known.entity import describe_entity
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from ontology.namespaces import ID, RDF, SAMSPIL, SKOS
from tests.conftest import NOON

BOAT = NamedNode(ID + "initiative/havnens-baade")
TEXT = "Der er to: Havnens Både,\nsom er <b>for unge</b>."
KEPT, LOST = NamedNode(ID + "document/kept"), NamedNode(ID + "document/lost")


@pytest.fixture
def home(tmp_path):
    """A store with a thing that two pieces of evidence tell of: one whose text is kept, one whose is not."""
    document = Document("a.pdf", "application/pdf", "0" * 64, TEXT, (Block("paragraph", 0, len(TEXT), page=2),))
    Texts(tmp_path).keep(KEPT, document)
    name = Literal("Havnens Både", language="da")
    said = frozenset({Triple(BOAT, RDF.type, SAMSPIL.Initiative), Triple(BOAT, SKOS.prefLabel, name)})
    with EmbeddedStore.writing(tmp_path, "tests") as store:
        evidence = [
            Evidence(
                iri=NamedNode(document.value.replace("/document/", "/evidence/")),
                statements=said,
                read_by=BY_DOCUMENT,
                agent=NamedNode(ID + "agent/test"),
                locator="afsnit 1",
                passage=Passage(document, 11, len(TEXT)),
            )
            for document in (KEPT, LOST)
        ]
        record(store, evidence, at=NOON)
    return tmp_path


@pytest.fixture
def snapshot(home):
    return take_snapshot(EmbeddedStore.reading(home), Texts(home))


def test_a_citation_has_the_words_and_the_page_and_is_of_no_table(snapshot):
    statements = describe_entity(BOAT.value, snapshot).statements
    kept, lost = sorted(statements[0].evidence, key=lambda c: c.id)
    assert (kept.quote, kept.page, kept.table) == ("Havnens Både, som er <b>for unge</b>.", 2, None)
    assert (lost.quote, lost.page, lost.locator) == (None, None, "afsnit 1")


def test_the_terminal_quotes(snapshot):
    shown = io.StringIO()
    print_entity(describe_entity(BOAT.value, snapshot), Console(width=100, file=shown), "da")
    text = shown.getvalue()
    assert "“Havnens Både, som er <b>for unge</b>.”" in text
    assert "side 2" in text


def test_the_page_quotes_and_escapes(home):
    with TestClient(create_app(Settings(store=home))) as client:
        page = client.get("/entities/initiative/havnens-baade").text
    assert "<q>Havnens Både, som er &lt;b&gt;for unge&lt;/b&gt;.</q>" in page
    assert "side 2" in page


def test_the_api_quotes(home):
    with TestClient(create_app(Settings(store=home))) as client:
        entity = client.get("/v1/entities/initiative/havnens-baade").json()
    assert {c["quote"] for s in entity["statements"] for c in s["evidence"]} == {
        None,
        "Havnens Både, som er <b>for unge</b>.",
    }
