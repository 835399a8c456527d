"""The name in a phrase: what an item of a list or a part of an enumeration calls the thing it is about."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.reading.thesaurus import WORD
from ingest.extraction.danish import CAP, QUOTED, is_noun, is_verb, pattern, without_article

MOST_WORDS: Final = 14
_CUT: Final = re.compile(
    r",\s|;|:|\.(?=\s|$)|\s[–—-]\s|\s(?:der|som|hvor|så|idet|mens|mhp\.|via|således|samt at|og at)\s|"
    r"\s(?:til|for|om|med|ved|af) at\s"
    r"|\si (?:19|20)\d\d|\smed henblik|\si forhold til\s|\sift\.\s|\s(?:er|har|skal|vil|kan|blev|bliver)\s"
)
_LISTED: Final = re.compile(rf"{CAP}(?:\s+(?:(?:på|i|for|til|med|af|mod)\s+)?{CAP})*")
_PARENTHESIS: Final = re.compile(r"\s*\(([^()]*)\)")
_VAGUE: Final = frozenset(
    [
        "særlige",
        "andre",
        "anden",
        "forskellige",
        "øvrige",
        "række",
        "nogle",
        "flere",
        "mange",
        "enkelte",
        "diverse",
        "lignende",
        "m.m",
        "mm",
        "m.v",
        "mv",
        "bl.a",
        "andet",
        "mere",
        "bedre",
        "udvalgte",
        "konkrete",
        "på",
        "om",
        "til",
        "for",
        "af",
        "med",
        "i",
        "dette",
        "disse",
        "sådanne",
        "eventuelle",
    ]
)
_LEAD: Final = re.compile(
    r"^(?:bl\.a\.|blandt andet|fx|f\.eks\.|eksempelvis|herunder|samt|og|både|desuden|dels|fortsat|"
    r"løbende|fortsætte|styrket drift af)\s+",
    re.I,
)
_WORK: Final = re.compile(r"^(?:at )?(?:arbejde|arbejdes) (?:med )?(?:på )?(?:at )?", re.I)
_SENTENCE: Final = re.compile(
    r"^(?:(?:man|vi|der|nogle|alle|mange|jeg|hvis|når|her|i)\b|(?:det|de)\s+(?:er|har|skal|vil|kan|"
    r"gælder|drejer|bliver|handler)\b)",
    re.I,
)


@dataclass(frozen=True)
class Named:
    """A name in a text: its place there, and whether the thing is yet to be made, or only a wish."""

    name: str
    start: int
    end: int
    is_new_venture: bool
    short: str | None = None


def item_name(text: str) -> Named | None:
    """Return the name that an item gives, if it gives one: what is made ('etablering af X'), or the item up to where it
    goes on to say something of it. None for an intention ('styrke samarbejdet') or a sentence.
    """
    start, end = 0, len(text)
    while lead := _LEAD.match(text[start:end]):
        start += lead.end()
    work = _WORK.match(text[start:end])
    start += work.end() if work else 0
    venture = False
    while found := _made().match(text[start:end]):
        start += found.end()
        venture = True
    while article := re.match(r"(?:en|et|ét|flere|nye|nyt|ny|\d+)\s+(?=\S)", text[start:end]) if venture else None:
        start += article.end()
    return _name(text, start, end, venture=venture, was_work=bool(work))


@cache
def _made() -> re.Pattern[str]:
    create, nominal = pattern("verbs", "create").pattern, pattern("verbs", "nominal").pattern
    return re.compile(rf"^(?:{nominal}\s+af|{create})\s+", re.I)


def _name(text: str, start: int, end: int, *, venture: bool, was_work: bool) -> Named | None:
    words = text[start:end]
    aside = _PARENTHESIS.search(words)
    cut = _CUT.search(_blanked(words))
    head = words[: cut.start()] if cut else words
    short = None
    if aside and (cut is None or aside.start() <= cut.start()):
        head = words[: aside.start()]
        if re.fullmatch(r"[A-ZÆØÅ][\w-]+", aside[1]) and is_noun(_first_noun(head), "people"):
            inside = start + words.index(aside[1], aside.start())
            return Named(aside[1], inside, inside + len(aside[1]), venture)
        short = aside[1] if re.fullmatch(r"[A-ZÆØÅ][A-ZÆØÅa-zæøå-]{1,9}", aside[1]) else None
    quoted = QUOTED.search(head)
    if quoted:
        group = 1 if quoted[1] else 2
        return Named(quoted[group], start + quoted.start(group), start + quoted.end(group), venture)
    name = head.strip(" .,:;*_-–\"'“”")
    is_titled = bool(cut and cut[0].startswith(":"))
    if not _is_name(name, is_titled=is_titled, venture=venture, was_work=was_work):
        return None
    at = start + words.index(name)
    plain = without_article(name)
    at += len(name) - len(plain)
    return Named(plain, at, at + len(plain), venture, short)


def _is_name(name: str, *, is_titled: bool, venture: bool, was_work: bool) -> bool:
    words = without_article(name).split()
    if not words or len(words) > MOST_WORDS or len(name) < 3 or not any(map(str.isalpha, name)):
        return False
    if _SENTENCE.match(name) or words[0].casefold().strip(".") in _VAGUE or (was_work and not venture):
        return False
    if (
        not is_titled
        and words[0] == name.split()[0]
        and is_verb(words[0])
        and not (len(words) > 1 and words[1][:1].isupper())
    ):
        return False
    return not (is_noun(_first_noun(name), "people") and not is_titled)


def _first_noun(name: str) -> str:
    """Return the head of a phrase: its last word before a preposition."""
    head = re.split(r"\s(?:til|for|med|i|på|af|om|under|over|fra|ved|hos|mod|mellem)\s", name)[0]
    words = WORD.findall(head)
    return words[-1] if words else ""


def _blanked(words: str) -> str:
    """Return the words with what stands in parentheses or quotation marks made blank, and the length kept."""
    words = _PARENTHESIS.sub(lambda m: "(" + "x" * (len(m[0]) - 2) + ")", words)
    return QUOTED.sub(lambda m: "x" * len(m[0]), words)


def parts(text: str) -> list[tuple[int, int]]:
    """Return the places of the parts of an enumeration: 'A, B (x, y) samt C' has three."""
    blank = _blanked(text)
    found, at = [], 0
    for cut in re.finditer(
        r"\s*(?:,\s+(?:og|samt|eller)\s+|,\s+(?!der\b|som\b|hvor\b|hvis\b)|;\s*|\s+samt\s+|"
        r"\s+og\s+(?=(?:en|et|den|det|flere|nye)\s|[A-ZÆØÅ\"“'’x]|\w+ing af\b|\w+else af\b))",
        blank,
    ):
        found.append((at, cut.start()))
        at = cut.end()
    last = re.search(r"\s+og\s+(?!\w+ende\b)", blank[at:])
    if found and last and not re.search(r"\s(?:til|for|med|om|mellem)\s", blank[at : at + last.start()]):
        found.append((at, at + last.start()))
        at += last.end()
    found.append((at, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


def joined_names(text: str) -> list[tuple[int, int]]:
    """Return the places of the proper names that an item begins with, after the noun that they are examples of, when
    there are several: 'A, B på C og D, der …', 'Kurserne A og B'.
    """
    noun = re.match(r"[\wæøå]+(?:erne|ene|et|en)\s+(?=[A-ZÆØÅ\"“»])", text)
    at = noun.end() if noun and is_noun(noun[0].strip(), "initiative") else 0
    found = []
    while name := _LISTED.match(text, at):
        found.append(name.span())
        joint = re.compile(r"\s*(?:,\s+(?:og\s+|samt\s+)?|\s+og\s+|\s+samt\s+)(?=[A-ZÆØÅ])").match(text, name.end())
        if not joint:
            break
        at = joint.end()
    return found if len(found) > 1 or at else []
