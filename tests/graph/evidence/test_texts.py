"""The text of a source is kept beside the graph, whole or not at all, and can be quoted where it is at hand."""

import pytest
from pyoxigraph import NamedNode

from graph.evidence.document import Block, Cell, Document
from graph.evidence.evidence import Passage
from graph.evidence.texts import Texts
from ontology.errors import NotFound
from ontology.namespaces import ID

IRI = NamedNode(ID + "document/vandet-1")
TEXT = "Indsatser\nDer er to: Havnens Både,\nsom er for unge, og Morgenbad."
DOCUMENT = Document(
    "vandet.pdf",
    "application/pdf",
    "0" * 64,
    TEXT,
    (
        Block("heading", 0, 9, page=1),
        Block("paragraph", 10, len(TEXT), ("Indsatser",), page=2, cell=Cell(0, 1, 2, True)),
    ),
)


def passage(words):
    start = TEXT.index(words)
    return Passage(IRI, start, start + len(words))


@pytest.fixture
def texts(tmp_path):
    texts = Texts(tmp_path / "home")
    texts.keep(IRI, DOCUMENT)
    return texts


def test_a_kept_document_is_as_it_was_read(texts):
    assert texts.get(IRI) == DOCUMENT


def test_a_document_kept_again_replaces_what_was_there(texts):
    other = Document("vandet.pdf", "application/pdf", "1" * 64, "Ny", (Block("paragraph", 0, 2),))
    texts.keep(IRI, other)
    assert texts.get(IRI) == other
    assert len(list((texts.home / "texts").iterdir())) == 1


def test_a_text_is_for_its_owner_only(texts):
    assert [p.stat().st_mode & 0o077 for p in (texts.home / "texts").iterdir()] == [0]


def test_a_text_that_cannot_be_written_leaves_nothing(tmp_path):
    unwritable = Document("a", "b", "c", "\ud800", ())
    with pytest.raises(ValueError, match="surrogate"):
        Texts(tmp_path).keep(IRI, unwritable)
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("iri", ["document/other", "../../../etc/passwd"])
def test_a_text_that_is_not_there_is_not_found_and_not_quoted(texts, iri):
    with pytest.raises(NotFound):
        texts.get(NamedNode(ID + iri))
    assert texts.quote(Passage(NamedNode(ID + iri), 0, 5)) is None


def test_a_passage_is_quoted_with_its_surroundings_its_headings_and_its_page(texts):
    quote = texts.quote(passage("Havnens Både"))
    assert (quote.before, quote.words, quote.after) == (
        "Indsatser Der er to: ",
        "Havnens Både",
        ", som er for unge, og Morgenbad.",
    )
    assert (quote.path, quote.page) == (("Indsatser",), 2)


def test_surroundings_are_cut_between_words(texts):
    quote = texts.quote(passage("Havnens Både"), around=8)
    assert (quote.before, quote.after) == ("er to: ", ", som er")


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (5, 5), (9, 3)])
def test_a_passage_outside_the_text_is_not_quoted(texts, start, end):
    assert texts.quote(Passage(IRI, start, end)) is None


def test_many_passages_are_quoted_by_their_keys_and_what_is_not_here_is_left_out(texts):
    elsewhere = Passage(NamedNode(ID + "document/lost"), 0, 4)
    quotes = texts.quotes(
        {"a": passage("Havnens"), "b": elsewhere, "c": passage("Morgenbad"), "d": Passage(IRI, 0, 999)}
    )
    assert {key: q.words for key, q in quotes.items()} == {"a": "Havnens", "c": "Morgenbad"}
