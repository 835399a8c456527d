"""Ages in Danish text: in years, in school years, and by words for a stage of life ('udskolingen', 'i tresserne')."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.reading.quantities import NUMBER_WORDS, Found, before, clause

OLDEST: Final = 120
FIRST_GRADE_AGE: Final = 7  # in the 1st grade; in the 9th 15 to 16
STAGES: Final[Sequence[tuple[str, int | None, int | None]]] = (
    (r"spædbørn\w*|spædbarn\w*|nyfødte\w*", 0, 1),
    (r"vuggestuebørn\w*", 0, 2),
    (r"børnehavebørn\w*|børnehavebarn\w*", 3, 5),
    (r"førskolebørn\w*", 3, 6),
    (r"indskoling\w*", 6, 9),
    (r"mellemtrin\w*", 10, 12),
    (r"udskoling\w*|overbygning(?:en|ens|selever\w*)?|afgangsklasse\w*|afgangselev\w*", 13, 16),
    (r"konfirmand\w*", 13, 15),
    (r"teenage\w*", 13, 19),
    (r"gymnasieelev\w*", 16, 19),
    (r"tyverne", 20, 29),
    (r"tredi[vt]e?rne|30'erne", 30, 39),
    (r"fyrre(?:t)?(?:r)?ne|40'erne", 40, 49),
    (r"halvtredserne|50'erne", 50, 59),
    (r"tresserne|60'erne", 60, 69),
    (r"halvfjerdserne|70'erne", 70, 79),
    (r"firserne|80'erne", 80, 89),
    (r"(?:folke)?pensionsalder\w*|folkepensionister\w*", 67, None),
)
"""Words for a stage of life, and its ages in whole years, both inclusive, either open."""

_TEENS: Final = {
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "seksten": 16,
    "sytten": 17,
    "atten": 18,
    "nitten": 19,
    "femogtyve": 25,
    "tredive": 30,
}
_ONES: Final = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TENS: Final = {
    "tyve": 20,
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfjerds": 70,
    "firs": 80,
    "halvfems": 90,
}
_BETWEEN: Final = {f"{one}og{ten}": tens + n for ten, tens in _TENS.items() for n, one in enumerate(_ONES, 1)}
_WORDS: Final = _BETWEEN | _TENS | _TEENS | {word: int(n) for word, n in NUMBER_WORDS.items() if 2 < n < 100}
_N: Final = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_YEARS: Final = r"(årige?s?\b|års?\b)"
_TO: Final = r"-?\s*(?:-|–|til(?: og med)?|og)\s*"
_WHO: Final = "(?:de|man|hun|han|den unge|barnet|eleven)"
_IS: Final = "(?:er fyldt|fylder|er|bliver)"
_NEXT: Final = (
    r"\s*(?:[.,;)]|$|\n|\s(?:med|der|som|uden|på|i|fra|får|kan|skal|har|er|bor|eller|og|uanset|lever|til|hvor)\b)"
)

_RANGE: Final = re.compile(rf"\b{_N}{_TO}{_N}[\s-]*{_YEARS}", re.I)
_LIST: Final = re.compile(rf"\b{_N}((?:,\s*{_N})+)\s+(?:og|eller)\s+{_N}[\s-]*{_YEARS}", re.I)
_BOUND: Final = re.compile(rf"\b(under|op til|højst|over|mindst|fra|fyldt)\s+{_N}[\s-]*{_YEARS}", re.I)
_BARE: Final = re.compile(rf"\b(?:(?:mellem|fra)\s+{_N}\s+(?:og|til)|på\s+(\d{{1,2}})\s?[-–])\s*{_N}(?={_NEXT})", re.I)
_IN_BRACKETS: Final = re.compile(r"\((\d{1,2})\s*[-–]\s*(\d{2})(?:\s*år)?\)")
_UNTIL: Final = re.compile(rf"\b(?:ind)?til {_WHO} {_IS} (\d{{2}})\b(?! til)", re.I)
_FROM: Final = re.compile(rf"\b(?:når|dag|efter|fra) {_WHO} (?:er fyldt|fylder|bliver) (\d{{2}})\b", re.I)
_OF: Final = re.compile(rf"\b(?:i alderen|alder:?)\s+{_N}{_TO}{_N}\b(?!\s*(?:-|år))", re.I)
_OVER: Final = re.compile(
    r"\b(?:er(?: alle| typisk| mest| oftest)?|folk|dem|mænd|kvinder|borgere|voksne|unge|børn|piger|drenge|mennesker|"
    r"deltagere|ældre) (over|under) (\d{2})(?=\s(?:og|eller|som|der|uden|med|på|i|fra|får)\b|[.,;)])",
    re.I,
)
_PLUS: Final = re.compile(
    r"\b(\d{2,3})(?:\s*\+|(?<=fra \d\d) og op(?:efter|ad)?\b|"
    r"\s+år\s+(?:og|eller)\s+(?:op(?:efter|ad)?|derover|ældre|mere)\b)",
    re.I,
)
_REACHED: Final = re.compile(r"\b(?:er|været) fyldt (\d{1,3})\b(?!\s*(?:år|\d))|\bfra det fyldte (\d{1,3})\.", re.I)
_WHILE: Final = re.compile(
    rf"\b(?:fra|når) {_WHO} {_IS} (\d{{1,2}})(?: år)?\b[^.;]{{0,40}}?"
    rf"\b(?:(?:ind)?til|når) (?:og med )?(?:{_WHO} {_IS} )?(\d{{1,2}})\b",
    re.I,
)
_FROM_TO: Final = re.compile(r"\b(?:er )?fyldt (\d{2})(?: år)?,? (?:og|men) (?:er )?under (\d{2})\b", re.I)
_ARE: Final = re.compile(
    r"\b(?:er de|(?:de|alle|deltagerne) er) (\d{1,2})\s?[-–]\s?(\d{2})(?=\s*(?:[.,;]|og\b|år))", re.I
)
_ONE: Final = re.compile(
    rf"\b(?:er|som|når man er|fyldt)\s+{_N}(?:-årig\w*|\s+år gamm?el\w*|(?=[,.]|\s+og\b|\s+eller\s+\d))", re.I
)
_GRADES: Final = re.compile(r"\b(\d)\.\s*(?:-|–|til|og)\s*(\d{1,2})\.\s*klasse", re.I)
_GRADE: Final = re.compile(r"(?<!efter )(?<!siden )(?<!af )(?<!fra )(?<![-–] )(?<![-–])\b(\d{1,2})\.\s*klasse", re.I)
_PEOPLE: Final = re.compile(
    r"alder|mellem|unge|børn|barn|forældre|deltager|familie|folk|teenage|sygemeldt|pensionist|patient|elev|borger|"
    r"ældre|voksne|kvinder|mænd|mand\b|hjemløse|personer|pige|dreng|målgruppe|mennesker|lejer|rygere|beboer|ledige|"
    r"medlem|bruger|aarhusiane|gutter|knægte|studerende|kursist|mødre|fædre|"
    r"\b(?:de|alle|dem|flest|fleste) (?:er|på)\b|\balle fra|"
    r"\b(?:alle|dem|de|enhver|årgange)\s*$|\w(?:seende|hæmmede|ramte|syge|løse|udsatte|sårbare|døve|blinde)\s*$",
    re.I,
)


def ages(text: str) -> Iterator[Found]:
    """Yield ranges of ages in whole years: `value` to `high`, both inclusive, either open.

    'under 25' ends at 24; 'over 25' begins at 25, as in the pair 'under 25 – over 25'.
    """
    lists = [m for m in _LIST.finditer(text) if _is_age(text, m, m[5])]
    for m in lists:
        each = [int(n) for n in re.findall(r"\d+", m[0])]
        yield Found(min(each), m.start(), m.end(), max(each))
    yield from _ranges(text, [m.span() for m in lists])
    for m in _BOUND.finditer(text):
        if _is_age(text, m, m[3]) and not (m[2].isalpha() and m[2].casefold() not in _TEENS):  # 'over tre år' is no age
            bound, years = m[1].lower(), _years(m[2])
            if bound in {"under", "op til", "højst"}:
                yield Found(None, m.start(), m.end(), years - 1 if bound == "under" else years)
            else:
                yield Found(years, m.start(), m.end())
    for m in _FROM_TO.finditer(text):
        yield Found(int(m[1]), m.start(), m.end(), int(m[2]) - 1)
    for m in (*_PLUS.finditer(text), *_REACHED.finditer(text)):
        yield Found(int(next(filter(None, m.groups()))), m.start(), m.end())
    yield from _reached(text)
    for m in _GRADES.finditer(text):
        yield Found(int(m[1]) + FIRST_GRADE_AGE - 1, m.start(), m.end(), int(m[2]) + FIRST_GRADE_AGE)


def stages(text: str) -> Iterator[Found]:
    """Yield the ages of each stage of life and single school year that is named; they say less than ages in years."""
    for pattern, low, high in STAGES:
        for m in re.finditer(rf"\b(?:{pattern})\b", text, re.I):
            yield Found(low, m.start(), m.end(), high)
    for m in _GRADE.finditer(text):
        yield Found(int(m[1]) + FIRST_GRADE_AGE - 1, m.start(), m.end(), int(m[1]) + FIRST_GRADE_AGE)


def single(text: str) -> Iterator[int]:
    """Yield the age in whole years of each single person that is told of ('hun er 19, ...', 'som 23-årig')."""
    yield from (_years(m[1]) for m in _ONE.finditer(text))


def _ranges(text: str, lists: Sequence[tuple[int, int]]) -> Iterator[Found]:
    for m in _RANGE.finditer(text):
        low, high = _years(m[1]), _years(m[2])
        if any(start <= m.start() < end for start, end in lists):
            continue
        if low < high <= OLDEST and _is_age(text, m, m[3]):
            yield Found(low, m.start(), m.end(), high)
    for m in (*_WHILE.finditer(text), *_OF.finditer(text), *_ARE.finditer(text)):
        if _years(m[1]) < _years(m[2]):
            yield Found(_years(m[1]), m.start(), m.end(), _years(m[2]))
    for m in _OVER.finditer(text):
        is_over = m[1].lower() == "over"
        yield Found(int(m[2]), m.start(), m.end()) if is_over else Found(None, m.start(), m.end(), int(m[2]) - 1)
    for m in (*_BARE.finditer(text), *_IN_BRACKETS.finditer(text)):
        low, high = (_years(n) for n in m.groups() if n)
        if low < high and _PEOPLE.search(clause(before(text, m.start()))):
            yield Found(low, m.start(), m.end(), high)


def _reached(text: str) -> Iterator[Found]:
    """Yield the interval from 'when they turn' an age to 'until they are' another, or one end of it."""
    spans = {m.span() for m in _WHILE.finditer(text)}
    until = [m for m in _UNTIL.finditer(text) if not any(s <= m.start() and m.end() <= e for s, e in spans)]
    start = next(_FROM.finditer(text), None)
    for m in until[:1]:
        low = int(start[1]) if start and int(start[1]) < int(m[1]) else None
        yield Found(low, start.start() if start and low else m.start(), m.end(), int(m[1]))


def _is_age(text: str, m: re.Match[str], years: str) -> bool:
    """Tell whether a number of years is an age: of those of an age, or near a word for people."""
    return years.lower().startswith("årig") or bool(_PEOPLE.search(before(text, m.start())))


def _years(written: str) -> int:
    return _WORDS.get(written.casefold()) or int(written)
