"""When initiatives end: what lapses in a year, and what lasts until one."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.spelling import lemma
from graph.thesaurus import WORD
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import modality, pattern
from ingest.extraction.dates import SPAN, YEAR, date_near
from ingest.extraction.page import Page
from ingest.extraction.places import areas_of
from ingest.extraction.references import referred
from ingest.extraction.things import Mention, Thing

_UNTIL: Final = re.compile(rf"\b(?:frem til|til og med|til udgangen af|indtil)\s+({YEAR})\b", re.I)
_LASTS: Final = re.compile(
    r"\b(?:løber|kører|varer|gennemføres|strækker sig|finansieret|projektperiode|perioden?|bevilget|forløber)\b", re.I
)
_CLAUSE: Final = re.compile(r"\b(?:hvorfor|så|og at|mens|derfor)\b|[;–]")
_IN_AREAS: Final = re.compile(r"([A-ZÆØÅa-zæøå]+)\s+i\s+(?:\w*områderne\s+)?[A-ZÆØÅ]")


def find_ends(page: Page, in_area: Sequence[Claim]) -> list[Claim]:
    """Return the claims that an initiative ends: 'planerne i A og B vil bortfalde i 2022', 'projektet løber til
    udgangen af 2024', 'i perioden 2021-2024'. `in_area` claims tell which plans the areas have.
    """
    return [claim for number in range(len(page.sentences)) for claim in _in_sentence(page, number, in_area)]


def _in_sentence(page: Page, number: int, in_area: Sequence[Claim]) -> Iterator[Claim]:
    sentence = page.sentences[number]
    text = sentence.text
    for rule, start, end, figures in _endings(text):
        for thing in _ending(page, number, start, in_area if rule == "ends" else ()):
            place = sentence.start + start, sentence.start + end
            yield Claim("ends", thing, None, *place, sentence, rule, modality(text), figures=figures)


def _endings(text: str) -> Iterator[tuple[str, int, int, Figures]]:
    """Yield the rule, the place and the dates of what says that something ends; one at the most."""
    ends, span, until = pattern("verbs", "ends").search(text), SPAN.search(text), _UNTIL.search(text)
    if ends and (date := date_near(text, ends.start(), ends.end())):
        if not pattern("modality", "negated").search(text[max(0, ends.start() - 20) : ends.end() + 15]):
            yield "ends", ends.start(), len(text), Figures(end=date)
    elif span and _LASTS.search(text) and int(span[1]) <= int(span[2]):
        yield "period", span.start(), span.end(), Figures(start=span[1], end=span[2])
    elif until and _LASTS.search(text):
        yield "period", until.start(), until.end(), Figures(end=until[1])


def _ending(page: Page, number: int, at: int, in_area: Sequence[Claim]) -> Iterator[Thing]:
    """Yield what a sentence says ends: the plans in the areas before the verb, the initiatives there, or the last ones
    named before 'projektet'.
    """
    sentence = page.sentences[number]
    before = sentence.text[:at]
    start = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    areas = [m for m in areas_of(sentence) if start <= m.start - sentence.start < at]
    noun = _IN_AREAS.search(before[start:])
    here = [m.thing for m in sentence.of("initiative") if m.start - sentence.start < at]
    if areas and noun:
        yield from _of_areas(areas, lemma(noun[1].casefold()), in_area)
    elif here:
        yield from dict.fromkeys(here if re.search(r"\bog\b|,", before) else here[-1:])
    else:
        yield from referred(page, number)


def _of_areas(areas: Sequence[Mention], noun: str, in_area: Sequence[Claim]) -> Iterator[Thing]:
    """Yield the initiatives in the areas whose name has a word that ends as the noun does: 'planerne i A'."""
    for area in areas:
        for claim in in_area:
            words = WORD.findall(claim.subject.name) if claim.subject else []
            if claim.subject and claim.object == area.thing and any(lemma(w.casefold()).endswith(noun) for w in words):
                yield claim.subject
