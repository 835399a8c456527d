"""Who pays for what, and what budgets are told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.reading import quantities
from graph.reading.thesaurus import WORD
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import is_noun, modality, pattern
from ingest.extraction.page import Page, Sentence
from ingest.extraction.payers import figures_of, find_payers
from ingest.extraction.phrase import item_name, parts
from ingest.extraction.references import last_named
from ingest.extraction.things import Thing, Things

_TOGETHER: Final = re.compile(r"\b(?:samarbejde|partnerskab|sammen)\s+med\b[^;]*$")
PAYERS: Final = frozenset({"Foundation", "InvestmentFund", "StateAuthority", "Council", "Region"})
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
        claims += [*find_payers(page, number, things)] or [*_set_up_with(page, number)]
    return claims


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
            figures = replace(figures_of(sentence.text, amount), approximate=False)
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
    figures = figures_of(sentence.text, amount) if amount else Figures()
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


def _set_up_with(page: Page, number: int) -> Iterator[Claim]:
    """'etableres i samarbejde med A', where A is one that pays."""
    sentence = page.sentences[number]
    initiatives = [m.thing for m in sentence.of("initiative")] or last_named(page, number)
    if not initiatives or not pattern("verbs", "create").search(sentence.text):
        return
    for m in sentence.of("organisation"):
        if m.thing.class_ in PAYERS and _TOGETHER.search(sentence.before(m.start)):
            place = m.start, m.end, sentence
            yield Claim("funds", m.thing, initiatives[0], *place, "set up with", modality(sentence.text))


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
