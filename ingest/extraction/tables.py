"""What the rows of a table say: initiatives with amounts, years, payers, areas and whom they are for, by the column's
header.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph import quantities
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import is_noun, last_noun, modality
from ingest.extraction.money import PAYERS, municipality_of
from ingest.extraction.names import organisation_class, phrases
from ingest.extraction.page import Page, Sentence
from ingest.extraction.phrase import item_name
from ingest.extraction.things import Thing, Things

_ROLES: Final = {  # the first that fits the header says what the column holds
    "year_amount": re.compile(r"^\W*(?:budget|regnskab|b|r|forbrug)?\W*(?P<year>(?:19|20)\d\d)\b", re.I),
    "amount": re.compile(r"beløb|\bkr\b|\bmio|\bmia|budget|bevilling|udgift|ramme|støtte|tilskud|økonomi|pris|i alt", re.I),
    "payer": re.compile(r"finansier|giver\b|\bfond|kilde|betal|bidragyder|investor", re.I),
    "responsible": re.compile(r"ansvar|forvaltning|afdeling|center|leverandør|udfører|tovholder|ejer", re.I),
    "group": re.compile(r"målgruppe|hvem|borgere", re.I),
    "area": re.compile(r"\b(?:bolig)?område\b|bydel|sted|lokation|geografi|\bby\b", re.I),
    "end": re.compile(r"slut|udløb|ophør|\btil\b|periode|varighed|år\b", re.I),
    "status": re.compile(r"status|fase|stade", re.I),
}
_NAME: Final = re.compile(r"navn|titel|betegnelse|indsats|initiativ|projekt|tilbud|aktivitet|program|tiltag|post|formål|emne|drift|område|indhold", re.I)
_TOTAL: Final = re.compile(r"^\W*(?:i alt|ialt|total|sum|samlet|subtotal|hovedtotal|balance)\b", re.I)
_UNIT: Final = {
    re.compile(r"mio", re.I): 1e6,
    re.compile(r"mia", re.I): 1e9,
    re.compile(r"1\.?000 ?kr|\bt\.? ?kr|tusinde? kr", re.I): 1e3,
}
_INITIATIVES: Final = re.compile(r"\(\s*(?:initiativer|indsatser|projekter|herunder)\s*:", re.I)


@dataclass(frozen=True)
class _Cell:
    """A cell: where its words stand, and its first sentence."""

    start: int
    end: int
    text: str
    sentence: Sentence


@dataclass(frozen=True)
class _Table:
    """A table's header by column, its rows, and the sentences that stand before it."""

    headers: Mapping[int, str]
    rows: tuple[Mapping[int, _Cell], ...]
    before: tuple[Sentence, ...]


def find_in_tables(page: Page, things: Things) -> list[Claim]:
    """Return the claims of all tables of a document that have a header."""
    return [claim for table in _tables(page) if table.headers for claim in _claims(page, table, things)]


def _tables(page: Page) -> Iterator[_Table]:
    cells: dict[int, dict[int, dict[int, _Cell]]] = {}
    flagged: dict[int, set[int]] = {}
    first: dict[int, int] = {}
    for number, s in enumerate(page.sentences):
        if (cell := s.line.cell) is None:
            continue
        row = cells.setdefault(cell.table, {}).setdefault(cell.row, {})
        old = row.get(cell.column)
        start, end = (old.start, s.end) if old else (s.start, s.end)
        words = re.sub(r"\s", " ", page.document.text[start:end])
        row[cell.column] = _Cell(start, end, words, old.sentence if old else s)
        first.setdefault(cell.table, number)
        if cell.header:
            flagged.setdefault(cell.table, set()).add(cell.row)
    for table, rows in cells.items():
        order = sorted(rows)
        header_rows = flagged.get(table, set())
        if not header_rows and len(order) > 1 and _is_header([c.text for c in rows[order[0]].values()]):
            header_rows = {order[0]}
        headers = {column: c.text for row in sorted(header_rows) for column, c in rows[row].items()}
        body = tuple(rows[row] for row in order if row not in header_rows)
        yield _Table(headers, body, _before(page, first[table]))


