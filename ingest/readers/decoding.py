"""The text in bytes: which encoding they are in, soberly, and what no text has."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ontology.errors import InputError

MOST_CHARACTERS: Final = 5_000_000
MOST_BLOCKS: Final = 200_000
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What Danish and its neighbours write beyond ASCII. The same bytes in DOS or Mac encodings give other signs.
_NORDIC: Final = frozenset("æøåÆØÅäöüÄÖÜßéÉèÈêëáàâíìïîóòôúùûñçþðšžŠŽœ§°½¼¾²³µ·•–—…‘’‚“”„«»´¨¿¡©®™€£±×÷\xa0\xad")
_MOST_STRANGE: Final = 0.05
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MOST_CONTROLS: Final = 0.01


@dataclass(frozen=True)
class Decoded:
    """A text with newlines as one character, composed letters (NFC) and no control characters, and its encoding."""

    text: str
    encoding: str


def decode(content: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text: by their mark, as UTF-8, as `declared`, else as Windows-1252 where that gives
    Danish.

    Raises `InputError` for what is no text, or whose encoding is in doubt.
    """
    mark = next((m for m in _MARKS if content.startswith(m)), b"")
    encoding = _MARKS.get(mark)
    candidates = [encoding] if encoding else [e for e in ("utf-8", declared) if e]
    for candidate in candidates:
        try:
            return Decoded(clean(content[len(mark) :].decode(candidate), name), candidate)
        except UnicodeDecodeError:
            continue
    if not encoding and (text := _danish(content)) is not None:
        return Decoded(clean(text, name), "windows-1252")
    raise InputError("The encoding of {name} is in doubt. Save it as UTF-8 and try again.", name=name)


def clean(text: str, name: str) -> str:
    """Return a text with newlines as one character, composed letters, and control characters blank.

    Raises `InputError` for a text with NUL, or with more than a few control characters.
    """
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > max(3, _MOST_CONTROLS * len(text)):
        raise InputError("{name} holds bytes that no text has. Is it another kind of file?", name=name)
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text)))


def refuse_long(name: str, characters: int, blocks: int = 0) -> None:
    """Raise `InputError` for a text with too many characters or blocks."""
    if characters > MOST_CHARACTERS or blocks > MOST_BLOCKS:
        raise InputError(
            "{name} has more than {most} characters of text or {blocks} paragraphs and cells. Split the file.",
            name=name,
            most=MOST_CHARACTERS,
            blocks=MOST_BLOCKS,
        )


def _danish(content: bytes) -> str | None:
    """Return the bytes read as Windows-1252, where the letters beyond ASCII are such as Danish has."""
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    beyond = [c for c in text if c > "\x7f"]
    strange = sum(c not in _NORDIC for c in beyond)
    return text if strange <= _MOST_STRANGE * len(beyond) else None
