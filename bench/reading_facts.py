"""Facts that people read in documents, and how what was extracted is compared with them.

Two names are the same where one is an other name of the thing, or where every word of the shorter one (without
articles, prepositions and the like) has its partner in the longer one, by stem or as the end of a compound, and the
shorter one has at least half as many words (a group of people two thirds); a name that is no more than the head of the
longer one is the same too ('boliggaranti', 'boliggarantien for unge hjemløse'). Of an observation, which has its value
and year to be known by, the shorter name may be any part of the longer. Amounts are the same within 1 %, or where a
range holds them; years and values must be equal. What the fact leaves open (no amount, no year) is not compared.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import Evidence
from graph.known.snapshot import Snapshot
from graph.reading.thesaurus import WORD, stem
from ingest.extraction.claims import Relation
from ontology.namespaces import RDF, SAMSPIL, SKOS

_SMALL_WORDS: Final = (
    "den det de en et af for til på i med og om under over fra der som kommunens egne fælles m.m år mellem særlige nye "
    "ved hos tidligere flere"
)
SMALL: Final = frozenset(stem(word) for word in _SMALL_WORDS.split())
RELATIONS: Final = get_args(Relation)


SIMPLE: Final = {
    SAMSPIL.responsibleFor: "responsible_for",
    SAMSPIL.theme: "addresses",
    SAMSPIL.targetGroup: "targets",
    SAMSPIL.governs: "governs",
    SAMSPIL.area: "in_area",
}


@dataclass(frozen=True)
class Fact:
    """A relation as a person read it."""

    theme: str
    subject: str
    relation: str
    object: str
    amount: float | None = None
    year: str | None = None
    value: float | None = None


@dataclass(frozen=True)
class Said:
    """A relation as it was extracted: every name of its subject and object, and the figures."""

    theme: str
    subject: tuple[str, ...]
    relation: str
    object: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    year: str | None = None
    value: float | None = None

    def __str__(self) -> str:
        """Return it on one line."""
        figures = [f"{self.low:,.0f}" if self.low else "", self.year or "", f"{self.value:g}" if self.value else ""]
        return f"{' / '.join(self.subject[:2])} → {' / '.join(self.object[:2])} {' '.join(filter(None, figures))}"


def read_facts(path: Path, themes: Mapping[int, str]) -> list[Fact]:
    """Return the facts of a file; a theme that is a number is looked up in `themes`."""
    relations = json.loads(path.read_text(encoding="utf-8"))["relations"]
    return [_fact(r, themes) for r in relations]


def _fact(r: Mapping[str, Any], themes: Mapping[int, str]) -> Fact:
    theme = themes.get(r["theme"], str(r["theme"]))
    year = str(r["year"]) if "year" in r else None
    return Fact(theme, r["subject"], r["relation"], r["object"], r.get("amount_dkk"), year, r.get("value"))


def is_same(fact: Fact, said: Said) -> bool:
    """Tell whether what was extracted is the fact."""
    if fact.relation != said.relation or not same_theme(fact.theme, said.theme):
        return False
    if fact.amount is not None and not _holds(said, fact.amount):
        return False
    if fact.year is not None and fact.relation != "ends" and (said.year or "")[:4] != fact.year[:4]:
        return False
    if fact.value is not None and said.value != fact.value:
        return False
    if fact.relation == "ends":
        return _any(fact.subject, said.subject) and any(o[:4] == fact.object[:4] for o in said.object)
    strict = 2 / 3 if fact.relation == "targets" else 1 / 2
    if fact.relation == "observation":
        return _any(_without_numbers(fact.object), said.object, 0)
    subject = _any(fact.subject, said.subject) or same_theme(fact.subject, said.subject[0])
    target = _any(fact.object, said.object, strict) or same_theme(fact.object, said.object[0])
    return subject and target


def same_theme(one: str, other: str) -> bool:
    """Tell whether two names of a theme are: all words of the shorter are in the longer."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a) and min(len(a), len(b)) * 2 >= max(len(a), len(b))


def _holds(said: Said, amount: float) -> bool:
    if said.low is None:
        return False
    return abs(said.low - amount) <= amount / 100 or said.low <= amount <= (said.high or said.low)


def _any(name: str, names: Iterable[str], share: float = 1 / 2) -> bool:
    return any(same_name(name, other, share) for other in names)


def same_name(one: str, other: str, share: float = 1 / 2) -> bool:
    """Tell whether two names are of the same thing; see above."""
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short:
        return False
    if all(any(_is_partner(a, b) for b in long) for a in short) and len(short) >= share * len(long):
        return True
    heads = [_words(re.split(r"\s(?:for|til|på|med|i|om)\s", name)[0]) for name in (one, other)]
    return share <= 1 / 2 and heads[0] == heads[1] and bool(heads[0]) and short <= long