def _is_header(words: list[str]) -> bool:
    return len(words) > 1 and all(len(w.split()) < 8 for w in words) and any(
        pattern.search(w) for w in words for pattern in [*_ROLES.values(), _NAME]
    )


def _before(page: Page, number: int) -> tuple[Sentence, ...]:
    """Return the sentences of the two lines before a table, under the same theme."""
    found: list[Sentence] = []
    lines: list[object] = []
    for s in reversed(page.sentences[:number]):
        if s.theme != page.sentences[number].theme or s.line.cell:
            break
        if s.line not in lines:
            lines.append(s.line)
        if len(lines) > 2:
            break
        found.insert(0, s)
    return tuple(found)


def _claims(page: Page, table: _Table, things: Things) -> Iterator[Claim]:
    roles = {column: role for column, header in table.headers.items() if (role := _role(header))}
    name_column = _name_column(table, roles)
    if name_column is None:
        return
    of_initiatives = bool(last_noun(table.headers.get(name_column, ""), "heading")) or any(
        s.text.rstrip().endswith(":") and (noun := last_noun(s.text, "heading", "area", "people")) and noun[1] == "heading" for s in table.before[-1:]
    )
    for row in table.rows:
        name = row.get(name_column)
        if name is None or _TOTAL.match(name.text) or len(row) == 1:
            continue
        if any(_TOTAL.match(cell.text) for cell in row.values()):
            continue
        yield from _row(page, table, roles, row, name, things, of_initiatives=of_initiatives)


def _role(header: str) -> str | None:
    return next((role for role, pattern in _ROLES.items() if pattern.search(header)), None)


def _name_column(table: _Table, roles: Mapping[int, str]) -> int | None:
    """Return the column that names what a row is about: by its header, else the first that holds words."""
    for column, header in sorted(table.headers.items()):
        if _NAME.search(header) and roles.get(column) in {None, "area", "responsible"}:
            texts = [row[column].text for row in table.rows if column in row]
            if texts and sum(map(_is_words, texts)) * 2 >= len(texts):
                return column
    for column in sorted(table.headers):
        texts = [row[column].text for row in table.rows if column in row]
        if column not in roles and texts and sum(map(_is_words, texts)) * 2 >= len(texts):
            return column
    return None


def _is_words(text: str) -> bool:
    return len(re.findall(r"[A-Za-zÆØÅæøå]{2,}", text)) > 0


def _row(
    page: Page, table: _Table, roles: Mapping[int, str], row: Mapping[int, _Cell], name: _Cell, things: Things, *, of_initiatives: bool
) -> Iterator[Claim]:
    sentence = name.sentence
    how = modality(row[column].text) if (column := next((c for c, r in roles.items() if r == "status" and c in row), None)) is not None else "stated"
    amounts = list(_amounts(table, roles, row))
    payers, policies = _payers(page, table, roles, row)
    if not of_initiatives and not payers:
        for figures in amounts:
            if sentence.theme:
                yield Claim("budget", None, None, name.start, name.end, sentence, "table row", how, name=_plain(name.text), figures=figures)
        return
    named = item_name(name.text)
    if named is None:
        return
    start, end = name.start + named.start, name.start + named.end
    known = next((m.thing for m in sentence.of("initiative") if m.start <= start and m.end >= end), None)
    thing = known or things.called("initiative", named.name)
    if not known:
        sentence.add(thing, start, end)
    is_container = bool(_INITIATIVES.search(name.text))
    if sentence.theme:
        yield Claim("addresses", thing, None, start, end, sentence, "table container" if is_container else "table row", how)
    if is_container:
        for mention in sentence.of("initiative"):
            if mention.thing != thing:
                yield Claim("part_of", mention.thing, thing, mention.start, mention.end, sentence, "table row", how)
    for figures in amounts or ([Figures()] if payers else []):
        if payers or policies:
            for payer in payers or [municipality_of(page)]:
                yield Claim("funds", payer, thing, name.start, name.end, sentence, "table row", how, figures=figures, others=tuple(policies))
        elif sentence.theme:
            yield Claim("budget", None, thing, name.start, name.end, sentence, "table row", how, name=thing.name, figures=figures)
    yield from _aspects(table, roles, row, thing, how, things)


