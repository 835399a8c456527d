"""Names as they can be compared: without what differs between languages, registers and hands.

The words are data, in `name_words.toml`; legal forms (A/S, ApS, Ltd …) are those that cleanco knows.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from cleanco import countrysources, typesources

WORDS_FILE: Final = Path(__file__).parent / "name_words.toml"
DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
BRACKETS: Final = re.compile(r"[\[(]([^\[\]()]*)[\])]")
NUMBER: Final = re.compile(r"\b(?:\d+|[IVX]+)\b")
Phrases = Mapping[tuple[str, ...], str]


@dataclass(frozen=True)
class Form:
    """One way of reading a name: its words in order, `bodies` with the words for kinds of bodies made one, `translated`
    with other words made one too. `whole` tells whether the form is all of the name, `says_who` whether it is a name
    that not just anybody may have.
    """

    written: str
    words: tuple[str, ...]
    bodies: tuple[str, ...]
    translated: tuple[str, ...]
    numbers: frozenset[str]
    legal_form: frozenset[str]
    whole: bool
    says_who: bool


@lru_cache(maxsize=100_000)
def forms(name: str) -> tuple[Form, ...]:
    """Return the ways of reading a name: as it stands first, then without what stands in brackets, then what does."""
    inside = [text for text in BRACKETS.findall(name) if text.strip()]
    if not inside:
        return (_form(name, name, whole=True),)
    outside = BRACKETS.sub(" ", name).strip()
    says_no_more = all(_is_role(text) or _is_short_for(text, outside) for text in inside)
    found = [_form(name, name, whole=True)]
    if outside:
        found.append(_form(name, outside, whole=says_no_more))
    found += [_form(name, other, whole=False) for text in inside if not _is_role(text) for other in [_otherwise(text)]]
    return tuple(form for form in found if form.words)


def plain(text: str) -> list[str]:
    """Return the words of a text in the letters a-z and digits; initials are one word: J. B. and J.B. are jb."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(DANISH)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9&]+", " ", letters.replace("'", "")).replace("&", " and ").split()
    joined: list[str] = []
    for n, word in enumerate(words):
        if len(word) == 1 and n and len(words[n - 1]) == 1 and word.isalpha() and words[n - 1].isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _form(written: str, text: str, *, whole: bool) -> Form:
    small, common = _list("small"), _list("common")
    words, legal_form = _without_legal_form(plain(text))
    bodies = _ordered(_replaced(_split(words), {**_phrases("bodies"), **_phrases("places")}))
    translated = _replaced(bodies, _phrases("translations"))
    told = [w for w in bodies if w not in small | common | set(_phrases("bodies").values())]
    return Form(
        written=written,
        words=_without(words, small),
        bodies=_without(bodies, small),
        translated=_without(translated, small),
        numbers=frozenset(NUMBER.findall(text)),
        legal_form=legal_form,
        whole=whole,
        says_who=any(len(w) > 1 and not w.isdigit() for w in told),
    )


def _without_legal_form(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """Return the words but for a legal form at their end, and the kinds of company that it may be."""
    for n in range(3, 0, -1):
        if len(words) > n and (kinds := _legal_forms().get(tuple(words[-n:]))) is not None:
            return words[:-n], kinds
    return words, frozenset()


def _without(words: Iterable[str], small: frozenset[str]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in small)


def _split(words: Iterable[str]) -> Iterator[str]:
    """Yield the words, compounds with a body at their end as two."""
    for word in words:
        end = next((e for e in _list("compounds", "ends") if word.endswith(e) and len(word) > len(e) + 2), None)
        yield from (word.removesuffix(end), end) if end else (word,)


def _replaced(words: Iterable[str], phrases: Phrases) -> list[str]:
    """Return the words with every phrase, the longest first, as the one word that stands for it."""
    waiting, found = list(words), []
    longest = max(map(len, phrases))
    while waiting:
        n = next((n for n in range(longest, 0, -1) if tuple(waiting[:n]) in phrases), 0)
        found.append(phrases[tuple(waiting[:n])] if n else waiting[0])
        del waiting[: n or 1]
    return found


def _ordered(words: list[str]) -> list[str]:
    """Return the words with a body that stands first moved last: Municipality of Aarhus, Aarhus Kommune."""
    small = _list("small")
    first = next((n for n, word in enumerate(words) if word not in small), 0)
    if words and words[first] in set(_phrases("bodies").values()):
        return [*words[:first], *words[first + 1 :], words[first]]
    return words


def _is_role(text: str) -> bool:
    return set(plain(text)) <= _list("roles") | _list("small")


def _is_short_for(text: str, name: str) -> bool:
    """Tell whether a text is the abbreviation of a name: MoJ of Ministry of Justice."""
    letters = "".join(plain(text))
    return len(plain(text)) == 1 and letters in {
        "".join(w[0] for w in words) for words in (plain(name), [w for w in plain(name) if w not in _list("small")])
    }


def _otherwise(text: str) -> str:
    """Return a text without the words that introduce another name."""
    low = text.strip().casefold()
    phrase = max((p for p in _list("otherwise", "phrases") if low.startswith(p + " ")), key=len, default="")
    return text.strip()[len(phrase) :].strip(" '\"")


@cache
def _legal_forms() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return the kinds of company that each legal form may be, by its words; not those that are codes of countries."""
    kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, form in countrysources():
        kinds[tuple(plain(form))] |= set()
    for kind, form in typesources():
        kinds[tuple(plain(form))].add(kind)
    return {
        words: frozenset(k) for words, k in kinds.items() if words and not set(words) <= _list("small", "countries")
    }


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


@cache
def _list(part: str, key: str = "words") -> frozenset[str]:
    return frozenset(_data()[part][key])


@cache
def _phrases(part: str) -> Phrases:
    return {tuple(phrase.split()): stands_for for stands_for, said in _data()[part].items() for phrase in said}
