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
