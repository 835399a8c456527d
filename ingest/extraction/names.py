"""Names in sentences: those that the graph knows, organisations and policies by how their names are made, and areas."""

import re
from collections.abc import Iterator
from typing import Final

from graph.reading.spelling import is_danish, lemma
from graph.reading.thesaurus import WORD
from ingest.extraction.danish import PHRASE, QUOTED, data, is_noun
from ingest.extraction.groups import groups_in, is_vague
from ingest.extraction.page import Page, Sentence
from ingest.extraction.things import Things

_YEARS: Final = re.compile(r"\s+(?:fra\s+)?((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d))?")
_ABBREVIATED: Final = re.compile(r"\s*\(([A-ZÆØÅ][A-ZÆØÅa-z-]{1,8})\)")
_LAW: Final = re.compile(
    r"(?:(?P<law>\w*(?:lov|loven|lovens|lovs))\s+)?§{1,2}\s*(?P<section>\d+\s?[a-z]?\b)(?:(?:\.|"
    r",? ?stk\. ?)(?P<part>\d+))?"
    r"(?:\s+i\s+(?P<later>\w*(?:loven|lov)(?: om [\wæøå ]{3,40}?(?=[,.;)]|$))?))?",
    re.I,
)
_LAW_CALLED: Final = re.compile(
    r"\b(?P<noun>(?i:aftalen|strategien|planen|loven|reformen|politikken|udspillet|forliget))\s+(?:om\s+)?"
    r"(?P<called>[A-ZÆØÅ](?:[\wæøå-]|\s(?!(?:der|som|fra|er|har|blev|sætter|skal|vil|og)\b)|–)*[\wæøå])"
    r"|\b(?P<about>[Ll]ov om [\wæøå](?:[\wæøå -](?!(?<=\s)(?:fra|der|som|er|blev|har|trådte|sætter|skal)\b))*[\wæøå]"
    r"|[Bb]arnets lov)"
    r"|\b(?P<compound>[A-ZÆØÅa-zæøå]{4,}(?:loven|lovgivningen))\b"
)
_ANY_LAW: Final = frozenset({"lovgivning", "speciallovgivning", "forslag"})
_LAW_NUMBER: Final = re.compile(r"\blov nr\. \d+ af \d{1,2}\. \w+ \d{4}", re.I)
WHOLE_WORDS: Final = frozenset({"rådet", "center", "netværk", "hær", "region"})  # begin a name, or are it whole
_SHORT: Final = frozenset(
    [
        "kommunens",
        "men",
        "og",
        "så",
        "i",
        "på",
        "med",
        "fra",
        "for",
        "der",
        "som",
        "hos",
        "af",
        "ved",
        "efter",
        "hvis",
        "når",
        "vi",
        "til",
        "under",
        "desuden",
        "derudover",
        "dertil",
        "hertil",
        "samtidig",
        "lokalt",
        "fortsat",
        "endvidere",
        "herudover",
        "endelig",
        "ud",
    ]
)


def find_names(page: Page, things: Things) -> None:
    """Note in every sentence what it names: organisations, policies, areas, groups, methods and known initiatives."""
    for sentence in page.sentences:
        _find(page, sentence, things)
    things.join_short_names("policy")
    for sentence in page.sentences:
        sentence.mentions.clear()
        _find(page, sentence, things)
        for kind in ("policy", "organisation"):
            find_again(page, sentence, things, kind)


def find_again(page: Page, sentence: Sentence, things: Things, kind: str) -> None:
    """Note where a sentence names something of a kind that has been named in the document before."""
    for mention in things.named_in(page.document.text, sentence.start, sentence.end, kind):
        if not sentence.has(kind, mention.start, mention.end):
            sentence.mentions.append(mention)


def _find(page: Page, sentence: Sentence, things: Things) -> None:
    for mention in things.known_in(page.document.text, sentence.start, sentence.end):
        if not sentence.has(mention.thing.kind, mention.start, mention.end):
            sentence.mentions.append(mention)
    _find_groups(sentence, things)
    _find_organisations(sentence, things)
    _find_policies(sentence, things)
    _find_laws(sentence, things)


def _find_groups(sentence: Sentence, things: Things) -> None:
    """Note the groups of people with all that is said of whom; one that the graph knows by just these words is that."""
    for group in groups_in(sentence.text):
        start, end = sentence.start + group.start, sentence.start + group.end
        known = [m for m in sentence.of("group") if m.start < end and m.end > start]
        is_whole = any(m.start <= start and m.end >= end for m in known)
        if is_whole or is_vague(group) or (known and not group.is_modified):
            continue
        name = re.sub(r"(?<=\s)(?:en|et)\s+", "", sentence.text[group.start : group.end])
        thing = things.called("group", name[0].lower() + name[1:] if not name[:2].isupper() else name)
        if thing.is_new and known:
            thing.broader = known[0].thing
        sentence.add(thing, start, end)


