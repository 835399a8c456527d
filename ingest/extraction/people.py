"""Whom a theme or an initiative is for, and how many there are."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph import quantities
from graph.snapshot import Snapshot
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.danish import is_noun, modality
from ingest.extraction.dates import iso_dates
from ingest.extraction.page import Page, Sentence
from ingest.extraction.references import referred
from ingest.extraction.things import Mention, Thing, Things
from ontology.namespaces import SKOS

_FOR: Final = re.compile(
    r"(?:\b(?:til|for|målrettet|målgruppen\W*|hjælper|hjælpe|hjulpet(?: \d+)?|støtter|giver|tilbyder|"
    r"hvor(?: \d+)?|overfor|over for|rettet mod|hjælper|blandt|i|af|med|"
    r"henvender sig til)\s+(?:fx\s+)?(?:de\s+|en gruppe af\s+|alle\s+|andre\s+)?(?:(?:borgere|"
    r"mennesker|personer|unge|voksne)\s+(?:med|i|fra|,? der)\s+)?)$",
    re.I,
)
_IS_TARGET: Final = re.compile(
    r"(?:målgruppen|målgrupperne|målgruppe) (?:for \w+ )?(?:er|omfatter|består af|udgøres af)\b", re.I
)
_AND: Final = re.compile(r",\s+(?:og\s+)?|;\s*|\s+og\s+|\s+samt\s+")
_NUMBER: Final = r"(?:\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)"
_COUNT: Final = re.compile(
    rf"(?P<about>\b(?:ca\.|cirka|omkring|knap|godt|over|mere end|omtrent|"
    rf"mindst)\s+)?(?<![\d.,§-])(?!(?:19|20)\d\d\b)(?P<number>{_NUMBER})"
    r"(?P<percent>\s*(?:%|procent|pct\.))?\s+(?:af\s+(?:(?P<them>dem|disse)\s+(?:er|"
    r"var)\s+)?)?(?P<who>(?:(?:de|alle|vores|"
    r"kommunens)\s+)?[\w-]+(?:\s+[\w-]+){0,2})(?=(?P<rest>[^.;,–(]{0,60}))"
)
_OF_THEM: Final = re.compile(r"\b(?:heraf|hvoraf|deraf|af disse|af dem)\s+(?:(?:er|var)\s+)?(?:ca\.\s+)?$", re.I)
_CAPACITY: Final = re.compile(
    r"\b(?:til|op til|plads til|hvor|højst|hver)\s+(?:ca\.\s+)?$", re.I
)  # how many there is room for


def find_targets(page: Page, things: Things, snapshot: Snapshot) -> list[Claim]:
    """Return the claims that a theme is for a group, from the field for target groups, and that an initiative is."""
    claims = [
        c
        for number, s in enumerate(page.sentences)
        if s.field == "targets" or (s.theme and _IS_TARGET.match(s.text))
        for c in _of_theme(page, number, things)
    ]
    narrow = _implied(claims, snapshot)
    claims = [c for c in claims if (c.sentence.theme, c.object) not in narrow]
    for number in range(len(page.sentences)):
        claims += _of_initiatives(page, number, snapshot)
    return claims


def find_observations(page: Page, snapshot: Snapshot) -> list[Claim]:
    """Return the claims that so many people there are, with the year and whom they are."""
    return [
        claim
        for sentence in page.sentences
        if sentence.line.kind != "cell"
        for claim in _counts(page, sentence, snapshot)
    ]


def _of_theme(page: Page, number: int, things: Things) -> Iterator[Claim]:
    sentence = page.sentences[number]
    is_main = (
        sentence.begins
        or sentence.line.kind == "item"
        or bool(re.search(r"målgruppe|omfatter|omhandler|\btale om\b|rettet mod|henvender sig", sentence.text, re.I))
    )
    how = modality(sentence.text)
    rule = "group in field" if is_main else "group in passing"
    groups = sentence.of("group")
    for mention in groups:
        before = sentence.before(mention.start)
        if (
            re.search(r"(?:heraf|hvoraf) \d+\s*$", before)
            or re.search(r"\bandel(?:en)?(?: af)?(?: \w+)?\s*$", before)
            or before.count("(") > before.count(")")
        ):
            continue
        yield Claim(
            "targets", None, mention.thing, mention.start, mention.end, sentence, rule, how, faults=mention.faults
        )
    if sentence.line.kind != "item" and not sentence.begins:
        return
    cuts = [0, *(m.end() for m in _AND.finditer(sentence.text)), len(sentence.text) + 1]
    for start, end in itertools.pairwise(cuts):
        part = sentence.text[start : end - 1]
        name = _group_name(part)
        if name is None:
            continue
        at = sentence.start + start + part.index(name)
        if any(m.start < at + len(name) and m.end > at for m in groups) or (len(name.split()) < 2 and name.islower()):
            continue
        thing = things.called("group", name[0].lower() + name[1:])
        sentence.add(thing, at, at + len(name))
        yield Claim("targets", None, thing, at, at + len(name), sentence, "new group", how)


def _group_name(text: str) -> str | None:
    """Return the phrase that a text begins with, if it names people: 'Enlige forsørgere på kontanthjælp'."""
    head = re.match(
        r"[\w-]+(?:\s+[\w/-]+){0,7}?(?=\s*(?:[.,:;(–]|\s(?:som|der|så|samt|herunder|hvor)\b|$))", text.strip()
    )
    if not head:
        return None
    words = re.split(r"\s(?:med|på|i|uden|fra|over|under|til|for|mellem|af|der)\s", head[0])[0].split()
    return head[0] if words and len(words) <= 3 and is_noun(words[-1], "people") else None


def _implied(claims: Sequence[Claim], snapshot: Snapshot) -> set[tuple[object, Thing | None]]:
    """Return the groups of each theme that a narrower one found beside them implies."""
    found: set[tuple[object, Thing | None]] = set()
    for claim in claims:
        if claim.object:
            broader = {b for b in snapshot.ancestors(claim.object.iri)[1:] if " " not in snapshot.label(b)["da"]}
            found |= {
                (c.sentence.theme, c.object)
                for c in claims
                if c.object and c.object.iri in broader and c.sentence.theme == claim.sentence.theme
            }
    return found


def _of_initiatives(page: Page, number: int, snapshot: Snapshot) -> Iterator[Claim]:
    """'X til unge hjemløse', 'Tilbuddet er målrettet …', 'Disse initiativer er målrettet …'."""
    sentence = page.sentences[number]
    groups = sentence.of("group")
    initiatives = sentence.of("initiative")
    back = [] if initiatives or not groups else referred(page, number)
    broader = {b for o in groups for b in snapshot.ancestors(o.thing.iri)[1:]}
    for group in groups:
        is_name = any(m.start == group.start for m in initiatives)
        if is_name or group.thing.iri in broader or not _FOR.search(sentence.before(group.start)):
            continue
        text = sentence.text
        inside = [m.thing for m in initiatives if m.start < group.start and group.end <= m.end]
        before = [m.thing for m in initiatives if m.end <= group.start]
        named_aside = [
            m.thing
            for m in initiatives
            if re.fullmatch(r"\s*\([^()]*", text[m.end - sentence.start : group.start - sentence.start])
        ]
        own = (
            inside[:1]
            or named_aside
            or (before if len(initiatives) == 1 else [])
            or (back if re.search(r"målret|målgruppe|\btil\b|for\b|hjælp", sentence.before(group.start)) else [])
        )
        for thing in own:
            yield Claim(
                "targets",
                thing,
                group.thing,
                group.start,
                group.end,
                sentence,
                "for group" if not back else "for group, back",
                modality(sentence.text),
                faults=group.faults,
            )


def _counts(page: Page, sentence: Sentence, snapshot: Snapshot) -> Iterator[Claim]:
    text = sentence.text
    dates = iso_dates(text)
    for count in _COUNT.finditer(text):
        noun = next((w for w in re.finditer(r"[\w-]+", count["who"]) if is_noun(w[0], "people")), None)
        if (
            noun is None
            or re.search(r"\b(?:af|til|på|i|og)\b", count["who"][: noun.start()])
            or re.match(r"års?\b|årig", count["who"])
            or any(at == count.start("number") for at, _ in dates)
        ):
            continue
        if _CAPACITY.search(text[: count.start()]) or re.search(r"^\W*kan\b", count["rest"]):
            continue
        if count["number"] in {"0", "1"} or re.search(r"\b(?:kr\.?|mio|mia|kroner)\b", count["who"]):
            continue
        start, end = sentence.start + count.start("number"), sentence.start + count.start("who") + noun.end()
        group = _counted(page, sentence, count, snapshot)
        ages = next(iter(quantities.ages(count["who"] + count["rest"])), None)
        low, high = (
            int(v) if ages and v is not None else None for v in ((ages.value, ages.high) if ages else (None, None))
        )
        near = [d for at, d in dates]
        if not near and count["them"]:
            near = [d for _, d in iso_dates(page.sentences[page.sentences.index(sentence) - 1].text)]
        yield Claim(
            "observation",
            None,
            group,
            start,
            end,
            sentence,
            "share" if count["percent"] else "count",
            modality(text),
            name=(count["who"] + count["rest"]).strip(" .,"),
            figures=Figures(
                value=float(count["number"].replace(".", "").replace(",", ".")),
                unit="procent" if count["percent"] else "personer",
                approximate=bool(count["about"]),
                date=near[-1] if near else None,
                age_min=low,
                age_max=high,
            ),
        )


def _counted(page: Page, sentence: Sentence, count: re.Match[str], snapshot: Snapshot) -> Thing | None:
    """Return the group that is counted: named in the phrase, or in the sentence ('hjemløsetælling … 750'); of those
    'heraf 172 unge' are the young.
    """
    at, end = sentence.start + count.start("who"), sentence.start + count.end()
    groups: list[Mention] = sentence.of("group")
    inside = [m for m in groups if at <= m.start < end]
    before = [m for m in groups if m.end <= at]
    if count["them"]:
        number = page.sentences.index(sentence)
        before = page.sentences[number - 1].of("group") if number else []
    if (count["them"] or _OF_THEM.search(sentence.text[: count.start()])) and before:
        for candidate in snapshot.to(before[-1].thing.iri, SKOS.broader):
            label = snapshot.label(candidate.subject)["da"]
            if inside and label.split()[0] == inside[0].thing.name.split()[0]:
                return Thing(candidate.subject, "group", label, is_new=False)
    chosen = inside or before[-1:]
    return chosen[0].thing if chosen else None
