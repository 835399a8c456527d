"""Groups of people as noun phrases: 'unge mødre på uddannelseshjælp', 'borgere, der har afsluttet behandling'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.reading.spelling import is_danish, lemma
from ingest.extraction.danish import data, is_noun

_TOKEN: Final = re.compile(r"\d+(?:[.,-]\d+)*\.?(?=\s)|[\w’'/-]+|[^\w\s]")
_AGES: Final = re.compile(
    r"\s+(?:(?:i alderen|mellem|over|under|fra|fyldt)\s+)+\d+(?:\s*(?:og|til|[–-])\s*\d+)?(?:\s*år)?\b", re.I
)
_RELATIVE: Final = re.compile(r",?\s+(?:der|som)\s+(?P<said>[^,.;:()–]+)")
_PLACE: Final = re.compile(
    r"(?:i|på|med bopæl i)\s+(?:samme\b|løbet\b|"
    r"[A-ZÆØÅ][a-zæøå]|\w*(?:bydel|område|kvarter|by)(?:en|et|er|erne)?\b|kommunen|hele\b|alle\b|dag\b|alt\b|\d{4})"
)
MOST_SAID: Final = 8  # words of a relative clause that belongs to the name
LEAST_INHABITANT: Final = 8  # letters of 'aarhusianer'


@dataclass(frozen=True)
class Group:
    """A phrase that names people: its place in the text (`end` excluded), its head, and whether it says more of them
    than the head does.
    """

    start: int
    end: int
    head: str
    is_modified: bool


def groups_in(text: str) -> Iterator[Group]:
    """Yield the groups of people that a sentence names, each with all that is said of whom, in order of place. 'børn og
    unge' is one group; in 'flygtninge og unge kvinder' there are two.
    """
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        if not _is_head(tokens, at):
            at += 1
            continue
        first, head = _begin(tokens, at), at
        while _is_pair(tokens, head):
            head += 2
        end = _end(text, tokens, head)
        bare = tokens[first].start() == tokens[at].start() and end == tokens[head].end()
        said = _RELATIVE.match(text, end) if bare else None
        if said and len(said["said"].split()) <= MOST_SAID:
            end, bare = said.start("said") + len(said["said"].rstrip()), False
        yield Group(tokens[first].start(), end, tokens[head][0], not bare)
        while at < len(tokens) and tokens[at].start() < end:
            at += 1


def is_vague(group: Group) -> bool:
    """Tell whether a group could be anybody, or one that was named before: 'borgere', 'familien'."""
    plain = group.head.casefold()
    is_definite = plain.endswith(("en", "et", "erne", "ne")) and lemma(plain) != plain
    return not group.is_modified and (is_definite or lemma(plain) in _words("vague"))


def _is_head(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a word names people and is the last to do so in its phrase ('unge mødre')."""
    word = tokens[at][0]
    following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if following and _is_people(following) and following.islower():
        return False
    if lemma(word.casefold()) in _words("staff") or word.casefold() in _words("staff"):
        return False
    if word.casefold() in _words("alike"):  # an adjective, unless nothing follows that it could describe
        return not following[:1].isalpha() or following in _words("prepositions") | _words("links")
    return _is_people(word)


def _is_people(word: str) -> bool:
    is_inhabitant = word.endswith(("aner", "anere", "enser", "ensere"))
    if is_inhabitant and len(word) < LEAST_INHABITANT:
        return False  # 'vaner'
    return len(word) > 2 and (is_noun(word, "people") or word.casefold() in _words("alike"))


def _begin(tokens: Sequence[re.Match[str]], head: int) -> int:
    """Return the first word of the phrase: adjectives before the head belong to it."""
    first = head
    while first and _is_modifier(tokens, first - 1):
        first -= 1
    return first


def _is_modifier(tokens: Sequence[re.Match[str]], at: int) -> bool:
    word = tokens[at][0]
    if word[0].isupper() and at and tokens[at - 1][0] not in {"“", '"', "."}:
        return False
    word = word.casefold()
    if word in _words("quantities") or word in _words("prepositions") or is_finite(word):
        return False
    is_infinitive = bool(at) and tokens[at - 1][0] == "at"
    is_adverb = word in _words("adverbs")
    return is_adverb or (word.endswith("e") and len(word) > 3 and not is_infinitive)


def _is_pair(tokens: Sequence[re.Match[str]], head: int) -> bool:
    """Tell whether 'og' and another bare word make one group of two ('børn og unge')."""
    if head + 2 >= len(tokens) or tokens[head + 1][0] != "og":
        return False
    return (tokens[head][0].casefold(), tokens[head + 2][0].casefold()) in _pairs()


def _end(text: str, tokens: Sequence[re.Match[str]], head: int) -> int:
    """Return where the phrase ends: after the ages and the phrases with prepositions that follow the head."""
    end = tokens[head].end()
    while True:
        if ages := _AGES.match(text, end):
            end = ages.end()
            continue
        at = next((n for n, t in enumerate(tokens) if t.start() >= end), len(tokens))
        if at == len(tokens) or tokens[at][0] not in _words("prepositions"):
            return end
        if at + 1 < len(tokens) and (tokens[at + 1][0][0].isdigit() or tokens[at + 1][0] in _words("aside")):
            return end
        if _PLACE.match(text, tokens[at].start()):
            return end
        stop = _phrase_end(tokens, at + 1)
        if stop == at + 1:
            return end
        end = tokens[stop - 1].end()


def _phrase_end(tokens: Sequence[re.Match[str]], at: int) -> int:
    """Return the token after the noun phrase that begins at a token, with what 'og' adds to it."""
    begin = at
    if at < len(tokens) and tokens[at - 1][0] == "uden" and tokens[at][0] == "for":
        at += 1
    while at < len(tokens):
        word = tokens[at][0]
        if not word[0].isalnum() or word in _words("stops"):
            break
        if at > begin and (word in _words("prepositions") or is_finite(word)):
            break
        if word in {"og", "eller"} and not _goes_on(tokens, at + 1):
            break
        at += 1
    return begin if at == begin or (at == begin + 1 and tokens[begin][0] == "at") else at


def _goes_on(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether what follows 'og' belongs to the same phrase: no verb, and no other people."""
    following = [t[0] for t in tokens[at : at + 3]]
    if not following or not following[0][0].isalpha() or is_finite(following[0]):
        return False
    for word in following:
        if _is_people(word):
            return False
        if not word.endswith(("e", "s", "res")):
            break
    return following[0] not in _words("stops")


def is_finite(word: str) -> bool:
    """Tell whether a word is a verb in the present or the past, as far as its form says."""
    if word in _words("verbs"):
        return True
    if not word.islower() or not word.endswith(("er", "ede", "te", "es", "s")) or not is_danish(word):
        return False
    base = lemma(word)
    is_verb = base.endswith("e") and base != word and (is_danish(base + "de") or is_danish(base[:-1] + "te"))
    return is_verb and not is_danish(base + "n") and not (word.endswith("er") and is_danish(word[:-2] + "en"))


@cache
def _words(kind: str) -> frozenset[str]:
    found = data()["groups"][kind]
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split(" og ")) for pair in _words("pairs"))
