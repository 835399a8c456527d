"""A theme form as fields: which theme a line belongs to, and what was asked there.

The names of the fields vary from form to form; `form.toml` says by which words a field is recognised. The form's own
instructions are left out.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from graph.evidence.document import Cell, Document
from graph.reading.spelling import lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.danish import is_noun, is_verb
from ingest.extraction.lines import Line, lines_of
from ingest.extraction.sentences import sentences
from ingest.extraction.titles import titles_of

_DATA: Final = Path(__file__).parent / "form.toml"
_LABEL: Final = re.compile(r"([^:?\n]{2,80}?)\s*[:?]+\*?\s*")
_NUMBERED: Final = re.compile(r"\s+(?:(?:nr\.?\s*)?\d+|[A-ZÆØÅ]|[IVX]+)\s*[.:–-]?\s*$")
_ASIDE: Final = re.compile(r"\s*\*?\([^()]*\)\*?\s*")
_PEOPLE: Final = "@people"  # in a wording: any noun that names people
_GUESSED: Final = frozenset({"text/plain", "application/pdf"})  # where the depth of a heading is a guess
MOST_WORDS: Final = 9  # of a label that nothing but its words marks as one


@dataclass(frozen=True)
class Theme:
    """A theme's name as it is written, and where."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class FieldLine:
    """A line of content: its place, the theme and the kind of field it answers, and the field's label as written.

    `begins` says that it is the first of the field.
    """

    start: int
    end: int
    line: Line
    theme: Theme | None
    field: str | None
    label: str | None
    begins: bool


def read_form(document: Document) -> list[FieldLine]:
    """Return the lines of content of a document in order, each with its theme and field where it has them."""
    lines, is_guessed = lines_of(document), document.media_type in _GUESSED
    content = list(_Walk(document.text, lines, is_guessed=is_guessed).content())
    if any(line.theme for line in content):
        return content
    titles = titles_of(document.text, lines)
    return list(_Walk(document.text, lines, is_guessed=is_guessed, titles=titles).content())


class _Walk:
    """A document on the way from its first line to its last."""

    def __init__(
        self, text: str, lines: Sequence[Line], *, is_guessed: bool, titles: Mapping[int, tuple[int, int] | None] = {}
    ) -> None:
        self._text = text
        self._titles = titles
        self._is_guessed = is_guessed
        self._lines = lines
        self._theme: Theme | None = None
        self._theme_level = 0
        self._field: str | None = None
        self._label: str | None = None
        self._level = 0
        self._has_content = False
        self._awaits_theme = False
        self._is_inline = False
        self._form_tables = _form_tables(text, lines)

    def content(self) -> Iterator[FieldLine]:
        for line in self._lines:
            start = self._enter(line)
            if start is None:
                continue
            is_form_cell = line.cell and line.cell.table in self._form_tables
            if is_form_cell:
                is_item = re.search(r"\d\)\s+[*_\"]*$", self._text[max(0, line.start - 8) : line.start])
                line = replace(line, kind="item" if is_item else "paragraph", cell=None)
            start, instruction = _without_instructions(self._text, start, line.end)
            if instruction and self._has_content and (kind := field_of(instruction)) in {"initiatives", "targets"}:
                self._open(line, kind, instruction)
            if start < line.end:
                yield FieldLine(start, line.end, line, self._theme, self._field, self._label, not self._has_content)
                self._has_content = True

    def _enter(self, line: Line) -> int | None:
        """Note what the line opens, and return where its content begins, if it has any."""
        words = self._text[line.start : line.end]
        if line.cell and line.cell.table not in self._form_tables:
            return line.start
        if line.cell:
            return self._enter_cell(line, words, line.cell)
        if line.start in self._titles:
            return self._enter_title(line, self._titles[line.start])
        if self._is_inline and line.kind != "item":
            self._field, self._label, self._is_inline = None, None, False
        if self._awaits_theme and len(WORD.findall(words)) <= 2 * MOST_WORDS:
            self._awaits_theme = False
            return self._enter_theme(line, line.start, line.end)
        label, value_at = _label_and_value(words, is_heading=line.kind == "heading")
        is_marked = value_at < len(words) or words.rstrip("* ")[-1:] in {":", "?"}
        least = 0.3 if (is_marked and line.kind != "item") or line.kind == "heading" else 0.5
        kind = field_of(label, least) if label is not None else None
        if kind == "theme" and label is not None:
            if value_at < len(words):
                return self._enter_theme(line, line.start + value_at, line.end)
            self._awaits_theme = True
            return None
        if kind and label is not None:
            self._open(line, kind, label)
            self._is_inline = value_at < len(words)
            return line.start + value_at if value_at < len(words) else None
        if line.kind == "heading":
            self._leave(line)
        return line.start

    def _leave(self, line: Line) -> None:
        """Note what a heading that opens nothing closes."""
        if line.level <= self._theme_level:
            self._theme, self._theme_level, self._field, self._label = None, 0, None, None
        elif line.level <= self._level and (not self._is_guessed or self._is_numbered(line)):
            self._field, self._label = None, None

    def _is_numbered(self, line: Line) -> bool:
        return bool(re.search(r"\d[.)]?\s+$", self._text[max(0, line.start - 5) : line.start]))

    def _enter_cell(self, line: Line, words: str, cell: Cell) -> int | None:
        """Note what a row of a form asks for; what stands beside it is the answer."""
        if cell.column and self._awaits_theme:
            self._awaits_theme = False
            return self._enter_theme(line, line.start, line.end)
        if cell.column:
            return line.start if self._label is not None else None
        label = _ASIDE.sub(" ", words).strip()
        kind = field_of(label)
        if kind == "theme":
            self._awaits_theme = True
        self._open(line, kind, None if cell.header else label)
        return None

    def _enter_title(self, line: Line, title: tuple[int, int] | None) -> int | None:
        """Note the theme that a title names, or that what follows has none."""
        self._theme = None
        if title:
            self._enter_theme(line, *title)
        self._open(line, None, None)
        self._theme_level = 0  # until the next title
        return None

    def _enter_theme(self, line: Line, start: int, end: int) -> int | None:
        name = self._text[start:end].strip(" .\"'”“»«’‘")
        if self._theme and name.casefold() == self._theme.name.casefold():
            return None
        self._theme, self._theme_level = Theme(name, start, end), line.level if line.kind == "heading" else 0
        self._open(line, None, None)
        return None

    def _open(self, line: Line, kind: str | None, label: str | None) -> None:
        self._field, self._label, self._has_content = kind, label, False
        self._level = line.level if line.kind == "heading" else 99


