"""A PDF gives paragraphs, headings, lists, simple tables and filled-in fields, with the page that each stands on."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Table

from ingest.readers.pdf import read_pdf
from ontology.errors import InputError

STYLES = getSampleStyleSheet()
BODY, LARGE, MIDDLE = STYLES["BodyText"], STYLES["Heading1"], STYLES["Heading2"]
BOLD = ParagraphStyle("bold", BODY, fontName="Helvetica-Bold")
PROSE = (
    "Kommunen har besluttet, at alle unge skal have mulighed for at lære at sejle, og afsætter derfor midler til både "
    "og trænere i hele perioden, som det fremgår af aftalen. "
)


def pdf(*flowables):
    content = io.BytesIO()

    def foot(canvas, template):
        canvas.drawString(50, 30, f"Skema – side {template.page} af 3")

    SimpleDocTemplate(content).build(list(flowables), onFirstPage=foot, onLaterPages=foot)
    return content.getvalue()


def drawn(*lines, size=12):
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    return content.getvalue()


def read(content):
    return read_pdf(content, "skema.pdf")


def said(document):
    return [(b.kind, b.page, document.words(b)) for b in document.blocks]


def test_pages_paragraphs_and_headings_by_size():
    document = read(
        pdf(
            Paragraph("Flere unge på vandet", LARGE),
            Paragraph(PROSE * 2, BODY),
            Paragraph("Indsatser", MIDDLE),
            Paragraph(PROSE, BODY),
            PageBreak(),
            Paragraph("Penge", MIDDLE),
            Paragraph("Budgettet er 3 mio. kr.", BODY),
        )
    )
    assert said(document) == [
        ("heading", 1, "Flere unge på vandet"),
        ("paragraph", 1, (PROSE * 2).strip()),
        ("heading", 1, "Indsatser"),
        ("paragraph", 1, PROSE.strip()),
        ("heading", 2, "Penge"),
        ("paragraph", 2, "Budgettet er 3 mio. kr."),
    ]
    assert document.blocks[-1].path == ("Flere unge på vandet", "Penge")


def test_a_short_line_in_bold_is_a_heading():
    document = read(pdf(Paragraph("Magistratsafdeling:", BOLD), Paragraph(PROSE, BODY)))
    assert [b.kind for b in document.blocks] == ["heading", "paragraph"]


def test_titles_in_the_outline_are_headings_of_its_depth():
    writer = PdfWriter(PdfReader(io.BytesIO(drawn("Tema et handler om vandet", "Spor et", "Mange ord om sejlads."))))
    above = writer.add_outline_item(title="Tema et handler om vandet", page_number=0)
    writer.add_outline_item(title="Spor et", page_number=0, parent=above)
    content = io.BytesIO()
    writer.write(content)
    assert [(b.kind, b.level) for b in read(content.getvalue()).blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 1),
    ]


def test_bullets_are_items():
    items = ListFlowable(
        [ListItem(Paragraph(w, BODY)) for w in ("Havnens Både", "Morgenbad " + PROSE)], bulletType="bullet"
    )
    document = read(pdf(Paragraph(PROSE, BODY), items))
    assert [(b.kind, document.words(b)) for b in document.blocks][1:] == [
        ("item", "Havnens Både"),
        ("item", ("Morgenbad " + PROSE).strip()),
    ]


def test_what_stands_in_rows_and_columns_is_a_table():
    document = read(pdf(Paragraph(PROSE, BODY), Table([["Spor", "Indsats", "Mio. kr."], ["1", "Havnens Både", "2,5"]])))
    assert [(b.cell.row, b.cell.column, b.cell.header, document.words(b)) for b in document.blocks if b.cell] == [
        (0, 0, True, "Spor"),
        (0, 1, True, "Indsats"),
        (0, 2, True, "Mio. kr."),
        (1, 0, False, "1"),
        (1, 1, False, "Havnens Både"),
        (1, 2, False, "2,5"),
    ]


def test_words_broken_at_the_end_of_a_line_are_whole_and_other_hyphens_stay():
    document = read(
        drawn(
            "Kommunen arbejder med forebyg-",
            "gende indsatser på både børne-",
            "og ungeområdet, og med IT-",
            "systemer.",
        )
    )
    assert document.text == (
        "Kommunen arbejder med forebyggende indsatser på både børne- og ungeområdet, og med IT-systemer."
    )


def test_a_sentence_that_goes_over_a_page_is_one_paragraph():
    document = read(pdf(Paragraph(PROSE[:160], BODY), PageBreak(), Paragraph(PROSE[160:], BODY)))
    assert said(document) == [("paragraph", 1, PROSE.strip())]


def test_filled_in_fields_are_a_table_of_names_and_values():
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(72, 720, "Skema til nye indsatser")
    canvas.acroForm.textfield(name="afd", tooltip="Afdeling", value="Kultur og Fritid", x=72, y=600)
    canvas.acroForm.textfield(name="tom", tooltip="Bemærkninger", value="", x=72, y=500)
    canvas.save()
    document = read(content.getvalue())
    assert [(b.cell.row, b.cell.column, document.words(b)) for b in document.blocks if b.cell] == [
        (0, 0, "Afdeling"),
        (0, 1, "Kultur og Fritid"),
    ]


def test_a_scanned_file_is_refused_with_the_remedy():
    with pytest.raises(InputError, match="OCR"):
        read(drawn("7"))


def test_a_file_with_a_password_is_refused_and_one_that_everyone_may_read_is_not():
    for password, refused in (("hemmelig", True), ("", False)):
        writer = PdfWriter(PdfReader(io.BytesIO(drawn("Mange ord om sejlads."))))
        writer.encrypt(password, "ejer", algorithm="RC4-128")
        content = io.BytesIO()
        writer.write(content)
        if refused:
            with pytest.raises(InputError, match="password"):
                read(content.getvalue())
        else:
            assert read(content.getvalue()).text == "Mange ord om sejlads."
