"""HTML and Markdown give what a person reads of them: text, headings, lists and tables, and nothing that runs."""

import pytest

from graph.evidence.document import Cell
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ontology.errors import InputError

PAGE = """\
<!doctype html><html><head><title>Kommunen</title><style>p { color: red }</style></head><body>
<nav><a href="/">Menu</a></nav>
<h1>Flere unge på vandet</h1>
<p>B&oslash;rn &amp; <b>Un</b>ge<br>Rådhuset<script>alert("hej")</script>
<h2>Indsatser</h2>
<ul><li>Havnens Både<ul><li>for begyndere</ul><li><p>Morgenbad</p></ul>
<h2>Penge</h2>
<table><thead><tr><th>Spor<th>Indsats<th>Mio. kr.</thead>
<tr><td rowspan=2>1<td>Havnens Både<td>2,5
<tr><td>Morgenbad<td>1,0</table>
<table><tr><td>Afdeling:<td>Kultur og Fritid
<tr><td>Initiativer:<td>Der er to:<ul><li>Havnens Både<li>Morgenbad</ul></table>
</body></html>"""


def read(text, encoding="utf-8"):
    return read_html(text.encode(encoding), "page.html")


def said(document):
    return [(b.kind, document.words(b)) for b in document.blocks if not b.cell]


def cells(document, table):
    return [
        (b.cell.row, b.cell.column, document.words(b), b.kind)
        for b in document.blocks
        if b.cell and b.cell.table == table
    ]


def test_text_headings_and_lists_are_read_and_nothing_that_runs_or_surrounds():
    assert said(read(PAGE)) == [
        ("heading", "Flere unge på vandet"),
        ("paragraph", "Børn & Unge\nRådhuset"),
        ("heading", "Indsatser"),
        ("item", "Havnens Både"),
        ("item", "for begyndere"),
        ("item", "Morgenbad"),
        ("heading", "Penge"),
    ]


def test_each_block_has_the_headings_above_it_and_each_item_its_depth():
    document = read(PAGE)
    begynder = next(b for b in document.blocks if document.words(b) == "for begyndere")
    assert begynder.path == ("Flere unge på vandet", "Indsatser")
    assert begynder.level == 2


def test_cells_stand_in_the_columns_where_a_person_sees_them():
    assert cells(read(PAGE), 0) == [
        (0, 0, "Spor", "cell"),
        (0, 1, "Indsats", "cell"),
        (0, 2, "Mio. kr.", "cell"),
        (1, 0, "1", "cell"),
        (1, 1, "Havnens Både", "cell"),
        (1, 2, "2,5", "cell"),
        (2, 1, "Morgenbad", "cell"),
        (2, 2, "1,0", "cell"),
    ]


def test_the_row_that_names_the_columns_is_marked():
    assert {b.cell.row for b in read(PAGE).blocks if b.cell and b.cell.header} == {0}


def test_a_form_set_as_a_table_keeps_its_fields_beside_their_lists():
    assert cells(read(PAGE), 1) == [
        (0, 0, "Afdeling:", "cell"),
        (0, 1, "Kultur og Fritid", "cell"),
        (1, 0, "Initiativer:", "cell"),
        (1, 1, "Der er to:", "cell"),
        (1, 1, "Havnens Både", "item"),
        (1, 1, "Morgenbad", "item"),
    ]


@pytest.mark.parametrize("encoding", ["iso-8859-15", "windows-1252", "utf-8"])
def test_the_encoding_that_a_page_declares_is_believed_where_it_can_be(encoding):
    document = read(f'<meta charset="{encoding}"><p>Ærø koster 5 €</p>', encoding)
    assert document.text == "Ærø koster 5 €"


def test_entities_of_a_document_type_are_not_expanded():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    document = read(
        f'<!DOCTYPE html [<!ENTITY a0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&a29; &f;</p>'
    )
    assert "root:" not in document.text
    assert len(document.text) < 100


def test_a_page_nested_beyond_reason_is_refused():
    with pytest.raises(InputError, match="nested"):
        read("<div>" * 1_000_000)


def test_a_page_of_tags_that_never_end_is_read_all_the_same():
    assert read("<b><p>" * 1000 + "hej").text == "hej"


def test_markdown_gives_headings_lists_and_tables_by_its_syntax():
    document = read_markdown(
        "# Vandet\n\nDen *brede* indsats,\nmed [link](http://x.dk).\n\n## Penge\n\n- a\n  - b\n\n"
        "| Indsats | Beløb |\n|---|---|\n| Både | 2,5 |\n<script>alert(1)</script>\n".encode(),
        "a.md",
    )
    assert said(document) == [
        ("heading", "Vandet"),
        ("paragraph", "Den brede indsats, med link."),
        ("heading", "Penge"),
        ("item", "a"),
        ("item", "b"),
    ]
    assert [(b.cell, document.words(b)) for b in document.blocks if b.cell][2:] == [
        (Cell(0, 1, 0, False), "Både"),
        (Cell(0, 1, 1, False), "2,5"),
    ]
