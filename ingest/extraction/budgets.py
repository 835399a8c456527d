"""What money there is for what: the frame of an area or a unit, and what an initiative costs the municipality."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.reading import quantities
from graph.reading.quantities import Found
from ingest.extraction.claims import Claim
from ingest.extraction.clauses import FINITE, Clause, clauses
from ingest.extraction.danish import CAP, modality, pattern, without_article
from ingest.extraction.names import phrases
from ingest.extraction.page import Page, Sentence
from ingest.extraction.payers import figures_of
from ingest.extraction.references import last_named, meant

_SAYS: Final = re.compile(
    r"budget|ramme\b|rammen\b|økonomi|udgift|udgør|udgjorde|omfang|bevilling|kost(?:er|ede|et)\b|beløb|"
    r"\bsat til\b|afsat|afsætte|\begne midler|\bselv\b|kommunale (?:penge|midler)|bruger\b|brugt\b|anvend|forbrug",
    re.I,
)
_PART: Final = re.compile(r"\b(?:heraf|hvoraf|deraf|af de i alt|varigt)\s+(?:\w+\s+){0,3}$", re.I)
_ELSEWHERE: Final = re.compile(
    r"\b(?:på landsplan|hele landet|landets|nationalt|i Danmark|(?:mindre|mer)forbrug(?:et)?|besparelse(?:n|r|rne)?|"
    r"sparer|gevinst(?:en)?)\b",
    re.I,
)
_MONEY_NOUN: Final = re.compile(
    r"^(?:(?:den|det|de|samlede?|årlige?|kommunens|vores|forvaltningens|afsatte|økonomiske)\s+)*"
    r"\w*(?:budget(?:tet|ter|terne)?|ramme(?:n|r|rne)?|udgift(?:en|er|erne)?|midler(?:ne)?|økonomi(?:en)?|bevilling(?:en|er)?|beløb(?:et)?|"
    r"omkostning(?:en|er|erne)|forbrug(?:et)?|pris(?:en)?)(?:\s+i\s+(?:19|20)\d\d)?\s+(?:til|for|på|vedrørende|ved|i)\s+",
    re.I,
)
_AREA_NOUN: Final = re.compile(
    rf"^(?:(?:det|den|de|hele|samlede)\s+)*(?i:\w*områ[dđ]?\w*|centret|centeret|enheden|afdelingen|tilbuddet|projektet|indsatsen)[,:]?\s+[\"“]?(?={CAP})"
)
_AREA_CALLED: Final = re.compile(rf"\b(?i:\w*områ\w*)[,:]?\s+(?P<name>{CAP}(?:(?:,\s+|\s+og\s+|\s+for\s+|\s+){CAP})*)")
_FOR_WHAT: Final = re.compile(
    r"\b\w*(?:budget(?:tet|ter)?|ramme(?:n)?|udgift(?:en|er|erne)?|midler(?:ne)?|økonomi(?:en)?|bevilling(?:en)?)"
    r"\s+(?:til|for|vedrørende)\s+"
    r"(?P<name>(?:(?!(?:har|er|var|udgør|udgjorde|dækker|ligger|kan|blev|på|i (?:19|20)\d\d)\b)"
    r"[\wæøå-]+\s*){1,7})|^for (?P<of>[\wæøå\s-]{3,60}?) (?:er|var|udgør)\b",
    re.I,
)
_PURPOSE: Final = re.compile(
    r"\s+(?:om året\s+|årligt\s+)?(?:er\s+\w+\s+)?til\s+(?P<name>(?!følgende|området|den\b|det\b|de\b)"
    r"[\wæøå-]+(?:\s+[\wæøå-]+){0,4})(?=[.,;]|$| i | og )"
)
_HAS: Final = (
    r"(?:har|havde|er|var|udgør|udgjorde|koster|kostede|får|fik|holder|ligger|løber|beløber|lyder|drives|dækker|bruger|"
    r"blev|bliver|kan|skal|forventes|anslås)\b"
)
_VERB: Final = re.compile(rf"\s(?:alene\s+|tilsammen\s+|under ét\s+)?{_HAS}")
_INVERTED: Final = re.compile(
    rf"^(?:(?:i|for|fra)\s+)?(?:{CAP}|[\w ]*\d{{4}})?\s*(?:har|havde|er|var|udgør|udgjorde|koster)\s+"
    r"(?P<name>.+?)\s+(?:et|en|på|i (?:19|20)|ca|knap|godt|\d)"
)
_BACK: Final = re.compile(
    r"(?:området|dette|det|den|de|målgrupp\w*|vi|kommunen|der|driftsområdet|beløbet|budgettet|rammen|heraf|hertil|udgiften|prisen|driften|byggeriet|anlægget|resten)\b",
    re.I,
)
MOST_WORDS: Final = 9  # of a name


def find_budgets(page: Page, taken: Sequence[Claim]) -> list[Claim]:
    """Return the claims that there is so much money for something: in the field for it, or where a clause says so.
    Amounts that `taken` claims are about are left out, ranges too, and what others than the municipality spend.
    """
    spans = {(c.sentence.start, c.figures.amount) for c in taken if c.figures.amount}
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        if sentence.line.kind != "cell" and sentence.theme:
            claims += [c for c in _in_sentence(page, number) if (sentence.start, c.figures.amount) not in spans]
    return claims


def _in_sentence(page: Page, number: int) -> Iterator[Claim]:
    sentence = page.sentences[number]
    of = clauses(sentence.text)
    for order, clause in enumerate(of):
        if (
            _ELSEWHERE.search(clause.text)
            or pattern("verbs", "ask").search(clause.text)
            or pattern("modality", "negated").search(clause.text)
        ):
            continue
        for found in quantities.money(clause.text):
            is_field = sentence.field == "budget"
            if found.high or _PART.search(clause.text[: found.start]) or not _says_so(of, order):
                continue
            name = _name(page, number, of[: order + 1], found)
            if name is None and not is_field:
                continue
            rule = ("budget field" if is_field else "budget in passing") + (", named" if name else "")
            figures = figures_of(clause.text, found)
            place = sentence.start, sentence.end, sentence
            called = name or (sentence.theme.name if sentence.theme else "")
            yield Claim("budget", None, None, *place, rule, modality(clause.text), name=called, figures=figures)


def _says_so(of: Sequence[Clause], order: int) -> bool:
    """Tell whether a clause speaks of a budget, or a relative one the clause before it."""
    before = of[order - 1] if of[order].is_relative and order else None
    return bool(_SAYS.search(of[order].text) or (before and _SAYS.search(before.text)))


def _name(page: Page, number: int, of: Sequence[Clause], found: Found) -> str | None:
    """Return what an amount is for: the area that is called so, what stands after 'budgettet til', the subject of the
    clause or of the one before it, the initiative there, or what 'den' and 'centret' stand for.
    """
    sentence, clause = page.sentences[number], of[-1]
    before = clause.text[clause.start : found.start]
    if area := _AREA_CALLED.search(before):
        return area["name"].strip(" ,")
    if phrase := list(_FOR_WHAT.finditer(before)):
        name = (phrase[-1]["name"] or phrase[-1]["of"]).strip(" ,")
        if not _BACK.match(name) and not re.match(r"(?:19|20)\d\d", name):
            return without_article(name)
    inside = [m for m in sentence.of("initiative") if clause.holds(m.start - sentence.start)]
    if inside:
        return min(inside, key=lambda m: abs(m.start - sentence.start - found.start)).thing.name
    if purpose := _PURPOSE.match(clause.text[found.end :]):
        return without_article(purpose["name"])
    if clause.is_relative:
        return _antecedent(sentence, of)
    if name := _subject(clause):
        return _longer(page, number, name)
    if said := meant(page, number, clause):
        return said.name
    if earlier := [m for m in sentence.of("initiative") if m.end <= sentence.start + clause.start]:
        return earlier[-1].thing.name
    return _before(page, number)


def _subject(clause: Clause) -> str | None:
    """Return the subject of a clause as a name: what stands before its verb, or after it in an inverted clause."""
    words = re.sub(r"^[\s,;:]*(?:og |at |men |så |fordi |mens )*(?:at )?", "", clause.text[clause.start :])
    verb = _VERB.search(words)
    name = words[: verb.start()] if verb else ""
    if re.match(rf"(?:i|for|fra|heraf|hertil|derudover|desuden)\b|{FINITE}", words, re.I):
        inverted = _INVERTED.match(words)
        name = inverted["name"] if inverted else ""
    name = _MONEY_NOUN.sub("", name.strip(' ,*_"“”»'))
    name = re.sub(r"\s+i\s+(?:19|20)\d\d$", "", _AREA_NOUN.sub("", name)).strip(' ,*_"“”»')
    is_name = (
        name
        and len(name.split()) <= MOST_WORDS
        and not _BACK.match(name)
        and not re.match(r"i\s|\d|.*, ?\d|[a-zæøå]+s\s+der\b", name)
    )
    return without_article(name) if is_name else None


def _antecedent(sentence: Sentence, of: Sequence[Clause]) -> str | None:
    """Return what a relative clause says something of: the last name before it, or the subject of the main clause."""
    before = sentence.text[: of[-1].start]
    named = [name for _, end, name in phrases(before) if end >= len(before.rstrip(' ,*"”')) - 1]
    if named:
        return named[-1]
    return next((name for c in reversed(of[:-1]) if (name := _subject(c))), None)


def _longer(page: Page, number: int, name: str) -> str:
    """Return the longer name that a single definite noun stands for, named before: 'centret' for 'Rusmiddelcentret'."""
    if " " in name or not name.casefold().endswith(("et", "en")):
        return name
    for other in reversed(page.sentences[: number + 1]):
        if other.theme != page.sentences[number].theme:
            break
        for word in reversed(re.findall(r"\b[A-ZÆØÅ][\wæøå-]+", other.text)):
            if word.casefold().endswith(name.casefold()) and len(word) > len(name):
                return str(word)
    return name


def _before(page: Page, number: int) -> str | None:
    """Return what the sentence before named, or the initiative named last, where this one goes on about it."""
    sentence, previous = page.sentences[number], page.sentences[number - 1] if number else None
    if previous and previous.line == sentence.line and _BACK.match(sentence.text):
        if area := _AREA_CALLED.search(previous.text):
            return area["name"].strip(" ,")
        if phrase := [*_FOR_WHAT.finditer(previous.text)]:
            return without_article((phrase[-1]["name"] or phrase[-1]["of"]).strip(" ,"))
    last = last_named(page, number)
    return last[0].name if last else None
