"""The clauses of a sentence: what is said of one subject by one verb."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.reading.spelling import is_danish
from ingest.extraction.danish import CAP

FINITE: Final = (
    r"(?:har|havde|er|var|blev|bliver|kan|skal|vil|får|fik|gav|gik|går|[a-zæøå]{3,}(?:er|es|ede|edes|te|tes))\b"
)
_INSERTED: Final = re.compile(
    rf",\s+(?P<relative>(?:som|der|hvor)\b(?:[^,;]|,(?=\d))*),\s+(?={FINITE})(?!der\b|efter\b|eller\b|under\b)"
)
_CUT: Final = re.compile(
    r",\s+(?P<relative>hvoraf|der|som|hvor)\b|\s+(?P<of>hvoraf)\b|;|:\s|,\s+(?:men|og|så|mens|fordi|idet|da|når|hvis|"
    r"medmindre|selv om|at|hvilket|hvorfor|derfor)\b|\s+og\s+at\b|\s+(?:men|mens|hvorfor)\b|\s\((?=der|som|hvoraf)"
)
_SUBJECT: Final = re.compile(
    r"[\s,;:]*(?:(?:og|men|så|mens|fordi|at|både|desuden|endvidere|også)\s+)*(?:[*_\"“”»]+(?P<quoted>[^\"“”»*_]{3,60})[*_\"“”«»]+"
    rf"|(?P<name>{CAP}(?:\s+(?:(?:og|i|på|for|til|af|med)\s+)?{CAP})*))\s+(?:alene\s+|også\s+|desuden\s+)?{FINITE}"
)


@dataclass(frozen=True)
class Clause:
    """A clause: its text stands where it does in the sentence, with blanks for what is not of it. A relative one says
    something of the words that end where it starts.
    """

    start: int
    text: str
    is_relative: bool = False

    def holds(self, at: int) -> bool:
        """Tell whether the character at a place of the sentence is in the clause."""
        return at < len(self.text) and not self.text[at].isspace()


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a sentence, in order of where they begin: a main clause that goes on after a relative one
    is put together again.
    """
    inserted = [(m.start(), m.end("relative")) for m in _INSERTED.finditer(text)]
    main = text
    for start, end in inserted:
        main = main[:start] + " " * (end + 1 - start) + main[end + 1 :]
    found = [Clause(s, _only(text, s, e), is_relative=True) for s, e in inserted]
    return sorted([*found, *_cut(main)], key=lambda c: c.start)


def subject_name(clause: Clause) -> tuple[int, int] | None:
    """Return where the name with capitals, or in quotation marks, stands that a clause begins with before its verb; not
    where it is a plain word that begins the sentence.
    """
    found = _SUBJECT.match(clause.text, clause.start)
    if found is None:
        return None
    name = found["quoted"] or found["name"]
    if found["name"] and " " not in name and is_danish(name.casefold()):
        return None
    group = "quoted" if found["quoted"] else "name"
    return found.span(group)


def _cut(text: str) -> Iterator[Clause]:
    at, is_relative = 0, False
    for cut in [*_CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if text[at:end].strip(" ,;:"):
            yield Clause(at, _only(text, at, end), is_relative)
        if cut:
            at, is_relative = end, bool(cut["relative"] or cut["of"] or cut[0].endswith("("))


def _only(text: str, start: int, end: int) -> str:
    return " " * start + text[start:end] + " " * (len(text) - end)
