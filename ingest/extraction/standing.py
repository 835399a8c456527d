"""Whether what a sentence names is done here: not what ended, was turned down, is only wished for, or is elsewhere."""

import re
from typing import Final

from ingest.extraction.danish import pattern
from ingest.extraction.page import Page, Sentence

GONE: Final = ("ended", "rejected", "wished", "elsewhere")
FIELDS: Final = frozenset({"wishes", "ended"})  # answers to what is no longer, or not yet, done
_BACK: Final = re.compile(r"^(?:det|den|de|disse|dette|denne|begge|intet|ingen|ingenting)\b", re.I)
_HOWEVER: Final = re.compile(r"(?:,\s+|\s+)(?:men|mens|selv om|selvom|hvorimod|og at)\s+", re.I)


def is_done_here(page: Page, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether what stands at a place of a sentence is one of the things that are done here, or will be."""
    if sentence.field in FIELDS:
        return not _is_gone(sentence.text) and bool(pattern("standing", "goes_on").search(sentence.text))
    clause = _clause(sentence.text, start - sentence.start, end - sentence.start)
    if _is_gone(clause):
        return False
    following = page.following(sentence)
    return not (following and _BACK.match(following.text) and _is_denied(following.text))


def _clause(text: str, start: int, end: int) -> str:
    """Return the part of a sentence, between the words that set one against another, that holds a place."""
    low = max((m.end() for m in _HOWEVER.finditer(text, 0, start)), default=0)
    high = next((m.start() for m in _HOWEVER.finditer(text, end)), len(text))
    return text[low:high]


def _is_gone(words: str) -> bool:
    return any(pattern("standing", kind).search(words) for kind in GONE)


def _is_denied(words: str) -> bool:
    return any(pattern("standing", kind).search(words) for kind in ("ended", "rejected", "elsewhere", "denied"))