def _is_partner(a: str, b: str) -> bool:
    return a == b or (len(a) > 4 and b.endswith(a)) or (len(b) > 4 and a.endswith(b))


def _words(name: str) -> frozenset[str]:
    return frozenset(stem(w) for w in WORD.findall(re.sub(r"[(][^)]*[)]", " ", name))) - SMALL


def _without_numbers(name: str) -> str:
    return " ".join(w for w in name.split() if not any(map(str.isdigit, w)))


def said_by(evidence: Iterable[Evidence], snapshot: Snapshot) -> Iterator[tuple[Evidence, Said]]:
    """Yield the relations that evidence states, once each."""
    items = list(evidence)
    names = _Names(snapshot, [t for e in items for t in e.statements])
    for item in items:
        for said in dict.fromkeys(_relations(item, names)):
            yield item, said


class _Names:
    """What things are called, by the graph and by the evidence."""

    def __init__(self, snapshot: Snapshot, triples: Iterable[Triple]) -> None:
        self._snapshot = snapshot
        self._new: dict[str, list[str]] = {}
        for t in triples:
            if t.predicate in {SKOS.prefLabel, SKOS.altLabel, SAMSPIL.abbreviation} and isinstance(t.object, Literal):
                known = self._new.setdefault(getattr(t.subject, "value", ""), [])
                if t.object.value not in known:
                    known.insert(0 if t.predicate == SKOS.prefLabel else len(known), t.object.value)

    def of(self, iri: str) -> tuple[str, ...]:
        label = self._snapshot.label(iri)["da"] if iri in self._snapshot.about else None
        return tuple(dict.fromkeys([*([label] if label else []), *self._new.get(iri, []), *self._snapshot.names(iri)]))


def _relations(item: Evidence, names: _Names) -> Iterator[Said]:
    about = _About(item)
    for subject in about.subjects:
        classes = set(about.get(subject, RDF.type))
        if SAMSPIL.Funding.value in classes:
            yield from _funding(about, subject, names)
        elif SAMSPIL.Budget.value in classes:
            area = tuple(about.get(subject, SAMSPIL.budgetArea))
            yield Said(about.theme, area, "budget", (about.theme,), *about.figures(subject))
        elif SAMSPIL.Observation.value in classes:
            groups = (n for iri in about.get(subject, SAMSPIL.targetGroup) for n in names.of(iri))
            value = next((float(v) for v in about.get(subject, SAMSPIL.value)), None)
            year = about.figures(subject)[2]
            yield Said(
                about.theme, (about.theme,), "observation", (*groups, *names.of(subject)), None, None, year, value
            )
        else:
            yield from _simple(about, subject, names)


class _About:
    """What a piece of evidence says, by subject and property."""

    def __init__(self, item: Evidence) -> None:
        self._said: dict[tuple[str, str], list[str]] = {}
        for t in item.statements:
            self._said.setdefault((str(t.subject.value), t.predicate.value), []).append(t.object.value)
        self.theme = (item.locator or "").split(" › ")[0]
        self.subjects = sorted({subject for subject, _ in self._said})

    def get(self, subject: str, predicate: NamedNode) -> list[str]:
        return self._said.get((subject, predicate.value), [])

    def figures(self, subject: str) -> tuple[float | None, float | None, str | None]:
        low, high = (
            next((float(v) for p in of for v in self.get(subject, p)), None)
            for of in ((SAMSPIL.amount, SAMSPIL.amountMin), (SAMSPIL.amountMax,))
        )
        year = next(iter(self.get(subject, SAMSPIL.date) or self.get(subject, SAMSPIL.start)), None)
        return low, high, year


def _funding(about: _About, subject: str, names: _Names) -> Iterator[Said]:
    payers = (SAMSPIL.funder, SAMSPIL.implements)
    called = tuple(n for p in payers for iri in about.get(subject, p) for n in names.of(iri))
    for funded in about.get(subject, SAMSPIL.funded):
        yield Said(about.theme, called, "funds", names.of(funded), *about.figures(subject))


def _simple(about: _About, subject: str, names: _Names) -> Iterator[Said]:
    own = names.of(subject) or (about.theme,)
    for predicate, relation in SIMPLE.items():
        for target in about.get(subject, predicate):
            yield Said(about.theme, own, relation, names.of(target) or (about.theme,), *about.figures(subject))
    for lead in about.get(subject, SAMSPIL.ledBy):
        yield Said(about.theme, names.of(lead), "responsible_for", own)
    for end in about.get(subject, SAMSPIL.end) if not about.get(subject, SAMSPIL.governs) else ():
        yield Said(about.theme, own, "ends", (end,))
