"""Whom a theme or an initiative is for."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.known.snapshot import Snapshot
from ingest.extraction.claims import Claim
from ingest.extraction.danish import modality
from ingest.extraction.page import Page, Sentence
from ingest.extraction.references import referred
from ingest.extraction.things import Mention, Thing

_FOR: Final = re.compile(
    r"(?:\b(?:til|for|målrettet|målgruppen\W*|hjælper|hjælpe|hjulpet(?: \d+)?|støtter|giver|tilbyder|"
    r"hvor(?: \d+)?|overfor|over for|rettet mod|retter sig mod|blandt|i|med|fokus på|møder|samler|"
    r"henvender sig til|tager imod(?: de første)?)\s+(?:fx\s+)?(?:de\s+|en gruppe af\s+|alle\s+|andre\s+)?"
    r"(?:(?:borgere|mennesker|personer|unge|voksne)\s+(?:med|i|fra|,? der)\s+)?)$",
    re.I,
)
_COUNTED: Final = re.compile(r"(?:\b\d[\d.]*|\bandel(?:en)?(?: af)?(?: \w+)?)\s*$")
_NOT_THEM: Final = re.compile(r"\bikke\b|\bundtage[tn]\b|\bafgræns\w+|\bbortset fra\b|\bheraf\b|\bhvoraf\b", re.I)
NEAR: Final = 25  # characters after a group where what denies it stands
_IS_TARGET: Final = re.compile(
    r"(?:målgruppen|målgrupperne|målgruppe) (?:for \w+ )?(?:er|omfatter|består af|udgøres af)\b", re.I
)
_JOINED: Final = re.compile(r"[\s\"“”»«]*(?:,|og|samt|, og)[\s\"“”»«]*")


def find_targets(page: Page, snapshot: Snapshot) -> list[Claim]:
    """Return the claims that a theme is for a group, from the field for target groups, and that an initiative is."""
    claims = [
        c
        for number, s in enumerate(page.sentences)
        if s.field == "targets" or (s.theme and _IS_TARGET.match(s.text))
        for c in _of_theme(page, number)
    ]
    narrow = _implied(claims, snapshot)
    claims = [c for c in claims if (c.sentence.theme, c.object) not in narrow]
    for number in range(len(page.sentences)):
        claims += _of_initiatives(page, number, snapshot)
    return claims


def _of_theme(page: Page, number: int) -> Iterator[Claim]:
    sentence = page.sentences[number]
    is_main = (
        sentence.begins
        or sentence.line.kind == "item"
        or bool(
            re.search(
                r"målgruppe|omfatter|omhandler|vedrører|"
                r"\btale om\b|ret\w+ (?:sig )?mod|henvender sig|\bhovedvægt|særlig\w* (?:opmærksom|fokus)",
                sentence.text,
                re.I,
            )
        )
    )
    how = modality(sentence.text)
    rule = "group in field" if is_main else "group in passing"
    groups = sentence.of("group")
    for mention in groups:
        before = sentence.before(mention.start)
        is_other = (
            (not is_main and any(map(str.isdigit, sentence.text)))
            or _COUNTED.search(before)
            or before.count("(") > before.count(")")
            or _NOT_THEM.search(before)
        )
        if is_other or _NOT_THEM.search(sentence.after(mention.end)[:NEAR]):
            continue
        yield Claim(
            "targets", None, mention.thing, mention.start, mention.end, sentence, rule, how, faults=mention.faults
        )


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
    told = 0  # where the last group that was told of ends
    for group in groups:
        before_it = sentence.before(group.start)
        is_joined = told and _JOINED.fullmatch(sentence.text[told - sentence.start :][: group.start - told])
        is_name = any(m.start == group.start for m in initiatives)
        is_known_one = re.fullmatch(
            r"\w+(?:en|et)", sentence.text[group.start - sentence.start : group.end - sentence.start]
        )
        if is_name or is_known_one or group.thing.iri in broader or not (is_joined or _FOR.search(before_it)):
            continue
        told = group.end
        text = sentence.text
        inside = [m.thing for m in initiatives if m.start < group.start and group.end <= m.end]
        named_aside = [
            m.thing
            for m in initiatives
            if re.fullmatch(r"\s*\([^()]*", text[m.end - sentence.start : group.start - sentence.start])
        ]
        own = (
            inside[:1]
            or named_aside
            or _subjects(sentence, group)
            or (
                back
                if re.search(
                    r"målret|målgruppe|\btil\b|for\b|hjælp|arbejder med|fokus på|henvender|møder|samler",
                    sentence.before(group.start),
                )
                else []
            )
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


def _subjects(sentence: Sentence, group: Mention) -> list[Thing]:
    """Return the initiatives that a group is told of: the last one named before it, with those joined to that."""
    before = [m for m in sentence.of("initiative") if m.end <= group.start]
    last = len(before) - 1
    while last > 0 and _JOINED.fullmatch(
        sentence.text[before[last - 1].end - sentence.start : before[last].start - sentence.start]
    ):
        last -= 1
    return [m.thing for m in before[max(last, 0) :]]
