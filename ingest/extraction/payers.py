"""Who pays for what, in a clause: the giver of an active verb, or whom a thing is paid by, with what each gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.reading import quantities
from graph.reading.quantities import Found
from graph.reading.spelling import is_danish
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.clauses import Clause, clauses
from ingest.extraction.danish import QUOTED, modality, pattern
from ingest.extraction.dates import SPAN, iso_dates
from ingest.extraction.names import phrases
from ingest.extraction.page import Page, Sentence
from ingest.extraction.references import begun_with, last_named, meant
from ingest.extraction.things import Thing, Things

OWN: Final = frozenset({"Municipality", "Department"})  # what these pay is the municipality's own money
_AGENT: Final = re.compile(r"\b(?:fra|af|hos|via)\s+(?:(?:den|det|de|både|bl\.a\.)\s+)*(?:puljen\s+|fonden\s+)?$", re.I)
_OBJECT: Final = re.compile(
    r"\b(?:til|om|med|for|hos|i|på|ved|mod|under|efter|ansøgt|søge|søgt|over)\s+(?:den |det |de )?$", re.I
)
_JOINED: Final = re.compile(r"(?:^|[\s,)])(?:og|samt|,)\s*(?:af\s+|fra\s+)?(?:den |det |de )?$", re.I)
_POOL: Final = re.compile(
    r"\b[Pp]uljen\s+[\"“”»]?(?P<name>[A-ZÆØÅ][\w-]*(?:\s+(?:(?:og|i|for|til)\s+)?[A-ZÆØÅ][\w-]*)*)"
)
_TO: Final = re.compile(
    r"\btil\s+(?:at\s+\w+\s+)?(?:(?:den|det|de|projektet|indsatsen|initiativet)\s+)?[*_\"“”»]*$", re.I
)
_NEW_TO: Final = re.compile(
    r"\s*(?:om året |årligt )?til\s+[*_\"“”»]*"
    r"(?P<name>[A-ZÆØÅ][\w-]*(?:\s+(?:(?:på|i|for|til|og|af|med)\s+)?[A-ZÆØÅ][\w-]*)*)"
)
_SHARED: Final = re.compile(r"\b(?:tilsammen|i alt|sammenlagt|samlet|i fællesskab)\b", re.I)
_ABOUT: Final = re.compile(
    r"\b(?:ca\.|cirka|knap|godt|omtrent|omkring|anslå\w*|anslået|skønsmæssigt)\s*(?:ca\.\s*)?$", re.I
)
NEAR: Final = 45  # characters between an inverted verb and its subject


@dataclass(frozen=True)
class Payer:
    """Who pays, where it is named in the sentence, and whether the verb is its own."""

    thing: Thing
    start: int
    end: int
    acts: bool


def find_payers(page: Page, number: int, things: Things) -> Iterator[Claim]:
    """Yield the claims of a sentence that somebody else than the municipality pays for an initiative."""
    sentence = page.sentences[number]
    for clause in clauses(sentence.text):
        if not _says_so(clause):
            continue
        payers = [*_payers(sentence, clause, things)]
        given = _given(clause, payers)
        for payer, amount in zip(payers, given, strict=True):
            thing = _paid_for(page, number, clause, payer, amount, things)
            if thing is None or thing.iri == payer.thing.iri:
                continue
            if sentence.theme and (new := next((m for m in sentence.of("initiative") if m.thing == thing), None)):
                place = new.start, new.end, sentence
                yield Claim("addresses", thing, None, *place, "funded", modality(clause.text))
            policies = (payer.thing,) if payer.thing.kind == "policy" else ()
            yield Claim(
                "funds",
                None if policies else payer.thing,
                thing,
                sentence.start + payer.start,
                sentence.start + payer.end,
                sentence,
                "payer acts" if payer.acts else "funding from",
                modality(clause.text),
                figures=figures_of(clause.text, amount) if amount else Figures(),
                others=policies,
            )


def figures_of(text: str, found: Found) -> Figures:
    """Return an amount with the year that stands nearest to it, or the years it is for."""
    spans = sorted(SPAN.finditer(text), key=lambda m: abs(m.start() - found.start))
    years = [(abs(at - found.start), date) for at, date in iso_dates(text)]
    about = bool(_ABOUT.search(text[: found.start]))
    if spans:
        return Figures(amount=found.value, high=found.high, approximate=about, start=spans[0][1], end=spans[0][2])
    return Figures(amount=found.value, high=found.high, approximate=about, date=min(years)[1][:4] if years else None)


def _says_so(clause: Clause) -> bool:
    """Tell whether money is given in a clause, and not only asked for or refused."""
    pays = any(pattern("verbs", kind).search(clause.text) for kind in ("give", "receive", "money"))
    asks = pattern("verbs", "ask").search(clause.text)
    return bool(pays and not asks and not pattern("modality", "negated").search(clause.text))


def _payers(sentence: Sentence, clause: Clause, things: Things) -> Iterator[Payer]:
    """Yield who pays in a clause, in order: a giver by its verb, or after 'af' and 'fra', and those joined to it."""
    last: Payer | None = None
    seen: list[Thing] = []
    for start, end, thing in _actors(sentence, clause, things):
        before = clause.text[clause.start : start]
        joined = last is not None and _JOINED.search(before) and not clause.text[last.end : start].count(" til ")
        agent = bool(_AGENT.search(before)) or thing.kind == "policy"
        acts = not agent and _is_giver(clause, start, end)
        if last is not None and joined:
            acts = last.acts
        elif not agent and not acts:
            continue
        last = Payer(thing, start, end, acts)
        if thing.class_ not in OWN and thing not in seen:
            seen.append(thing)
            yield last


def _actors(sentence: Sentence, clause: Clause, things: Things) -> list[tuple[int, int, Thing]]:
    """Return the organisations and pools of a clause in order, with what only its place makes a payer ('støttet af X');
    of a relative clause also the one it says something of.
    """
    found = []
    for m in sentence.of("organisation"):
        start, end = m.start - sentence.start, m.end - sentence.start
        is_antecedent = clause.is_relative and 0 <= clause.start - end <= len(" (ABCDE)")
        if clause.holds(start):
            found.append((start, end, m.thing))
        elif is_antecedent and not any(clause.holds(o.start - sentence.start) for o in sentence.of("organisation")):
            found.append((clause.start, clause.start, m.thing))
    pools = [(*pool.span("name"), pool["name"]) for pool in _POOL.finditer(clause.text)]
    found += [
        (start, end, things.called("policy", name, "Agreement"))
        for start, end, name in pools
        if not sentence.has("organisation", sentence.start + start, sentence.start + end)
    ]
    taken = [(s, e) for s, e, _ in found] + [
        (m.start - sentence.start, m.end - sentence.start)
        for m in sentence.mentions
        if m.thing.kind in {"initiative", "organisation", "policy", "area", "group"}
    ]
    for start, end, name in phrases(clause.text):
        is_free = not any(s < end and e > start for s, e in taken)
        if is_free and _is_unknown_payer(clause, start, end, name):
            found.append((start, end, things.called("organisation", name, "Organisation")))
    return sorted(found, key=lambda f: f[0])


def _is_unknown_payer(clause: Clause, start: int, end: int, name: str) -> bool:
    """Tell whether a name that nothing else is known of stands where a payer does: after a giving verb and 'af', or
    just before a giving verb and an amount.
    """
    before, after = clause.text[clause.start : start], clause.text[end:]
    if QUOTED.search(clause.text[max(0, start - 1) : end + 1]) or (" " not in name and is_danish(name.casefold())):
        return False
    gave = pattern("verbs", "give").search(before) or pattern("verbs", "receive").search(before)
    amount = next(quantities.money(clause.text), None)
    if gave and _AGENT.search(before):
        return True
    gives = re.match(rf"\s+(?:har\s+(?:\w+\s+)?)?{pattern('verbs', 'give').pattern}", after, re.I)
    return bool(gives and amount and not before.strip())


def _is_giver(clause: Clause, start: int, end: int) -> bool:
    """Tell whether a name is the subject of a giving verb, which follows it, or stands just before it ('heraf bidrager
    X').
    """
    before, after = clause.text[clause.start : start], clause.text[end:]
    if _OBJECT.search(before):
        return False
    gives = pattern("verbs", "give")
    follows = gives.search(after)
    if follows and not re.search(
        r"\b(?:er|bliver|blev|får|fik|modtager)\s+(?:\w+\s+)?$", after[: follows.start()], re.I
    ):
        return not pattern("verbs", "receive").search(after[: follows.start()])
    last = list(gives.finditer(before))[-1:]
    return bool(
        last and len(before) - last[0].end() < NEAR and not re.search(r"\b(?:af|fra|til)\b", before[last[0].end() :])
    )


def _given(clause: Clause, payers: Sequence[Payer]) -> list[Found | None]:
    """Return what each payer gives: as many amounts as payers go in order, else each takes the one beside it, and an
    only payer the first; what several give together is none's own.
    """
    amounts = [*quantities.money(clause.text)]
    if len(payers) == 1:
        after = [f for f in amounts if f.start >= payers[0].end]
        before = [f for f in amounts if f.end <= payers[0].start]
        near = (
            re.search(r"\bmed\b|\bpå\b|\(|giv|bidrag|yde", clause.text[payers[0].end : after[0].start])
            if after
            else None
        )
        first = after[0] if after and (near or not before) else before[-1] if before else None
        return [first]
    if len(amounts) == len(payers):
        return [*amounts]
    if _SHARED.search(clause.text) or (
        len(amounts) == 1 and payers and amounts[0].start > payers[-1].end and payers[0].acts
    ):
        return [None] * len(payers)
    return [_beside(clause, payer, amounts) for payer in payers]


def _beside(clause: Clause, payer: Payer, amounts: Sequence[Found]) -> Found | None:
    for found in amounts:
        if re.fullmatch(
            r"\s*(?:\(\w+\)\s*)?(?:med|\(|på)?\s*(?:(?:ca\.|knap|godt|omkring)\s+)?",
            clause.text[payer.end : found.start],
        ):
            return found
        if re.fullmatch(r"\s+(?:fra|af)\s+(?:den |det )?", clause.text[found.end : payer.start]):
            return found
    return None


def _paid_for(
    page: Page, number: int, clause: Clause, payer: Payer, amount: Found | None, things: Things
) -> Thing | None:
    """Return what a payer pays for: what stands after 'til', what the verb has as its object or its subject, what the
    clauses before are about, or what is meant by 'projektet'.
    """
    sentence = page.sentences[number]
    here = [(m.start - sentence.start, m.end - sentence.start, m.thing) for m in sentence.of("initiative")]
    inside = [h for h in here if clause.holds(h[0])]
    to = [h for h in inside if _TO.search(clause.text[: h[0]])]
    if to:
        return min(to, key=lambda h: (h[0] < payer.start, abs(h[0] - payer.end)))[2]
    if amount and (new := _new_after(sentence, clause, amount, things)):
        return new
    after = [h for h in inside if h[0] >= payer.end]
    before = [h for h in inside if h[1] <= payer.start]
    if found := (after[:1] or before[-1:]) if payer.acts else (before[-1:] or after[:1]):
        return found[0][2]
    earlier = [h[2] for h in here if h[1] <= clause.start]
    return _implied(page, number, clause, payer, things) or next(iter([*earlier[-1:], *last_named(page, number)]), None)


def _new_after(sentence: Sentence, clause: Clause, amount: Found, things: Things) -> Thing | None:
    """Return the new initiative that an amount is said to go to: '600.000 kr. til X'."""
    new = _NEW_TO.match(clause.text[amount.end :])
    if new is None:
        return None
    start = sentence.start + amount.end + new.start("name")
    end = start + len(new["name"])
    if any(sentence.has(kind, start, end) for kind in ("organisation", "area", "policy")):
        return None
    return sentence.add(things.called("initiative", new["name"]), start, end).thing


def _implied(page: Page, number: int, clause: Clause, payer: Payer, things: Things) -> Thing | None:
    """Return what is paid for by the subject of a passive clause, the end of a name, or the subject of the main clause
    that a relative one belongs to.
    """
    if not payer.acts and (begun := begun_with(page, number, clause, things)):
        return begun
    if said := meant(page, number, clause):
        return said
    mains = clauses(page.sentences[number].text) if clause.is_relative and payer.acts else []
    begun_by = (begun_with(page, number, main, things) for main in mains if main.start < clause.start)
    return next((thing for thing in begun_by if thing), None)
