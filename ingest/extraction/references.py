"""What a sentence refers back to: 'Projektet løber til 2025' is about the project named last."""

import re
from typing import Final

from graph.reading.spelling import lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.clauses import FINITE, Clause, subject_name
from ingest.extraction.danish import is_noun
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Page
from ingest.extraction.things import Thing, Things

_BACK: Final = re.compile(r"^(?P<pronoun>(?:den|det|de|denne|dette|disse|alle|begge)\s+)?(?P<noun>[\wæøå-]+)\b", re.I)
_IT_LASTS: Final = re.compile(r"(?:den|det|de)\s+(?:løber|kører|ophører|slutter|udløber|varer)\b", re.I)
_DEFINITE: Final = re.compile(r"\b[A-ZÆØÅa-zæøå]+(?:en|et|ene|erne)\b")
SHORTEST: Final = 5  # letters of a word that stands for a longer name
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


def referred_in(page: Page, number: int, clause: Clause) -> list[Thing]:
    """Return the initiative that a later clause refers back to: '…, så ordningen er sikret', '…, og den slutter'."""
    begins = re.match(r"[\s,;:]*(?:(?:og|men|så|mens|fordi|at|hvor|hvorfor|derfor)\s+)*", clause.text[clause.start :])
    words = clause.text[clause.start + (begins.end() if begins else 0) :]
    found = _BACK.match(words)
    is_definite = found and is_noun(found["noun"], "initiative") and found["noun"].endswith(("et", "en", "erne", "ene"))
    is_pronoun = re.match(rf"(?:den|det|de)\s+{FINITE}", words)
    return last_named(page, number + 1) if is_definite or is_pronoun else []


def meant(page: Page, number: int, clause: Clause) -> Thing | None:
    """Return the initiative that a clause calls by the end of its name: 'Bussen' is 'Sundhedsbussen', named before."""
    sentence = page.sentences[number]
    words = [m for m in _DEFINITE.finditer(clause.text) if len(m[0]) >= SHORTEST]
    for other in reversed(page.sentences[: number + 1]):
        if other.theme != sentence.theme:
            break
        for mention in reversed(other.of("initiative")):
            if other is sentence and mention.start - sentence.start >= clause.start:
                continue
            name = {w.casefold() for w in WORD.findall(mention.thing.name)}
            for word in words:
                plain = word[0].casefold()
                forms = {plain, lemma(plain)}
                if any(n not in forms and n.endswith(tuple(forms)) for n in name):
                    return mention.thing
    return None


def begun_with(page: Page, number: int, clause: Clause, things: Things) -> Thing | None:
    """Return the name that a clause begins with as an initiative, where nothing else is known by it: what is paid for,
    or ends, is one.
    """
    sentence = page.sentences[number]
    place = subject_name(clause)
    if place is None:
        return None
    start, end = sentence.start + place[0], sentence.start + place[1]
    name = sentence.text[place[0] : place[1]]
    if any(m.start < end and m.end > start for m in sentence.mentions if m.thing.kind != "method"):
        return None
    if (
        organisation_class(name)
        or is_noun(WORD.findall(name)[-1], "policy")
        or is_noun(WORD.findall(name)[0], "people")
    ):
        return None
    thing = things.called("initiative", name)
    sentence.add(thing, start, end)
    return thing


def last_named(page: Page, number: int) -> list[Thing]:
    """Return the initiative named last before a sentence, in its line or the two before, under the same theme."""
    here = page.sentences[min(number, len(page.sentences) - 1)]
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
