"""A text in the two languages that people read."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from typing_extensions import TypedDict

Language = Literal["da", "en"]
AND: Final[Mapping[Language, str]] = {"da": "og", "en": "and"}


class Words(TypedDict):
    """A text in Danish and English."""

    da: str
    en: str


def words(by_language: Mapping[str, str], fallback: str = "") -> Words:
    """Return a text in both languages; where one is missing the other stands in, and `fallback` where both are."""
    da = by_language.get("da") or by_language.get("") or by_language.get("en") or fallback
    return Words(da=da, en=by_language.get("en") or da)


def joined(names: Iterable[str], language: Language) -> str:
    """Return names as they are listed in a sentence, the last two with an 'and' between; empty where there are none."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} {AND[language]} {last}" if first else last


def filled(text: Words, **names: Words) -> Words:
    """Return a text with names in place of what stands in braces, each in the language of the text around it."""
    return Words(
        da=text["da"].format(**{key: name["da"] for key, name in names.items()}),
        en=text["en"].format(**{key: name["en"] for key, name in names.items()}),
    )
