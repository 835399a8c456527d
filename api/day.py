"""A day as it stands in an option or an address."""

from datetime import date

from ontology.errors import InputError


def day_of(text: str) -> date:
    """Return the day that an ISO date names. Raises `InputError`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("'{text}' is not a day. Write it like 2026-01-31.", text=text) from error