def organisation_class(name: str) -> str | None:
    """Return the class of an organisation that a name says it is of: by its last word, or its first before 'for'."""
    words = name.casefold().split()
    best: tuple[int, str] | None = None
    for class_, endings in data()["organisations"].items():
        for ending in endings if isinstance(endings, list) else ():
            is_whole = ending in WHOLE_WORDS
            fits_end = (words[-1] == ending and not is_whole) or (
                words[-1].endswith(ending) and len(ending) > 3 and not is_whole
            )
            if fits_end or (words[0] == ending and len(words) > 1):
                best = max(best or (0, ""), (len(ending), class_))
    return best[1] if best else None


def phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases with capitals in a text: start, end and words, without the small words that it begins with."""
    for match in PHRASE.finditer(text):
        start, words = match.start(), match[0]
        while (first := words.split(None, 1)) and first[0].casefold() in _SHORT:
            if len(first) == 1:
                words = ""
                break
            start += len(words) - len(first[1])
            words = first[1]
        if words:
            yield start, start + len(words), words


def _find_organisations(sentence: Sentence, things: Things) -> None:
    for start, _, words in phrases(sentence.text):
        for begin, stop, name in _parted(start, words):
            class_ = organisation_class(name)
            if class_ is None or sentence.has("organisation", sentence.start + begin, sentence.start + stop):
                continue
            plain = re.sub(r"(?<=[a-zæøå])['’]?s$", "", name) if class_ in {"Municipality", "Foundation"} else name
            thing = things.called("organisation", plain, class_)
            sentence.add(thing, sentence.start + begin, sentence.start + stop)
            if short := _ABBREVIATED.match(sentence.text, stop):
                things.also_called(thing, short[1])
    for mention in list(sentence.of("organisation")):
        if short := _ABBREVIATED.match(sentence.after(mention.end)):
            things.also_called(mention.thing, short[1])


def _parted(start: int, words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the organisations in a phrase: 'Fonden A og B Kommune' is two, 'the unit A i B Afdeling' is the latter, and
    'Rådet for A i B' the former.
    """
    for cut in re.finditer(r"\s+(og|i|med|på|til|for)\s+", words):
        left, right = words[: cut.start()], words[cut.end() :]
        after = start + cut.end()
        if cut[1] == "og" and organisation_class(left) and organisation_class(right) and not left.endswith("-"):
            yield from _parted(start, left)
            yield from _parted(after, right)
            return
        if cut[1] in {"i", "på"} and organisation_class(left) and not organisation_class(right):
            yield from _parted(start, left)
            return
        if organisation_class(right) and (cut[1] in {"i", "på"} or is_noun(left.split()[-1], "policy")):
            yield from _parted(after, right)
            return
    yield start, start + len(words), words


def _find_policies(sentence: Sentence, things: Things) -> None:
    text = sentence.text
    for quoted in QUOTED.finditer(text):
        word = re.search(r"(\w+)\W*$", text[: quoted.start()])
        name = quoted[1] or quoted[2]
        if word and is_noun(word[1], "policy"):
            _add_policy(
                sentence, things, name, quoted.start(1 if quoted[1] else 2), quoted.end(1 if quoted[1] else 2), word[1]
            )
    for match in WORD.finditer(text):
        if not is_noun(match[0], "policy") or sentence.has(
            "policy", sentence.start + match.start(), sentence.start + match.end()
        ):
            continue
        start, end = _policy_span(text, match)
        is_own = match[0].endswith("en") or re.search(r"\b(?:kommunens|byens|vores)\s+$", text[: match.start()], re.I)
        if (
            end <= start
            and is_own
            and len(match[0]) > 9
            and (sentence.field == "policies" or not match[0].endswith("en"))
        ):
            start, end = match.span()  # 'værdighedspolitikken' is the municipality's own
        if end > start:
            _add_policy(sentence, things, text[start:end], start, end, match[0])


