"""What a funder says that it supports, and does not, held against a proposal: met, not met or not known, with evidence.

A restriction rules a funder out only where both sides speak: the ages are mostly others, the place is another and the
funder has never paid outside its own, the sum asked for is below its least, who applies or what is done is among
what it does not support. A purpose (target groups, themes) is weaker than a rule: it rules out only a funder who never
paid for the like. An instrument never does, since those who pay together often pay in different ways.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.answers.investors import areas_of
from graph.known.answers import Answer, Thing, evidence_of, things
from graph.known.dimensions import OPEN_AGE
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import DIMENSIONS, PROPERTIES, Ages, Dimension, Reading, ReadParty
from graph.reading.thesaurus import Thesaurus
from ontology.namespaces import CONCEPT, SAMSPIL
from ontology.words import Words, words

NEAR: Final = 0.5
"""From this likeness on two groups are near each other; whether one's support reaches the other must be asked."""
MOST_AGES: Final = 0.5
"""So much of the proposal's ages must be among those that a funder supports."""
MUNICIPALITY: Final = f"{CONCEPT}sector/municipality"
SECTOR: Final = f"{CONCEPT}sector/"
PAYING: Final = frozenset(
    f"{CONCEPT}role/{r}"
    for r in ("guarantor", "outcome-payer", "investor", "grant-maker", "in-kind", "co-financier", "performance-manager")
)
ANSWERS: Final = {
    True: Words(da="opfyldt", en="met"),
    False: Words(da="ikke opfyldt", en="not met"),
    None: Words(da="ukendt", en="unknown"),
}
PURPOSES: Final[tuple[Dimension, ...]] = ("target-group", "theme")
APPLICANT: Final = Words(da="ansøger", en="applicant")
CHEQUE: Final = Words(da="beløb", en="amount")
FUNDER_SILENT: Final = Words(da="Det siger giveren intet om.", en="The funder says nothing of it.")
PROPOSAL_SILENT: Final = Words(da="Det siger forslaget intet om.", en="The proposal says nothing of it.")
A_PART: Final = Words(da="Det er kun en del af forslagets målgruppe.", en="It is only a part of the target group.")
RELATED: Final = Words(da="Det er beslægtet, men ikke det samme.", en="It is related, but not the same.")


class Fit(Answer):
    """One thing that a funder says of what it supports, beside the proposal: `fits` says whether it is met, null where
    one of the two says nothing or it cannot be told; `rules_out` that the proposal cannot expect support.
    """

    respect: Words
    stated: tuple[Thing, ...]
    text: Words | None
    fits: bool | None
    answer_label: Words
    note: Words | None
    rules_out: bool
    evidence: tuple[str, ...]

    @property
    def is_stated(self) -> bool:
        """Tell whether the funder says anything of it."""
        return bool(self.stated or self.text)


@dataclass(frozen=True)
class Practice:
    """What a funder did before: the areas it paid in (IRIs), and whether it ever paid for the like for the like."""

    paid_in: Sequence[str]
    is_alike: bool


def fits_of(
    iri: str, reading: Reading, practice: Practice, snapshot: Snapshot, thesaurus: Thesaurus
) -> tuple[Fit, ...]:
    """Return what a funder (IRI) says of each respect, held against the proposal."""
    held = _Held(iri, reading, snapshot)
    purposes = [held.purpose(d) for d in PURPOSES]
    compared = [p for p in purposes if p.is_stated and p.note != PROPOSAL_SILENT]
    if compared and not practice.is_alike and all(p.fits is False for p in compared):
        purposes = [p.model_copy(update={"rules_out": p.fits is False}) for p in purposes]
    rules = (held.area(practice.paid_in), held.age(), held.instrument(), held.cheque())
    return (*purposes, *rules, *held.restrictions(thesaurus))


def need_of(reading: Reading) -> float | None:
    """Return what others are to pay, in DKK: what is asked for, else the budget without own financing."""
    if reading.requested:
        return reading.requested.value
    if not reading.budget:
        return None
    left = reading.budget.value - (reading.own.value if reading.own else 0)
    return left if left > 0 else None


