"""Dates and years in Danish text."""

import re
from typing import Final

_MONTHS: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
YEAR: Final = r"(?:19|20)\d\d"
SPAN: Final = re.compile(rf"\b({YEAR})\s*(?:-|–|til(?: og med)?|frem til)\s*({YEAR})\b")
_DATE: Final = re.compile(
    rf"(?P<day>\d{{1,2}})\.\s*(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>{YEAR})|(?P<only>\b{YEAR}\b)", re.I
)


def iso_dates(text: str) -> list[tuple[int, str]]:
    """Return the dates and years in a text: where they begin, and as ISO 8601 dates of their precision."""
    found = []
    for match in _DATE.finditer(text):
        if match["only"]:
            found.append((match.start(), match["only"]))
        else:
            month = _MONTHS.index(match["month"].lower()) + 1
            found.append((match.start(), f"{match['year']}-{month:02}-{int(match['day']):02}"))
    return found


def date_near(text: str, start: int, end: int) -> str | None:
    """Return the date that follows a place in a text within 40 characters, or stands before it within 25."""
    dates = iso_dates(text)
    after = next((date for at, date in dates if 0 <= at - end < 40), None)
    return after or next((date for at, date in reversed(dates) if 0 <= start - at < 25), None)
