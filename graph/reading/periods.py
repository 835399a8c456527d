"""How long a proposal lasts and in how long it is paid back, of all the durations that its prose names.

A duration counts the more, the plainer the words near it speak of the proposal as a whole: what is said of the project,
or beside the money, counts before what is said of a service, and that someone is followed for two years not at all.
"""

import re
from collections.abc import Iterator
from typing import Final

from graph.reading import quantities
from graph.reading.context import sentence_at
from graph.reading.facets import Figure, Span
from graph.reading.prose import Prose

MOST_MONTHS: Final = 120
SURE: Final = 3  # from this strength on it is the proposal itself that is said to last
BEFORE, AFTER = 60, 45  # letters around a duration that may say what it is of
MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_LASTS: Final = re.compile(
    r"\bvarer|varighed|løber|projektperiode|periode|projektet|indsatsen\b|pilot|hvor længe|\btid:|tidsramme|forsøget",
    re.I,
)
_LASTS_AFTER: Final = re.compile(
    r"^,?\s*(?:som\s+)?(?:projektet|indsatsen|forsøget)\s+(?:varer|løber|kører)|^\s+i alt\b|^\w*\s+(?:\w+\s+)?"
    r"(?:projekt|indsats|forsøg|periode|bevilling|pilot|aftale)",
    re.I,
)
_MONEY: Final = re.compile(r"(?:\bkr\b\.?|kroner|mio\.?|millioner|,-|beløb|budget|koster)[^.;]{0,25}$", re.I)
_MONEY_AFTER: Final = re.compile(r"^[^.;]{0,12}\b(?:til|for|koster)\b[^.;]{0,30}(?:kr\b|kroner|mio|million|pris)", re.I)
_OF_A_PART: Final = re.compile(
    r"\b(?:vente\w*|følge[rs]?|støtte[rs]?|bliver|besøge[rs]?|bo[r]?\b|ansat|forløb på|hold(?:et)? (?:tager|på|varer)"
    r"|tager"
    r"|gruppe på|mindst|kursus på|uddannelse på|de første|første|op til)\b[^.;,]*$",
    re.I,
)
_WITHIN: Final = re.compile(r"(?:over|i løbet af|i|på|om|til|for de|de næste|på tværs af)\s*$", re.I)
_WITHIN_AFTER: Final = re.compile(r"(?:\.|,|;|\)|$|\s+(?:skal|er|og|i|som|har)\b|\s*\n)")
_NOT_LASTING: Final = re.compile(
    r"(?:efter|første|inden for|inden|siden|under|fyldt|mindst|mellem|fra|sidste|hvert|seneste|for)\s*$", re.I
)
_UNTIL_NOW: Final = re.compile(r"\b(?:har|havde)\b[^.,;]{0,40}\bi\s*$", re.I)  # 'jeg har siddet her i fire år'
_MONTH: Final = rf"(?:{'|'.join(MONTHS)})[a-zæøå]*\.?"
_DAY: Final = (
    rf"(?:(?:\d{{1,2}}\.\s*)?(?P<m{{0}}>{_MONTH})\s+(?P<y{{0}}>20\d\d)"
    rf"|\d{{1,2}}[./-]\s?(?P<n{{0}}>\d{{1,2}})[./-]\s?(?P<z{{0}}>20\d\d)|(?P<w{{0}}>20\d\d))"
)
_FROM_TO: Final = re.compile(
    rf"\b{_DAY.replace('{0}', '1')}\s*(?:-|–|—|til(?: og med)?|og)\s*(?:udgangen af\s+)?{_DAY.replace('{0}', '2')}\b",
    re.I,
)
_PERIOD: Final = re.compile(r"periode|løber|varer|tidsplan|gennemføres|projektet|\bfra\s*$|start", re.I)

Strong = tuple[int, float, Span]


def lasting(prose: Prose) -> tuple[Figure | None, Figure | None]:
    """Return how many months the proposal lasts, and in how many it is paid back."""
    said: list[Strong] = []
    payback: list[Strong] = []
    for field, text in prose.fields.items():
        for found, is_payback in quantities.durations(text):
            if found.value and found.value <= MOST_MONTHS and _is_own(prose, field, found.start):
                item = (1, found.value, prose.span(field, found))
                if is_payback:
                    payback.append(item)
                elif strength := _strength(text, found.start, found.end):
                    said.append((strength, *item[1:]))
        said += (s for s in _dates(prose, field, text) if _is_own(prose, field, s[2].start))
    most = max((strength for strength, _, _ in said), default=0)
    months = _single([s for s in said if s[0] == most], is_sure=most >= SURE)
    return months, _single(payback, is_sure=True)


def _is_own(prose: Prose, field: str, at: int) -> bool:
    return prose.standing(field, at) in {"own", "ending"}


def _strength(text: str, start: int, end: int) -> int:
    before, after = _around(text, start, end)
    if _UNTIL_NOW.search(before):
        return 0
    within = bool(_WITHIN.search(before))
    part = bool(_OF_A_PART.search(before))
    if _LASTS_AFTER.match(after):
        return 4
    if (_MONEY.search(before) and within) or _MONEY_AFTER.match(after):
        return 4 if not part else 0
    if _LASTS.search(before) and not part and (within or not _NOT_LASTING.search(before)):
        return 4
    if re.search(r"[(–:-]\s*$", before) and re.match(r"\s*[),]", after):
        return 3
    if re.search(r",\s*$", before) and re.match(r"\s*,", after):
        return 2
    if part or (_NOT_LASTING.search(before) and not re.search(r"over\s*$", before, re.I)):
        return 0
    if not (within and _WITHIN_AFTER.match(after)):
        return 0
    return 2 if re.search(r"(?:over|i løbet af|for de|de næste)\s*$", before, re.I) else 1


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a place, of its own sentence."""
    first, last = sentence_at(text, start)
    return text[max(first, start - BEFORE) : start], text[end : min(max(last, end), end + AFTER)]


def _dates(prose: Prose, field: str, text: str) -> Iterator[Strong]:
    """Yield the periods from a day, month or year to another: years alone are whole years."""
    for m in _FROM_TO.finditer(text):
        begin, end = (_month(m, which) for which in ("1", "2"))
        bare = m["w1"] and m["w2"]
        months = end - begin + 1 if not bare else end - begin + 12
        before, _ = _around(text, m.start(), m.end())
        is_told = bool(_PERIOD.search(before))
        if 0 < months <= MOST_MONTHS and (is_told or not bare):
            yield 5 if is_told else 3, float(months), prose.span(field, m)


def _month(m: re.Match[str], which: str) -> int:
    """Return a day, month or year as a count of months."""
    year = int(m["y" + which] or m["z" + which] or m["w" + which])
    if name := m["m" + which]:
        return year * 12 + MONTHS.index(name[:3].lower())
    return year * 12 + (int(m["n" + which]) - 1 if m["n" + which] else 0)


def _single(found: list[Strong], *, is_sure: bool) -> Figure | None:
    """Return the figure if the text has one only: of several it is the officer who must choose."""
    if len({value for _, value, _ in found}) != 1:
        return None
    return Figure(
        value=found[0][1],
        unit="months",
        origin="text",
        certainty="certain" if is_sure else "likely",
        spans=tuple(span for _, _, span in found),
    )
