"""A Word document gives its accepted text: headings by style, lists, tables, form fields and text boxes."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.readers.word import read_word
from ontology.errors import InputError

BOX = """<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>I en boks</w:t></w:r></w:p></w:txbxContent>
</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>I en boks</w:t></w:r></w:p>
</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
CHANGED = """<w:p {ns}><w:r><w:t xml:space="preserve">Budgettet er </w:t></w:r>
<w:del w:id="1" w:author="a"><w:r><w:delText>2</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="a"><w:r><w:t>3</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> mio. kr.</w:t></w:r></w:p>"""
FIELDS = (
    """<w:sdt {ns}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Kultur og Fritid</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
)
UNFILLED = """<w:sdt {ns}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klik her</w:t></w:r></w:p>
</w:sdtContent></w:sdt>"""


def xml(text):
    return parse_xml(text.format(ns=nsdecls("w")))


def saved(word):
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def read(word):
    return read_word(saved(word), "skema.docx")


def said(document):
    return [(b.kind, b.level, document.words(b)) for b in document.blocks]


@pytest.fixture
def word():
    return docx.Document()


def add(word, element):
    word.element.body.insert(len(word.element.body) - 1, element)


def test_headings_lists_and_paragraphs_by_style(word):
    word.add_heading("Flere unge på vandet", 0)
    word.add_heading("Indsatser", 2)
    word.add_paragraph("Der er to:")
    word.add_paragraph("Havnens Både", style="List Bullet")
    word.add_paragraph("Morgenbad", style="List Number")
    document = read(word)
    assert said(document) == [
        ("heading", 1, "Flere unge på vandet"),
        ("heading", 2, "Indsatser"),
        ("paragraph", 1, "Der er to:"),
        ("item", 1, "Havnens Både"),
        ("item", 1, "Morgenbad"),
    ]
    assert document.blocks[-1].path == ("Flere unge på vandet", "Indsatser")


def test_a_style_of_ones_own_is_a_heading_by_what_it_is_based_on(word):
    own = word.styles.add_style("Temaoverskrift", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = word.styles["Heading 3"]
    word.add_paragraph("Vandet", style=own)
    assert said(read(word)) == [("heading", 3, "Vandet")]


def test_tables_have_rows_columns_and_a_header_and_merged_cells_stand_once(word):
    table = word.add_table(3, 3)
    rows = [("Spor", "Indsats", "Mio. kr."), ("1", "Havnens Både", "2,5"), ("", "Morgenbad", "1,0")]
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document = read(word)
    assert [(b.cell.row, b.cell.column, b.cell.header, document.words(b)) for b in document.blocks] == [
        (0, 0, True, "Spor"),
        (0, 1, True, "Indsats"),
        (0, 2, True, "Mio. kr."),
        (1, 0, False, "1"),
        (1, 1, False, "Havnens Både"),
        (1, 2, False, "2,5"),
        (2, 1, False, "Morgenbad"),
        (2, 2, False, "1,0"),
    ]


def test_a_list_in_the_cell_of_a_form_is_a_list(word):
    cell = word.add_table(1, 2).cell(0, 1)
    cell.text = "Der er to:"
    cell.add_paragraph("Havnens Både", style="List Bullet")
    document = read(word)
    assert [(b.kind, b.cell.column) for b in document.blocks] == [("cell", 1), ("item", 1)]


def test_tracked_changes_count_as_accepted(word):
    add(word, xml(CHANGED))
    assert read(word).text == "Budgettet er 3 mio. kr."


def test_paragraphs_whose_end_was_deleted_are_one(word):
    first = word.add_paragraph("Havnens ")
    first._p.get_or_add_pPr().append(xml('<w:rPr {ns}><w:del w:id="1" w:author="a"/></w:rPr>'))
    word.add_paragraph("Både")
    assert read(word).text == "Havnens Både"


def test_a_deleted_row_is_gone(word):
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "Både", "Biler"
    table.rows[1]._tr.get_or_add_trPr().append(xml('<w:del {ns} w:id="1" w:author="a"/>'))
    assert read(word).text == "Både"


def test_form_fields_are_read_where_somebody_filled_them_in(word):
    add(word, xml(FIELDS))
    add(word, xml(UNFILLED))
    assert read(word).text == "Kultur og Fritid"


def test_a_text_box_is_read_once(word):
    word.add_paragraph("Før")._p.append(xml(BOX))
    word.add_paragraph("Efter")
    assert read(word).text == "Før\nI en boks\nEfter"


def test_pages_are_those_that_word_saw(word):
    word.add_paragraph("Side et")
    word.add_paragraph()._p.append(xml("<w:r {ns}><w:lastRenderedPageBreak/><w:t>Side to</w:t></w:r>"))
    word.add_paragraph("Også side to")
    assert [b.page for b in read(word).blocks] == [1, 1, 2]


def test_a_hidden_macro_is_refused(word):
    content = io.BytesIO(saved(word))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(InputError, match="macros"):
        read_word(content.getvalue(), "skema.docx")


def test_an_archive_that_is_no_word_document_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(InputError, match="no Word"):
        read_word(content.getvalue(), "skema.docx")


def test_a_document_without_heading_styles_has_the_headings_that_its_lines_give_away(word):
    for words in ("Tema: Flere unge på vandet", "Afdeling:", "Kultur og Fritid", "Spor 1: Sejlads", "Alle lærer det."):
        word.add_paragraph(words)
    document = read(word)
    assert document.blocks[-1].path == ("Tema: Flere unge på vandet", "Spor 1: Sejlads")
    assert [b.kind for b in document.blocks] == ["heading", "heading", "paragraph", "heading", "paragraph"]
