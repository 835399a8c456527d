"""Where initiatives are: plans that a row of areas have each, and areas named beside an initiative."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.reading.spelling import is_danish, lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.claims import Claim
from ingest.extraction.clauses import clauses
from ingest.extraction.danish import CAP, is_noun, is_verb, modality, pattern
from ingest.extraction.initiatives import NEVER
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Page, Sentence
from ingest.extraction.references import meant, referred
from ingest.extraction.things import Mention, Thing, Things, key_of

_AREA: Final = rf"{CAP}(?:\s+{CAP})*"
_AREAS: Final = re.compile(rf"{_AREA}(?:(?:,\s*|\s+og\s+|\s+samt\s+){_AREA})*")
_ROW: Final = r"(?:bolig|by|lokal|nær)?områderne|bydelene|kvartererne|byerne|landsbyerne|\w*afdelingerne"
_COUNTED: Final = r"\w*områder|bydele|kvarterer|\w*byer|\w*afdelinger"
_IN_AREAS: Final = re.compile(
    rf"\b(?:(?:{_ROW}|(?:bolig|by|lokal)området|bydelen|kvarteret|landsbyen|byen)\s*:?|(?:{_COUNTED})\s*:)\s+(?=[A-ZÆØÅ])"
)
_NEW_AREAS: Final = re.compile(
    rf"\b(?P<in>[Ii]|[Pp]å)\s+(?P<names>{_AREA}(?:(?:,\s+|\s+og\s+(?:i\s+|på\s+)?){_AREA})*)(?!\s+(?:Kommune|Region))"
)
_APPLIES: Final = re.compile(r"(?:–\s*)?\b(?:det|de|disse) (?:gælder|er|drejer sig om|findes i|ligger i)\b", re.I)
_WITHOUT_PLACE: Final = re.compile(rf"[*_\"“”»]*(?P<name>{CAP}(?:\s+{CAP})*)[*_\"“”»]*\s+(?:i|på|ved)\s+(?:\w+\s+)?")
_ABBREVIATED: Final = re.compile(r"[*_\"“”»«]*\s*\(([A-ZÆØÅ]{2,6})\)")
_BEGINS: Final = re.compile(r"(?:både )?i\s+(?:\w*områderne\s+)?", re.I)
_HEAD_BEFORE: Final = re.compile(
    rf"(?P<adjectives>(?:[a-zæøå-]+\s+){{0,2}})(?P<noun>[a-zæøå-]+)\s+(?:i|på|for)\s+(?:[a-zæøå]+\s+){{0,3}}?(?P<row>{_ROW}|{_COUNTED})?\s*:?\s*$"
)
_HEAD: Final = re.compile(r"(?P<adjectives>(?:[a-zæøå-]+(?:e|ende)\s+){1,2})(?P<noun>[a-zæøå]+)")
_PLURAL: Final = ("er", "e", "erne", "ene", "tilbud", "forløb", "team", "teams")
_SHORT: Final = 9  # letters of a noun that says too little alone: 'planer', 'projekter'
_VAGUE: Final = frozenset(
    [
        "særlige",
        "nye",
        "mange",
        "nogle",
        "flere",
        "andre",
        "forskellige",
        "mindre",
        "større",
        "kommunale",
        "sociale",
        "lokale",
        "egne",
        "række",
        "enkelte",
    ]
)
_BESIDE: Final = re.compile(
    r"\b(?:i|på|ved|omkring|gælder|eksempelvis|fx)\s+(?:[\w/-]+(?:\s(?-i:[A-ZÆØÅ])[\w/-]*)*(?:,| og)\s+)*"
    r"(?:[a-zæøå]+(?:en|et|ne|r)\s*:?\s+)?$",
    re.I,
)
_STREET: Final = re.compile(r"(?:gade|gaden|vej|vejen|stræde|strædet|allé|plads|torv|torvet)\b", re.I)
_IN_ROW: Final = re.compile(r"[*_\"“”»]*\s*(?:,|og|samt|, og)\s+[*_\"“”»]*")
NEGATED: Final = re.compile(r"\b(?:ikke|ingen|forslag\w*|ønske\w*)\b", re.I)
NEAR: Final = 3  # words between an initiative and the area it is in, where several are named


def find_areas(page: Page, things: Things) -> None:
    """Note the areas that the graph does not know: named after 'områderne' and the like, and names after 'i' that end
    as districts do, or stand beside an initiative.
    """
    for sentence in page.sentences:
        for cue in _IN_AREAS.finditer(sentence.text):
            if listed := _AREAS.match(sentence.text, cue.end()):
                for start, end, name in _names(sentence, listed.start(), listed[0]):
                    sentence.add(things.called("area", name), start, end)
        if sentence.field in NEVER:
            continue
        for found in _NEW_AREAS.finditer(sentence.text):
            names = list(_names(sentence, found.start("names"), found["names"]))
            like_areas = [bool(pattern("places", "area").search(name)) for _, _, name in names]
            # One name beside an initiative may be a house or a street; a row of them are areas.
            is_row = len(re.findall(_AREA, found["names"])) > 1
            beside = bool(sentence.of("initiative")) and (any(like_areas) or is_row)
            clause = next((c for c in clauses(sentence.text) if c.holds(found.start())), None)
            placed = bool(clause and pattern("verbs", "placed").search(clause.text)) or _is_just_after(sentence, found)
            if found["in"].casefold() == "på" and not placed:
                continue
            for start, end, name in names if all(like_areas) or beside or placed else ():
                is_street = _STREET.search(name)
                if not name.isupper() and organisation_class(name) is None and not (is_street and not all(like_areas)):
                    sentence.add(things.called("area", name), start, end)


def name_shortly(page: Page, things: Things) -> None:
    """Let what stands before the area in a new initiative's name be another name of it, 'Natcaféen i bydelen X' is
    'Natcaféen', and the abbreviation after it.
    """
    for sentence in page.sentences:
        for mention in sentence.of("initiative"):
            inside = [a for a in sentence.of("area") if mention.start < a.start and a.end <= mention.end]
            words = page.document.text[mention.start : inside[0].start] if inside and mention.thing.is_new else ""
            if head := _WITHOUT_PLACE.fullmatch(words):
                things.also_called(mention.thing, head["name"])
            if short := _ABBREVIATED.match(sentence.after(mention.end)):
                things.also_called(mention.thing, short[1])


def _is_just_after(sentence: Sentence, found: re.Match[str]) -> bool:
    """Tell whether an initiative is named just before 'i X'."""
    before = sentence.start + len(sentence.text[: found.start()].rstrip(' *_"“”»'))
    return any(m.end == before for m in sentence.of("initiative"))


def find_shared(page: Page, things: Things) -> list[Claim]:
    """Return the claims of a phrase that a row of areas share: 'boligsociale helhedsplaner. Det gælder A og B' has one
    plan in A and one in B, and so have 'forebyggelse i boligområderne A og B' and 'I A og B er der sociale viceværter'.
    """
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        areas = areas_of(sentence)
        if sentence.field in NEVER or len(areas) < 2 or not (head := _head(page, number, areas)):
            continue
        singular, family = head
        if " " in family:
            things.called("initiative", family)
        for area in areas:
            thing = things.called("initiative", f"{singular} {area.thing.name}")
            claims += _claims(sentence, thing, area, "shared head")
    return claims


def find_in_area(page: Page, shared: Sequence[Claim]) -> list[Claim]:
    """Return the claims that an initiative is in the areas which its sentence names with it; but not one that is the
    family of the plans which these areas have each, as `shared` claims.
    """
    own = [(c.sentence.theme, c.object, set(key_of(c.subject.name))) for c in shared if c.subject]
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        for area in areas_of(sentence) if sentence.line.kind != "cell" else ():
            for thing in _things_in(page, number, area):
                key = set(key_of(thing.name))
                if not any(t == sentence.theme and a == area.thing and key <= family for t, a, family in own):
                    claims += _claims(sentence, thing, area, "beside", addresses=False)
    return claims


def areas_of(sentence: Sentence) -> list[Mention]:
    """Return the areas that a sentence names, but for those in the names of municipalities and councils ('Rådet for X i
    Aarhus'): there everything is.
    """
    organisations = sentence.of("organisation")
    towns = {m.thing.name.split()[0] for m in organisations if m.thing.class_ == "Municipality"}

    def is_of_organisation(m: Mention) -> bool:
        follows_one = any(o.end + len(" i ") >= m.start > o.end for o in organisations)
        return follows_one and sentence.before(m.start).endswith(" i ")

    return [
        m
        for m in sentence.of("area")
        if m.thing.name not in towns
        and not re.match(r"\s+(?:kommunes?|byråd)", sentence.after(m.end), re.I)
        and not is_of_organisation(m)
    ]


def _names(sentence: Sentence, at: int, row: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places and names in a row of names that are not yet taken for something else."""
    for name in re.finditer(_AREA, row):
        start = sentence.start + at + name.start()
        end = start + len(name[0])
        if not any(m.start < end and m.end > start for m in sentence.mentions):
            yield start, end, name[0]


def _claims(sentence: Sentence, thing: Thing, area: Mention, rule: str, *, addresses: bool = True) -> Iterator[Claim]:
    how, place = modality(sentence.text), (area.start, area.end)
    yield Claim("in_area", thing, area.thing, *place, sentence, rule, how, faults=area.faults)
    if addresses and sentence.theme:
        yield Claim("addresses", thing, None, *place, sentence, rule, how, faults=area.faults)


def _head(page: Page, number: int, areas: Sequence[Mention]) -> tuple[str, str] | None:
    """Return the phrase that a row of areas shares, in the singular and in the plural: it stands before them, in the
    sentence before ('Det gælder …'), or after them where they begin the sentence.
    """
    sentence = page.sentences[number]
    before = sentence.before(areas[0].start)
    if _BEGINS.fullmatch(before):
        return _head_of(sentence.after(areas[-1].end))
    previous = page.sentences[number - 1] if number else None
    if _APPLIES.match(before) and previous and previous.line == sentence.line:
        return _head_of(previous.text)
    found = _HEAD_BEFORE.search(before)
    if not found or not is_noun(found["noun"], "initiative") or "planerne" in found["noun"]:
        return None
    is_row = found["row"] or found["noun"].endswith(("er", "erne", "ene"))
    return _phrase(found["adjectives"], found["noun"]) if is_row else None


def _head_of(text: str) -> tuple[str, str] | None:
    """Return the first phrase of a text that names initiatives in the plural, with an adjective that says which."""
    for found in _HEAD.finditer(text):
        is_plural = is_noun(found["noun"], "initiative") and found["noun"].endswith(_PLURAL)
        if is_plural and (phrase := _phrase(found["adjectives"], found["noun"])):
            return phrase
    return None


def _phrase(adjectives: str, noun: str) -> tuple[str, str] | None:
    """Return a phrase in the singular and in the plural, without adjectives that say nothing."""
    words = [w for w in adjectives.split() if w not in _VAGUE and w.endswith("e") and not is_verb(w)]
    one = lemma(noun)
    if not words and noun != one and len(one) < _SHORT:
        return None
    return " ".join([*map(_singular, words), one]), " ".join([*words, noun])


def _singular(adjective: str) -> str:
    if adjective.endswith("ende"):
        return adjective
    plain = lemma(adjective)
    return plain if plain != adjective and is_danish(plain) else adjective.removesuffix("e")


def _things_in(page: Page, number: int, area: Mention) -> list[Thing]:
    """Return the initiatives that are in an area: one whose name holds it, those of a row just before it, the only one
    of the sentence, or the one that a clause with a verb of place is about.
    """
    sentence = page.sentences[number]
    initiatives = sentence.of("initiative")
    clause = next((c for c in clauses(sentence.text) if c.holds(area.start - sentence.start)), None)
    if any(key_of(m.thing.name) == key_of(area.thing.name) for m in initiatives):
        return []
    if clause and pattern("modality", "negated").search(clause.text):
        return []
    if not _BESIDE.search(sentence.before(area.start)):
        return []
    if area.thing.name in {name for m in initiatives for name in m.thing.other_names}:
        return []  # it is called by the place
    if inside := next((m for m in initiatives if m.start < area.start and m.end >= area.end), None):
        return _row_to(sentence, [m for m in initiatives if m.start <= inside.start])
    before = [m for m in initiatives if m.end <= area.start]
    near = before[-1] if before else initiatives[0] if initiatives else None
    if near and (len(initiatives) == 1 or _is_beside(sentence, near, area)):
        return _row_to(sentence, before or [near])
    if not clause or not pattern("verbs", "placed").search(clause.text) or NEGATED.search(clause.text):
        return []
    if before:
        return [before[-1].thing]
    said = meant(page, number, clause)
    return [said] if said else referred(page, number)


def _row_to(sentence: Sentence, mentions: Sequence[Mention]) -> list[Thing]:
    """Return the last of some things, with those that are joined to it by commas and 'og'."""
    row = [mentions[-1]]
    for m in reversed(mentions[:-1]):
        if not _IN_ROW.fullmatch(sentence.text[m.end - sentence.start : row[-1].start - sentence.start]):
            break
        row.append(m)
    return [m.thing for m in reversed(row)]


def _is_beside(sentence: Sentence, initiative: Mention, area: Mention) -> bool:
    between = sentence.text[initiative.end - sentence.start : area.start - sentence.start]
    is_aside = between.count("(") > between.count(")")
    return initiative.end <= area.start and ";" not in between and (is_aside or len(WORD.findall(between)) <= NEAR)
