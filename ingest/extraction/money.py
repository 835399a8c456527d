"""Who pays for what, and what budgets are told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph import quantities
from graph.quantities import Found
from graph.thesaurus import WORD
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import CAP, is_noun, modality, pattern, without_article
from ingest.extraction.dates import SPAN, iso_dates
from ingest.extraction.names import organisation_class
from ingest.extraction.page import Page, Sentence
from ingest.extraction.phrase import item_name, parts
from ingest.extraction.references import last_named
from ingest.extraction.things import Mention, Thing, Things

PAYERS: Final = frozenset({"Foundation", "InvestmentFund", "StateAuthority", "Council", "Region"})
_LIST: Final = rf"{CAP}(?:(?:,\s+|\s+og\s+|\s+for\s+|\s+){CAP})*"
_AREA_CALLED: Final = re.compile(
    rf"\b(?i:drifts|budget|bevillings|service|politik|aktivitets)?(?i:område)\w*[,:]?\s+(?P<name>{_LIST})"
)
_FOR_WHAT: Final = re.compile(
    r"\b(?:budget(?:tet|ter)?|ramme(?:n)?|udgift(?:er|erne)?|midler(?:ne)?|økonomi(?:en)?|"
    r"bevilling(?:en)?)\s+(?:til|for|vedrørende)\s+(?P<name>(?:(?!\ber\b|\bvar\b|\budgør|\bdækker|"
    r"\bligger|\bhar\b|\bkan\b|\bi (?:19|20))[\wæøå-]+\s*){1,7})|^for (?P<of>[\wæøå\s-]{3,60}?) "
    r"(?:er|var|udgør)\b",
    re.I,
)
_SUBJECT: Final = re.compile(
    rf"(?!(?i:driftsområde|området|kommunen|målgruppe|budget|forvaltning|afdeling|det |der |"
    rf"den ))(?P<name>{_LIST})\s+(?:har\s+(?:i \d{{4}}\s+)?(?:et|en)\s+(?:\w+\s+)?(?:budget|ramme|"
    rf"driftsramme)|koster|kostede)"
)
_BUDGET_WORD: Final = re.compile(
    r"budget|driftsramme|økonomi|udgift|udgjorde|udgør|omfang|bevilling|\bramme\b|koste", re.I
)
_ABOUT: Final = re.compile(
    r"\b(?:ca\.|cirka|knap|godt|omtrent|omkring|anslå\w*|anslået|skønsmæssigt)\s*(?:ca\.\s*)?$", re.I
)
_PART: Final = re.compile(r"\b(?:heraf|hvoraf|deraf|af de i alt|varigt)\s+(?:\w+\s+){0,3}$", re.I)
_FROM: Final = re.compile(
    r"(?:\b(?:fra|af|hos|via|sammen med|samarbejde med|partnerskab med|støtte fra|midler fra|"
    r"penge fra)\s+(?:den (?:nationale\s+)?)?(?:[\w\s,().-]*?(?:,|og)\s+)?)$",
    re.I,
)
_FUND_NOUN: Final = re.compile(
    r"\b\w*(?:finansiering|støtte|tilskud|bevilling|midler|donation|bidrag|medfinansiering|"
    r"finansieret|støtte[st]|betales?|betalt|bevilge[td]|fået|modtaget|investering\w*|pulje)\b",
    re.I,
)
_SET_ASIDE: Final = re.compile(
    r"\b(?:afsat|afsætte[rs]?|afsættes|prioriteret|prioritere|bevilget|bevilgede|tildelt|afsatte|"
    r"givet|reserveret|øremærket)\b(?P<what>(?:[^.;]|\.(?!\s+(?-i:[A-ZÆØÅ])))*?)\s(?:til|"
    r"på)\s+(?!i alt)(?P<for>(?:[^.;]|\.(?!\s+(?-i:[A-ZÆØÅ])|$))+)",
    re.I,
)


def find_funding(page: Page, things: Things) -> list[Claim]:
    """Return the claims that somebody pays for an initiative, with the amount where it is told."""
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        if sentence.line.kind == "cell":
            continue
        claims += _set_aside(page, number, things)
        claims += _of_a_list(page, number)
        claims += _in_sentence(page, number)
    return claims


def find_budgets(page: Page, taken: Sequence[Claim]) -> list[Claim]:
    """Return the claims that a budget is of an amount: in the field for it, or where a sentence says so. Amounts that
    `taken` claims are about are left out.
    """
    claims: list[Claim] = []
    spans = [(c.sentence.start, c.figures.amount) for c in taken if c.figures.amount]
    for number, sentence in enumerate(page.sentences):
        is_field = sentence.field == "budget"
        if sentence.line.kind == "cell" or not (is_field or _BUDGET_WORD.search(sentence.text)) or not sentence.theme:
            continue
        for found in quantities.money(sentence.text):
            if (sentence.start, found.value) in spans or _PART.search(sentence.text[: found.start]):
                continue
            name, known = _budget_name(page, number, found)
            says = bool(_BUDGET_WORD.search(sentence.text))
            if not (says and (name or is_field)):
                continue
            rule = ("budget field" if is_field else "budget in passing") + (", named" if known else "")
            claims.append(_budget(sentence, found, name or sentence.theme.name, rule))
    return claims


def figures_of(sentence: Sentence, found: Found) -> Figures:
    """Return an amount with the year that stands nearest to it, or the years it is for."""
    span = SPAN.search(sentence.text)
    years = [(abs(at - found.start), date) for at, date in iso_dates(sentence.text)]
    about = bool(_ABOUT.search(sentence.text[: found.start]))
    if span:
        return Figures(amount=found.value, high=found.high, approximate=about, start=span[1], end=span[2])
    return Figures(amount=found.value, high=found.high, approximate=about, date=min(years)[1][:4] if years else None)


def _budget(sentence: Sentence, found: Found, name: str, rule: str) -> Claim:
    start = sentence.start
    return Claim(
        "budget",
        None,
        None,
        start,
        sentence.end,
        sentence,
        rule,
        modality(sentence.text),
        name=name,
        figures=figures_of(sentence, found),
    )


def _budget_name(page: Page, number: int, found: Found) -> tuple[str | None, bool]:
    """Return what a budget is for: a named area, a phrase, or what the sentence before named; and whether it is said in
    this sentence.
    """
    sentence = page.sentences[number]
    before = sentence.text[: found.start]
    if area := _AREA_CALLED.search(before):
        return area["name"].strip(" ,"), True
    if phrase := list(_FOR_WHAT.finditer(before)):
        name = phrase[-1]["name"] or phrase[-1]["of"]
        if not re.match(r"(?:området|dette|det|den|målgruppe|orientering|driftsområde)", name.strip(), re.I):
            return without_article(name.strip(" ,")), True
    if subject := _SUBJECT.match(before):
        return subject["name"], True
    if initiatives := [m for m in sentence.of("initiative") if m.start - sentence.start < found.start]:
        return initiatives[-1].thing.name, True
    if purpose := re.match(
        r"\s+(?:om året\s+)?til\s+((?!følgende|området)[\wæøå-]+(?:\s+[\wæøå-]+){0,4})(?=[.,;]|$| i | og )",
        sentence.text[found.end :],
    ):
        return without_article(purpose[1]), True
    previous = page.sentences[number - 1] if number else None
    if (
        previous
        and previous.line == sentence.line
        and re.match(r"(?:driftsområdet|det|området|beløbet|budgettet|den|dette)\b", sentence.text, re.I)
    ):
        if area := _AREA_CALLED.search(previous.text):
            return area["name"].strip(" ,"), True
        if phrase := list(_FOR_WHAT.finditer(previous.text)):
            return without_article((phrase[-1]["name"] or phrase[-1]["of"]).strip(" ,")), True
    return None, False


def _set_aside(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'har afsat 2 mio. kr. til A og B', after a plan or an agreement, or by somebody."""
    sentence = page.sentences[number]
    for found in _SET_ASIDE.finditer(sentence.text):
        payer = _payer(page, number, sentence.start + found.start())
        policies = [m.thing for m in sentence.of("policy") if m.end <= sentence.start + found.end()]
        negated = pattern("modality", "negated").search(sentence.text[max(0, found.start() - 15) : found.start() + 25])
        if negated or (not payer and not policies):
            continue
        at = sentence.start + found.start("for")
        if re.match(r"(?:følge\w*|udvalgte|nedenstående)\b", found["for"], re.I) or found["for"].rstrip().endswith(":"):
            continue  # a list or a table follows, which says what for
        for start, end, figures in _shares(sentence, found):
            words = _innermost(found["for"][start:end])
            named = item_name(words[1])
            known = [m for m in sentence.of("initiative") if at + start <= m.start < at + end]
            if not known and not (named and _is_venture(named.name)):
                continue
            thing = known[0].thing if known else things.called("initiative", named.name if named else "")
            begin = known[0].start if known else at + start + words[0] + (named.start if named else 0)
            stop = known[0].end if known else at + start + words[0] + (named.end if named else 0)
            if any(
                m.start <= begin and m.end >= stop for kind in ("policy", "organisation") for m in sentence.of(kind)
            ):
                continue
            if not known:
                sentence.add(thing, begin, stop)
            if sentence.theme:
                yield Claim("addresses", thing, None, begin, stop, sentence, "funded", modality(sentence.text))
            yield Claim(
                "funds",
                payer,
                thing,
                begin,
                stop,
                sentence,
                "set aside",
                modality(sentence.text),
                figures=figures,
                others=tuple(policies),
            )


