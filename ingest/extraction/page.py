"""A document as relations are looked for in it: sentences in order, with their theme and field, and what they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.evidence.document import Document
from ingest.extraction.form import FieldLine, Theme, read_form
from ingest.extraction.lines import Line
from ingest.extraction.sentences import sentences
from ingest.extraction.things import Mention, Thing


@dataclass
class Sentence:
    """A sentence: its place and words, the line and field it is in, and what it names so far."""

    start: int
    end: int
    text: str
    line: Line
    theme: Theme | None
    field: str | None
    label: str | None
    begins: bool
    mentions: list[Mention]

    def of(self, kind: str) -> list[Mention]:
        """Return the mentions of things of a kind, in order of place."""
        return sorted((m for m in self.mentions if m.thing.kind == kind), key=lambda m: m.start)

    def before(self, at: int) -> str:
        """Return the words of the sentence before a place of the document."""
        return self.text[: max(0, at - self.start)]

    def after(self, at: int) -> str:
        """Return the words of the sentence after a place of the document."""
        return self.text[max(0, at - self.start) :]

    def add(self, thing: Thing, start: int, end: int) -> Mention:
        """Note that a thing is named at a place, which it then has for itself among its kind."""
        mention = Mention(thing, start, end)
        self.mentions = [m for m in self.mentions if m.thing.kind != thing.kind or m.end <= start or m.start >= end]
        self.mentions.append(mention)
        return mention

    def has(self, kind: str, start: int, end: int) -> bool:
        """Tell whether something of the kind is named in a place."""
        return any(m.thing.kind == kind and m.start < end and m.end > start for m in self.mentions)


@dataclass(frozen=True)
class Page:
    """A document's sentences in order; those of one line are side by side."""

    document: Document
    sentences: Sequence[Sentence]

    def themes(self) -> list[Theme]:
        """Return the themes in order, each once."""
        return list(dict.fromkeys(s.theme for s in self.sentences if s.theme))

    def following(self, sentence: Sentence) -> Sentence | None:
        """Return the next sentence of the same line."""
        at = next(n for n, s in enumerate(self.sentences) if s is sentence) + 1
        return self.sentences[at] if at < len(self.sentences) and self.sentences[at].line == sentence.line else None

    def intro(self, number: int) -> Sentence | None:
        """Return the sentence that introduces a list item or a table cell: the last of the line before them all."""
        here = self.sentences[number]
        for at in range(number - 1, -1, -1):
            other = self.sentences[at]
            if other.theme != here.theme:
                return None
            if other.line.kind not in {"item", "cell"}:
                return other
        return None


def open_page(document: Document) -> Page:
    """Return the document cut into sentences, in which nothing is named yet."""
    return Page(document, [s for line in read_form(document) for s in _sentences(document.text, line)])


def _sentences(text: str, line: FieldLine) -> Iterator[Sentence]:
    begins = line.begins
    for start, end in sentences(text, line.start, line.end):
        words = re.sub(r"\s", " ", text[start:end])
        yield Sentence(start, end, words, line.line, line.theme, line.field, line.label, begins, [])
        begins = False
