"""Dates of any precision as points in time."""

import math
from typing import Final

UNKNOWN: Final = math.nan


def moment(date: str | None) -> float:
    """Return an ISO date of any precision as years (2016-07 is 2016.5); a year alone is its middle, a month its
    beginning; not a number where there is none.
    """
    if not date:
        return UNKNOWN
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return year + (month - 1) / 12 + max(day - 1, 0) / 365 if month else year + 0.5


def moment_after(date: str | None) -> float:
    """Return the end of the last day, month or year of something that lasts until and with it, as years."""
    if not date:
        return UNKNOWN
    parts = len(date.split("-"))
    return int(date) + 1.0 if parts == 1 else moment(date) + (1 / 12 if parts == 2 else 1 / 365)
