"""Which things may be the same, how surely, and why: names and numbers compared, as a pure function of the graph.

Only pairs that share something rare are compared: a number in a register, a whole name, or one of the rarest words of a
name. The score goes from 0 to 1. A pair that reaches `CERTAIN` is the same; one that reaches `DOUBTFUL` is for a person
to tell. The steps are judged by reading real pairs: see `bench/matching.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations, product
from math import log
from typing import Final

from rapidfuzz.distance import Levenshtein

from graph.known.name_forms import Form, forms
from graph.known.snapshot import NAMES, Snapshot
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.vocabulary import local_name
from ontology.words import Words

CERTAIN: Final = 0.9
DOUBTFUL: Final = 0.65
KINDS: Final = ("organisation", "initiative", "policy")
MOST_IN_A_BLOCK: Final = 25
RARE_WORDS: Final = 3
MOST_PARTIES: Final = 5
LIKE_WORD: Final = 0.85
SAME_NUMBER: Final = 0.75
SAME_NAME: Final = 0.95
SAME_WORD: Final = 0.88  # one word, such as Movement, may be the name of several
SAME_COMMON_NAME: Final = 0.5
MOST_FOR_ALIKE: Final = 0.85
MOST_WITH_DOUBT: Final = 0.85  # where anything speaks against it, a person tells
OF_OTHER_KINDS: Final = 0.75  # initiatives and policies of one name may be different ones
WIKIDATA: Final = "http://www.wikidata.org/entity/"
PARTIES: Final = (SAMSPIL.ledBy, SAMSPIL.provider, SAMSPIL.intermediary, SAMSPIL.issuedBy)


@dataclass(frozen=True)
class Reason:
    """What speaks for or against two things being the same: `name` is a concept of the scheme match-reason, `detail`
    the names, numbers or places that it is about, and `weight` what it adds to the score.
    """

    name: str
    detail: Words
    weight: float

    def in_words(self, snapshot: Snapshot) -> Words:
        """Return the reason in both languages."""
        label = snapshot.label(f"{CONCEPT}match-reason/{self.name}")
        return Words(da=f"{label['da']}: {self.detail['da']}", en=f"{label['en']}: {self.detail['en']}")


@dataclass(frozen=True)
class Match:
    """Two things (IRIs, in order) that may be the same, the score and the reasons, what weighs most first."""

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def certain(self) -> bool:
        """Tell whether they are the same without a person having looked."""
        return self.score >= CERTAIN


@dataclass(frozen=True)
class Profile:
    """What is compared of a thing: kind, most special class, names, numbers in registers (by register), the areas that
    it is in and works in (IRIs, with all that is wider), who has to do with it, and years.
    """

    iri: str
    kind: str
    class_: str
    names: tuple[Form, ...]
    numbers: Mapping[str, frozenset[str]]
    areas: frozenset[str]
    works_in: frozenset[str]
    parties: frozenset[str]
    years: frozenset[str]


def find_matches(snapshot: Snapshot, among: Set[str] | None = None) -> list[Match]:
    """Return the pairs of things that may be the same, the surest first; with `among`, those with a thing in it."""
    found = []
    for kind in KINDS:
        profiles = [profile(iri, snapshot) for iri in snapshot.entities if snapshot.kind_of(iri) == kind]
        compared = Comparison(profiles, snapshot)
        for one, other in compared.pairs():
            if among is None or one.iri in among or other.iri in among:
                match = compared.compare(one, other)
                found += [match] if match.score >= DOUBTFUL else []
    return sorted(found, key=lambda m: (-m.score, m.one, m.other))


def profile(iri: str, snapshot: Snapshot) -> Profile:
    """Return what is compared of a thing."""
    names = {s.value for s in snapshot.about[iri] if s.predicate in NAMES and s.predicate != SAMSPIL.abbreviation.value}
    numbers: dict[str, set[str]] = defaultdict(set)
    for number in snapshot.targets(iri, SAMSPIL.cvr):
        numbers["DK-CVR"].add(f"DK-CVR-{number}")
    for number in snapshot.targets(iri, SAMSPIL.identifier):
        numbers["-".join(number.split("-")[:2])].add(number)
    for elsewhere in snapshot.targets(iri, SKOS.exactMatch):
        if elsewhere.startswith(WIKIDATA):
            numbers["Wikidata"].add(local_name(elsewhere))
    kind = snapshot.kind_of(iri) or ""
    acts = [s.subject for s in snapshot.pointing_at.get(iri, ()) if s.predicate != SAMSPIL.memberOf.value]
    return Profile(
        iri=iri,
        kind=kind,
        class_=snapshot.class_of(iri) or "",
        # What stands in brackets after an initiative's name is what it differs in from others, such as the town.
        names=tuple(f for name in sorted(names) for f in forms(name) if f.whole or kind == "organisation"),
        numbers={register: frozenset(found) for register, found in numbers.items()},
        areas=_areas([iri], snapshot),
        works_in=_areas([*acts, *(t for act in acts for t in snapshot.targets(act, SAMSPIL.funded))], snapshot),
        parties=_parties(iri, snapshot),
        years=frozenset(s.value[:4] for p in (SAMSPIL.date, SAMSPIL.start) for s in snapshot.statements(iri, p)),
    )


def _areas(things: Iterable[str], snapshot: Snapshot) -> frozenset[str]:
    return frozenset(
        a for iri in things for area in snapshot.targets(iri, SAMSPIL.area) for a in snapshot.ancestors(area)
    )


def _parties(iri: str, snapshot: Snapshot) -> frozenset[str]:
    funding = (s.subject for s in snapshot.to(iri, SAMSPIL.funded))
    funders = {f for grant in funding for f in snapshot.targets(grant, SAMSPIL.funder)}
    return frozenset(funders.union(*(snapshot.targets(iri, p) for p in PARTIES)))


def speaks_against(one: str, other: str, snapshot: Snapshot) -> bool:
    """Tell whether numbers, places, kinds or a source speak against two things (IRIs) being the same."""
    a, b = profile(one, snapshot), profile(other, snapshot)
    facts = (*_numbers(a, b), *_places(a, b, snapshot), *_kinds(a, b, snapshot), *_told_apart(a, b, snapshot))
    return any(r.weight < 0 for r in facts)


class Comparison:
    """The things of one kind, and how two of them are compared: a word says the more, the fewer of them have it."""

    def __init__(self, profiles: Iterable[Profile], snapshot: Snapshot) -> None:
        """Take the things' profiles and the graph that they are in."""
        self._profiles = {p.iri: p for p in profiles}
        self._snapshot = snapshot
        self._times = Counter(w for p in self._profiles.values() for w in {w for f in p.names for w in f.bodies})

    def pairs(self) -> Iterator[tuple[Profile, Profile]]:
        """Yield the pairs that share something rare, each once, in order."""
        blocks: dict[str, set[str]] = defaultdict(set)
        for p in self._profiles.values():
            for key in self._keys(p):
                blocks[key].add(p.iri)
        shared = (sorted(block) for block in blocks.values() if 1 < len(block) <= MOST_IN_A_BLOCK)
        for one, other in sorted({pair for block in shared for pair in combinations(block, 2)}):
            yield self._profiles[one], self._profiles[other]

    def _keys(self, p: Profile) -> Iterator[str]:
        yield from (number for numbers in p.numbers.values() for number in numbers)
        for form in p.names:
            yield " ".join(form.translated)
            rarest = sorted(set(form.bodies), key=lambda w: (self._times[w], w))[:RARE_WORDS]
            yield from (f"word {w}" for w in rarest if len(w) > 2)
            yield from (f"begins {w[:6]}" for w in rarest[:1] if len(w) > 6)

    def compare(self, one: Profile, other: Profile) -> Match:
        """Return how surely two things are the same, and why."""
        reasons = [
            *self._name(one, other),
            *_numbers(one, other),
            *_places(one, other, self._snapshot),
            *_kinds(one, other, self._snapshot),
            *_told_apart(one, other, self._snapshot),
        ]
        score = sum(r.weight for r in reasons) * (1 if one.kind == "organisation" else OF_OTHER_KINDS)
        if one.kind != "organisation":
            dealings = list(_dealings(one, other, self._snapshot))
            reasons += dealings
            score += sum(r.weight for r in dealings)
        most = MOST_WITH_DOUBT if any(r.weight < 0 for r in reasons) else 1.0
        by_weight = sorted(reasons, key=lambda r: -abs(r.weight))
        return Match(one.iri, other.iri, round(max(0.0, min(most, score)), 2), tuple(by_weight))

    def _name(self, one: Profile, other: Profile) -> list[Reason]:
        """Return what the two names that are nearest say, with what speaks against them."""
        pairs = ((self._names(a, b), a, b) for a, b in product(one.names, other.names) if a.whole or b.whole)
        said, a, b = max(pairs, key=lambda found: found[0].weight, default=(None, None, None))
        if not said or not a or not b or not said.weight:
            return []
        against = []
        if a.numbers != b.numbers:
            numbers = (" ".join(sorted(f.numbers)) or "–" for f in (a, b))
            against.append(Reason("other-number", _both(" ≠ ".join(numbers)), -0.4))
        if a.legal_form and b.legal_form and not a.legal_form & b.legal_form:
            forms_ = (", ".join(sorted(f.legal_form)) for f in (a, b))
            against.append(Reason("other-form", _both(" ≠ ".join(forms_)), -0.1))
        return [said, *against]

    def _names(self, a: Form, b: Form) -> Reason:
        both = _both(a.written if a.written == b.written else f"{a.written} = {b.written}")
        if not (a.says_who and b.says_who):
            return Reason("common-name", both, SAME_COMMON_NAME if a.bodies == b.bodies else 0)
        if a.bodies == b.bodies:
            if not (a.whole and b.whole):
                return Reason("name-without-addition", both, 0.8 if len(a.bodies) > 1 else 0.6)
            name = "same-name" if a.words == b.words else "same-name-translated"
            return Reason(name, both, SAME_NAME if len(a.bodies) > 1 else SAME_WORD)
        if a.translated == b.translated:
            return Reason("same-name-translated", both, 0.8)
        likeness = self._likeness(a.bodies, b.bodies)
        nearly = _both(f"{a.written} ≈ {b.written} ({likeness:.2f})")
        return Reason("alike-name", nearly, MOST_FOR_ALIKE * likeness)

    def _likeness(self, a: tuple[str, ...], b: tuple[str, ...]) -> float:
        """Return which part of what two names say is said by both, each word by how rare it is; 0 where each says
        something that the other does not.
        """
        pairs = [
            (w, v)
            for w in a
            for v in b
            if w == v or (len(w) > 4 and Levenshtein.normalized_similarity(w, v) >= LIKE_WORD)
        ]
        only_a, only_b = set(a) - {w for w, _ in pairs}, set(b) - {v for _, v in pairs}
        if only_a and only_b:
            return 0.0
        common, alone = self._say({w for w, _ in pairs}), self._say(only_a | only_b)
        return common / (common + alone) if common else 0.0

    def _say(self, words: Iterable[str]) -> float:
        """Return how much words say of who it is: the sum of their inverse frequencies."""
        return sum(log(1 + len(self._profiles) / (self._times[w] or 1)) for w in words)


