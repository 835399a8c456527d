"""Files built to do harm, or damaged; each made here, so that none lies in the repository."""

import io
import zipfile
import zlib

import docx

MAIN = "word/document.xml"


def office(change=None, more=None):
    """A Word file whose main part is changed by a function, with more parts."""
    word = docx.Document()
    word.add_paragraph("Kære Aarhus")
    plain, packed = io.BytesIO(), io.BytesIO()
    word.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if change and part == MAIN else content)
        for part, content in (more or {}).items():
            new.writestr(part, content)
    return packed.getvalue()


def zipped(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def laughs(content):
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    begin = content.index(b"<w:document")
    return content[:begin] + f'<!DOCTYPE d [<!ENTITY a0 "ha">{levels}]>'.encode() + content[begin:]


def outward(content):
    begin = content.index(b"<w:document")
    return content[:begin] + b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + content[begin:]


def in_body(inner):
    return lambda content: content.replace(b"<w:body>", b"<w:body>" + inner, 1)


def pdf(*objects, root=1):
    """A PDF of the objects, numbered from 1."""
    out = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % p for p in places
    )
    return (
        out + table + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, len(out))
    )


def stream(content, extra=b""):
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), extra, content)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 72 700 Td (Kommunen har en ny indsats for unge) Tj ET\n"


def page(*contents, kids=b"3 0 R", count=1, resources=b"/Font<</F 4 0 R>>"):
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<<%s>>>>" % resources
    return pdf(CATALOG, pages, one, FONT, *contents)


def bomb(size, times=1):
    content = b"\0" * size
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%s]" % (b"/FlateDecode" * times))


def slow_pdf(times):
    """A small file whose one page takes long to read."""
    return page(stream(zlib.compress(WORDS * times, 9), b"/Filter/FlateDecode"))


MANY = {f"word/media/{n}.xml": b"<a/>" for n in range(6000)}
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" * 20
DEEP = b"<w:sdt><w:sdtContent>" * 10_000
HOSTILE = {
    "empty.txt": (lambda: b"", "no text"),
    "blank.md": (lambda: b" \n\t\n", "no text"),
    "only-tags.html": (lambda: b"<html><script>x()</script></html>", "no text"),
    "nul.txt": (lambda: b"Hej\0 Aarhus", "no text has"),
    "controls.txt": (lambda: b"\x01\x02\x03\x04\x05" * 50, "no text has"),
    "program.txt": (lambda: PROGRAM, "in doubt"),
    "program.docx": (lambda: PROGRAM, "not what its ending"),
    "page.pdf": (lambda: b"<!DOCTYPE html><html><p>Hej</html>", "not what its ending"),
    "page.txt": (lambda: b"<html><body>Hej</body></html>", "not what its ending"),
    "pdf.html": (lambda: page(stream(WORDS)), "not what its ending"),
    "word.pdf": (office, "not what its ending"),
    "rich.md": (lambda: b"{\\rtf1 Hej}", "not what its ending"),
    "word.doc": (office, "none of the endings"),
    "word.docm": (office, "none of the endings"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old kind"),
    "macros.docx": (lambda: office(more={"word/vbaProject.bin": b"x"}), "macros"),
    "bomb.docx": (lambda: office(more={"word/media/a.bin": b"\0" * 30_000_000}), "unpacks to"),
    "large.docx": (lambda: office(in_body(b"<w:p/>" * 9_000_000)), "unpacks to"),
    "parts.docx": (lambda: office(more=MANY), "unpacks to"),
    "nested.docx": (lambda: zipped(a=zipped(a=zipped(a=b"\0" * 900_000)), b=b"x"), "no Word"),
    "laughs.docx": (lambda: office(laughs), "entities"),
    "outward.docx": (lambda: office(outward), "entities"),
    "hidden.docx": (
        lambda: office(lambda c: laughs(c).decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "entities",
    ),
    "deep.docx": (lambda: office(in_body(DEEP)), "cannot be read"),
    "cut.docx": (lambda: office()[:3000], "damaged"),
    "sheet.docx": (lambda: zipped(**{"xl/workbook.xml": b"<x/>"}), "no Word"),
    "divs.html": (lambda: b"<div>" * 1_000_000 + b"x", "nested"),
    "cells.html": (lambda: b"<table>" + b"<tr><td>x" * 300_000, "more than"),
    "long.txt": (lambda: b"ha " * 2_000_000, "more than"),
    "cycle.pdf": (lambda: page(stream(WORDS), kids=b"2 0 R 3 0 R"), "cyclic"),
    "pages.pdf": (lambda: page(stream(WORDS), kids=b"3 0 R " * 3000, count=3000), "more than"),
    "no-pages.pdf": (lambda: pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), "no text"),
    "bomb.pdf": (lambda: page(bomb(80_000_000)), "cannot be read"),
    "twice.pdf": (lambda: page(bomb(80_000_000, 2)), "cannot be read"),
    "arrays.pdf": (lambda: page(stream(b"[" * 1_000_000)), "cannot be read"),
    "cut.pdf": (lambda: page(stream(WORDS))[:150], "cannot be read"),
    "scan.pdf": (lambda: page(stream(b"q 600 0 0 800 0 0 cm /I Do Q")), "OCR"),
}
"""Each file by its name: how it is made, and words of its refusal."""
