"""The tables of a document: what their columns hold, by the header, and what a row gives in each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.reading import quantities
from ingest.extraction.claims import Figures
from ingest.extraction.danish import last_noun
from ingest.extraction.page import Page, Sentence

_ROLES: Final = {  # the first that fits the header says what the column holds
    "year_amount": re.compile(r"^\W*(?:budget|regnskab|b|r|forbrug)?\W*(?:19|20)\d\d\b", re.I),
    "amount": re.compile(r"beløb|\bkr\b|\bmi[oa]|budget|bevilling|udgift|ramme|støtte|tilskud|økonomi|pris|alt", re.I),
    "payer": re.compile(r"finansier|giver\b|\bfond|kilde|betal|bidragyder|investor", re.I),
    "responsible": re.compile(r"ansvar|forvaltning|afdeling|center|leverandør|udfører|tovholder|ejer", re.I),
    "group": re.compile(r"målgruppe|hvem|borgere", re.I),
    "area": re.compile(r"\b(?:bolig)?område\b|bydel|sted|lokation|geografi|\bby\b", re.I),
    "end": re.compile(r"slut|udløb|ophør|\btil\b|periode|varighed", re.I),
    "status": re.compile(r"status|fase|stade", re.I),
}  # fmt: skip
_NAME: Final = re.compile(
    r"navn|titel|betegnelse|indsats|initiativ|projekt|tilbud|aktivitet|program|tiltag|post|formål|emne|drift|område|"
    r"indhold",
    re.I,
)
_MAY_NAME: Final = {None, "area", "responsible"}  # roles of a header that may yet be that of the names
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_ONLY: Final = re.compile(r"\W*(?:år|budgetår)\W*", re.I)
_UNIT: Final = {
    re.compile(r"mio", re.I): 1e6,
    re.compile(r"mia", re.I): 1e9,
    re.compile(r"1\.?000 ?kr|\bt\.? ?kr|tusinde? kr", re.I): 1e3,
}
_KRONER: Final = 1.0 + 1e-9  # a bare number in a column of amounts counts kroner
_WORDS_BEFORE: Final = 2  # lines before a table that tell what it is about
_LONGEST_HEADER: Final = 8  # words


@dataclass(frozen=True)
class TableCell:
    """A cell: where its words stand, and its first sentence."""

    start: int
    end: int
    text: str
    sentence: Sentence


Row = Mapping[int, TableCell]


@dataclass(frozen=True)
class Table:
    """A table's header by column, its rows below the header, and the sentences that stand before it."""

    headers: Mapping[int, str]
    rows: Sequence[Row]
    before: Sequence[Sentence]

    @cached_property
    def roles(self) -> Mapping[int, str]:
        """Return what each column holds that the header tells."""
        return {c: role for c, role in self._by_header.items() if role and c != self.name_column}

    @cached_property
    def name_column(self) -> int | None:
        """Return the column that names what a row is about: by its header, else the first that holds words."""
        roles = self._by_header
        named = [c for c, header in sorted(self.headers.items()) if _NAME.search(header) and roles[c] in _MAY_NAME]
        others = [c for c in sorted(self.headers) if roles[c] is None]
        return next((c for c in (*named, *others) if self._holds_words(c)), None)

    @property
    def is_of_initiatives(self) -> bool:
        """Tell whether the rows are initiatives, by the header or by the sentence that introduces the table."""
        if self.name_column is not None and last_noun(self.headers[self.name_column], "heading"):
            return True
        intro = self.before[-1].text.rstrip() if self.before else ""
        noun = last_noun(intro, "heading", "area", "people") if intro.endswith(":") else None
        return bool(noun and noun[1] == "heading")

    def cells(self, row: Row, role: str) -> Iterator[tuple[int, TableCell]]:
        """Yield the columns and cells of a row that have a role."""
        for column, of in self.roles.items():
            if of == role and column in row:
                yield column, row[column]

    def amounts(self, row: Row) -> Iterator[Figures]:
        """Yield the amounts of a row in DKK, each with its year, if the header or a column of years tells it."""
        for role in ("year_amount", "amount"):
            for column, cell in self.cells(row, role):
                found = next(quantities.money(cell.text, self._unit(column)), None)
                if found and found.value:
                    years = _YEAR.findall(self.headers[column]) or self._years(row)
                    yield Figures(amount=round(found.value), high=found.high, date=years[-1] if years else None)

    def money_in(self, words: str, column: int) -> Iterator[quantities.Found]:
        """Yield the amounts in some words of a column, which count what the column of amounts does."""
        of = next((c for c, role in self.roles.items() if role in {"amount", "year_amount"}), column)
        yield from quantities.money(words, self._unit(of))

    def _unit(self, column: int) -> float:
        """Return what a number in a column counts: by its header, else by all headers and the words before."""
        header = self.headers[column]
        around = "" if re.search(r"kr", header) else " ".join([*self.headers.values(), *(s.text for s in self.before)])
        return next((unit for text in (header, around) for p, unit in _UNIT.items() if p.search(text)), _KRONER)

    def _years(self, row: Row) -> list[str]:
        of_years = (c for c, header in self.headers.items() if _YEARS_ONLY.fullmatch(header) and c in row)
        return [year for column in of_years for year in _YEAR.findall(row[column].text)]

    @cached_property
    def _by_header(self) -> Mapping[int, str | None]:
        return {c: next((role for role, p in _ROLES.items() if p.search(h)), None) for c, h in self.headers.items()}

    def _holds_words(self, column: int) -> bool:
        texts = [row[column].text for row in self.rows if column in row]
        return bool(texts) and sum(bool(re.search(r"[A-Za-zÆØÅæøå]{2,}", t)) for t in texts) * 2 >= len(texts)


