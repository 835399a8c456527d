"""Where initiatives are, and when they end: plans that a row of areas have each, areas named beside an initiative, and
what lapses in a year.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.spelling import is_danish, lemma
from graph.thesaurus import WORD, stem
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import CAP, is_noun, is_verb, modality, pattern
from ingest.extraction.initiatives import NEVER
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Page, Sentence
from ingest.extraction.things import Mention, Thing, Things

_AREA: Final = rf"{CAP}(?:\s+{CAP})*"
_AREAS: Final = re.compile(rf"{_AREA}(?:(?:,\s*|\s+og\s+|\s+samt\s+){_AREA})*")
_IN_AREAS: Final = re.compile(
    r"\b(?:(?:bolig|by|lokal|nær)?områderne|(?:bolig|by|lokal)området|bydelene|bydelen|kvartererne|kvarteret|byerne|\w*afdelingerne)\s*:?\s+(?=[A-ZÆØÅ])"
)
_APPLIES: Final = re.compile(r"\b(?:det|de|disse) (?:gælder|er|drejer sig om|findes i|ligger i)\s*(?:fx|bl\.a\.|blandt andet|områderne|\w*områderne|i|:|\s)*", re.I)
_VAGUE: Final = frozenset("særlige nye mange nogle flere andre forskellige mindre større kommunale sociale lokale egne række enkelte".split())
_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = re.compile(
    rf"(?P<day>\d{{1,2}})\.\s*(?P<month>januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s+(?P<year>{_YEAR})"
    rf"|(?P<only>\b{_YEAR}\b)", re.I
)
_MONTHS: Final = "januar februar marts april maj juni juli august september oktober november december".split()
_SPAN: Final = re.compile(rf"\b({_YEAR})\s*(?:-|–|til(?: og med)?|frem til)\s*({_YEAR})\b")
_LASTS: Final = re.compile(r"\b(?:løber|kører|varer|gennemføres|strækker sig|finansieret|projektperiode|perioden?|bevilget|forløber)\b", re.I)
_BACK: Final = re.compile(r"^(?:den|det|de|denne|dette|disse|alle|begge)?\s*(?P<noun>[\wæøå-]+)\b", re.I)
_NEW_AREAS: Final = re.compile(rf"\bi\s+(?P<names>{_AREA}(?:(?:,\s+|\s+og\s+){_AREA})*)(?!\s+(?:Kommune|Region))")


def find_areas(page: Page, things: Things) -> None:
    """Note the areas that a sentence names after 'områderne' and the like and that the graph does not know."""
    for sentence in page.sentences:
        for cue in _IN_AREAS.finditer(sentence.text):
            listed = _AREAS.match(sentence.text, cue.end())
            for name in re.finditer(_AREA, listed[0]) if listed else ():
                start = sentence.start + cue.end() + name.start()
                if not any(m.start < start + len(name[0]) and m.end > start for m in sentence.mentions):
                    sentence.add(things.called("area", name[0]), start, start + len(name[0]))


def find_new_areas(page: Page, things: Things) -> None:
    """Note as areas the names after 'i' in a sentence that names an initiative, when they are nothing else."""
    for sentence in page.sentences:
        initiatives = sentence.of("initiative")
        if not initiatives or sentence.field in NEVER:
            continue
        for found in _NEW_AREAS.finditer(sentence.text):
            names = re.findall(_AREA, found["names"])
            if len(names) < 2 and not pattern("places", "area").search(found["names"]):
                continue  # one name may be a house or a street
            for name in re.finditer(_AREA, found["names"]):
                start = sentence.start + found.start("names") + name.start()
                end = start + len(name[0])
                taken = any(m.start < end and m.end > start for m in sentence.mentions if m.thing.kind != "initiative")
                is_initiative = any(m.start == start or m.end == end and m.start > start - 3 for m in initiatives)
                if not taken and not is_initiative and not name[0].isupper() and organisation_class(name[0]) is None:
                    sentence.add(things.called("area", name[0]), start, end)


def find_shared(page: Page, things: Things) -> list[Claim]:
    """Return the claims of a phrase that a row of areas share: 'boligsociale helhedsplaner. Det gælder A og B' has one
    plan in A and one in B, 'forebyggelse i boligområderne A og B' likewise.
    """
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        if sentence.field in NEVER or len(areas := _areas_of(sentence)) < 2:
            continue
        first = areas[0].start - sentence.start
        head = _head_in(sentence, sentence.text[:first])
        applies = _APPLIES.search(sentence.text[:first])
        if applies and applies.start() < 3 and number and page.sentences[number - 1].line == sentence.line:
            head = _head_of(page.sentences[number - 1])
        if head is None:
            continue
        singular, family, at = head
        if " " in family:
            things.called("initiative", family)
        how = modality(sentence.text)
        for area in areas:
            thing = things.called("initiative", f"{singular} {area.thing.name}")
            claims.append(Claim("in_area", thing, area.thing, area.start, area.end, sentence, "shared head", how, faults=area.faults))
            if sentence.theme:
                claims.append(Claim("addresses", thing, None, area.start, area.end, sentence, "shared head", how, faults=area.faults))
    return claims


def find_in_area(page: Page, shared: Sequence[Claim]) -> list[Claim]:
    """Return the claims that an initiative is in the areas which its sentence names with it; not where these have one
    of their own, as `shared` claims.
    """
    claims = []
    own = {(claim.sentence.theme, claim.object) for claim in shared}
    for sentence in page.sentences:
        initiatives = [m for m in sentence.of("initiative")]
        if not initiatives or sentence.line.kind == "cell":
            continue
        for area in _areas_of(sentence):
            if (sentence.theme, area.thing) not in own and re.search(r"\b(?:i|på|ved|omkring|gælder|eksempelvis|fx)\s+(?:[\w/-]+(?:,| og)\s+)*$", sentence.before(area.start), re.I):
                here = [m for m in initiatives if not (m.start <= area.start and m.end >= area.end)]
                near = next((m for m in reversed(here) if m.end <= area.start), here[0] if here else None)
                if area.thing.name in {name for m in initiatives for name in m.thing.other_names}:
                    continue  # it is called by the place
                inside = next((m for m in initiatives if m.start < area.start and m.end >= area.end), None)
                if found := inside or (near if len(here) == 1 or (near and _is_beside(sentence, near, area)) else None):
                    claims.append(Claim("in_area", found.thing, area.thing, area.start, area.end, sentence, "beside", modality(sentence.text), faults=area.faults))
    return claims


def find_ends(page: Page, things: Things, in_area: Sequence[Claim]) -> list[Claim]:
    """Return the claims that an initiative ends in a year: 'planerne i A og B vil bortfalde i 2022', 'projektet løber
    til udgangen af 2024', 'i perioden 2021-2024'.
    """
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        ends = pattern("verbs", "ends").search(sentence.text)
        span = _SPAN.search(sentence.text)
        if ends and (date := _date_after(sentence.text, ends.end()) or _date_before(sentence.text, ends.start())):
            things_ending = list(_ending(page, number, ends.start(), in_area))
            place = (sentence.start + ends.start(), sentence.end)
            claims += [Claim("ends", t, None, *place, sentence, "ends", modality(sentence.text), figures=Figures(end=date)) for t in things_ending if not _is_negated(sentence.text, ends.start())]
        elif span and _LASTS.search(sentence.text) and int(span[1]) <= int(span[2]):
            place = (sentence.start + span.start(), sentence.start + span.end())
            for thing in _ending(page, number, span.start(), ()):
                claims.append(Claim("ends", thing, None, *place, sentence, "period", modality(sentence.text), figures=Figures(start=span[1], end=span[2])))
    return claims


def _areas_of(sentence: Sentence) -> list[Mention]:
    """Return the areas that a sentence names, but for municipalities, which are where everything is."""
    towns = {m.thing.name.split()[0] for m in sentence.of("organisation") if m.thing.class_ == "Municipality"}
    after_name = re.compile(r"\bi\s+$")
    return [
        m
        for m in sentence.of("area")
        if m.thing.name not in towns
        and not re.match(r"\s+(?:kommunes?|byråd)", sentence.after(m.end), re.I)
        and not (after_name.search(sentence.before(m.start)) and any(o.end + 3 >= m.start > o.end for o in sentence.of("organisation")))
    ]


def _head_in(sentence: Sentence, before: str) -> tuple[str, str, int] | None:
    """Return the phrase that stands right before a row of areas: 'forebyggelse i boligområderne', 'helhedsplaner i'."""
    found = re.search(r"((?:[a-zæøå-]+\s+){0,2})([a-zæøå-]+)\s+(?:i|på|for)\s+(?:\w*områderne|bydelene|kvartererne|byerne)?\s*:?\s*$", before)
    if not found or not is_noun(found[2], "initiative"):
        return None
    is_row = bool(re.search(r"(?:områderne|bydelene|kvartererne|byerne)\s*:?\s*$", before)) or found[2].endswith(("er", "erne", "ene"))
    return _phrase(found[1], found[2], sentence.start + found.start(2)) if is_row and "planerne" not in found[2] else None


def _head_of(sentence: Sentence) -> tuple[str, str, int] | None:
    """Return the first phrase of a sentence that names initiatives in the plural, with an adjective that says which."""
    for found in re.finditer(r"((?:[a-zæøå-]+(?:e|ende)\s+){1,2})([a-zæøå]+)", sentence.text):
        if is_noun(found[2], "initiative") and found[2].endswith(("er", "e", "erne", "tilbud", "forløb", "team", "teams")):
            if phrase := _phrase(found[1], found[2], sentence.start + found.start(2)):
                return phrase
    return None


def _phrase(adjectives: str, noun: str, at: int) -> tuple[str, str, int] | None:
    """Return a phrase in the singular and in the plural, without adjectives that say nothing."""
    words = [w for w in adjectives.split() if w.casefold() not in _VAGUE and w.endswith(("e", "ende")) and not is_verb(w)]
    singular = [w if w.endswith("ende") else _without_e(w) for w in words]
    one = lemma(noun)
    if not words and noun != one and noun.endswith(("planer", "projekter", "indsatser", "tilbud", "initiativer")) and len(one) < 9:
        return None
    return " ".join([*singular, one]), " ".join([*words, noun]), at


def _without_e(adjective: str) -> str:
    plain = lemma(adjective)
    return plain if plain != adjective and is_danish(plain) else adjective.removesuffix("e")


def _is_beside(sentence: Sentence, initiative: Mention, area: Mention) -> bool:
    between = sentence.text[initiative.end - sentence.start : area.start - sentence.start]
    is_aside = between.count("(") > between.count(")")
    return initiative.end <= area.start and ";" not in between and (is_aside or len(WORD.findall(between)) <= 3)


def _ending(page: Page, number: int, at: int, in_area: Sequence[Claim]) -> Iterator[Thing]:
    """Yield what a sentence says ends: the plans in the areas before the verb, the initiatives there, or the last ones
    named before 'projektet'.
    """
    sentence = page.sentences[number]
    before = sentence.text[:at]
    start = max((m.end() for m in re.finditer(r"\b(?:hvorfor|så|og at|mens|derfor)\b|[;–]", before)), default=0)
    areas = [m for m in _areas_of(sentence) if start <= m.start - sentence.start < at]
    noun = re.search(r"([A-ZÆØÅa-zæøå]+)\s+i\s+(?:\w*områderne\s+)?[A-ZÆØÅ]", before[start:])
    if areas and noun:
        end_of_noun = lemma(noun[1].casefold())
        for area in areas:
            for claim in in_area:
                if claim.object == area.thing and claim.subject and any(lemma(w.casefold()).endswith(end_of_noun) for w in WORD.findall(claim.subject.name)):
                    yield claim.subject
        return
    here = [m.thing for m in sentence.of("initiative") if m.start - sentence.start < at]
    if here:
        yield from dict.fromkeys(here[-1:] if not re.search(r"\bog\b|,", before) else here)
    else:
        yield from referred(page, number)


def referred(page: Page, number: int) -> list[Thing]:
    """Return the initiatives that a sentence refers back to: 'Projektet', 'Mentornetværket' or 'Det' the last one named,
    'Disse initiativer' all that the sentence before names.
    """
    sentence = page.sentences[number]
    found = _BACK.match(sentence.text)
    if not found:
        return []
    if re.match(r"(?:den|det|de)\s+(?:løber|kører|ophører|slutter|udløber|varer)\b", sentence.text, re.I):
        return last_named(page, number)
    noun, pronoun = found["noun"], sentence.text[: found.start("noun")].strip().casefold()
    is_definite = noun.endswith(("et", "en", "erne", "ene")) and is_noun(noun, "initiative")
    if pronoun in {"disse", "alle", "begge"} and is_noun(noun, "initiative") and number:
        return [m.thing for m in page.sentences[number - 1].of("initiative")]
    if is_definite or (pronoun in {"den", "det", "denne", "dette"} and is_noun(noun, "initiative")):
        return last_named(page, number)
    return []


def last_named(page: Page, number: int) -> list[Thing]:
    """Return the initiative named last before a sentence, in its line or the one before, under the same theme."""
    here = page.sentences[number]
    lines = []
    for other in reversed(page.sentences[:number]):
        if other.theme != here.theme:
            break
        if other.line not in lines:
            lines.append(other.line)
        if len(lines) > 2:
            break
        if found := other.of("initiative"):
            return [found[0].thing] if other.line == here.line else [found[-1].thing]
    return []


def iso_dates(text: str) -> list[tuple[int, str]]:
    """Return the dates and years in a text: where they begin, and as ISO 8601 dates of their precision."""
    found = []
    for match in _DATE.finditer(text):
        if match["only"]:
            found.append((match.start(), match["only"]))
        else:
            month = _MONTHS.index(match["month"].lower()) + 1
            found.append((match.start(), f"{match['year']}-{month:02}-{int(match['day']):02}"))
    return found


def _date_after(text: str, at: int) -> str | None:
    return next((date for place, date in iso_dates(text) if 0 <= place - at < 40), None)


def _date_before(text: str, at: int) -> str | None:
    return next((date for place, date in reversed(iso_dates(text)) if 0 <= at - place < 25), None)


def _is_negated(text: str, at: int) -> bool:
    return bool(pattern("modality", "negated").search(text[max(0, at - 20) : at + 25]))


__all__ = ["find_areas", "find_ends", "find_in_area", "find_shared", "iso_dates", "last_named", "stem"]
