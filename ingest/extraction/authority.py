"""Who is responsible, and which policies govern a theme."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph import quantities
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import PHRASE, modality
from ingest.extraction.dates import iso_dates
from ingest.extraction.money import figures_of, municipality_of
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Page, Sentence
from ingest.extraction.things import Mention, Thing, Things, key_of

MOST_WORDS: Final = 8  # of a department's name
_WITH: Final = re.compile(
    r"\b(?:i (?:tæt )?samarbejde med|sammen med|med inddragelse af|og samarbejdspartnere|i dialog med)\b", re.I
)
_AND: Final = re.compile(
    r"(?:(?<=\))\s*(?:og|,|/|samt)\s*|\s*;\s*|\s+samt\s+|\s*/\s+|,\s+(?=[A-ZÆØÅ][\w-]+\s+(?:for|"
    r"og)\b|[A-ZÆØÅ]\w+(?:forvaltningen|afdelingen)))"
)
_RESPONSIBLE: Final = re.compile(
    r"\b(?:har (?:det overordnede |det samlede |hoved)?ansvar\w*|er (?:hoved)?ansvarlig\w*|ansvaret "
    r"(?:ligger|er forankret|er placeret)|står for|står i spidsen for|er forankret i|forankres i|"
    r"forankret i|"
    r"varetage\w*|koordinere\w*|leder|driver|udfører|tilbyder|står bag|ledes af|drives af|udføres af|"
    r"gives (?:i dag )?af|ejes af)\b",
    re.I,
)
_RUN_BY: Final = re.compile(rf"\bsom\s+(?P<who>{PHRASE.pattern})\s+(?:driver|står for|udfører|tilbyder|står bag)\b")
_WE: Final = re.compile(r"^I\s+(?P<who>[A-ZÆØÅ][^,.;]*?)\s+(?:arbejder|har|tilbyder|driver|ønsker|oplever|er)\s+vi\b")
_BASIS: Final = re.compile(
    r"afsæt i|afsat i|udgangspunkt i|bygger på|på baggrund af|følger af|udspring\w* af|\btema i|"
    r"fokus på|løfter|medfør\w*|betydning for|sætter rammen|"
    r"rammer(?:ne)? for|styre[rs]?\b|reguler\w*|i henhold til|i medfør af|efter (?:den|det|"
    r"serviceloven)|\bvedtage\w*|tiltrådt|vision\w* (?:og|i)|målsætning\w*|"
    r"lancere\w*|offentliggj\w*|trådte i kraft|træder i kraft|indgå(?:et|r|s)|aftalt|forpligte\w*|"
    r"fastlægge\w*|prioritere\w*|besluttet",
    re.I,
)
_MONEY_FOR: Final = re.compile(
    r"\b(?:løfter|medførte|medfører|afsætter|afsat|indeholder|tilfører|giver|på i alt|samlet)\b", re.I
)


def find_responsible(page: Page, things: Things) -> list[Claim]:
    """Return the claims that an organisation is responsible for a theme, or leads an initiative."""
    claims: list[Claim] = []
    for sentence in page.sentences:
        is_answer = sentence.begins or sentence.line.kind == "item"
        if sentence.field == "responsible" and sentence.theme and is_answer and sentence.line.kind != "cell":
            claims += _in_field(sentence, things)
    answered = {c.sentence.theme for c in claims}
    for sentence in page.sentences:
        claims += _in_prose(page, sentence, things, is_answered=sentence.theme in answered)
    return claims


def find_policies(page: Page) -> list[Claim]:
    """Return the claims that a policy governs a theme, with its date and the money that it brings."""
    claims = []
    initiatives = {key_of(m.thing.name) for s in page.sentences for m in s.of("initiative")}
    for number, sentence in enumerate(page.sentences):
        for mention in sentence.of("policy"):
            if key_of(mention.thing.name) in initiatives:
                continue  # what is done is no policy, though its name ends in 'plan'
            if not sentence.theme:
                continue
            basis = _BASIS.search(sentence.text)
            rule = "policy field" if sentence.field == "policies" else "basis" if basis else "mentioned"
            figures = _figures(page, number, mention.thing, mention.end)
            claims.append(
                Claim(
                    "governs",
                    mention.thing,
                    None,
                    mention.start,
                    mention.end,
                    sentence,
                    rule,
                    modality(sentence.text),
                    faults=mention.faults,
                    figures=figures,
                )
            )
    return claims


def _figures(page: Page, number: int, policy: Thing, end: int) -> Figures:
    """Return the date of a policy ('fra 2018', 'den 11. maj 2021') and the amount that it, or the next sentence on it,
    is said to bring.
    """
    sentence = page.sentences[number]
    after = re.match(
        r"[\s\"”»]*(?:\([^)]*\)\s*)?(?:fra|af|gælder for|gælder|vedtaget i|indgået i|,? som "
        r"(?:\w+ ){1,3}(?:vedtog|indgik|tiltrådte|besluttede)(?: i)?)?\s*(?:den\s+|"
        r"d\.\s*)?((?:\d{1,2}\.\s*\w+\s+)?(?:19|20)\d\d)",
        sentence.after(end),
    )
    in_name = re.search(r"\b(?:19|20)\d\d", policy.name)
    date = iso_dates(after[1])[0][1] if after and iso_dates(after[1]) else None
    full = [d for _, d in iso_dates(sentence.text) if len(d) == 10]
    date = date or (full[0] if full else None) or (in_name[0] if in_name else None)
    for other in page.sentences[number : number + 2]:
        if other.line != sentence.line or not _MONEY_FOR.search(other.text):
            continue
        about_it = other is sentence or re.match(
            r"(?:aftalen|reformen|loven|planen|strategien|den|det|puljen|forliget)\b", other.text, re.I
        )
        others = [m for m in other.of("policy") if m.thing != policy]
        amount = next(
            (f for f in quantities.money(other.text) if f.start > (end - other.start if other is sentence else 0)), None
        )
        if amount and about_it and not others:
            return Figures(
                amount=amount.value, high=amount.high, date=date, approximate=figures_of(other, amount).approximate
            )
    return Figures(date=date)


def _in_field(sentence: Sentence, things: Things) -> Iterator[Claim]:
    """What a field for the responsible names: known organisations, those whose name says so, else what has capitals."""
    text = sentence.text
    stop = _WITH.search(text)
    limit = sentence.start + (stop.start() if stop else len(text))
    named = [m for m in sentence.of("organisation") if m.start < limit and m.thing.class_ != "Council"]
    named = [m for m in named if not _is_aside(sentence, m) and not _is_unit(sentence, m, named)]
    departments = [m for m in named if m.thing.class_ not in {"Municipality"}]
    if not departments and not re.match(r"alle\b", text, re.I):
        for start, end, name in _listed(text[: limit - sentence.start]):
            thing = things.called("organisation", name, organisation_class(name) or "Department")
            departments.append(sentence.add(thing, sentence.start + start, sentence.start + end))
            if short := re.match(r"\s*\(([A-ZÆØÅ]{2,6})\)", text[end:]):
                things.also_called(thing, short[1])
    for mention in departments or named:
        yield Claim(
            "responsible_for",
            mention.thing,
            None,
            mention.start,
            mention.end,
            sentence,
            "field",
            "stated" if stop is None or mention.start < limit else "planned",
            faults=mention.faults,
        )


def _is_aside(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether only an abbreviation in parentheses is found: it belongs to the name before it."""
    written = sentence.text[mention.start - sentence.start : mention.end - sentence.start]
    return written.isupper() and sentence.before(mention.start).endswith("(")