def _shares(sentence: Sentence, found: re.Match[str]) -> Iterator[tuple[int, int, Figures]]:
    """Yield the places, in what follows 'til', of what money is set aside for, each with its amount: '2 mio. kr. til A
    og 1 mio. kr. til B'.
    """
    words = found["for"]
    first = next(quantities.money(found["what"]), None)
    later = [f for f in quantities.money(words) if re.match(r"\s+til\s", words[f.end :])]
    begins = [0, *(f.end + len(" til ") for f in later)]
    ends = [*(len(re.sub(r"[\s,]*(?:\bog\b|\bsamt\b)?\s*$", "", words[: f.start])) for f in later), len(words)]
    for begin, end, amount in zip(begins, ends, [first, *later], strict=True):
        figures = Figures()
        if amount:
            figures = replace(figures_of(sentence, amount), approximate=False)
        for start, stop in parts(words[begin:end].rstrip(" ,")):
            yield begin + start, begin + stop, figures


def _is_venture(name: str) -> bool:
    """Tell whether money is set aside for something that is done: an initiative by its head, or by its capitals."""
    head = WORD.findall(re.split(r"\s(?:til|for|på|i|af|om|mellem|med)\s", name)[0])
    return name[0].isupper() or bool(head and is_noun(head[-1], "initiative"))