def _aspects(table: _Table, roles: Mapping[int, str], row: Mapping[int, _Cell], thing: Thing, how: str, things: Things) -> Iterator[Claim]:
    """What the other columns of a row say of its initiative."""
    for column, role in roles.items():
        cell = row.get(column)
        if cell is None:
            continue
        place = cell.start, cell.end, cell.sentence
        if role == "group":
            for m in cell.sentence.of("group"):
                yield Claim("targets", thing, m.thing, *place, "table row", how, faults=m.faults)
        elif role == "area" and column != _name_column(table, roles):
            for m in cell.sentence.of("area") or [cell.sentence.add(things.called("area", cell.text.strip()), cell.start, cell.end)]:
                yield Claim("in_area", thing, m.thing, *place, "table row", how, faults=m.faults)
        elif role == "responsible" and column != _name_column(table, roles):
            for m in cell.sentence.of("organisation") or list(_organisations(cell, things)):
                yield Claim("led_by", thing, m.thing, *place, "table row", how)
        elif role == "end" and (years := re.findall(r"(?:19|20)\d\d", cell.text)) and (len(years) > 1 or not re.search(r"start|fra", table.headers[column], re.I)):
            if len(years) > 1 or re.search(r"slut|udløb|ophør|\btil\b", table.headers[column], re.I):
                yield Claim("ends", thing, None, *place, "table row", how, figures=Figures(start=years[0] if len(years) > 1 else None, end=years[-1]))


def _organisations(cell: _Cell, things: Things) -> Iterator[object]:
    for start, end, words in phrases(cell.text):
        thing = things.called("organisation", words, organisation_class(words) or "Organisation")
        yield cell.sentence.add(thing, cell.start + start, cell.start + end)


def _amounts(table: _Table, roles: Mapping[int, str], row: Mapping[int, _Cell]) -> Iterator[Figures]:
    around = " ".join([*table.headers.values(), *(s.text for s in table.before)])
    for column, role in roles.items():
        if role not in {"amount", "year_amount"} or column not in row:
            continue
        header = table.headers[column]
        unit = next((u for p, u in _UNIT.items() if p.search(header)), None) or next((u for p, u in _UNIT.items() if p.search(around) and not re.search(r"kr", header)), 1.0)
        cell = row[column].text
        bare = re.fullmatch(r"\W*([\d.]+(?:,\d+)?)\W*", cell)
        found = next(quantities.money(cell, unit if unit != 1 else 1.0000001), None)
        value = found.value if found else None
        if value is None or (bare and not re.search(r"\d", cell)):
            continue
        year = _ROLES["year_amount"].search(header)
        years = re.findall(r"\b(?:19|20)\d\d\b", header)
        if value:
            yield Figures(amount=round(value), high=found.high if found else None, date=year["year"] if year else (years[-1] if years else _year_in(table, roles, row)))


def _year_in(table: _Table, roles: Mapping[int, str], row: Mapping[int, _Cell]) -> str | None:
    for column, header in table.headers.items():
        if re.fullmatch(r"\W*(?:år|budgetår)\W*", header, re.I) and column in row:
            if years := re.findall(r"\b(?:19|20)\d\d\b", row[column].text):
                return str(years[0])
    return None


def _payers(page: Page, table: _Table, roles: Mapping[int, str], row: Mapping[int, _Cell]) -> tuple[list[Thing], list[Thing]]:
    """Return who pays for a row: who its cells or the sentences before the table name, and the policies named there."""
    for column, role in roles.items():
        if role == "payer" and column in row:
            cell = row[column]
            named = [m.thing for m in cell.sentence.of("organisation")]
            return named, [m.thing for m in cell.sentence.of("policy")]
    pays = [s for s in table.before if re.search(r"middel|midler|tilskud|bevil|prioriter|afsat|finansier|støtte|puljen?", s.text, re.I)]
    payers = [m.thing for s in pays for m in s.of("organisation") if m.thing.class_ in PAYERS]
    policies = [m.thing for s in pays for m in s.of("policy")]
    return list(dict.fromkeys(payers)), list(dict.fromkeys(policies))


def _plain(text: str) -> str:
    return text.strip(" .,:;*")


__all__ = ["find_in_tables", "is_noun"]