def _numbers(one: Profile, other: Profile) -> Iterator[Reason]:
    for register in sorted(one.numbers.keys() & other.numbers.keys()):
        a, b = one.numbers[register], other.numbers[register]
        if a & b:
            yield Reason("same-identifier", _both(", ".join(sorted(a & b))), SAME_NUMBER)
        else:
            yield Reason("other-identifier", _both(f"{', '.join(sorted(a))} ≠ {', '.join(sorted(b))}"), -0.6)


def _places(one: Profile, other: Profile, snapshot: Snapshot) -> Iterator[Reason]:
    """Yield what the places say: where both are, or else where they work."""
    known = bool(one.areas and other.areas)
    a, b = (p.areas if known else p.areas or p.works_in for p in (one, other))
    if a and b:
        narrow = [max(p, key=lambda i: (len(snapshot.ancestors(i)), i)) for p in (a, b)]
        if narrow[0] in b or narrow[1] in a:
            yield Reason("same-place", snapshot.label(narrow[0]), 0.03)
        else:
            yield Reason("other-place", _labels(narrow, " ≠ ", snapshot), -0.4 if known else -0.1)


def _kinds(one: Profile, other: Profile, snapshot: Snapshot) -> Iterator[Reason]:
    a, b = one.class_, other.class_
    if not snapshot.terms.is_a(a, b) and not snapshot.terms.is_a(b, a):
        yield Reason("other-kind", _labels([a, b], " ≠ ", snapshot), -0.2)