def _innermost(text: str) -> tuple[int, str]:
    """Return what a chain of nouns is for in the end: 'aftaler om oprettelse af fritidsjob' is for fritidsjob."""
    cut = list(re.finditer(rf"{pattern('verbs', 'nominal').pattern}\s+af\s+", text, re.I))
    return (cut[-1].end(), text[cut[-1].end() :]) if cut else (0, text)


def _of_a_list(page: Page, number: int) -> Iterator[Claim]:
    """Items of a list that is introduced as what somebody invests in, or what a plan has set money aside for."""
    sentence = page.sentences[number]
    intro = page.intro(number)
    items = sentence.of("initiative")
    if sentence.line.kind != "item" or intro is None or not items or not intro.text.rstrip("* ").endswith(":"):
        return
    if number and page.sentences[number - 1].line == sentence.line:
        return
    payers = [m.thing for m in intro.of("organisation") if m.thing.class_ in PAYERS]
    policies = tuple(m.thing for m in intro.of("policy"))
    pays = pattern("verbs", "fund").search(intro.text)
    amount = next(quantities.money(sentence.text), None)
    figures = figures_of(sentence, amount) if amount else Figures()
    if pays and (payers or policies):
        for payer in dict.fromkeys(payers) or [municipality_of(page)]:
            yield Claim(
                "funds",
                payer,
                items[0].thing,
                items[0].start,
                items[0].end,
                sentence,
                "list of funded",
                modality(intro.text),
                figures=figures,
                others=policies,
            )