def _policy_span(text: str, noun: re.Match[str]) -> tuple[int, int]:
    """Return where the name of a policy stands around its noun; nothing where it is any policy."""
    start, end = noun.span()
    before = re.search(r"((?:[Dd]en|[Dd]et)\s+)?((?:[A-ZÆØÅ][\w-]*\s+)+)$", text[:start])
    adjectives = re.search(r"\b[Dd]en\s+((?:[a-zæøå]+[es]\s+){1,2})$", text[:start])
    has_capital = noun[0][0].isupper() and not _begins_sentence(text, start)
    if before and before[2].split()[0].casefold() not in _SHORT:
        start, has_capital = before.start(), True
    about = re.match(
        r"\s+(?:om|for|mod|vedr\.?|på)\s+((?:(?!fra\b|og den\b|der\b|som\b|med\b|har\b|er\b|skal\b|"
        r"vil\b)[\wæøåÆØÅ-]+\s*){1,6})",
        text[end:],
    )
    years = None
    if about and (has_capital or adjectives or _begins_sentence(text, start)):
        end += about.end()
        end = start + len(text[start:end].rstrip())
        end = _before_verb(text, noun.end(), end)
        if adjectives and not before:
            start = noun.start() - len(adjectives[1])
            has_capital = True
        has_capital = has_capital or _begins_sentence(text, noun.start())
    elif re.match(r"\s+(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?", text[end:]):
        years = re.match(r"\s+(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?", text[end:])
        end += years.end() if years else 0
        has_capital = True
    elif noun[0][0].isupper() and _begins_sentence(text, noun.start()) and not before:
        return 0, 0
    if not has_capital and (
        dated := re.match(r"\s+(?:om|for)\s+[\wæøå -]{3,50}?(?=\s+fra\s+(?:19|20)\d\d)", text[noun.end() :])
    ):
        end, has_capital = noun.end() + dated.end(), True
        start -= len(re.search(r"(?:\d+-)?$", text[:start])[0])  # type: ignore[index]
    return (start, end) if has_capital else (0, 0)


def _before_verb(text: str, start: int, end: int) -> int:
    """Return where a stretch of words ends before the first verb in the present or past."""
    for word in WORD.finditer(text, start, end):
        plain = word[0]
        if plain.islower() and plain.endswith(("ede", "te", "er", "es")) and is_danish(plain) and _is_finite(plain):
            return start + len(text[start : word.start()].rstrip())
    return end


def _is_finite(word: str) -> bool:
    base = lemma(word)
    return (
        base != word
        and base.endswith("e")
        and (is_danish(base + "de") or is_danish(base[:-1] + "te"))
        and not is_danish(base + "t")
    )


def _begins_sentence(text: str, at: int) -> bool:
    return not text[:at].strip(" \"'*(")


def _add_policy(sentence: Sentence, things: Things, name: str, start: int, end: int, noun: str) -> None:
    thing = things.called("policy", name.strip(), policy_class(noun))
    sentence.add(thing, sentence.start + start, sentence.start + end)


def policy_class(noun: str) -> str:
    """Return the class of policy that a noun says it is."""
    plain = lemma(noun.casefold())
    for end, class_ in POLICY_CLASSES.items():
        if plain.endswith(end):
            return class_
    return "Policy"


POLICY_CLASSES: Final = {
    "forlig": "BudgetAgreement",
    "budgetaftale": "BudgetAgreement",
    "finanslov": "BudgetAgreement",
    "aftale": "Agreement",
    "pulje": "Agreement",
    "reform": "Reform",
    "lov": "Law",
    "bekendtgørelse": "Law",
    "plan": "ActionPlan",
    "strategi": "Strategy",
    "politik": "Strategy",
}


def _find_laws(sentence: Sentence, things: Things) -> None:
    for match in _LAW.finditer(sentence.text):
        law = match["law"] or match["later"]
        place = sentence.start + match.start(), sentence.start + match.end()
        if law is None or sentence.has("policy", *place):
            continue
        plain = re.sub(r"s$", "", law) if law.endswith("lovens") else law
        part = f", stk. {match['part']}" if match["part"] else ""
        name = f"{plain[0].upper()}{plain[1:]} § {match['section'].strip()}{part}"
        sentence.add(things.called("policy", name, "Law"), *place)
    for match in _LAW_CALLED.finditer(sentence.text):
        name = match["called"] or match["about"] or match["compound"]
        group = next(g for g in ("called", "about", "compound") if match[g])
        place = sentence.start + match.start(group), sentence.start + match.end(group)
        if not sentence.has("policy", *place) and lemma(name.casefold()) not in _ANY_LAW:
            sentence.add(things.called("policy", name, policy_class(match["noun"] or "lov")), *place)
    for match in _LAW_NUMBER.finditer(sentence.text):
        sentence.add(
            things.called("policy", match[0], "Law"), sentence.start + match.start(), sentence.start + match.end()
        )
