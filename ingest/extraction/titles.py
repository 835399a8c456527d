"""The themes of a document that is no form: what its title, or the headings of its sections, say that it is about."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from graph.reading.spelling import lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.lines import Line

_DATA: Final = Path(__file__).parent / "form.toml"
_NUMBER: Final = re.compile(
    r"\s*(?:(?:punkt|pkt\.?|afsnit|kapitel|sag|del)\s*)?(?:nr\.?\s*)?(?:\d+(?:\.\d+)*|[A-Z])\s*[.:)–-]\s*", re.I
)
_ITEM: Final = re.compile(r"\s*(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?\d+", re.I)
_ABOUT: Final = re.compile(r"\s*(?:[:–-]|\b(?:om|vedrørende|vedr\.?|angående|på|for|over|til)\b)\s*", re.I)
_REST: Final = re.compile(r"\s+[–-]\s+|\s*\(")
_LETTERHEAD: Final = re.compile(r"[.:;,]\s|[.:;,]$|\d{4}")
_OFFICE: Final = re.compile(
    r"(?:kommune|forvaltning|forvaltningen|afdeling|afdelingen|udvalg|udvalget|center|centret)$", re.I
)
LONGEST_OFFICE: Final = 4  # words of a line that names only who writes
HEAD: Final = 12  # lines among which a title stands
LEAST_WORDS: Final = 2


def titles_of(text: str, lines: Sequence[Line]) -> dict[int, tuple[int, int] | None]:
    """Return where themes begin: by the start of a line, the place of the theme's name in it, or None where a section
    begins that is about none.

    The points of minutes, and the sections of a document that its title calls a collection (a budget, an overview), are
    themes. Any other document has the one that its title says.
    """
    headings = [line for line in lines if line.kind == "heading"]
    title = next(_titles(text, lines), None)
    points = [line for line in headings if _ITEM.match(text[line.start - 12 : line.end].rpartition("\n")[2])]
    if not points and title is not None and not _is_of(text[title.start : title.end], "collections"):
        return {title.start: _name(text, title)}
    level = min((h.level for h in points or headings if h is not title), default=0)
    sections = [h for h in headings if h.level == level and h is not title]
    return {h.start: None if _is_formal(text[h.start : h.end]) else _name(text, h) for h in sections}


def _titles(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines at the head of the document that may be its title, the likeliest first."""
    for line in lines[:HEAD]:
        words = text[line.start : line.end]
        if line.cell or line.kind == "item" or (_NUMBER.match(words) and line.kind != "heading"):
            continue
        is_collection = _is_of(words, "collections")
        is_short = LEAST_WORDS <= len(WORD.findall(words)) <= 16
        if is_collection or (is_short and not _is_formal(words) and not _is_letterhead(words)):
            yield line


def _is_letterhead(words: str) -> bool:
    plain = _after_genre(words)
    is_long = plain > 0 or len(words.split()) > LONGEST_OFFICE
    is_office = bool(_OFFICE.search(words)) and not is_long
    return (
        words.isupper()
        or is_office
        or bool(_LETTERHEAD.search(words[plain:]))
        or not re.search(r"\s[a-zæøå]{2,}", words)
    )


def _name(text: str, line: Line) -> tuple[int, int]:
    """Return the place of a theme's name in a heading: without its number, its genre and what comes after a dash."""
    words = text[line.start : line.end]
    number = _NUMBER.match(words)
    begin = number.end() if number else 0
    begin += _after_genre(words[begin:])
    rest = _REST.search(words, begin)
    end = rest.start() if rest and len(WORD.findall(words[begin : rest.start()])) >= LEAST_WORDS else len(words)
    return line.start + begin, line.start + len(words[:end].rstrip(" .:"))


def _after_genre(words: str) -> int:
    """Return where a title goes on after the kind of document that it names: 'Notat om', 'Status:'."""
    first = WORD.match(words)
    about = _ABOUT.match(words, first.end()) if first and _is_of(first[0], "genres") else None
    return about.end() if about else 0


def _is_formal(words: str) -> bool:
    """Tell whether a heading belongs to the kind of document, not to its subject: 'Baggrund', 'Videre proces'."""
    number = _NUMBER.match(words)
    plain = words[number.end() if number else 0 :]
    return _after_genre(plain) == 0 and _is_of(plain, "formal")


def _is_of(words: str, kind: str) -> bool:
    known = _words(kind)
    found = [lemma(w) for w in WORD.findall(words.casefold())[:4]]
    is_end = kind != "formal"  # 'temanotat' is a kind of document, 'budgetopfølgning' may be a theme
    return any(w == k or (is_end and len(k) > 4 and w.endswith(k)) for w in found[:3] for k in known)


@cache
def _words(kind: str) -> frozenset[str]:
    titles = tomllib.loads(_DATA.read_text(encoding="utf-8"))["titles"]
    return frozenset(lemma(w) for w in titles[kind])
