"""When initiatives end: what lapses in a year, and what lasts until one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.reading.spelling import lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.clauses import FINITE, Clause, clauses
from ingest.extraction.danish import CAP, is_noun, modality, pattern
from ingest.extraction.dates import SPAN, YEAR, iso_dates
from ingest.extraction.page import Page
from ingest.extraction.places import areas_of
from ingest.extraction.references import begun_with, meant, referred, referred_in
from ingest.extraction.things import Mention, Thing, Things

_UNTIL: Final = re.compile(
    rf"\b(?:frem til|til og med|indtil|til|t\.o\.m\.|ved|med)\s+(?:med\s+|og\s+med\s+)?"
    rf"(?:(?:udgangen|slutningen|sommeren|foråret|efteråret|årsskiftet|midten) "
    rf"(?:af\s+)?|ultimo\s+|(?:den\s+)?\d{{1,2}}\.\s*\w+\s+)?(?P<year>{YEAR})\b",
    re.I,
)
_HAD: Final = re.compile(
    rf"^(?:frem til|indtil)\s+(?P<year>{YEAR})\s+(?:havde|drev|kørte|fandtes|var der)\s+(?:\w+\s+)?"
    r"(?:en|et)\s+(?P<name>[^,.;:]+)",
    re.I,
)
_LASTS: Final = re.compile(
    r"\b(?:løber|kører|varer|gennemføres|strækker sig|finansieret|projektperiode|perioden?|bevilget|bevilling|forløber|"
    r"sikret|"
    r"fortsætter|forlænget|dækker|gælder)\b",
    re.I,
)
_CLOSED: Final = re.compile(r"\b(?:luk\w*|nedlagt|nedlægge\w*|nedlagde\w*)", re.I)
_IS_PAST: Final = re.compile(
    r"\b(?:ophørte|lukkede|sluttede|stoppede|bortfaldt|udløb|afsluttedes|nedlagde\w*|(?:blev|er|var) (?:\w+ )?"
    r"(?:ophørt|lukket|sluttet|stoppet|afsluttet|nedlagt|udfaset|bortfaldet))\b",
    re.I,
)
_IN_AREAS: Final = re.compile(r"([A-ZÆØÅa-zæøå]+)\s+i\s+(?:\w*områderne\s+)?[A-ZÆØÅ]")
_CLOSED_PLACE: Final = re.compile(rf"\b(?P<name>[a-zæøåA-ZÆØÅ]{{9,}}(?:en|et)(?:\s+i\s+{CAP})?)\b")


@dataclass(frozen=True)
class _Ending:
    """What says that something ends: the rule, its place in the sentence, and the dates."""

    rule: str
    start: int
    end: int
    figures: Figures


def find_ends(page: Page, in_area: Sequence[Claim], things: Things) -> list[Claim]:
    """Return the claims that an initiative ends: 'planerne i A og B vil bortfalde i 2022', 'projektet løber til
    udgangen af 2024', 'i perioden 2021-2024'. `in_area` claims tell which plans the areas have.
    """
    return [claim for number in range(len(page.sentences)) for claim in _in_sentence(page, number, in_area, things)]


def _in_sentence(page: Page, number: int, in_area: Sequence[Claim], things: Things) -> Iterator[Claim]:
    sentence = page.sentences[number]
    if sentence.line.kind == "cell":
        return
    if had := _HAD.match(sentence.text):
        named = re.split(r",|\s(?:som|der)\s", had["name"])[0].strip()
        place = sentence.start + had.start("name"), sentence.start + had.end("name"), sentence
        thing = things.called("initiative", named)
        yield Claim("ends", thing, None, *place, "ends", "ended", figures=Figures(end=had["year"]))
        return
    of = clauses(sentence.text)
    for order, clause in enumerate(of):
        ending = _ending_of(clause, of[order - 1] if order else None)
        if ending is None:
            continue
        how = "ended" if _IS_PAST.search(clause.text) else modality(sentence.text)
        for thing in _ended(page, number, clause, ending, in_area, things):
            place = sentence.start + ending.start, sentence.start + ending.end, sentence
            yield Claim("ends", thing, None, *place, ending.rule, how, figures=ending.figures)


def _ending_of(clause: Clause, previous: Clause | None) -> _Ending | None:
    """Return what in a clause says that something ends; 'hvor den slutter' does when the clause before says."""
    text = clause.text
    ends = pattern("verbs", "ends").search(text)
    lasts = _LASTS.search(text)
    span, until = SPAN.search(text), _UNTIL.search(text)
    if pattern("modality", "negated").search(text) and not (ends and "forlænges" not in text and until):
        negated = re.search(r"\b(?:ikke|ingen|hverken|uden at)\b", text)
        if negated and not (ends and negated.start() > ends.end() + 15):
            return None
    if ends:
        date = until["year"] if until and until.start() >= ends.start() else _near(text, ends.start(), ends.end())
        if date is None and clause.text[clause.start :].lstrip(" ,").startswith("hvor") and previous:
            before = _UNTIL.search(previous.text)
            date = before["year"] if before else None
        if date:
            return _Ending("ends", ends.start(), len(text.rstrip()), Figures(end=date))
    if lasts and span and int(span[1]) <= int(span[2]):
        return _Ending("period", span.start(), span.end(), Figures(start=span[1], end=span[2]))
    if until and (lasts or pattern("verbs", "give").search(text)):
        return _Ending("period", until.start(), until.end(), Figures(end=until["year"]))
    return None


def _near(text: str, start: int, end: int) -> str | None:
    """Return the date that follows a verb within 40 characters, or else the last that stands before it."""
    dates = iso_dates(text)
    after = next((date for at, date in dates if 0 <= at - end < 40), None)
    return after or next((date for at, date in reversed(dates) if at < start), None)


def _ended(
    page: Page, number: int, clause: Clause, ending: _Ending, in_area: Sequence[Claim], things: Things
) -> Iterator[Thing]:
    """Yield what a clause says ends: the plans in the areas before the verb, the initiatives there, what 'teamet'
    stands for, what a relative clause is about, or the last ones named before 'projektet'.
    """
    sentence = page.sentences[number]
    verb = pattern("verbs", "ends").search(clause.text) or _LASTS.search(clause.text)
    at = max(ending.start, verb.end() if verb else 0)
    before = clause.text[clause.start : at]
    areas = [m for m in areas_of(sentence) if clause.holds(m.start - sentence.start) and m.start - sentence.start < at]
    noun = _IN_AREAS.search(before)
    inside = [m for m in sentence.of("initiative") if clause.holds(m.start - sentence.start)]
    here = [m for m in inside if m.start - sentence.start < at] or inside[:1]
    if areas and noun and (of_areas := [*_of_areas(sentence.start, areas, lemma(noun[1].casefold()), in_area)]):
        yield from of_areas
    elif here:
        first = re.search(rf"\s{FINITE}", clause.text[here[0].end - sentence.start :])
        row = [m for m in here if not first or m.start - sentence.start <= here[0].end - sentence.start + first.start()]
        yield from dict.fromkeys(m.thing for m in row)
    elif ending.rule == "ends" and (begun := begun_with(page, number, clause, things)):
        yield begun
    elif said := meant(page, number, clause):
        yield said
    elif _CLOSED.search(clause.text) and (closed := _CLOSED_PLACE.search(before)) and _may_close(closed["name"]):
        yield things.called("initiative", closed["name"])
    elif clause.start and (back := referred_in(page, number, clause)):
        yield from back
    elif _is_about_no_initiative(before):
        return
    elif earlier := [m.thing for m in sentence.of("initiative") if m.end - sentence.start <= clause.start]:
        yield earlier[-1]
    else:
        yield from referred(page, number)


def _may_close(name: str) -> bool:
    word = WORD.findall(name)[0]
    return not is_noun(word, "people") and not is_noun(word, "policy")


def _is_about_no_initiative(before: str) -> bool:
    """Tell whether the subject is something else that may end, by its noun: an agreement, a pool of money, a person."""
    words = WORD.findall(before)
    if pattern("verbs", "money").search(before) and not pattern("verbs", "give").search(before):
        return True
    return any(is_noun(w, "policy") or is_noun(w, "people") or lemma(w).endswith("pulje") for w in words)


def _of_areas(at: int, areas: Sequence[Mention], noun: str, in_area: Sequence[Claim]) -> Iterator[Thing]:
    """Yield the initiative in each area whose name has a word that ends as the noun does, the last named of them:
    'planerne i A'.
    """
    for area in areas:
        fitting = [
            c
            for c in in_area
            if c.subject
            and c.object == area.thing
            and any(lemma(w.casefold()).endswith(noun) for w in WORD.findall(c.subject.name))
        ]
        last = max(fitting, key=lambda c: (c.start <= at, c.start if c.start <= at else -c.start), default=None)
        if last and last.subject:
            yield last.subject
