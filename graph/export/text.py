"""Texts that no program takes for anything else: no characters that XML cannot hold, no formulas in spreadsheets."""

import re
from typing import Final

NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})([.,]\d+)?")  # a spreadsheet keeps 15 digits
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－﹣−＠﹦﹢﹫]|[\t\r\n]")


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold or that are there for no reader."""
    return _UNPRINTABLE.sub("", text)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take the text for a formula: it begins with a sign of one, also of full width (see
    OWASP, CSV injection), and is neither that sign alone nor a number.
    """
    return len(text) > 1 and bool(_FORMULA.match(text)) and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """Return a text for a cell of a CSV file: what may be taken for a formula begins with an apostrophe."""
    text = printable(text)
    return f"'{text}" if is_formula(text) else text


def as_meant(text: str) -> str:
    """Return the text that `harmless` was given."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text
