"""Proper names of what is done, by the place they have in a sentence: what runs or is set up, and what a noun before
the name or after it says that it is.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from graph.reading.spelling import lemma
from graph.reading.thesaurus import WORD, stem
from ingest.extraction.danish import CAP, data, is_noun, pattern
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Sentence
from ingest.extraction.things import Thing

_NAME: Final = (
    rf"(?:[\"“”»«„](?P<quoted>[^\"“”»«„]{{2,80}})[\"“”»«]|"
    rf"(?P<bare>{CAP}(?:\s+(?:(?:og|for|i|af|på|mod|til|med|under)\s+)?(?:{CAP}|\d+\b))*))"
)
_LEAD: Final = re.compile(
    r"(?:(?:desuden|endvidere|herudover|derudover|endelig|også|at|hertil kommer,? at|i dag|"
    r"(?:\w+\s+){1,3}(?:godkend\w*|vedtog|beslutted?e?),?\s+at|projekt|projektet|indsatsen|ordningen|tilbuddet)\s+)*",
    re.I,
)
_SUBJECT: Final = re.compile(rf"{_LEAD.pattern}{_NAME}")
_ASIDE: Final = re.compile(r"\s*(?:\([^()]*\)|,\s+[^,;]*,|\s(?:i|på)\s+[^,;.]{3,40}?(?=\s+(?:er|har|kører|åbner)\b))")
_OBJECT: Final = re.compile(_NAME)
_APPOSED: Final = re.compile(
    r"\s*(?:\([^()]*\)\s*)?,\s+(?:et|en|den|det|\d+|to|tre|fire|fem|seks|syv|otte|ni|ti)\s+(?P<said>[^.,;]*)"
)
SHORTEST: Final = 8  # letters of a name that is one compound


def proper_names(sentence: Sentence, seen: list[Thing], earlier: str) -> Iterator[tuple[int, int, str]]:
    """Yield the proper names of initiatives in a sentence: start and end in its text, and the name. What only repeats
    the end of a name that was seen before ('bussen' for 'Sundhedsbussen'), or a noun in the text before, is none.
    """
    text = sentence.text
    found: set[int] = set()
    for part in _clauses(text):
        subject = _SUBJECT.match(text, part)
        if subject and (place := _accepted(sentence, subject, seen, begins=True)):
            rest = text[place[1] :].lstrip('"”»“«')
            while aside := _ASIDE.match(rest):
                rest = rest[aside.end() :]
            is_noun_before = " " not in place[2] and re.search(rf"(?<!\. )\b{place[2].lower()}\b", earlier)
            if is_noun_before:
                continue
            if pattern("naming", "runs").match(rest.lstrip()) or _is_apposed(text, subject.end()):
                found.add(place[0])
                yield place
    for named in _OBJECT.finditer(text):
        begins = named.start() == 0
        place = _accepted(sentence, named, seen, begins=begins)
        if place is None or place[0] in found:
            continue
        if _is_made(text, named.start()) or (not begins and _is_apposed(text, named.end())):
            yield place


def _clauses(text: str) -> Iterator[int]:
    """Yield where the clauses of a sentence may begin."""
    yield 0
    for comma in re.finditer(r"[,:]\s+(?=(?:at|men|og|hvor)\b|[A-ZÆØÅ\"“»])", text):
        yield comma.end()


def _is_apposed(text: str, end: int) -> bool:
    """Tell whether a noun for initiatives follows as what the name is: 'X, et mentorforløb for …'."""
    apposed = _APPOSED.match(text, end)
    if not apposed:
        return False
    head = re.split(r"\s(?:til|for|på|i|af|om|med|der|som|hvor)\s", apposed["said"])[0].split()
    return bool(head) and is_noun(head[-1], "initiative")


def _accepted(
    sentence: Sentence, found: re.Match[str], seen: list[Thing], *, begins: bool
) -> tuple[int, int, str] | None:
    group = "quoted" if found["quoted"] else "bare"
    start, end = found.span(group)
    end = start + len(_before_place(sentence, start, end).rstrip())
    name, place = sentence.text[start:end], (sentence.start + start, sentence.start + end)
    others = ("organisation", "policy", "area", "theme")
    if not name or any(sentence.has(kind, *place) for kind in others) or organisation_class(name) or name.isupper():
        return None
    is_made = not begins and _is_made(sentence.text, start)
    if group == "bare" and not (is_made and len(name) >= SHORTEST) and not _is_coined(name, begins=begins):
        return None
    if " " not in name and any(_repeats(name, thing.name) for thing in seen):
        return None
    return start, end, name


def _before_place(sentence: Sentence, start: int, end: int) -> str:
    """Return the words of a name up to the area that it is in: 'Caféen i Vestbyen'. An area that is new, and that is
    all of the name, was only taken for one after 'i'.
    """
    for area in sentence.of("area"):
        low = area.start - sentence.start
        if start < low < end:
            return re.sub(r"\s(?:i|på|ved)\s*(?:[\wæøå]+(?:en|et)\s*)?$", "", sentence.text[start:low])
        is_all = low == start and area.end - sentence.start == end
        is_guess = area.thing.is_new and not pattern("places", "area").search(area.thing.name)
        if is_all and is_guess and _is_made(sentence.text, start):
            sentence.mentions.remove(area)
    return sentence.text[start:end]


def _is_made(text: str, start: int) -> bool:
    return bool(pattern("naming", "made").search(text[:start].rstrip('"“”»«„')))


def _is_coined(name: str, *, begins: bool) -> bool:
    """Tell whether words with capitals may be a name that somebody gave: several, or one compound in its definite form
    that is neither an actor nor a plain noun.
    """
    words = name.split()
    if len(words) > 1:
        is_actor = lemma(words[0].casefold()) in _actors()
        return not is_actor and (not begins or (words[1][0].isupper() and not _is_person(words)))
    plain = lemma(name.casefold())
    is_definite = name.endswith(("en", "et", "erne", "ene", "ne")) and plain != name.casefold()
    return len(name) >= SHORTEST and is_definite and not _is_actor(name) and not is_noun(name, "people")


def _is_person(words: list[str]) -> bool:
    """Tell whether words may be the name of a person: two or three, none of which is a noun that says otherwise."""
    return not any(is_noun(w, "initiative") or w.endswith(("en", "et", "erne")) for w in words)


def _is_actor(word: str) -> bool:
    plain = lemma(word.casefold())
    is_compound = any(plain.endswith(a) and plain != a for a in _names_of_things())
    return plain in _actors() or (not is_compound and any(plain.endswith(a) for a in _actors() if len(a) > 4))


@cache
def _actors() -> frozenset[str]:
    found = data()["naming"]["actors"]
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


@cache
def _names_of_things() -> tuple[str, ...]:
    found = data()["nouns"]["initiative"]
    return tuple(str(n) for n in found if len(str(n)) > 3) if isinstance(found, list) else ()


def _repeats(word: str, name: str) -> bool:
    short = stem(word.casefold())
    return any(stem(w.casefold()) != short and stem(w.casefold()).endswith(short) for w in WORD.findall(name)) or (
        " " in name and stem(name.split()[0].casefold()) == short
    )
