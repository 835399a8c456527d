"""Where sentences end in Danish: not after an abbreviation, nor after the number of a day or a section."""

import re
from collections.abc import Iterator
from typing import Final

_GO_ON: Final = frozenset(  # abbreviations after which the sentence goes on, even before a capital
    [
        "bl.a",
        "a.a",
        "fx",
        "f.eks",
        "eks",
        "ca",
        "pga",
        "mhp",
        "ift",
        "jf",
        "nr",
        "stk",
        "inkl",
        "ekskl",
        "evt",
        "hhv",
        "mio",
        "mill",
        "mia",
        "d",
        "kap",
        "art",
        "dr",
        "pkt",
        "pr",
        "vedr",
        "ang",
        "iht",
        "mht",
        "bl",
        "fhv",
        "sml",
        "st",
        "alm",
        "gns",
        "p.t",
        "dvs",
        "t",
        "tlf",
        "hr",
        "fr",
        "kl",
    ]
)
_STOP: Final = re.compile(r"[.!?]+[\"”»)*_]*(?=\s|$)|[^\S\n]{6,}(?=\S)")
_INITIALS: Final = re.compile(r"(?:[A-ZÆØÅ]\.)*[A-ZÆØÅ]")  # of a name: 'A.P. Møller'
_MONTH: Final = re.compile(
    r"\s*(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)", re.I
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places (start, end) of the sentences of a stretch of text, in order, without blanks around them."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[0].startswith(".") and not _ends(text, begin, stop, end):
            continue
        yield from _place(text, begin, stop.end())
        begin = stop.end()
    yield from _place(text, begin, end)


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    word = text[begin : stop.start()].rpartition(" ")[2].lstrip("(")
    before = word.casefold()
    after = text[stop.end() : end].lstrip()
    if not after:
        return True
    if before in _GO_ON or after[0].islower() or _INITIALS.fullmatch(word) or re.match(r"\(\d", after):
        return False
    return not (before.isdigit() and (len(before) <= 2 or _MONTH.match(after)))


def _place(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start < end:
        yield start, end
