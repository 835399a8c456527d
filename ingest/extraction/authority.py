"""Who is responsible, and which policies govern a theme."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.reading import quantities
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.clauses import clauses
from ingest.extraction.danish import PHRASE, is_noun, modality, pattern
from ingest.extraction.dates import iso_dates
from ingest.extraction.groups import is_finite
from ingest.extraction.money import municipality_of
from ingest.extraction.names import organisation_class, phrases
from ingest.extraction.page import Page, Sentence
from ingest.extraction.payers import figures_of
from ingest.extraction.references import referred
from ingest.extraction.things import Mention, Thing, Things, key_of

MOST_WORDS: Final = 8  # of a department's name
REACH: Final = 40  # characters between who is responsible and what says so
_NOT_RESPONSIBLE: Final = frozenset({"Foundation", "InvestmentFund", "Council", "StateAuthority"})
_WITH: Final = re.compile(
    r"\b(?:i (?:tæt )?samarbejde med|sammen med|med inddragelse af|og samarbejdspartnere|i dialog med)\b", re.I
)
_AND: Final = re.compile(
    r"(?:(?<=\))\s*(?:og|,|/|samt|i samarbejde med)\s*|\s*;\s*|\s+samt\s+|\s*/\s+|,\s+(?=[A-ZÆØÅ][\w-]+\s+(?:for|"
    r"og)\b|[A-ZÆØÅ]\w+(?:forvaltningen|afdelingen)))"
)
_RUN_BY: Final = re.compile(rf"\bsom\s+(?P<who>{PHRASE.pattern})\s+(?:driver|står for|udfører|tilbyder|står bag)\b")
_ABBREVIATED_UNIT: Final = re.compile(rf"\s*{PHRASE.pattern}\s*\([A-ZÆØÅ]{{2,6}}\)")
_ABBREVIATION: Final = re.compile(r"\s*\(([A-ZÆØÅ]{2,6})\)")
_TRIPLE: Final = re.compile(r"[A-ZÆØÅ][\w-]+(?:, [A-ZÆØÅ][\w-]+)+ og [A-ZÆØÅ][\w-]+")
_NOT_A_NAME: Final = re.compile(r"(?:den|det|de|vi|alle|hver|en|et|ingen|ikke|der|man|se|ja|nej)\b", re.I)
_CLAUSE: Final = re.compile(r",\s+(?:at|men|der|som|hvor)\s+|:\s+")
_TO_WHAT: Final = re.compile(
    r"\s+(?:for så vidt|hvad angår|med hensyn til|vedrørende|i forhold til)\b|,\s+(?:der|som)\b"
)
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
_NO_LONGER: Final = re.compile(r"\b(?:ikke længere|ophævet|ophæves|afskaffet|afløst af|erstattet af)\b", re.I)
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
    for number, sentence in enumerate(page.sentences):
        claims += _in_prose(page, number, sentence, things, is_answered=sentence.theme in answered)
    return claims


def find_policies(page: Page) -> list[Claim]:
    """Return the claims that a policy governs a theme, with its date and the money that it brings."""
    claims = []
    initiatives = {key_of(m.thing.name) for s in page.sentences for m in s.of("initiative")}
    for number, sentence in enumerate(page.sentences):
        for mention in sentence.of("policy"):
            if key_of(mention.thing.name) in initiatives:
                continue  # what is done is no policy, though its name ends in 'plan'
            if not sentence.theme or _NO_LONGER.search(sentence.text):
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
        r"[\s\"”»*_]*(?:\([^)]*\)\s*)?(?:med \w+ )?(?:fra|af|gælder for|gælder|vedtaget i|indgået i|,? som "
        r"(?:\w+ ){1,3}(?:vedtog|indgik|tiltrådte|besluttede)(?: i)?)?\s*(?:den\s+|"
        r"d\.\s*)?((?:\d{1,2}\.\s*\w+\s+)?(?:19|20)\d\d)",
        sentence.after(end),
    )
    in_name = re.search(r"\b(?:19|20)\d\d", policy.name)
    date = iso_dates(after[1])[0][1] if after and iso_dates(after[1]) else None
    full = [d for _, d in iso_dates(sentence.text) if len(d) == 10]
    date = date or _enacted(sentence, end) or (full[0] if full else None) or (in_name[0] if in_name else None)
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
                amount=amount.value, high=amount.high, date=date, approximate=figures_of(other.text, amount).approximate
            )
    return Figures(date=date)


def _enacted(sentence: Sentence, end: int) -> str | None:
    """Return when a policy was passed, or takes effect: by the clause that follows its name, or by its own clause."""
    at = end - sentence.start
    of = clauses(sentence.text)
    own = [c for c in of if c.holds(at - 1)]
    following = [c for c in of if c.is_relative and 0 <= c.start - at <= 2]
    apposed = re.match(r"[\"”»*_]*\s*[,(]\s*([^,;()]*)", sentence.text[at:])
    for text in (*(c.text for c in following), *([apposed[1]] if apposed else []), *(c.text for c in own)):
        enact = pattern("verbs", "enact").search(text)
        dates = iso_dates(text) if enact else []
        if enact and dates:
            return min(dates, key=lambda d: abs(d[0] - enact.end()))[1]
    return None


def _in_field(sentence: Sentence, things: Things) -> Iterator[Claim]:
    """What a field for the responsible names: known organisations, those whose name says so, else what has capitals."""
    text = sentence.text
    stop = _WITH.search(text)
    if stop and (beside := _ABBREVIATED_UNIT.match(text, stop.end())):
        stop = _WITH.search(text, beside.end())  # a unit with its abbreviation answers beside the first
    limit = sentence.start + (stop.start() if stop else len(text))
    named = [m for m in sentence.of("organisation") if m.start < limit and m.thing.class_ != "Council"]
    named = [m for m in named if not _is_aside(sentence, m) and not _is_unit(sentence, m, named)]
    departments = [m for m in named if m.thing.class_ not in {"Municipality"}]
    if triple := _TRIPLE.match(text):
        thing = things.called("organisation", triple[0], "Department")
        departments = [sentence.add(thing, sentence.start, sentence.start + triple.end())]
    if not re.match(r"alle\b", text, re.I):
        for start, end, name in _listed(text[: limit - sentence.start]):
            is_short = _ABBREVIATION.match(text[end:])
            is_taken = any(m.start < sentence.start + end and m.end > sentence.start + start for m in departments)
            if is_taken or (departments and not is_short):
                continue
            thing = things.called("organisation", name, organisation_class(name) or "Department")
            departments.append(sentence.add(thing, sentence.start + start, sentence.start + end))
            if is_short:
                things.also_called(thing, is_short[1])
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
    """Yield the names that an answer lists: each begins with a capital and ends before a verb, or what it is for."""
    at = 0
    for cut in [*_AND.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        found = re.search(r"[A-ZÆØÅ][^(:.;]*", text[at:stop])
        if found:
            name = _before_verb(found[0])
            if len(name.split()) > MOST_WORDS or not name or _NOT_A_NAME.match(name):
                return
            yield at + found.start(), at + found.start() + len(name), name
        at = cut.end() if cut else stop


def _before_verb(words: str) -> str:
    limit = _TO_WHAT.search(words)
    words = words[: limit.start()] if limit else words
    verb = next((w for w in re.finditer(r"[\w-]+", words) if w.start() and is_finite(w[0])), None)
    return words[: verb.start() if verb else None].strip(" ,.")


def _in_prose(page: Page, number: int, sentence: Sentence, things: Things, *, is_answered: bool) -> Iterator[Claim]:
    if sentence.line.kind == "cell" or (sentence.field == "responsible" and sentence.begins):
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
            runner = things.called("organisation", runs["who"], organisation_class(runs["who"]) or "Organisation")
            sentence.add(runner, start, end)
            yield Claim("led_by", before[-1].thing, runner, start, end, sentence, "run by", modality(sentence.text))
    is_answered = is_answered and sentence.field != "responsible"
    for place, start, end in _actors(sentence):
        who = _organisation(sentence, things, start, end)
        if who is None:
            continue
        near = [m.thing for m in initiatives if m.end <= max(place, start)] or [m.thing for m in initiatives]
        about = near[-1:] or referred(page, number)
        runs_only = not pattern("responsible", "theme").search(sentence.text)
        if about:
            yield Claim("led_by", about[-1], who, start, end, sentence, "leads", modality(sentence.text))
        elif sentence.theme and not is_answered and not runs_only:
            yield Claim("responsible_for", who, None, start, end, sentence, "prose", modality(sentence.text))


def _actors(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """Yield where a sentence says that somebody is responsible, and the place of whom: the phrase with capitals after
    'drives af' or 'hører under', or the subject of 'har ansvaret'.
    """
    text = sentence.text
    for says in pattern("responsible", "by").finditer(text):
        if who := PHRASE.match(text, says.end()):
            yield sentence.start + says.start(), sentence.start + who.start(), sentence.start + who.end()
            return
    for says in pattern("responsible", "subject").finditer(text):
        clause = max((m.end() for m in _CLAUSE.finditer(text, 0, says.start())), default=0)
        named = [(a, b) for a, b, name in phrases(text) if not _NOT_A_NAME.match(name)]
        before = [(a, b) for a, b in named if clause <= a and b <= says.start() and says.start() - b < REACH]
        relative = [(a, b) for a, b in named if re.fullmatch(r"\s*,?\s+(?:der|som)\s+", text[b : says.start()])]
        inverted = [(a, b) for a, b in named if text[says.end() : a].isspace()]
        for start, end in before[:1] or relative[-1:] or inverted[:1]:
            yield sentence.start + says.start(), sentence.start + start, sentence.start + end
            return


def _organisation(sentence: Sentence, things: Things, start: int, end: int) -> Thing | None:
    """Return the organisation that is named in a place; None where the name is of something else, or of a payer."""
    known = [m.thing for m in sentence.of("organisation") if m.start < end and m.end > start]
    if known:
        return None if known[0].class_ in _NOT_RESPONSIBLE else known[0]
    name = sentence.text[start - sentence.start : end - sentence.start]
    if any(sentence.has(kind, start, end) for kind in ("initiative", "policy", "area", "theme")):
        return None
    if " " not in name and is_noun(name, "initiative") and not organisation_class(name):
        return None  # 'Værkstedet tilbyder'
    thing = things.called("organisation", name, organisation_class(name) or "Department")
    sentence.add(thing, start, end)
    return thing
