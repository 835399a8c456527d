"""What a sentence refers back to: 'Projektet løber til 2025' is about the project named last."""

import re
from typing import Final

from ingest.extraction.danish import is_noun
from ingest.extraction.page import Page
from ingest.extraction.things import Thing

_BACK: Final = re.compile(r"^(?P<pronoun>(?:den|det|de|denne|dette|disse|alle|begge)\s+)?(?P<noun>[\wæøå-]+)\b", re.I)
_IT_LASTS: Final = re.compile(r"(?:den|det|de)\s+(?:løber|kører|ophører|slutter|udløber|varer)\b", re.I)
REACH: Final = 2  # lines before


def referred(page: Page, number: int) -> list[Thing]:
    """Return the initiatives that a sentence refers back to: 'Projektet', 'Mentornetværket' or 'Det løber' the last one
    named, 'Disse initiativer' all that the sentence before names.
    """
    sentence = page.sentences[number]
    found = _BACK.match(sentence.text)
    if not found:
        return []
    if _IT_LASTS.match(sentence.text):
        return last_named(page, number)
    noun, pronoun = found["noun"], (found["pronoun"] or "").strip().casefold()
    if not is_noun(noun, "initiative"):
        return []
    if pronoun in {"disse", "alle", "begge"} and number:
        return [m.thing for m in page.sentences[number - 1].of("initiative")]
    is_definite = noun.endswith(("et", "en", "erne", "ene"))
    return last_named(page, number) if is_definite or pronoun in {"den", "det", "denne", "dette"} else []


def last_named(page: Page, number: int) -> list[Thing]:
    """Return the initiative named last before a sentence, in its line or the two before, under the same theme."""
    here = page.sentences[number]
    lines: list[object] = []
    for other in reversed(page.sentences[:number]):
        if other.theme != here.theme:
            break
        if other.line not in lines:
            lines.append(other.line)
        if len(lines) > REACH:
            break
        if found := other.of("initiative"):
            return [found[0].thing] if other.line == here.line else [found[-1].thing]
    return []
