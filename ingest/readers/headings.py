"""Which lines of a plain text are headings, and how deep: by what they look like and where they stand."""

import re
from collections.abc import Sequence
from typing import Final

# Words that name the parts of reports and forms. With a number any word does: "Spor 1: …", "Fase 2: …".
_PARTS: Final = (
    "tema|spor|kapitel|afsnit|del|bilag|punkt|indsatsområde|område|hovedområde|mål|formål|theme|chapter|section|part|annex|"
    "appendix"
)
_TITLED: Final = re.compile(rf"(?P<label>{_PARTS})(?: [\dIVX]{{1,4}})?: \S.*", re.IGNORECASE)
_NUMBERED_TITLE: Final = re.compile(r"(?P<label>(?!Tabel|Figur|Table|Figure)[A-ZÆØÅ][a-zæøå]+) \d{1,2}: \S.*")
_SECTION: Final = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.? [A-ZÆØÅ].*")
_LONGEST, _LONGEST_BARE, _MOST_WORDS, _LEAD_IN = 120, 80, 10, 3
Placed = tuple[str, bool, bool]
"""The words of a line, whether a blank line stands before it, and whether it is marked as an item."""


class Headings:
    """The headings among the lines of a text.

    Labels such as "Tema: …" and "Spor 1: …" rank in the order in which they first come; numbered sections ("2.1 …") by
    their numbers; and below both a short line that stands alone or ends in a colon.
    """

    def __init__(self, lines: Sequence[Placed]) -> None:
        """Take the lines that are not blank, in order."""
        self._lines = lines
        labels = [label for words, _, marked in lines if not marked and (label := _label(words))]
        self._ranks = {label: rank for rank, label in enumerate(dict.fromkeys(labels), start=1)}
        numbered = [level for at in range(len(lines)) if (level := self._section(at))]
        self._bare = max([len(self._ranks), *numbered], default=0) + 1

    def level(self, at: int) -> int:
        """Return the level of the line as a heading, 0 if it is none."""
        words, _, marked = self._lines[at]
        if section := self._section(at):
            return section
        if marked:
            return 0
        if label := _label(words):
            return self._ranks[label]
        return self._bare if self._stands_alone(at) or self._leads(at) else 0

    def _section(self, at: int) -> int:
        """Return the level of a numbered heading; where lines follow each other with single numbers they are a list."""
        words = self._lines[at][0]
        found = _SECTION.fullmatch(words)
        if not found or not _is_short(words) or not self._is_apart(at):
            return 0
        around = [self._lines[i] for i in (at - 1, at + 1) if 0 <= i < len(self._lines)]
        level = found["number"].count(".") + 1
        return 0 if level == 1 and any(marked for _, _, marked in around) else level

    def _stands_alone(self, at: int) -> bool:
        """Tell whether a short line without an end stands alone, is no answer to a line before, and text follows."""
        words = self._lines[at][0]
        if not _is_short(words) or words.endswith(":") or not self._is_apart(at):
            return False
        if at and self._lines[at - 1][0].endswith(":"):
            return False
        follows, _, marked = self._lines[at + 1]
        return marked or follows.endswith(":") or not _is_short(follows) or _label(follows) is not None

    def _leads(self, at: int) -> bool:
        """Tell whether it is a short line that ends in a colon, and no sentence that leads into a list."""
        words = self._lines[at][0]
        if not words.endswith(":") or not _is_short(words) or at + 1 == len(self._lines):
            return False
        return not self._lines[at + 1][2] or len(words.split()) <= _LEAD_IN

    def _is_apart(self, at: int) -> bool:
        return self._lines[at][1] and at + 1 < len(self._lines) and self._lines[at + 1][1]


def _label(words: str) -> str | None:
    found = _TITLED.fullmatch(words) or _NUMBERED_TITLE.fullmatch(words)
    return found["label"].casefold() if found and len(words) <= _LONGEST and words[-1] not in ".,;:" else None


def _is_short(words: str) -> bool:
    fits = len(words) <= _LONGEST_BARE and len(words.split()) <= _MOST_WORDS
    return fits and (words[0].isupper() or words[0].isdigit()) and words[-1] not in ".,;!"
