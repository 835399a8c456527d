"""Which initiatives a document names: in quotation marks, after 'projektet', in lists and enumerations, or as something
that is set up somewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from graph.reading.thesaurus import WORD
from ingest.extraction.claims import Claim
from ingest.extraction.danish import CAP, QUOTED, is_noun, last_noun, modality, pattern, without_article
from ingest.extraction.groups import groups_in
from ingest.extraction.names import organisation_class, phrases
from ingest.extraction.naming import proper_names
from ingest.extraction.page import Page, Sentence
from ingest.extraction.phrase import item_name, joined_names, parts
from ingest.extraction.standing import is_done_here
from ingest.extraction.things import Thing, Things

LISTED: Final = frozenset({"initiatives", "proposals"})  # fields whose list items are initiatives
NEVER: Final = frozenset({"responsible", "targets", "policies", "collaborators"})  # fields that name none in passing
_GIVES: Final = re.compile(
    r"(?:\b(?:som|såsom|så som)\s+(?:fx|f\.eks\.|bl\.a\.|blandt andet|eksempelvis)?|\b(?:fx|"
    r"eksempelvis|herunder|bl\.a\.|nemlig)"
    r"|:)\s+(?!indenfor|inden for)",
    re.I,
)
_APPLIES: Final = re.compile(
    r"^(?:det|her|de|dette) (?:gælder|drejer sig om|er)(?: (?:fx|bl\.a\.|blandt andet|eksempelvis|om))*:?\s+", re.I
)
_ABOUT: Final = re.compile(r"(?P<noun>\w+)\s+(?:om|vedrørende|kaldet|med navnet|under navnet)\s+", re.I)
_FOR_NAME: Final = re.compile(
    rf"\b(?P<noun>\w+(?:et|en|ets|ens)|[Pp]rojekt|[Pp]rogram)\s+(?P<name>{CAP}(?:\s+(?:(?:og|for|i|af|"
    rf"på|mod|til|med)\s+)?{CAP})*(?:\s+(?:på|i|til|med|for|mod|af)\s+[a-zæøå]+(?=\s*[,.;:]))?)"
)
_RUNS: Final = re.compile(
    r"\b(?:driver|tilbyder|haft|har|åbnede|etablerede|oprettede|startede|etableret|oprettet|åbnet|"
    r"igangsat)\s+(?:i dag\s+|også\s+|desuden\s+)?"
    r"(?:en|et)\s+(?P<name>(?:[a-zæøå]+(?:ende|et|t|isk|al|"
    r"bil)?\s+){0,2}?(?P<noun>[a-zæøå]{8,}))(?=\s*(?:[.,;:]|og\b|i\b|på\b|til\b|for\b|som\b|der\b|,))"
)
_OFFERED: Final = re.compile(r"^(?P<name>[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+)?)\s+(?:gives|tilbydes|drives|udføres)\b")
NEAR: Final = 60  # characters between the noun and what it is said of
_SET: Final = re.compile(r"iværksat|igangsat|afsat|etableret|oprettet|startet")


def find_initiatives(page: Page, things: Things) -> list[Claim]:
    """Return the claims that a theme is addressed by an initiative; each initiative is noted in its sentence.

    What the graph knows as an initiative is one wherever it is named.
    """
    claims: list[Claim] = []
    seen: list[Thing] = []
    for number, sentence in enumerate(page.sentences):
        rules = [_quoted, _called]
        if sentence.field not in NEVER:
            rules += [_enumerated, _listing, _set_up, _run, _placed, _proper]
        found = [c for rule in rules for c in rule(page, number, things)]
        if sentence.field not in NEVER and sentence.line.kind == "item":
            found += _item(page, number, things)
        if sentence.theme and sentence.line.kind not in {"cell", "heading"}:
            found += _named(page, number, things, seen)
        claims += found
        seen += [c.subject for c in found if c.subject]
        for mention in sentence.of("initiative"):
            if not mention.thing.is_new and not any(c.subject == mention.thing for c in found):
                claims.append(
                    _claim(sentence, mention.thing, mention.start, mention.end, "known", faults=mention.faults)
                )
    return [c for c in claims if is_done_here(page, c.sentence, c.start, c.end)]


def _named(page: Page, number: int, things: Things, seen: list[Thing]) -> Iterator[Claim]:
    """Proper names of what runs or is set up, wherever they stand."""
    sentence = page.sentences[number]
    for start, end, name in proper_names(sentence, seen, page.document.text[: sentence.start]):
        if not sentence.has("initiative", sentence.start + start, sentence.start + end):
            yield from _note(sentence, things, name, sentence.start + start, sentence.start + end, "named")


def introduced(page: Page, number: int) -> tuple[str, str] | None:
    """Return the noun that says what a list item or a table cell is, and its kind, by the words that introduce it."""
    intro = page.intro(number)
    if intro is None or not (intro.text.rstrip("* ").endswith(":") or intro.line.kind == "heading"):
        return None
    return last_noun(intro.text, "heading", "people", "area", "policy")


def _claim(
    sentence: Sentence, thing: Thing, start: int, end: int, rule: str, how: str | None = None, faults: int = 0
) -> Claim:
    return Claim("addresses", thing, None, start, end, sentence, rule, how or modality(sentence.text), faults=faults)


def _note(
    sentence: Sentence, things: Things, name: str, start: int, end: int, rule: str, how: str | None = None
) -> Iterator[Claim]:
    """Note that the sentence names an initiative, unless what is named there is something else."""
    if len(name) < 3 or organisation_class(name) in {"Foundation", "Municipality", "Region", "StateAuthority"}:
        return
    known = next((m for m in sentence.mentions if m.start <= start and m.end >= end and not m.thing.is_new), None)
    is_compound = known and known.thing.kind == "group" and next(groups_in(name), None) is None
    if known and not is_compound and known.thing.kind in {"organisation", "policy", "area", "theme", "group"}:
        return  # but a familiecafé is no family
    thing = known.thing if known and known.thing.kind == "initiative" else things.called("initiative", name)
    sentence.add(thing, start, end)
    yield _claim(sentence, thing, start, end, rule, how)


def _quoted(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """Names in quotation marks, when the noun before them is one that names initiatives."""
    sentence = page.sentences[number]
    for quoted in QUOTED.finditer(sentence.text):
        group = 1 if quoted[1] else 2
        start, end = sentence.start + quoted.start(group), sentence.start + quoted.end(group)
        if sentence.has("policy", start, end) or sentence.has("theme", start, end):
            continue
        before = QUOTED.sub(" ", sentence.text[: quoted.start()])
        noun = _noun_of(before) or introduced(page, number)
        is_title = quoted[group][0].isupper()
        is_named_theme = bool(re.search(r"\btema(?:et|er)?\W*$", before))
        if noun and noun[1] == "heading" and not is_named_theme:
            yield from _note(sentence, things, quoted[group], start, end, "quoted")
        elif noun is None and is_title and sentence.field in LISTED:
            yield from _note(sentence, things, quoted[group], start, end, "quoted alone")


def _noun_of(before: str) -> tuple[str, str] | None:
    """Return the noun that a quoted name after the words is an example of: the last that names initiatives, unless
    another noun stands just before the name.
    """
    word = (before.split() or [""])[-1].strip(" ,:(")
    if is_noun(word, "initiative") and not is_noun(word, "policy"):
        return word, "heading"
    near = last_noun(" ".join(before.split()[-3:]), "heading", "policy", "people")
    return near or last_noun(before, "heading")


def _called(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'projektet X': a name with capitals after a noun in its definite form."""
    sentence = page.sentences[number]
    for called in _FOR_NAME.finditer(sentence.text):
        if is_noun(called["noun"], "heading") and not QUOTED.search(called[0]):
            name = called["name"]
            start, end = sentence.start + called.start("name"), sentence.start + called.end("name")
            if not any(m.start < end and m.end > start for m in sentence.mentions if m.thing.kind != "method"):
                yield from _note(sentence, things, name, start, end, "called")


