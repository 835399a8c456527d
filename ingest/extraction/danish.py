"""What `danish.toml` says, ready to use: which nouns and verbs reading hangs on."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from graph.reading.spelling import is_danish, lemma
from graph.reading.thesaurus import WORD

_DATA: Final = Path(__file__).parent / "danish.toml"
CAP: Final = r"(?:(?:[A-ZÆØÅ]\.)+(?=\s[A-ZÆØÅ])|[A-ZÆØÅ][\w’'/-]*)"
PHRASE: Final = re.compile(rf"{CAP}(?:(?:\s+(?:og|for|i|af|på|mod|&|til|med|under))?\s+{CAP})*")
"""Words with capitals, with small ones between them."""
QUOTED: Final = re.compile(r"[\"“”»«„]\s*([^\"“”»«„\n]{2,90}?)\s*[\"“”»«]|(?<![\w])['‘’]([^'‘’\n]{3,80}?)['’](?!\w)")
_IN_NAMES: Final = frozenset({"Den", "Det", "De", "Alle", "Nye", "Vores"})  # with a capital they belong to the name
_ARTICLES: Final = frozenset(
    ["en", "et", "den", "det", "de", "der", "vores", "deres", "flere", "nye", "ny", "nyt", "et", "ét", "alle"]
)


@cache
def data() -> Mapping[str, Mapping[str, object]]:
    """Return what the file says."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def nouns(kind: str) -> tuple[str, ...]:
    """Return the nouns of a kind, longest first."""
    found = data()["nouns"][kind]
    return tuple(sorted((str(n) for n in found), key=len, reverse=True)) if isinstance(found, list) else ()


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return a regular expression of the file."""
    return re.compile(str(data()[table][name]), re.I)


@lru_cache(maxsize=20_000)
def is_noun(word: str, kind: str) -> bool:
    """Tell whether a word, uninflected, ends as a noun of the kind does."""
    if not word or not word[0].isalpha():
        return False
    forms = {lemma(word.casefold()), word.casefold()}
    found = max((len(n) for n in nouns(kind) for f in forms if f == n or (len(n) > 3 and f.endswith(n))), default=0)
    # A helhedsplan is an initiative, and no policy, though a plan may be.
    return found > 0 and (kind != "policy" or found > _longest_end(forms, "initiative"))


def _longest_end(forms: set[str], kind: str) -> int:
    return max((len(n) for n in nouns(kind) for f in forms if len(n) > 3 and f.endswith(n)), default=0)


def last_noun(text: str, *kinds: str) -> tuple[str, str] | None:
    """Return the last word of a text that is a noun of one of the kinds, and its kind."""
    for match in reversed(list(WORD.finditer(text))):
        for kind in kinds:
            if is_noun(match[0], kind):
                return match[0], kind
    return None


def is_verb(word: str) -> bool:
    """Tell whether a word is an infinitive: Danish has its present and its past."""
    word = word.casefold()
    if not word.endswith("e") or len(word) < 4:
        return False
    return is_danish(word + "r") and (is_danish(word + "de") or is_danish(word[:-1] + "te"))


def without_article(name: str) -> str:
    """Return a name without the articles and small adjectives that it begins with, if anything is left."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in _ARTICLES and words[0] not in _IN_NAMES:
        words = words[1:]
    return " ".join(words)


def modality(sentence: str) -> str:
    """Return how certain a sentence makes what it says: `stated`, or a key of `modality` in the file."""
    for kind in data()["modality"]:
        if kind != "negated" and pattern("modality", kind).search(sentence):
            return kind
    return "stated"
