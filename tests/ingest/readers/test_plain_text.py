"""Plain text gives its paragraphs, lists, tables and headings, and an offset in it is an offset in the file."""

import pytest

from ingest.readers.plain_text import read_plain_text
from ontology.errors import InputError

FORM = """\
Tema: Flere unge på vandet
Magistratsafdeling:
Kultur og Fritid (KF)
Nuværende indsatser på området:
<p><i>Beskriv indsatserne.</i></p> <p>Der er to spor.</p>
Spor 1: Sejlads og fællesskab
<ul style="list-style-type: none"> • lære at <b>sejle</b>. • passe på båden.

Derfor vil vi:

- Havnens Både (hold for begyndere)
  og deres forældre
- Fælles Morgenbad
    - hver onsdag

Spor:\tIndsats\tBeløb (mio. kr.)
<i>Tema 1: Vandet</i>\t\t
1.1\tHavnens Både\t2,5
I alt\t\t2,5

Tema: Flere unge i bjergene

Særlige forhold

Der findes ingen bjerge i Aarhus, og det begrænser, hvad en forvaltning kan gøre ved sagen, selv om den gerne vil.
"""


def read(text, encoding="utf-8"):
    return read_plain_text(text.encode(encoding), "form.txt")


def words(document, kind):
    return [document.words(b) for b in document.blocks if b.kind == kind]


def test_an_offset_in_the_text_is_an_offset_in_the_file():
    document = read(FORM)
    assert len(document.text) == len(FORM)
    assert all(a == b or b.isspace() for a, b in zip(FORM, document.text, strict=True))
    assert FORM.index("Fælles Morgenbad") == document.text.index("Fælles Morgenbad")


def test_stray_markup_is_blank_and_its_blocks_are_apart():
    document = read(FORM)
    assert "<" not in document.text
    assert {"Beskriv indsatserne.", "Der er to spor."} <= set(words(document, "paragraph"))


def test_bullets_in_one_line_dashes_and_what_hangs_under_them_are_items():
    document = read(FORM)
    items = [" ".join(w.split()) for w in words(document, "item")]
    assert items == [
        "lære at sejle .",
        "passe på båden.",
        "Havnens Både (hold for begyndere) og deres forældre",
        "Fælles Morgenbad",
        "hver onsdag",
    ]
    assert [b.level for b in document.blocks if b.kind == "item"] == [1, 1, 1, 1, 2]


def test_lines_set_with_tabs_are_a_table_whose_first_row_may_name_the_columns():
    document = read(FORM)
    cells = {(b.cell.row, b.cell.column): (document.words(b), b.cell.header) for b in document.blocks if b.cell}
    assert cells == {
        (0, 0): ("Spor:", True),
        (0, 1): ("Indsats", True),
        (0, 2): ("Beløb (mio. kr.)", True),
        (1, 0): ("Tema 1: Vandet", False),
        (2, 0): ("1.1", False),
        (2, 1): ("Havnens Både", False),
        (2, 2): ("2,5", False),
        (3, 0): ("I alt", False),
        (3, 2): ("2,5", False),
    }


def test_headings_stand_above_what_follows():
    document = read(FORM)
    paths = {document.words(b): b.path for b in document.blocks}
    assert paths["passe på båden."] == ("Tema: Flere unge på vandet", "Spor 1: Sejlads og fællesskab")
    assert paths["Kultur og Fritid (KF)"] == ("Tema: Flere unge på vandet", "Magistratsafdeling:")
    assert paths["Særlige forhold"] == ("Tema: Flere unge i bjergene",)


def test_a_form_of_two_columns_has_no_header():
    document = read("Navn:\tHavnens Både\nBudget:\t2 mio. kr.\n")
    assert [b.cell.header for b in document.blocks] == [False] * 4


@pytest.mark.parametrize(
    "line",
    ["11. maj blev aftalen indgået.", "2021. Aftalen gælder.", "Aftalen gælder til 2021", "Tema: Vi vil det hele."],
)
def test_what_only_resembles_a_mark_or_heading_is_text(line):
    document = read(line + "\n")
    assert [(b.kind, document.words(b)) for b in document.blocks] == [("paragraph", line)]


def test_lines_broken_to_fit_are_one_paragraph_and_so_are_pages_broken_in_a_sentence():
    broken = (
        "Kommunen har besluttet, at alle unge skal have mulighed for at lære\n"
        "at sejle, og afsætter derfor midler til både, trænere og redningsveste i\n"
        "hele perioden.\n"
        "\n"
        "Den anden side begynder midt i en sætning, som var lang nok til at gå over sidens kant og\n"
        "\n"
        "fortsætter her.\n"
    )
    assert len(read(broken).blocks) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_encodings_that_danish_files_come_in_are_read(encoding):
    document = read("Rød grød\r\nmed fløde – på én dag\r\n", encoding)
    assert document.text == "Rød grød\nmed fløde – på én dag\n"


@pytest.mark.parametrize(
    "content",
    [
        "æblegrød på Ærø".encode("cp865"),
        "æblegrød på Ærø".encode("mac-roman"),
        "æble".encode("utf-16-le"),
        b"\xff\xfe\x00",
    ],
)
def test_an_encoding_in_doubt_is_refused(content):
    with pytest.raises(InputError):
        read_plain_text(content, "form.txt")


def test_letters_are_composed():
    assert read("A\u030arhus").text == "Århus"