def _told_apart(one: Profile, other: Profile, snapshot: Snapshot) -> Iterator[Reason]:
    """Yield where a source speaks of the two as different: one by the other, or both side by side."""
    related = (
        s for iri, to in ((one.iri, other.iri), (other.iri, one.iri)) for s in snapshot.about[iri] if s.target == to
    )
    side_by_side = {(s.subject, s.predicate, e) for s in snapshot.pointing_at.get(one.iri, ()) for e in s.evidence} & {
        (s.subject, s.predicate, e) for s in snapshot.pointing_at.get(other.iri, ()) for e in s.evidence
    }
    relation = next((s.predicate for s in related), min((p for _, p, _ in side_by_side), default=None))
    if relation:
        yield Reason("told-apart", snapshot.label(relation), -0.15)


def _dealings(one: Profile, other: Profile, snapshot: Snapshot) -> Iterator[Reason]:
    """Yield what two initiatives or policies have in common beside their names, without which these say little."""
    if common := sorted(one.parties & other.parties):
        yield Reason("same-party", _labels(common[:MOST_PARTIES], ", ", snapshot), 0.25)
    if one.years and other.years and not one.years & other.years:
        yield Reason("other-year", _both(" ≠ ".join(", ".join(sorted(p.years)) for p in (one, other))), -0.3)


def _labels(iris: Iterable[str], between: str, snapshot: Snapshot) -> Words:
    labels = [snapshot.label(iri) for iri in iris]
    return Words(da=between.join(label["da"] for label in labels), en=between.join(label["en"] for label in labels))


def _both(text: str) -> Words:
    """Return a text that is the same in both languages."""
    return Words(da=text, en=text)