def covers(broad: str, narrow: str, snapshot: Snapshot) -> bool:
    """Tell whether a concept is another or broader: who helps the homeless helps the young among them."""
    return broad in snapshot.ancestors(narrow)


def reaches(one: str, other: str, snapshot: Snapshot) -> bool:
    """Tell whether one of two concepts covers the other."""
    return covers(one, other, snapshot) or covers(other, one, snapshot)


class _Held:
    """A funder held against a proposal."""

    def __init__(self, iri: str, reading: Reading, snapshot: Snapshot) -> None:
        self._iri = iri
        self._reading = reading
        self._snapshot = snapshot

    def purpose(self, dimension: Dimension) -> Fit:
        said, proposed = self._said(PROPERTIES[dimension].value), self._reading.concepts(dimension)
        pairs = [(c, s.value) for c in proposed for s in said]
        if any(covers(s, c, self._snapshot) for c, s in pairs):
            return self._fit(self._label(dimension), said, True)
        if any(covers(c, s, self._snapshot) for c, s in pairs):
            return self._fit(self._label(dimension), said, None, note=A_PART)
        if any(self._snapshot.index.likeness(c, s) >= NEAR for c, s in pairs):
            return self._fit(self._label(dimension), said, None, note=RELATED)
        return self._fit(self._label(dimension), said, False if pairs else None, note=_silent(said, proposed))

    def area(self, paid_in: Iterable[str]) -> Fit:
        said, proposed = self._said(SAMSPIL.area.value), areas_of(self._reading, self._snapshot)
        if not said or not proposed:
            return self._fit(self._label("area"), said, None, note=_silent(said, proposed))
        stated = [s.value for s in said]
        if self._meet(stated, proposed):
            return self._fit(self._label("area"), said, True)
        if any(not self._meet(stated, [area]) for area in paid_in):
            note = Words(da="Den har også betalt andre steder.", en="It has also paid in other places.")
            return self._fit(self._label("area"), said, None, note=note)
        names = [self._snapshot.label(a) for a in proposed]
        note = Words(
            da=f"Forslaget gælder {', '.join(n['da'] for n in names)}, og andre steder har den ikke betalt.",
            en=f"The proposal is for {', '.join(n['en'] for n in names)}, and it has not paid elsewhere.",
        )
        return self._fit(self._label("area"), said, False, note=note, rules_out=True)

    def age(self) -> Fit:
        least, most = self._said(SAMSPIL.ageMin.value), self._said(SAMSPIL.ageMax.value)
        label, said, ages = self._label("age"), (*least, *most), self._reading.ages
        low, high = (int(s[0].value) if s else None for s in (least, most))
        text = words({}, f"{low or 0}–{high if high is not None else ''}") if said else None
        if not said or not ages:
            return self._fit(label, said, None, text, _silent(said, ages))
        shared = _share(ages, low, high)
        note = None
        if shared < 1:
            note = Words(
                da=f"{shared:.0%} af forslagets aldre er med.".replace("%", " %"),
                en=f"{shared:.0%} of the proposal's ages are among them.",
            )
        return self._fit(label, said, shared >= MOST_AGES, text, note, rules_out=shared < MOST_AGES)

    def instrument(self) -> Fit:
        said, proposed = self._said(SAMSPIL.offersInstrument.value), self._reading.concepts("instrument")
        pairs = [(c, s.value) for c in proposed for s in said]
        fits = any(reaches(c, s, self._snapshot) for c, s in pairs) if pairs else None
        return self._fit(self._label("instrument"), said, fits, note=_silent(said, proposed))

    def cheque(self) -> Fit:
        least, most = self._said(SAMSPIL.supportMin.value), self._said(SAMSPIL.supportMax.value)
        said, need = (*least, *most), need_of(self._reading)
        low, high = (float(s[0].value) if s else None for s in (least, most))
        text = words({}, f"{_kroner(low)}–{_kroner(high)} kr.") if said else None
        if not said or need is None:
            return self._fit(CHEQUE, said, None, text, _silent(said, need))
        asked = Words(da=f"Der mangler {_kroner(need)} kr.", en=f"{_kroner(need)} DKK is needed.")
        return self._fit(CHEQUE, said, not low or need >= low, text, asked, rules_out=bool(low and need < low))

    def restrictions(self, thesaurus: Thesaurus) -> Iterator[Fit]:
        """Yield what the funder says that it does not support: kinds of applicants, and what is done for whom."""
        label = self._snapshot.label(SAMSPIL.restriction.value)
        for said in self._said(SAMSPIL.restriction.value):
            named = dict.fromkeys(iri for m in thesaurus.find(said.value) if not m.negated for iri in m.iris)
            if sectors := {iri for iri in named if iri.startswith(SECTOR)}:
                yield self._applicant(said, sectors)
            proposed = {c for d in DIMENSIONS if d != "evidence-level" for c in self._reading.concepts(d)}
            hit = [c for c in sorted(proposed) if set(self._snapshot.ancestors(c)) & set(named)]
            text = words({}, said.value)
            yield self._fit(label, (said,), False if hit else None, text, self._named(hit), rules_out=bool(hit))

    def _applicant(self, said: Statement, sectors: set[str]) -> Fit:
        applicants = [(p, _sector(p)) for p in self._reading.parties if not p.role or p.role.id not in PAYING]
        known = [(p, sector) for p, sector in applicants if sector]
        free = [p for p, sector in known if not set(self._snapshot.ancestors(sector)) & sectors]
        text = words({}, said.value)
        if not known:
            return self._fit(APPLICANT, (said,), None, text, PROPOSAL_SILENT)
        if free:
            names = ", ".join(dict.fromkeys(p.name for p in free))
            note = Words(da=f"{names} kan søge.", en=f"{names} can apply.")
            return self._fit(APPLICANT, (said,), True, text, note)
        kinds = self._named(sorted({sector for _, sector in known}))
        return self._fit(APPLICANT, (said,), False, text, kinds, rules_out=True)

    def _named(self, concepts: Sequence[str]) -> Words | None:
        names = [self._snapshot.label(c) for c in concepts]
        if not names:
            return None
        return Words(
            da=f"Forslaget er {', '.join(n['da'] for n in names)}.",
            en=f"The proposal is {', '.join(n['en'] for n in names)}.",
        )

    def _meet(self, stated: Iterable[str], areas: Iterable[str]) -> bool:
        return any(reaches(s, a, self._snapshot) for s in stated for a in areas)

    def _said(self, property_: str) -> tuple[Statement, ...]:
        return tuple(s for s in self._snapshot.about.get(self._iri, ()) if s.predicate == property_)

    def _label(self, dimension: str) -> Words:
        return self._snapshot.label(PROPERTIES[dimension].value)

    def _fit(
        self,
        respect: Words,
        said: Sequence[Statement],
        fits: bool | None,
        text: Words | None = None,
        note: Words | None = None,
        *,
        rules_out: bool = False,
    ) -> Fit:
        return Fit(
            respect=respect,
            stated=things(self._snapshot, [t for s in said if (t := s.target)]),
            text=text,
            fits=fits,
            answer_label=ANSWERS[fits],
            note=note,
            rules_out=rules_out,
            evidence=evidence_of(said),
        )


def _silent(said: object, proposed: object) -> Words | None:
    return FUNDER_SILENT if not said else None if proposed else PROPOSAL_SILENT


def _sector(party: ReadParty) -> str | None:
    return MUNICIPALITY if party.is_department else party.sector.id if party.sector else None


def _share(ages: Ages, low: int | None, high: int | None) -> float:
    """Return how much of the proposal's years of age lies between two ages, both inclusive and either open."""
    first, last = ages.interval
    shared = min(last, high if high is not None else OPEN_AGE[1]) - max(first, low or OPEN_AGE[0]) + 1
    return max(shared, 0) / (last - first + 1)


def _kroner(amount: float | None) -> str:
    return "" if amount is None else f"{amount:,.0f}".replace(",", ".")
