"""A file becomes a document or is refused in words, in bounded time and memory, and with nothing left behind."""

import multiprocessing
import tempfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.evidence.document import Document
from ingest.documents import READERS, read_document, read_here
from ontology.errors import InputError
from tests.conftest import SHARED
from tests.ingest.hostile import HOSTILE, WORDS, office, page, slow_pdf, stream

MEGABYTE = 2**20
WHOLE = {
    ".txt": "Tema: Vandet\n\n• Både • Bade\n\nA\tB\n1\t2\n".encode(),
    ".md": "# Vandet\n\n- Både\n\n|A|B|\n|-|-|\n|1|2|\n".encode(),
    ".html": "<h1>Vandet</h1><ul><li>Både</ul><table><tr><th>A<th>B<tr><td>1<td>2</table>".encode(),
    ".docx": office(),
    ".pdf": page(stream(WORDS)),
}


@pytest.fixture
def nothing_left(tmp_path, monkeypatch):
    """A folder for temporary files, in which nothing may be left, and no process beside this one."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield
    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []


def check_places(document: Document) -> None:
    """The blocks are in order, inside the text and without overlap, and none is empty."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert document.words(block) == document.words(block).strip() != ""
        at = block.end


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("ending", WHOLE)
def test_a_file_of_each_kind_is_read_in_a_process_of_its_own(ending, tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / f"skema{ending.upper()}"
    path.write_bytes(WHOLE[ending])
    document = read_document(path)
    check_places(document)
    assert (document.name, len(document.digest)) == (path.name, 64)
    assert document == read_document(WHOLE[ending], path.name)


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_damaged_file_is_refused_in_words_and_leaves_nothing_behind(name):
    make, words = HOSTILE[name]
    with pytest.raises(InputError, match=words) as refusal:
        read_document(make(), name, seconds=30)
    assert name in str(refusal.value)


@pytest.mark.usefixtures("nothing_left")
def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(InputError, match=r"longer than 2\.0 seconds"):
        read_document(slow_pdf(300_000), "slow.pdf", seconds=2.0)


@pytest.mark.usefixtures("nothing_left")
def test_a_file_that_takes_too_much_memory_is_given_up():
    with pytest.raises(InputError, match="memory"):
        read_document(slow_pdf(50_000), "slow.pdf", memory=150 * MEGABYTE)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / "none.txt")


def refused_or_whole(content, name):
    try:
        document = read_here(content, name)
    except InputError:
        return
    check_places(document)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=2000), st.sampled_from(sorted(READERS)))
@example(b"<td>x", ".html")
def test_any_bytes_are_refused_in_words_or_give_a_whole_document(content, ending):
    refused_or_whole(content, f"a{ending}")


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet=st.sampled_from("aÅø1.:-•*\t \n<>/plitdrbhu&#|`!()["), max_size=300),
    st.sampled_from([".txt", ".md", ".html"]),
)
def test_any_text_gives_blocks_in_order_within_it(text, ending):
    refused_or_whole(text.encode(), f"a{ending}")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_with_damaged_bytes_is_refused_in_words_or_gives_a_whole_document(ending, data):
    content = bytearray(WHOLE[ending])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    refused_or_whole(bytes(content), f"a{ending}")


@given(st.text(alphabet=st.sampled_from("abc<p/i>*\t \n•"), max_size=200))
def test_offsets_in_a_text_file_are_offsets_in_the_file(text):
    try:
        document = read_here(text.encode(), "a.txt")
    except InputError:
        return
    assert len(document.text) == len(text)
    assert all(a == b or b == " " for a, b in zip(text, document.text, strict=True))


@pytest.mark.shared
def test_the_vision_paper_has_its_six_forms_and_their_fields():
    path = SHARED / "data" / "vision" / "vision.txt"
    if not path.exists():
        pytest.skip("the shared data is not beside the checkout")
    document = read_document(path)
    check_places(document)
    original = path.read_text(encoding="utf-8")
    assert all(a == b or b == " " for a, b in zip(original, document.text, strict=True))
    forms = [document.words(b) for b in document.blocks if b.kind == "heading" and b.level == 1]
    assert len(forms) == 6
    assert all(form.startswith("Tema: ") for form in forms)
    cells = {(b.cell.row, b.cell.column): document.words(b) for b in document.blocks if b.cell}
    assert (cells[0, 0], cells[5, 0], cells[5, 2]) == ("Spor:", "I alt", "8,0")
