"""The list of evidence in the terminal, and what else terminal reports share."""

from babel.numbers import format_decimal
from rich.table import Table
from rich.text import Text

from api.language import translation
from ontology.words import Language
from visualise.footnotes import Footnotes


def evidence_list(notes: Footnotes, language: Language) -> Table:
    """Return the evidence by number, under its source."""
    say = translation(language)
    table = grid("dim", "", "dim")
    for cited in notes.by_source().values():
        title = cited[0][1].title[language]
        address = cited[0][1].address
        if address or any(c.locator for _, c in cited):
            table.add_row("", Text(title, style="bold"), "")
        for number, c in cited:
            row = say("{table}.csv, line {row}").format(table=c.table, row=c.row) if c.table else ""
            page = say("page {number}").format(number=c.page) if c.page else ""
            table.add_row(f"[{number}]", Text(c.locator or address or title), row or page)
            if c.quote:
                table.add_row("", Text(f"“{c.quote}”", style="italic"), "")
    return table


def amount(value: float, language: Language) -> str:
    """Return a number with thousands set apart as the language does."""
    return str(format_decimal(value, locale=language))


def headed(*headers: str) -> Table:
    """Return a table without lines, with headers, and room between its rows."""
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def grid(*styles: str) -> Table:
    """Return a table without lines or header, a column for each style."""
    table = Table.grid(padding=(0, 2))
    for style in styles:
        table.add_column(style=style)
    return table