def _item(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """An item of a list that is introduced as one of initiatives, or stands in the field for them."""
    sentence = page.sentences[number]
    if number and page.sentences[number - 1].line == sentence.line:
        return  # only the first sentence of an item names it
    noun = introduced(page, number)
    if (noun and noun[1] != "heading") or (not noun and sentence.field not in LISTED):
        return
    if several := joined_names(sentence.text):
        for start, end in several:
            yield from _note(
                sentence, things, sentence.text[start:end], sentence.start + start, sentence.start + end, "joined"
            )
        return
    named = item_name(sentence.text)
    if named is None or any(c in sentence.text[named.end : named.end + 1] for c in "?"):
        return
    intro = page.intro(number)
    how = modality(intro.text) if intro and noun else "stated"
    if named.is_new_venture or sentence.field == "proposals":
        how = how if how != "stated" else "proposed"
    rule = "listed" if noun else "item"
    start, end = sentence.start + named.start, sentence.start + named.end
    if sentence.has("initiative", start, end) and QUOTED.search(sentence.text):
        return
    for claim in _note(
        sentence, things, named.name, start, end, rule + (" venture" if named.is_new_venture else ""), how
    ):
        if named.short and claim.subject:
            things.also_called(claim.subject, named.short)
        yield claim


def _enumerated(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'initiativer. Det gælder fx A, B og C', 'initiativer om A og B', 'indsatser som fx A'."""
    sentence = page.sentences[number]
    text = sentence.text
    begins = _enumeration(page, number)
    if begins is None or text[begins:].lstrip()[:1] in "\"“”»'":
        return
    listed = parts(text[begins:])
    has_names = text[:begins].rstrip().endswith(":") and sum(text[begins + a].isupper() for a, _ in listed) > 1
    for start, end in listed:
        named = item_name(text[begins + start : begins + end].rstrip(". "))
        if named and (named.name[0].isupper() or has_names or _is_specific(named.name)):
            at = sentence.start + begins + start
            is_proposed = named.is_new_venture and modality(text) == "stated" and not _SET.search(text)
            how = "proposed" if is_proposed else None
            for claim in _note(sentence, things, named.name, at + named.start, at + named.end, "enumerated", how):
                if named.short and claim.subject:
                    things.also_called(claim.subject, named.short)
                yield claim


def _enumeration(page: Page, number: int) -> int | None:
    """Return where an enumeration of initiatives begins in a sentence: after what says that they are some."""
    sentence, previous = page.sentences[number], page.sentences[number - 1] if number else None
    text, begins = sentence.text, None
    applies = _APPLIES.match(text) if previous and previous.line == sentence.line else None
    if applies and previous and any(is_noun(word, "heading") for word in WORD.findall(previous.text)):
        begins = applies.end()
    for about in _ABOUT.finditer(text):
        if is_noun(about["noun"], "heading") and about["noun"].endswith(("er", "erne", "tiltag", "forløb")):
            begins = about.end()
    if colon := re.search(rf"\b{pattern('verbs', 'runs').pattern}[^:]*:\s+(?=\S)", text):
        begins = colon.end()
    for gives in _GIVES.finditer(text) if sentence.line.kind != "cell" else ():
        before = text[: gives.start()]
        noun = last_noun(_without_asides(before), "heading", "people", "area", "policy")
        is_near = noun and noun[1] == "heading" and before.rfind(noun[0]) > gives.start() - NEAR
        # 'indsatser inden for: A, B' tells fields
        if is_near and not re.search(r"\binden ?for\W*$", before):
            begins = gives.end()
    return begins


def _listing(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """An answer in the field for initiatives that only lists them: 'A (om aftenen); B; C'."""
    sentence = page.sentences[number]
    if sentence.field != "initiatives" or not sentence.begins or sentence.line.kind != "paragraph":
        return
    pieces = sentence.text.split(";") if ";" in sentence.text else []
    at = sentence.start
    for piece in pieces:
        named = item_name(piece.strip())
        lead = len(piece) - len(piece.lstrip())
        if named and not QUOTED.search(piece):
            yield from _note(sentence, things, named.name, at + lead + named.start, at + lead + named.end, "listing")
        elif quoted := QUOTED.match(piece.strip()):
            group = 1 if quoted[1] else 2
            start = at + lead + quoted.start(group)
            yield from _note(sentence, things, quoted[group], start, start + len(quoted[group]), "listing")
        at += len(piece) + 1


def _run(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'kommunen har et overgangsteam', 'Peerstøtte gives …': what is run, called by a compound or a method."""
    sentence = page.sentences[number]
    if sentence.line.kind in {"item", "cell"}:
        return
    for found in _RUNS.finditer(sentence.text):
        noun = found["noun"]
        before = sentence.text[max(0, found.start() - 12) : found.end()]
        if is_noun(noun, "heading") and QUOTED.search(sentence.text[found.end() :]):
            continue  # the name of it follows
        is_compound = (
            is_noun(noun, "initiative")
            and not is_noun(noun[3:], "policy")
            and not any(noun == n for n in ("indsats", "projekt", "initiativ", "program", "samarbejde"))
        )
        if is_compound and not pattern("modality", "negated").search(before):
            start = sentence.start + found.start("name")
            if not any(m.start < start + len(found["name"]) and m.end > start for m in sentence.of("initiative")):
                yield from _note(sentence, things, found["name"], start, start + len(found["name"]), "run")
    if offered := _OFFERED.match(sentence.text):
        start = sentence.start
        if any(m.start == start for m in sentence.of("method")):
            yield from _note(sentence, things, offered["name"], start, start + len(offered["name"]), "run")


def _is_specific(name: str) -> bool:
    """Tell whether a phrase in small letters says which thing it is: an initiative, and for whom, where or what."""
    words = WORD.findall(name)
    head = re.split(r"\s(?:til|for|på|i|af|om|mellem|med)\s", name)
    return (
        len(head) > 1
        and is_noun(WORD.findall(head[0])[-1] if WORD.findall(head[0]) else "", "initiative")
        and len(words) > 2
    )


def _set_up(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'etableres … et tilbud til unge i X': something that is set up, with whom it is for and where."""
    sentence = page.sentences[number]
    text = sentence.text
    if sentence.line.kind in {"item", "cell"} or not pattern("verbs", "create").search(text):
        return
    for found in re.finditer(
        r"\b(?:et|en|\d+|ti|tolv|fem)\s+((?:[a-zæøå]+\s+){0,2}?(\w+)\s+(?:til|for|i)\s+[^,.;:()]+)", text
    ):
        if not is_noun(found[2], "initiative"):
            continue
        place = re.search(rf"\s(?:i|på|ved)\s+(?:\w+(?:en|et)\s+)?({CAP}(?:\s+{CAP})*)\s*$", found[1].rstrip())
        if not place:
            continue
        start = sentence.start + found.start(1)
        if known := next((m for m in sentence.of("initiative") if start <= m.start < start + len(found[1])), None):
            sentence.add(known.thing, start, start + len(found[1].rstrip()))
            continue
        for claim in _note(sentence, things, found[1].strip(), start, start + len(found[1].rstrip()), "set up"):
            is_area = pattern("places", "area").search(place[1]) or sentence.has(
                "area", start + place.start(1), start + place.end(1)
            )
            if claim.subject and not is_area:
                things.also_called(claim.subject, place[1])
            yield claim


def _placed(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """'indsatser i A og B', where A and B are names but no areas: what is done there goes by the place's name."""
    sentence = page.sentences[number]
    for found in re.finditer(
        rf"\b(\w+)\s+(?:i|på|ved)\s+({CAP}(?:\s+{CAP})*(?:(?:,\s*|\s+og\s+){CAP}(?:\s+{CAP})*)*)", sentence.text
    ):
        if not is_noun(found[1], "heading"):
            continue
        for name in re.finditer(rf"{CAP}(?:\s+{CAP})*", found[2]):
            start = sentence.start + found.start(2) + name.start()
            end = start + len(name[0])
            taken = any(m.start < end and m.end > start and m.thing.kind != "initiative" for m in sentence.mentions)
            if not taken and not name[0].isupper() and not sentence.has("initiative", start, end):
                yield from _note(sentence, things, name[0], start, end, "placed")


def _proper(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """A proper name of several words, or all in capitals, in the field for initiatives."""
    sentence = page.sentences[number]
    if sentence.field != "initiatives" or sentence.line.kind in {"item", "cell", "heading"}:
        return
    if not sentence.text.rstrip().endswith((".", ";")):
        return  # a title
    for start, end, name in phrases(_without_asides(sentence.text)):
        many = len(name.split()) > 1 and not re.search(r"\s(?:og|i)\s", name)
        if not many or start == 0 or organisation_class(name) or ":" in sentence.text[:start][-12:]:
            continue
        at = sentence.start + start
        others = [m for m in sentence.mentions if m.start < at + len(name) and m.end > at and m.thing.kind != "method"]
        if sentence.has("method", at, at + len(name)) and sentence.of("initiative"):
            continue  # the method of the initiative that the sentence names
        before = (sentence.text[:start].split() or [""])[-1]
        if not others and not organisation_class(before):
            yield from _note(sentence, things, without_article(name), at, sentence.start + end, "proper")
    for match in re.finditer(r"\bsamarbejde\w*\s+(?:mellem [^,.]*? )?om\s+([A-ZÆØÅ][^,.;]*)", sentence.text):
        for start, end in parts(match[1]):
            at = sentence.start + match.start(1) + start
            yield from _note(
                sentence,
                things,
                match[1][start:end].strip(),
                at,
                at + len(match[1][start:end].rstrip()),
                "collaborated on",
            )


def _without_asides(text: str) -> str:
    return re.sub(r"\([^)]*\)", lambda m: " " * len(m[0]), text)
