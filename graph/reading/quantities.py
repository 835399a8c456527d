"""Amounts and durations in Danish text (ages: `graph.reading.ages`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 60  # characters before a figure that tell what it is about
NUMBER_WORDS: Final = {
    "en": 1,
    "én": 1,
    "et": 1,
    "ét": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "syv": 7,
    "otte": 8,
    "ni": 9,
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
    "halvanden": 1.5,
    "halvandet": 1.5,
    "et halvt": 0.5,
    "tyve": 20,
    "hundrede": 100,
}
SCALES: Final = {"milliard": 1e9, "mio": 1e6, "mill": 1e6, "mia": 1e9, "tusi": 1e3, "t": 1e3}

_NUMBER: Final = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_AMOUNT: Final = rf"{_NUMBER}|\b(?:{'|'.join(NUMBER_WORDS)})(?=\s*(?:million|milliard|mio|mia))"
_SCALE: Final = r"mio\.?|mill\.|million(?:er)?|mia\.?|milliard(?:er)?|tusind|t\.?(?=\s?kr)|tkr\.?"
_CURRENCY: Final = r"kr\b\.?|kroner\b|dkk\b|,-(?=\s|$)"
_MONEY: Final = re.compile(
    rf"(?:kr\.\s*)?(?P<low>{_AMOUNT})(?:\s*(?P<first>{_SCALE})?\s*(?:kr\.?)?\s*(?:-|–|til|og)\s*(?P<high>{_AMOUNT}))?"
    rf"\s*(?P<scale>{_SCALE})?(?:\s*(?P<currency>{_CURRENCY}))?",
    re.I,
)
_DURATION: Final = re.compile(
    rf"\b(\d+(?:,\d+)?|et halvt|{'|'.join(NUMBER_WORDS)})(\s*½|\s+1/2|\s+(?:og\s+)?et\s+halvt)?[\s-]*(?:hele\s+)?"
    r"(årig\w*|års?\b|skoleår\b|måneder(?:s)?\b|mdr\b\.?)",
    re.I,
)
_PAYBACK: Final = re.compile(
    r"tilbagebetal|betal(?:t|es|er) (?:\w+ ){0,2}tilbage|tjen(?:t|er) (?:\w+ ){0,3}(?:hjem|ind)|"
    r"(?:være|er|kommet) hjemme (?:igen )?(?:efter|inden)|"
    r"hvile\w* i sig selv|går i nul|balance efter|break.?even",
    re.I,
)


@dataclass(frozen=True)
class Found:
    """A figure and where it stands; `high` is the upper end of a range of ages."""

    value: float | None
    start: int
    end: int
    high: float | None = None


def money(text: str, unit: float = 1) -> Iterator[Found]:
    """Yield the amounts in DKK: '2,5 mio. kr.', 'to milliarder', 'mellem 120 og 130 mio. kr.' (`value` to `high`),
    'kr. 500.000'. A number without any unit is one only where `unit` says what it counts (a column 'i mio. kr.' has
    1,000,000).
    """
    for m in _MONEY.finditer(text):
        scale = m["scale"] or m["first"]
        if (
            not m["currency"]
            and not m[0].lower().startswith("kr")
            and unit == 1
            and not (scale and scale.lower()[0] == "m")
        ):
            continue
        factor = _scale(scale) if scale else unit
        high = _times(m["high"], factor) if m["high"] else None
        low = _times(m["low"], _scale(m["first"]) if m["first"] else factor)
        if high is not None and re.search(r"\bog\b", m[0]) and "mellem" not in before(text, m.start())[-12:].lower():
            if m["first"]:
                yield Found(low, m.start(), m.end("first"))
            own = _times(m["high"], _scale(m["scale"]) if m["scale"] else unit)  # '2 mio. kr. og 400.000 kr.'
            yield Found(own if m["currency"] else high, m.start("high"), m.end())
        elif high is not None and high <= low:
            yield Found(high, m.start("high"), m.end())
        else:
            yield Found(low, m.start(), m.start() + len(m[0].rstrip()), high)


def durations(text: str) -> Iterator[tuple[Found, bool]]:
    """Yield every duration in months, and whether it is said to be that of the payback."""
    for m in _DURATION.finditer(text):
        number = (NUMBER_WORDS.get(m[1].lower()) or _number(m[1])) + (0.5 if m[2] else 0)
        months = number * (1 if m[3].lower().startswith("m") else 12)
        yield Found(months, m.start(), m.end()), bool(_PAYBACK.search(clause(before(text, m.start()))))


def before(text: str, at: int) -> str:
    """Return the words before a figure that may tell what it is about."""
    return text[max(0, at - CONTEXT) : at]


def clause(words_before: str) -> str:
    """Return the end of the words before a figure that belongs to its own sentence."""
    return re.split(r"[.;]\s+(?=[A-ZÆØÅ])|\n\n", words_before)[-1]


def _amount(text: str) -> float:
    return NUMBER_WORDS.get(text.lower()) or _number(text)


def _times(text: str, factor: float) -> float:
    return round(_amount(text) * factor, 2)


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _scale(word: str | None) -> float:
    return next((scale for begin, scale in SCALES.items() if (word or "").lower().startswith(begin)), 1)
