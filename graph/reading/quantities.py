"""Ages, amounts and durations in Danish text."""

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
_AGE_RANGE: Final = re.compile(r"\b(\d{1,3})\s*(?:-|–|til|og)\s*(\d{1,3})[\s-]*(årige?s?\b|års?\b)", re.I)
_AGE_BOUND: Final = re.compile(
    r"\b(under|op til|højst|over|mindst|fra|fyldt)\s+(\d{1,3})[\s-]*(årige?s?\b|års?\b)", re.I
)
_AGE_BARE: Final = re.compile(
    r"\b(?:mellem|fra)\s+(\d{2})\s+(?:og|til)\s+(\d{2})(?=\s*(?:[.,;)]|$|\n|\s(?:med|der|som|uden|på|i)\b))", re.I
)
_AGE_UNTIL: Final = re.compile(
    r"\b(?:ind)?til (?:de|man|hun|han|den unge|barnet) (?:er fyldt|fylder|er|bliver) (\d{2})\b(?! til)", re.I
)
_AGE_FROM: Final = re.compile(
    r"\b(?:når|dag|efter|fra) (?:de|man|hun|han|den unge) (?:er fyldt|fylder|bliver) (\d{2})\b", re.I
)
_AGE_OF: Final = re.compile(r"\b(?:i alderen|alder:?)\s+(\d{1,2})\s*(?:-|–|til)\s*(\d{1,2})\b(?!\s*(?:-|år))", re.I)
_AGE_OVER: Final = re.compile(
    r"\b(?:er|folk|dem|mænd|kvinder|borgere|voksne) (over|under) (\d{2})(?=\s(?:og|eller|som|der|uden|med)\b|[.,;)])",
    re.I,
)
_AGE_PLUS: Final = re.compile(r"\b(\d{2,3})(?:\s*\+|\s+år\s+(?:og|eller)\s+(?:opefter|derover|ældre)\b)", re.I)
_AGE_REACHED: Final = re.compile(r"\b(?:er|været) fyldt (\d{1,3})\b(?!\s*(?:år|\d))|\bfra det fyldte (\d{1,3})\.", re.I)
_WHO: Final = "(?:de|man|hun|han|den unge)"
_AGE_WHILE: Final = re.compile(
    rf"\bfra {_WHO} (?:er|fylder) (\d{{1,2}}),?\s+(?:og )?(?:ind)?til {_WHO} (?:er|fylder) (\d{{1,2}})\b", re.I
)
_GRADES: Final = re.compile(r"\b(\d)\.\s*(?:-|–|til|og)\s*(\d{1,2})\.\s*klasse", re.I)
FIRST_GRADE_AGE: Final = 7  # in the 1st grade; in the 9th 15 to 16
_PEOPLE: Final = re.compile(
    r"alder|mellem|unge|børn|barn|forældre|deltager|familie|folk|teenage|sygemeldt|pensionist|patient|elever|borgere|"
    r"ældre|voksne|kvinder|mænd|hjemløse|personer|pige|dreng|målgruppe",
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


def ages(text: str) -> Iterator[Found]:
    """Yield ranges of ages in whole years: `value` to `high`, both inclusive, either open.

    'under 25' ends at 24; 'over 25' begins at 25, as in the pair 'under 25 – over 25'.
    """
    yield from _ranges(text)
    for m in _AGE_BOUND.finditer(text):
        if m[3].lower().startswith("årig") or _PEOPLE.search(_before(text, m.start())):
            bound, years = m[1].lower(), int(m[2])
            if bound in {"under", "op til", "højst"}:
                yield Found(None, m.start(), m.end(), years - 1 if bound == "under" else years)
            else:
                yield Found(years, m.start(), m.end())
    for m in (*_AGE_PLUS.finditer(text), *_AGE_REACHED.finditer(text)):
        yield Found(int(next(filter(None, m.groups()))), m.start(), m.end())
    yield from _reached(text)
    for m in _GRADES.finditer(text):
        yield Found(int(m[1]) + FIRST_GRADE_AGE - 1, m.start(), m.end(), int(m[2]) + FIRST_GRADE_AGE)


def _ranges(text: str) -> Iterator[Found]:
    for m in _AGE_RANGE.finditer(text):
        low, high = int(m[1]), int(m[2])
        if low < high <= 120 and (m[3].lower().startswith("årig") or _PEOPLE.search(_before(text, m.start()))):
            yield Found(low, m.start(), m.end(), high)
    for m in _AGE_WHILE.finditer(text):
        yield Found(int(m[1]), m.start(), m.end(), int(m[2]))
    for m in _AGE_OF.finditer(text):
        yield Found(int(m[1]), m.start(), m.end(), int(m[2]))
    for m in _AGE_OVER.finditer(text):
        is_over = m[1].lower() == "over"
        yield Found(int(m[2]), m.start(), m.end()) if is_over else Found(None, m.start(), m.end(), int(m[2]) - 1)
    for m in _AGE_BARE.finditer(text):
        if int(m[1]) < int(m[2]) and _PEOPLE.search(_clause(_before(text, m.start()))):
            yield Found(int(m[1]), m.start(), m.end(), int(m[2]))


def _reached(text: str) -> Iterator[Found]:
    """Yield the interval from 'when they turn' an age to 'until they are' another, or one end of it."""
    spans = {m.span() for m in _AGE_WHILE.finditer(text)}
    until = [m for m in _AGE_UNTIL.finditer(text) if not any(s <= m.start() and m.end() <= e for s, e in spans)]
    start = next(_AGE_FROM.finditer(text), None)
    for m in until[:1]:
        low = int(start[1]) if start and int(start[1]) < int(m[1]) else None
        yield Found(low, start.start() if start and low else m.start(), m.end(), int(m[1]))


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
        if high is not None and re.search(r"\bog\b", m[0]) and "mellem" not in _before(text, m.start())[-12:].lower():
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
        yield Found(months, m.start(), m.end()), bool(_PAYBACK.search(_clause(_before(text, m.start()))))


def _before(text: str, at: int) -> str:
    return text[max(0, at - CONTEXT) : at]


def _clause(before: str) -> str:
    return re.split(r"[.;]\s+(?=[A-ZÆØÅ])|\n\n", before)[-1]


def _amount(text: str) -> float:
    return NUMBER_WORDS.get(text.lower()) or _number(text)


def _times(text: str, factor: float) -> float:
    return round(_amount(text) * factor, 2)


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _scale(word: str | None) -> float:
    return next((scale for begin, scale in SCALES.items() if (word or "").lower().startswith(begin)), 1)
