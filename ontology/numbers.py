"""Numbers as people write them in Danish."""

from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from ontology.errors import InputError


def number_in(text: str) -> Decimal:
    """Return the number that a text is: 2500000, 2.500.000,50. Raises `InputError`."""
    try:
        return parse_decimal(text, locale="da_DK", strict=True)
    except NumberFormatError as error:
        raise InputError("'{text}' is not a number. Write it like 2500000 or 2.500.000,50.", text=text) from error