def _in_sentence(page: Page, number: int) -> Iterator[Claim]:
    """'medfinansiering fra A på 2 mio. kr.', 'A støtter B', 'etableres i samarbejde med A' where A is one that pays."""
    sentence = page.sentences[number]
    text = sentence.text
    noun = _FUND_NOUN.search(text)
    verb = pattern("verbs", "fund").search(text)
    create = re.search(r"(?:etabler|opret|udvikl|igangs|iværks|afprøv)\w*", text, re.I)
    payers: list[tuple[Mention, str]] = []
    for mention in sentence.of("organisation"):
        before = sentence.before(mention.start)
        is_payer = mention.thing.class_ in PAYERS
        stated = re.search(r"\b(?:fra|af)\s+(?:(?:[A-ZÆØÅ][\w.-]*|den|og|\(\w+\)|nationale)[\s,]+)*$", before)
        if (
            noun
            and stated
            and not re.search(r"initiativ\w* (?:fra|af)\s*$", before, re.I)
            and noun.start() < len(before)
            and organisation_class(mention.thing.name) != "Municipality"
        ):
            payers.append((mention, "funding from"))
        elif is_payer and create and re.search(r"\b(?:samarbejde|partnerskab|sammen)\s+med\b[^;]*$", before):
            payers.append((mention, "set up with"))
        elif is_payer and verb and verb.start() >= len(before) and not re.search(r"\bikke\b", text[len(before) :][:60]):
            payers.append((mention, "payer acts"))
    initiatives = [m.thing for m in sentence.of("initiative")] or last_named(page, number)
    if not payers or not initiatives:
        return
    funded = _funded(sentence, payers) or initiatives
    amounts = [f for f in quantities.money(text) if not _PART.search(text[: f.start])]
    for mention, rule in payers:
        own = [f for f in amounts if len(payers) == 1 or 0 <= f.start - (mention.end - sentence.start) < 40]
        near = min(own, key=lambda f: abs(f.start - (mention.end - sentence.start)), default=None)
        figures = figures_of(sentence, near) if near else Figures()
        for thing in funded[:1]:
            yield Claim(
                "funds",
                mention.thing,
                thing,
                mention.start,
                mention.end,
                sentence,
                rule,
                modality(text),
                figures=figures,
            )


def _funded(sentence: Sentence, payers: Sequence[tuple[Mention, str]]) -> list[Thing]:
    """Return what is paid for, if the sentence says it after the payer ('A giver 2 mio. kr. til B')."""
    last = payers[-1][0].end
    return [m.thing for m in sentence.of("initiative") if m.start >= last]


def _payer(page: Page, number: int, at: int) -> Thing | None:
    sentence = page.sentences[number]
    here = [
        m.thing for m in sentence.of("organisation") if m.end <= at or re.search(r"\baf\s+$", sentence.before(m.start))
    ]
    return here[-1] if here else municipality_of(page)


def municipality_of(page: Page) -> Thing | None:
    """Return the municipality that the document names most often."""
    named = [m.thing for s in page.sentences for m in s.of("organisation") if m.thing.class_ == "Municipality"]
    return max(dict.fromkeys(named), key=named.count, default=None)
