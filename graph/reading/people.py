"""How many people take part in a proposal, and of which ages."""

import re
from collections.abc import Iterable
from typing import Final

from graph.reading.ages import ages as ages_in
from graph.reading.ages import stages
from graph.reading.context import sentence_at
from graph.reading.facets import Ages, Figure, Span
from graph.reading.prose import Prose
from graph.reading.quantities import NUMBER_WORDS, Found

_PEOPLE: Final = (
    r"unge|børn|elever|borgere|kvinder|mænd|mødre|fædre|familier|plejefamilier|husstande|mennesker|personer|deltagere|"
    r"beboere|ældre|voksne|ledige|sygemeldte|hjemløse|forældre|par|lejere|patienter|aarhusianere|medborgere|drenge|piger|"
    r"pensionister|lærlinge|kursister|\w{3,}modtagere|medlemmer|rygere|pårørende|enlige|seniorer|teenagere|folk"
)
_WHOSE: Final = r"(?:(?!timer|måneder|uger|dage|mio|kroner|procent|frivillige)\w{2,}(?:[etk]|sk|ig)\s+){0,3}"
_WRITTEN: Final = {
    **{word: int(n) for word, n in NUMBER_WORDS.items() if n >= 4},
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfjerds": 70,
    "firs": 80,
    "halvfems": 90,
}
_NUMBER: Final = rf"(?<![\d.,§/-])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}}|\b(?:{'|'.join(_WRITTEN)})(?=\s))"
_PARTICIPANTS: Final = re.compile(
    rf"{_NUMBER}\s+{_WHOSE}(?:{_PEOPLE})\b(?! med i)|"
    rf"(?:antal|deltagere|målgruppe)\s*:\s*(?:ca\.\s*)?(\d{{1,5}})\b(?!\s*[-–]|\s*år)|"
    rf"{_NUMBER}(?=\s+om året\s+i\s)|{_NUMBER}(?= af dem\b(?! er| skal| kommer| får))",
    re.I,
)
_ALL_OF_THEM: Final = re.compile(
    rf"\b(?:i alt|altså)\s+{_NUMBER}(?=\s+{_WHOSE}(?:{_PEOPLE})\b|\s*[.,;)]|\s+over\b|\s+i alt\b)(?!\.\d|,\d)|"
    rf"{_NUMBER}(?=\s+i alt\b)",
    re.I,
)
_A_YEAR: Final = re.compile(r"\s*(?:\w+\s+){0,2}(?:om året|årligt|hvert år|pr\. år)(?=\s+(?:i|over)\b)", re.I)
_TAKING_PART: Final = re.compile(
    r"deltag|i alt|med i|med om|målet|vil nå|skal med|regner med|ventes|behandles|rådgives|omfatter|"
    r"plads til|hjælp|tilbyd|\bgive?\b|igennem",
    re.I,
)


def participants(prose: Prose, months: Figure | None) -> Figure | None:
    """Return how many people or families are to take part: of several numbers the one that is best said to be all of
    them, then the largest; so many a year are reckoned over the years of the proposal.
    """
    found: list[tuple[int, float, Span]] = []
    yearly: list[tuple[float, Span]] = []
    for field, text in prose.fields.items():
        for m in (*_PARTICIPANTS.finditer(text), *_ALL_OF_THEM.finditer(text)):
            before, after = text[: m.start()][-20:], text[m.end() :][:40]
            if prose.standing(field, m.start()) != "own" or re.search(r"(?:pr\.|per|over|af|end)\s*$", before):
                continue
            number = _number(next(filter(None, m.groups())))
            around = text[max(0, m.start() - 50) : m.end() + 50]
            all_of_them = m.re is _ALL_OF_THEM
            if _A_YEAR.match(after) and not all_of_them:
                yearly.append((number, prose.span(field, m)))
            else:
                found.append((2 * all_of_them + bool(_TAKING_PART.search(around)), number, prose.span(field, m)))
    if yearly and months and not any(strength > 1 for strength, _, _ in found):
        value, span = max(yearly, key=lambda y: y[0])
        years = months.value / 12
        total, said = value * years, f"{value:.0f} × {years:g}".replace(".", ",")
        if not any(number == total for _, number, _ in found):
            return Figure(value=total, unit="people", origin="text", certainty="likely", spans=(span,), reckoning=said)
    if not found and not yearly:
        return None
    _, value, span = max(found or [(0, *y) for y in yearly], key=lambda f: f[:2])
    return Figure(value=value, unit="people", origin="text", certainty="likely", spans=(span,))


def _number(written: str) -> float:
    return float(_WRITTEN.get(written.casefold()) or written.replace(".", ""))


def ages(prose: Prose) -> Ages | None:
    """Return the ages that are first said of the proposal's own people: in years, or else, as likely, by the stages of
    life that one sentence names ('mellemtrinnet og udskolingen').
    """
    for field, text in prose.fields.items():
        for found in _own(prose, field, ages_in(text)):
            low, high = (int(v) if v is not None else None for v in (found.value, found.high))
            return Ages(min=low, max=high, origin="text", spans=(prose.span(field, found),))
    for field, text in prose.fields.items():
        if own := _own(prose, field, stages(text)):
            first = sentence_at(text, own[0].start)
            together = [f for f in own if sentence_at(text, f.start) == first]
            return Ages(
                min=min(int(f.value or 0) for f in together),
                max=None if any(f.high is None for f in together) else max(int(f.high or 0) for f in together),
                origin="text",
                certainty="likely",
                spans=tuple(prose.span(field, f) for f in together),
            )
    return None


def _own(prose: Prose, field: str, found: Iterable[Found]) -> list[Found]:
    return [f for f in sorted(found, key=lambda f: f.start) if prose.standing(field, f.start) in {"own", "ending"}]
