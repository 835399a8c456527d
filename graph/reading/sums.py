"""What the amounts, durations and numbers of people in a proposal are: the whole budget, what is asked for, what the
applicant pays, how long it lasts, how many take part.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from graph.reading import quantities
from graph.reading.context import telling
from graph.reading.facets import Certainty, Figure, Span
from graph.reading.prose import Prose

Kind = Literal["total", "requested", "own", "part", ""]
MOST_MONTHS: Final = 120
BEFORE: Final = 70  # letters around an amount that may say what it is
AFTER: Final = 25
_PEOPLE: Final = (
    r"unge|børn|elever|borgere|kvinder|mænd|mødre|fædre|familier|plejefamilier|husstande|mennesker|personer|deltagere|"
    r"beboere|ældre|voksne|ledige|sygemeldte|hjemløse|forældre|par|lejere|patienter|aarhusianere|medborgere|drenge|piger"
)
_WHOSE: Final = r"(?:(?:unge|voksne|ældre|ledige|sygemeldte|hjemløse|udsatte|nye|sårbare|\w+ramte)\s+)?"
_PARTICIPANTS: Final = re.compile(rf"(?<![\d.,§-])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}})\s+{_WHOSE}(?:{_PEOPLE})\b", re.I)
_TAKING_PART: Final = re.compile(
    r"deltag|i alt|med i|med om|målet|vil nå|skal med|regner med|ventes|behandles|rådgives|omfatter|plads til|hjælpe",
    re.I,
)
_LASTS: Final = re.compile(r"varer|varighed|løber|projektperiode|periode|projektet|forløbet|indsatsen|i alt", re.I)
_WITHIN: Final = re.compile(r"(?:over|i løbet af|i|på|om|de næste)\s*$", re.I)
_WITHIN_AFTER: Final = re.compile(r"(?:\.|,|;|\)|$|\s+(?:skal|er|og|i|som)\b)")
_NOT_LASTING: Final = re.compile(
    r"(?:efter|første|inden for|siden|under|over|fyldt|mindst|mellem|fra|sidste|hvert)\s*$", re.I
)


def budget(prose: Prose) -> tuple[Figure | None, Figure | None, Figure | None]:
    """Return the whole budget, what is asked for, and what the applicant pays. Of several that may be it none is."""
    found: dict[Kind, list[tuple[float, Span]]] = {"total": [], "requested": [], "own": [], "part": [], "": []}
    for field, text in prose.fields.items():
        for amount in quantities.money(text):
            if amount.value is not None and prose.standing(field, amount.start) in {"own", "ending"}:
                found[_kind(text, amount.start, amount.end)].append((amount.value, prose.span(field, amount)))
    total, requested, own = (_single(found[kind], "DKK") for kind in ("total", "requested", "own"))
    largest = max((value for said in found.values() for value, _ in said), default=0)
    if total and total.value < largest:
        total = _single([f for f in found["total"] if f[0] == largest], "DKK")
    if not any(found[k] for k in ("total", "requested")):
        total = _single(found[""], "DKK", "likely")
    if not total and not found["total"]:
        total = requested and requested.model_copy(update={"certainty": "likely"})
    return total, requested, own


def _kind(text: str, start: int, end: int) -> Kind:
    """Return what the nearest word that tells says of an amount; words before it count before those after it."""
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    for stop in re.finditer(r"[.;](?:\s|$)(?=\s*[A-ZÆØÅ])|\n\n", before):
        before = before[stop.end() :] if stop.end() <= len(before) else before
        break
    if telling("money", "part").match(after.strip()):
        return "part"
    ended = text[:end].endswith(".") and re.match(r"\s+[A-ZÆØÅ]", after)
    after = "" if ended else re.split(r"[.;,](?:\s|$)", after.removeprefix("."))[0]
    kinds: tuple[Kind, ...] = ("total", "requested", "own", "part")
    near = [(len(before) - m.end(), kind) for kind in kinds for m in telling("money", kind).finditer(before)]
    near += [(m.start() + AFTER // 2, kind) for kind in kinds for m in telling("money", kind).finditer(after)]
    return min(near, key=lambda n: (n[0], kinds.index(n[1])), default=(0, ""))[1]


def lasting(prose: Prose) -> tuple[Figure | None, Figure | None]:
    """Return how many months the proposal lasts, and in how many it is paid back."""
    best: list[tuple[float, Span]] = []
    most = 0
    payback: list[tuple[float, Span]] = []
    for field, text in prose.fields.items():
        for found, is_payback in quantities.durations(text):
            if (
                not found.value
                or found.value > MOST_MONTHS
                or prose.standing(field, found.start) not in {"own", "ending"}
            ):
                continue
            item = (found.value, prose.span(field, found))
            if is_payback:
                payback.append(item)
            elif strength := _lasts(text, found.start, found.end):
                best = [*best, item] if strength == most else [item] if strength > most else best
                most = max(most, strength)
    return _single(best, "months", "certain" if most > 1 else "likely"), _single(payback, "months")


def _lasts(text: str, start: int, end: int) -> int:
    before, after = text[max(0, start - 40) : start], text[end : end + 12]
    before = re.split(r"[.;!?]\s", before)[-1]
    within = bool(_WITHIN.search(before))
    if _LASTS.search(before) and (within or not _NOT_LASTING.search(before)):
        return 3
    if re.search(r"[(–:-]\s*$", before) and re.match(r"\s*\)", after):
        return 2
    if _NOT_LASTING.search(before) and not re.search(r"over\s*$", before, re.I):
        return 0
    return 1 if within and _WITHIN_AFTER.match(after) else 0


def participants(prose: Prose) -> Figure | None:
    """Return how many people or families are to take part: of several numbers the largest that is said to take part."""
    found: list[tuple[int, float, Span]] = []
    for field, text in prose.fields.items():
        for m in _PARTICIPANTS.finditer(text):
            if prose.standing(field, m.start()) == "own" and not re.search(
                r"(?:pr\.|per|over|af)\s*$", text[: m.start()]
            ):
                around = text[max(0, m.start() - 50) : m.end() + 50]
                found.append((bool(_TAKING_PART.search(around)), float(m[1].replace(".", "")), prose.span(field, m)))
    if not found:
        return None
    _, value, span = max(found, key=lambda f: f[:2])
    return Figure(value=value, unit="people", origin="text", certainty="likely", spans=(span,))


def _single(
    found: Sequence[tuple[float, Span]], unit: Literal["DKK", "months"], certainty: Certainty = "certain"
) -> Figure | None:
    """Return the figure if the text has one only: of several it is the officer who must choose."""
    if len({value for value, _ in found}) != 1:
        return None
    return Figure(
        value=found[0][0], unit=unit, origin="text", certainty=certainty, spans=tuple(span for _, span in found)
    )


def ages(prose: Prose) -> Iterator[tuple[int | None, int | None, Span]]:
    """Yield the intervals of ages that are said of the proposal's own people, in order."""
    for field, text in prose.fields.items():
        for found in sorted(quantities.ages(text), key=lambda f: f.start):
            if prose.standing(field, found.start) in {"own", "ending"}:
                low, high = (int(v) if v is not None else None for v in (found.value, found.high))
                yield low, high, prose.span(field, found)
