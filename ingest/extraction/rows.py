"""What the rows of a table say: initiatives with amounts, payers, areas, whom they are for and when they end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.extraction.claims import Claim, Figures, Relation
from ingest.extraction.danish import modality
from ingest.extraction.money import PAYERS, municipality_of
from ingest.extraction.names import organisation_class, phrases
from ingest.extraction.page import Page
from ingest.extraction.phrase import Named, item_name
from ingest.extraction.tables import Row, Table, TableCell, tables_of
from ingest.extraction.things import Mention, Thing, Things

_RULE: Final = "table row"
_TOTAL: Final = re.compile(r"^\W*(?:i alt|ialt|total|sum|samlet|subtotal|hovedtotal|balance)\b", re.I)
_HOLDS: Final = re.compile(r"\(\s*(?:initiativer|indsatser|projekter|herunder)\s*:", re.I)
_SETS_ASIDE: Final = re.compile(r"middel|midler|tilskud|bevil|prioriter|afsat|finansier|støtte|puljen?", re.I)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
MOST_WORDS: Final = 6  # of a name that is not read as any other
_TURNED_DOWN: Final = re.compile(
    r"\bikke (?:prioriteret|bevilget|besluttet|godkendt|finansieret|vedtaget)|\bafvist\b|\budgået\b", re.I
)
_BEGINS: Final = re.compile(r"start|\bfra\b", re.I)


def find_in_tables(page: Page, things: Things) -> list[Claim]:
    """Return the claims of all tables of a document."""
    return [claim for table in tables_of(page) for row in _rows(table) for claim in _row(page, table, row, things)]


def _rows(table: Table) -> Iterator[Row]:
    """Yield the rows that are about something: no totals, and no headings between."""
    for row in table.rows:
        if len(row) > 1 and table.name_column in row and not any(_TOTAL.match(cell.text) for cell in row.values()):
            yield row


def _row(page: Page, table: Table, row: Row, things: Things) -> Iterator[Claim]:
    name = row[table.name_column or 0]
    if any(_TURNED_DOWN.search(cell.text) for role in ("payer", "status") for _, cell in table.cells(row, role)):
        return
    payers, policies = _payers(table, row, things)
    how = next((modality(cell.text) for _, cell in table.cells(row, "status")), "stated")
    if not table.is_of_initiatives and not payers:
        yield from _budgets(table, row, name, name.text.strip(" .,:;*"), how)
        return
    thing = _initiative(name, things)
    if thing is None:
        return
    yield from _itself(name, thing, how)
    amounts = [*table.amounts(row)]
    place = name.start, name.end, name.sentence
    if payers or policies:
        own = dict(_own_amounts(table, row, payers))
        for figures in amounts or [Figures()] * bool(payers):
            for payer in payers or (municipality_of(page),):
                given = replace(figures, amount=own.get(payer.iri) if payer else None) if len(payers) > 1 else figures
                yield Claim("funds", payer, thing, *place, _RULE, how, figures=given, others=tuple(policies))
        if len(payers) > 1 and not own:
            yield from _budgets(table, row, name, thing.name, how)
    else:
        yield from _budgets(table, row, name, thing.name, how)
    yield from _aspects(table, row, thing, how, things)


def _budgets(table: Table, row: Row, cell: TableCell, name: str, how: str) -> Iterator[Claim]:
    for figures in table.amounts(row) if cell.sentence.theme else ():
        yield Claim("budget", None, None, cell.start, cell.end, cell.sentence, _RULE, how, name=name, figures=figures)


def _initiative(cell: TableCell, things: Things) -> Thing | None:
    """Return the initiative that a cell names, and note it there."""
    named = item_name(cell.text) or _titled(cell.text)
    if named is None:
        return None
    start, end = cell.start + named.start, cell.start + named.end
    known = next((m.thing for m in cell.sentence.of("initiative") if m.start <= start and m.end >= end), None)
    return known or cell.sentence.add(things.called("initiative", named.name), start, end).thing


def _titled(text: str) -> Named | None:
    """Return a cell with a capital as a name, though its words are those of people: 'Stærke Søskende'."""
    name = text.strip(' .,:;*_"“”')
    at = text.find(name)
    is_title = name[:1].isupper() and 1 < len(name.split()) <= MOST_WORDS
    return Named(name, at, at + len(name), is_new_venture=False) if is_title else None


def _itself(cell: TableCell, thing: Thing, how: str) -> Iterator[Claim]:
    """That the theme is addressed, and what the initiative holds: 'A (initiativer: "B" og "C")'."""
    sentence = cell.sentence
    mention = next(m for m in sentence.of("initiative") if m.thing == thing)
    holds = bool(_HOLDS.search(cell.text))
    if sentence.theme:
        rule = "table container" if holds else _RULE
        yield Claim("addresses", thing, None, mention.start, mention.end, sentence, rule, how)
    for part in sentence.of("initiative") if holds else ():
        if part.thing != thing:
            yield Claim("part_of", part.thing, thing, part.start, part.end, sentence, _RULE, how)


def _aspects(table: Table, row: Row, thing: Thing, how: str, things: Things) -> Iterator[Claim]:
    """What the other columns of a row say of its initiative."""
    for _, cell in table.cells(row, "group"):
        for m in cell.sentence.of("group"):
            yield _aspect("targets", thing, m, cell, how)
    for _, cell in table.cells(row, "area"):
        new = [] if cell.sentence.of("area") else [(things.called("area", cell.text.strip()), cell.start, cell.end)]
        for m in cell.sentence.of("area") or [cell.sentence.add(*place) for place in new]:
            yield _aspect("in_area", thing, m, cell, how)
    for _, cell in table.cells(row, "responsible"):
        for m in _organisations(cell, things):
            yield _aspect("led_by", thing, m, cell, how)
    for column, cell in table.cells(row, "end"):
        years = _YEAR.findall(cell.text)
        if years and (len(years) > 1 or not _BEGINS.search(table.headers[column])):
            figures = Figures(start=years[0] if len(years) > 1 else None, end=years[-1])
            yield Claim("ends", thing, None, cell.start, cell.end, cell.sentence, _RULE, how, figures=figures)


def _aspect(relation: Relation, thing: Thing, m: Mention, cell: TableCell, how: str) -> Claim:
    return Claim(relation, thing, m.thing, cell.start, cell.end, cell.sentence, _RULE, how, faults=m.faults)


def _payers(table: Table, row: Row, things: Things) -> tuple[list[Thing], list[Thing]]:
    """Return who pays for a row: who its cells or the sentences before the table name, and the policies named there."""
    for _, cell in table.cells(row, "payer"):
        return [m.thing for m in _organisations(cell, things)], [m.thing for m in cell.sentence.of("policy")]
    pays = [s for s in table.before if _SETS_ASIDE.search(s.text)]
    payers = [m.thing for s in pays for m in s.of("organisation") if m.thing.class_ in PAYERS]
    policies = [m.thing for s in pays for m in s.of("policy")]
    return list(dict.fromkeys(payers)), list(dict.fromkeys(policies))


def _own_amounts(table: Table, row: Row, payers: Sequence[Thing]) -> Iterator[tuple[str, float]]:
    """Yield what each payer in a cell gives, by its IRI, where the cell tells it: 'A (2,0) og B (1,3)'."""
    for column, cell in table.cells(row, "payer"):
        mentions = [m for m in cell.sentence.of("organisation") if m.thing in payers]
        for m, following in zip(mentions, [*mentions[1:], None], strict=True):
            words = cell.sentence.text[
                m.end - cell.sentence.start : following.start - cell.sentence.start if following else None
            ]
            if found := next(table.money_in(words, column), None):
                yield m.thing.iri, float(round(found.value or 0))


def _organisations(cell: TableCell, things: Things) -> list[Mention]:
    """Return the organisations that a cell names: those known by their name, else whatever has capitals."""
    if found := cell.sentence.of("organisation"):
        return found
    if cell.sentence.of("policy"):
        return []
    return [
        cell.sentence.add(
            things.called("organisation", name, organisation_class(name) or "Organisation"),
            cell.start + start,
            cell.start + end,
        )
        for start, end, name in phrases(cell.text)
    ]