def _is_unit(sentence: Sentence, mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell whether 'i' and the name of another stand after it: a unit of that."""
    return any(sentence.text[mention.end - sentence.start : o.start - sentence.start].strip() == "i" for o in others)


def _listed(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for cut in [*_AND.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        part = text[at:stop]
        found = re.search(r"[A-ZÆØÅ][^(:.;]*", part)
        if found:
            name = found[0].strip(" ,.")
            if len(name.split()) > MOST_WORDS or re.search(r"\s(?:er|har|blev|bliver|skal|vil)\s", name):
                return
            yield at + found.start(), at + found.start() + len(name), name
        at = cut.end() if cut else stop


def _in_prose(page: Page, sentence: Sentence, things: Things, *, is_answered: bool) -> Iterator[Claim]:
    if sentence.field == "responsible" or sentence.line.kind == "cell":
        return
    we = _WE.match(sentence.text)
    if we and sentence.theme and not is_answered and municipality_of(page):
        start = sentence.start + we.start("who")
        known = [
            m.thing for m in sentence.of("organisation") if m.start >= start and m.end <= sentence.start + we.end("who")
        ]
        thing = (
            known[0]
            if known
            else things.called("organisation", we["who"], organisation_class(we["who"]) or "Department")
        )
        yield Claim("responsible_for", thing, None, start, sentence.start + we.end("who"), sentence, "we", "stated")
        return
    initiatives = sentence.of("initiative")
    for runs in _RUN_BY.finditer(sentence.text):
        start, end = sentence.start + runs.start("who"), sentence.start + runs.end("who")
        before = [m for m in initiatives if m.end <= start]
        if before and not sentence.has("organisation", start, end):
            thing = things.called("organisation", runs["who"], organisation_class(runs["who"]) or "Organisation")
            sentence.add(thing, start, end)
            yield Claim("led_by", before[-1].thing, thing, start, end, sentence, "run by", modality(sentence.text))
    says = _RESPONSIBLE.search(sentence.text)
    if not says:
        return
    for mention in _actors(sentence, says):
        if initiatives:
            nearest = min(initiatives, key=lambda m: abs(m.start - mention[1]))
            yield Claim(
                "led_by", nearest.thing, mention[0], mention[1], mention[2], sentence, "leads", modality(sentence.text)
            )
        elif sentence.theme and not is_answered:
            yield Claim(
                "responsible_for", mention[0], None, mention[1], mention[2], sentence, "prose", modality(sentence.text)
            )


def _actors(sentence: Sentence, says: re.Match[str]) -> Sequence[tuple[Thing, int, int]]:
    passive = re.search(r"\b(?:af|i|hos)\s*$|ligger|placeret|forankre", says[0]) is not None
    found = []
    for mention in sentence.of("organisation"):
        is_after = mention.start - sentence.start >= says.end()
        near = (
            abs(mention.start - sentence.start - says.end()) < 30
            if is_after
            else abs(mention.end - sentence.start - says.start()) < 60
        )
        if mention.thing.class_ in {"Foundation", "InvestmentFund", "Council", "StateAuthority"} or not near:
            continue
        if is_after == passive:
            found.append((mention.thing, mention.start, mention.end))
    return found[:1]
