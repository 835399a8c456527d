"""The accounts in a proposal: the amounts of a Markdown table, each with the label of its row, in DKK."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.reading import quantities

UNITS: Final = (
    (1e6, re.compile(r"mio\.?|millioner", re.I)),
    (1e3, re.compile(r"t\.?\s?kr|tkr|1\.000 kr|tusinde? kr", re.I)),
)
_ROW: Final = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.M)
_RULE: Final = re.compile(r"[\s|:-]+")
_MARKS: Final = "*_ "
_WHOLE: Final = re.compile(r"\bi alt\b|\bsamlet\b|\btotal\b|\bsum\b", re.I)
LEAD: Final = 200  # letters before a table that may say its unit


@dataclass(frozen=True)
class Account:
    """The amount of a row, its label, and where the row stands."""

    label: str
    value: float
    start: int
    end: int


def accounts(text: str) -> Iterator[Account]:
    """Yield the rows that have an amount: of several columns the one for the whole, else the last."""
    rows = [m for m in _ROW.finditer(text) if not _RULE.fullmatch(m[0])]
    for block in _blocks(text, rows):
        header = _cells(block[0])
        said = " ".join((*text[max(0, block[0].start() - LEAD) : block[0].start()].split("\n")[-3:], *header))
        unit = next((scale for scale, words in UNITS if words.search(said)), 1.0)
        column = next((at for at, name in enumerate(header) if at and _WHOLE.search(name)), -1)
        for row in block:
            cells = _cells(row)
            cell = cells[column] if column < len(cells) else cells[-1]
            money = next(quantities.money(cell, unit), None) or next(quantities.money(f"{cell} kr."), None)
            if money and money.value and not re.search(r"%|\bår\b", cell):
                yield Account(cells[0], money.value, row.start(), row.end())


def _blocks(text: str, rows: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    block: list[re.Match[str]] = []
    for row in rows:
        if block and re.search(r"\n\s*[^\s|]", text[block[-1].end() : row.start()]):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _cells(row: re.Match[str]) -> list[str]:
    return [cell.strip(_MARKS) for cell in row[0].strip().strip("|").split("|")]