def field_of(label: str, least: float = 0.3) -> str | None:
    """Return the kind of field that a label asks for: that of the wording with most words, all of which must be in the
    label and make up at least the share `least` of it.
    """
    asked = [_lemma(word) for word in WORD.findall(label.casefold()) if word not in _small_words()]
    best: tuple[int, int, str] | None = None
    for order, (kind, words) in enumerate(_wordings()):
        share = len(words) / max(len(asked), 1)
        if share < (0.5 if kind == "theme" else least) or not all(any(_same(w, a) for a in asked) for w in words):
            continue
        best = max(best or (0, -order, kind), (len(words), -order, kind))
    return best[2] if best else None


def _lemma(word: str) -> str:
    """Return a word uninflected; a genitive is left as it is, for it only says whose the thing is that is asked for."""
    return word if re.search(r"\w{4}(?:en|et|ne)s$", word) else lemma(word)


def _same(word: str, other: str) -> bool:
    if word == _PEOPLE:
        return is_noun(other, "people")
    if len(word) > 5 and (other.endswith(word) or Levenshtein.distance(word, other, score_cutoff=1) <= 1):
        return True
    return word == other


def _label_and_value(words: str, *, is_heading: bool) -> tuple[str | None, int]:
    """Return the label that a line begins with, if any, and where its value begins; a short line without a mark is a
    label as a whole.
    """
    label = _LABEL.match(words)
    if label and len(WORD.findall(label[1])) <= MOST_WORDS:
        return _NUMBERED.sub("", label[1]), label.end()
    is_sentence = re.search(r"[.;\"”]\s*\S|[.]$|\d" if is_heading else r"[.,;\"”]\s*\S|[.]$|\d", words)
    if len(WORD.findall(words)) <= MOST_WORDS and not is_sentence:
        return words, len(words)
    return None, len(words)


def _without_instructions(text: str, start: int, end: int) -> tuple[int, str]:
    """Return where the answer begins after the form's own sentences, and these. What stands in parentheses before an
    answer is one of them.
    """
    if aside := _ASIDE.match(text, start, end):
        start = aside.end()
    for begin, stop in sentences(text, start, end):
        if not _instructs(text[begin:stop]):
            return begin, text[start:begin]
    return end, text[start:end]


def _instructs(sentence: str) -> bool:
    """Tell whether a sentence of a form tells what to write: by its cue, or as a command."""
    first = WORD.search(sentence)
    is_command = first is not None and is_verb(first[0] + "e") and not is_verb(first[0]) and len(first[0]) > 3
    return is_command or any(cue.search(sentence) for cue in _cues())


def _form_tables(text: str, lines: Sequence[Line]) -> set[int]:
    """Return the tables that are forms: of two columns, most of the rows of which begin with the label of a field, or
    with a question.
    """
    labels: dict[int, list[bool]] = {}
    widest: dict[int, int] = {}
    for line in lines:
        if line.cell:
            widest[line.cell.table] = max(widest.get(line.cell.table, 0), line.cell.column)
            if line.cell.column == 0:
                labels.setdefault(line.cell.table, []).append(_asks(text[line.start : line.end]))
    return {t for t, found in labels.items() if widest[t] <= 1 and sum(found) >= 2 and sum(found) * 2 >= len(found)}


def _asks(words: str) -> bool:
    label = _ASIDE.sub(" ", words).strip()
    return label.endswith("?") or field_of(label[:120]) is not None


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _wordings() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (kind, tuple(lemma(word) for word in wording.split() if word not in _small_words()))
        for kind, field in _data().items()
        for wording in field.get("wordings", ())
    ]


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_data()["small"]["words"])


@cache
def _cues() -> list[re.Pattern[str]]:
    return [re.compile(cue, re.I) for cue in _data()["instructions"]["cues"]]
