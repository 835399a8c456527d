"""How many people there are: counts with the group and the year, which may be carried over from the count before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.ages import ages as ages_in
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.clauses import Clause, clauses
from ingest.extraction.danish import is_noun, modality
from ingest.extraction.dates import iso_dates
from ingest.extraction.page import Page, Sentence
from ingest.extraction.things import Thing
from ontology.namespaces import SKOS

_NUMBER: Final = r"(?<![\d.,§/-])(?!(?:19|20)\d\d\b)(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?![\d/])"
_ABOUT: Final = r"(?P<about>\b(?:ca\.|cirka|omkring|knap|godt|over|mere end|omtrent|mindst)\s+)?"
_REST: Final = r"(?P<rest>[^.;,–(]{0,60}(?:,\s+(?:der|som)\b[^.;,–(]{0,80})?)"
_COUNT: Final = re.compile(
    rf"{_ABOUT}{_NUMBER}(?P<percent>\s*(?:%|procent|pct\.))?\s+(?:af\s+)?"
    rf"(?P<who>(?:(?:de|alle|vores|kommunens)\s+)?[\w-]+(?:\s+[\w-]+){{0,2}})(?={_REST})"
)
_OF_THEM: Final = re.compile(
    rf"(?:\b(?:heraf|hvoraf|deraf|af (?:disse|dem))\s+(?:[a-zæøå]+\s+){{0,2}}?{_ABOUT}{_NUMBER}"
    rf"|{_ABOUT.replace('about', 'about2')}{_NUMBER.replace('number', 'number2')}\s+af (?:dem|disse)\b)(?={_REST})",
    re.I,
)
_TOTAL: Final = re.compile(
    rf"\b(?:\w*tallet|(?:samlede |tilsvarende )tal|antallet)\s+"
    rf"(?:(?:\w+\s+){{0,4}}?(?:var|er|på|til)\s+(?:på\s+)?)?{_ABOUT}{_NUMBER}"
    r"(?!\s*(?:%|procent|pct|kr|mio|mia|uger|dage|år\b))",
    re.I,
)
_AGAINST: Final = re.compile(
    rf"\bmod\s+{_ABOUT}{_NUMBER}\s+(?:(?P<before>året (?:før|forinden))|i\s+(?P<year>(?:19|20)\d\d))"
)
_CAPACITY: Final = re.compile(  # how many there is room for
    r"\b(?:til|op til|plads til|hvor|højst|hver)\s+(?:ca\.\s+)?$", re.I
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:på landsplan|(?:i )?hele landet|i hele Danmark|i Danmark|nationalt|landets|"
    r"på verdensplan|i EU|andre kommuner)\b",
    re.I,
)
_SAME_YEAR: Final = re.compile(r"\b(?:i )?samme år\b|\bdet år\b", re.I)
REACH: Final = 3  # sentences that a count is carried over


def find_observations(page: Page, snapshot: Snapshot) -> list[Claim]:
    """Return the claims that so many people there are, with the year and whom they are; not those of the whole
    country.
    """
    claims: list[Claim] = []
    last: tuple[int, Claim] | None = None
    for number, sentence in enumerate(page.sentences):
        if sentence.line.kind == "cell":
            continue
        for clause in clauses(sentence.text):
            if _ELSEWHERE.search(clause.text):
                continue
            is_near = last and number - last[0] <= REACH and last[1].sentence.theme == sentence.theme
            base = last[1] if last and is_near else None
            found = [*_counts(sentence, clause, base, snapshot)]
            claims += found
            last = (number, found[0]) if found and (base is None or found[0].rule == "count") else last
    return claims


def _counts(sentence: Sentence, clause: Clause, base: Claim | None, snapshot: Snapshot) -> Iterator[Claim]:
    """Yield the counts of a clause; `base` is the one before, of which 'heraf 61' tells a part."""
    base = base or _unnumbered(sentence, clause)
    if base and (part := _OF_THEM.search(clause.text)):
        yield _part(sentence, clause, base, part, snapshot)
        return
    if base and (total := _TOTAL.search(clause.text)):
        date = _date(sentence, clause, total.start("number"), base)
        place = sentence.start + total.start("number"), sentence.start + total.end("number")
        yield _claim(sentence, base.object, place, base.name or "", "count", _figures(total, date))
        return
    found: Claim | None = None
    for count in _COUNT.finditer(clause.text):
        if noun := _people(clause, count):
            rest = _rest(sentence, count)
            date = _date(sentence, clause, count.start("number"), base)
            start, end = sentence.start + count.start("number"), sentence.start + count.start("who") + noun.end()
            figures = _with_ages(_figures(count, date), count["who"] + rest)
            rule = "share" if count["percent"] else "count"
            found = _claim(sentence, _group(sentence, count), (start, end), count["who"] + rest, rule, figures)
            yield found
    against = _AGAINST.search(clause.text)
    if found and against:
        year = against["year"] or (str(int(found.figures.date[:4]) - 1) if found.figures.date else None)
        figures = replace(found.figures, value=_number(against["number"]), date=year)
        place = sentence.start + against.start("number"), sentence.start + against.end("number")
        yield _claim(sentence, found.object, place, found.name or "", "count", figures)


def _unnumbered(sentence: Sentence, clause: Clause) -> Claim | None:
    """Return the group named before a clause as one that may be counted in it: 'elever med fravær; der var 318 af
    dem'.
    """
    before = [m for m in sentence.of("group") if m.end <= sentence.start + clause.start]
    if not before:
        return None
    group = before[-1]
    return _claim(sentence, group.thing, (group.start, group.end), group.thing.name, "count", Figures())


def _part(sentence: Sentence, clause: Clause, base: Claim, part: re.Match[str], snapshot: Snapshot) -> Claim:
    """Return the count of a part of what `base` counts: 'heraf var 138 aktivitetsparate'."""
    group = "number" if part["number"] else "number2"
    at, end = sentence.start + part.start(group), sentence.start + part.end(group)
    inside = [m.thing for m in sentence.of("group") if at <= m.start <= sentence.start + part.end("rest")]
    thing = _narrower(inside[:1], base.object, snapshot) or (inside[0] if inside else base.object)
    name = f"{part['rest'].strip(' .,')} af {base.name}"
    date = _date(sentence, clause, part.start(group), base, is_of_them=True)
    value = _number(part[group])
    figures = Figures(value=value, unit="personer", approximate=bool(part["about"] or part["about2"]), date=date)
    return _claim(sentence, thing, (at, end), name, "count", _with_ages(figures, part["rest"]))


def _people(clause: Clause, count: re.Match[str]) -> re.Match[str] | None:
    """Return the noun for people in what a number counts, if it counts people that there are."""
    who = count["who"]
    noun = next((w for w in re.finditer(r"[\w-]+", who) if is_noun(w[0], "people")), None)
    if noun is None or re.search(r"\b(?:til|på|i|og)\b", who[: noun.start()]) or re.match(r"års?\b|årig", who):
        return None
    is_date = any(at == count.start("number") for at, _ in iso_dates(clause.text))
    is_room = _CAPACITY.search(clause.text[: count.start()]) or re.search(r"^\W*kan\b", count["rest"])
    is_money = count["number"] in {"0", "1"} or re.search(r"\b(?:kr\.?|mio|mia|kroner)\b", who)
    return None if is_date or is_room or is_money else noun


def _rest(sentence: Sentence, count: re.Match[str]) -> str:
    """Return what is said of those counted, with the relative clause that follows."""
    full = re.match(_REST, sentence.text[count.end("who") :])
    return full["rest"] if full else count["rest"]


def _date(sentence: Sentence, clause: Clause, at: int, base: Claim | None, *, is_of_them: bool = False) -> str | None:
    """Return the year of a count: the nearest in its clause or sentence, or that of the count before."""
    for text in (clause.text, sentence.text):
        if dates := iso_dates(text):
            return min(dates, key=lambda d: abs(d[0] - at))[1]
    return base.figures.date if base and (is_of_them or _SAME_YEAR.search(clause.text)) else None


def _figures(count: re.Match[str], date: str | None) -> Figures:
    percent = count.groupdict().get("percent")
    unit = "procent" if percent else "personer"
    return Figures(value=_number(count["number"]), unit=unit, approximate=bool(count["about"]), date=date)


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _with_ages(figures: Figures, text: str) -> Figures:
    ages = next(iter(ages_in(text)), None)
    low, high = (int(v) if v is not None else None for v in ((ages.value, ages.high) if ages else (None, None)))
    return replace(figures, age_min=low, age_max=high)


def _claim(
    sentence: Sentence, group: Thing | None, place: tuple[int, int], name: str, rule: str, figures: Figures
) -> Claim:
    called = " ".join(name.split()).strip(" .,")
    return Claim("observation", None, group, *place, sentence, rule, modality(sentence.text), called, figures=figures)


def _group(sentence: Sentence, count: re.Match[str]) -> Thing | None:
    """Return the group that is counted: named in the phrase, or before it ('hjemløsetælling … 750')."""
    at, end = sentence.start + count.start("who"), sentence.start + count.end()
    groups = sentence.of("group")
    inside = [m for m in groups if at <= m.start < end]
    before = [m for m in groups if m.end <= at]
    known = [m for m in (*inside, *reversed(before)) if not m.thing.is_new]
    chosen = known or inside or before[-1:]
    return chosen[0].thing if chosen else None


def _narrower(named: Sequence[Thing], of: Thing | None, snapshot: Snapshot) -> Thing | None:
    """Return the group that is the named ones of another: of the homeless 'heraf 172 unge' are the young homeless."""
    for thing in named if of else ():
        for candidate in snapshot.to(of.iri, SKOS.broader) if of else ():
            label = snapshot.label(candidate.subject)["da"]
            if label.split()[0] == thing.name.split()[0]:
                return Thing(candidate.subject, "group", label, is_new=False)
    return None