def tables_of(page: Page) -> Iterator[Table]:
    """Yield the tables of a document that have a header, in order."""
    cells: dict[int, dict[int, dict[int, TableCell]]] = {}
    flagged: dict[int, set[int]] = {}
    first: dict[int, int] = {}
    for number, s in enumerate(page.sentences):
        if (cell := s.line.cell) is None:
            continue
        row = cells.setdefault(cell.table, {}).setdefault(cell.row, {})
        old = row.get(cell.column)
        start, end = (old.start, s.end) if old else (s.start, s.end)
        words = re.sub(r"\s", " ", page.document.text[start:end])
        row[cell.column] = TableCell(start, end, words, old.sentence if old else s)
        first.setdefault(cell.table, number)
        if cell.header:
            flagged.setdefault(cell.table, set()).add(cell.row)
    for table, rows in cells.items():
        header_rows = flagged.get(table) or _header_row(rows)
        headers = {column: c.text for row in sorted(header_rows) for column, c in rows[row].items()}
        if headers:
            body = [rows[row] for row in sorted(rows) if row not in header_rows]
            yield Table(headers, body, _before(page, first[table]))


def _header_row(rows: Mapping[int, Row]) -> set[int]:
    """Return the first row of a table, if it looks as if it named the columns."""
    first = min(rows)
    words = [cell.text for cell in rows[first].values()]
    are_short = len(words) > 1 and all(len(w.split()) < _LONGEST_HEADER for w in words)
    name = any(p.search(w) for w in words for p in (*_ROLES.values(), _NAME))
    return {first} if len(rows) > 1 and are_short and name else set()


def _before(page: Page, number: int) -> list[Sentence]:
    """Return the sentences of the lines before a table, under the same theme."""
    found: list[Sentence] = []
    lines: list[object] = []
    for s in reversed(page.sentences[:number]):
        if s.theme != page.sentences[number].theme or s.line.cell:
            break
        if s.line not in lines:
            lines.append(s.line)
        if len(lines) > _WORDS_BEFORE:
            break
        found.insert(0, s)
    return found
