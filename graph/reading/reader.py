"""Reading a proposal: what the form states, and what the prose says where the form says nothing."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final
from typing import Literal as OneOf

from graph.known.answers import evidence_of, thing
from graph.known.names import Names
from graph.known.snapshot import Snapshot
from graph.reading import amounts, claims, people, periods
from graph.reading.changes import Changes
from graph.reading.facets import FIELD_OF, FORM_FIELDS, TELLING, Ages, Dimension, Facet, Figure, Reading, Truth
from graph.reading.groups import Groups, group_of_ages, of_age, of_ages
from graph.reading.inquiry import missing, questions
from graph.reading.paraphrase import Paraphrases
from graph.reading.proposal import Proposal
from graph.reading.prose import Prose
from graph.reading.resemblance import Resemblance
from graph.reading.roles import read_parties
from graph.reading.scope import NOBODY, WORKS, outside
from graph.reading.themes import likely_themes
from graph.reading.thesaurus import Thesaurus
from ontology.namespaces import CONCEPT, SAMSPIL

IN: Final = re.compile(r"\bi hele $")
ASKED_ABOUT: Final[tuple[Dimension, ...]] = ("target-group", "method", "outcome")


class Reader:
    """What is needed to read proposals against one snapshot, made once."""

    def __init__(self, snapshot: Snapshot, names: Names, thesaurus: Thesaurus) -> None:
        """Take the snapshot's names, and learn its paraphrases and definitions."""
        self._snapshot = snapshot
        self._names = names
        self._thesaurus = thesaurus
        self._paraphrases = Paraphrases(snapshot)
        self._groups = Groups()
        self._changes = Changes()
        self._resemblance = Resemblance(snapshot)

    def read(self, proposal: Proposal) -> Reading:
        """Read a proposal. Raises `UnknownName` for a concept or department of the form that is not known."""
        snapshot, names = self._snapshot, self._names
        prose = Prose(proposal, self._thesaurus, self._paraphrases, self._groups, self._changes)
        facets = [
            f
            for dimension in FORM_FIELDS
            for f in _stated(proposal, dimension, snapshot, names) or prose.facets(dimension, snapshot)
        ]
        parties = read_parties(proposal, prose, snapshot, names)
        named = {(s.field, s.start) for p in parties for s in p.spans}
        facets = _without_seats(_at_home(facets, snapshot), named, prose)
        facets += self._outcomes(proposal) or prose.facets("outcome", snapshot)
        facets += _evidence_level(proposal, snapshot, names) or claims.evidence_level(prose, snapshot)
        facets += prose.facets("instrument", snapshot)
        ages = _ages(proposal, prose, facets, snapshot)
        facets = _narrowed(_by_ages(_of_those_ages(facets, ages), ages, snapshot), ages, snapshot)
        if not any(f.dimension == "theme" for f in facets):
            is_for = any(f.dimension == "target-group" for f in facets)
            aside = [] if is_for else prose.unsure("target-group", snapshot)  # what is so today tells what it is about
            facets = [*likely_themes([*facets, *aside], snapshot), *facets]
        months, payback_months = periods.lasting(prose)
        months = _stated_figure(proposal.months, "months") or months
        participants = _stated_figure(proposal.participants, "people") or people.participants(prose, months)
        budget, requested, own = _money(proposal, prose, months, participants)
        is_outside = outside(
            prose,
            facets,
            has_department=any(p.is_department for p in parties),
            names_people=self._groups.names_people,
        )
        if is_outside in (NOBODY, WORKS):
            facets = [f for f in facets if f.dimension not in TELLING]  # 'young and old' who use a hall are no group
        reading = Reading(
            title=proposal.title,
            facets=tuple(facets),
            parties=tuple(parties),
            ages=ages,
            budget=budget,
            requested=requested,
            own=own,
            months=months,
            payback_months=_stated_figure(proposal.payback_months, "months") or payback_months,
            participants=participants,
            statutory=Truth(value=proposal.statutory, origin="form")
            if proposal.statutory is not None
            else claims.statutory(prose),
            duties=tuple(claims.duties(prose)),
            unsure=tuple(self._unsure(proposal, prose, facets)),
            missing=(),
            outside=is_outside,
        )
        return reading.model_copy(update={"missing": missing(reading), "questions": questions(reading)})

    def _outcomes(self, proposal: Proposal) -> list[Facet]:
        """Return the outcomes that the metrics name; a metric is free text ('70 % består afgangsprøven')."""
        found = dict.fromkeys(
            iri for metric in proposal.outcome_metrics for match in self._thesaurus.find(metric) for iri in match.iris
        )
        return [_form_facet("outcome", iri, self._snapshot) for iri in found if iri.startswith(CONCEPT + "outcome/")]

    def _unsure(self, proposal: Proposal, prose: Prose, facets: Sequence[Facet]) -> Iterable[Facet]:
        """Yield what the prose only mentions or resembles, in the dimensions that the form leaves open."""
        read = {f.thing.id for f in facets}
        known = read | {a for iri in read for a in self._snapshot.ancestors(iri)}
        for dimension in ASKED_ABOUT:
            if getattr(proposal, FIELD_OF[dimension]):
                continue
            aside = prose.unsure(dimension, self._snapshot)
            near = [] if any(f.dimension == dimension for f in facets) else self._resemblance.find(prose, dimension)
            yield from (f for f in (*aside, *near) if f.thing.id not in known)


def _stated(proposal: Proposal, dimension: Dimension, snapshot: Snapshot, names: Names) -> list[Facet]:
    given: Iterable[str] = getattr(proposal, FORM_FIELDS[dimension])
    return [_form_facet(dimension, names.concept(name, CONCEPT + dimension), snapshot) for name in given]


def _evidence_level(proposal: Proposal, snapshot: Snapshot, names: Names) -> list[Facet]:
    given = proposal.evidence_level
    return [_form_facet("evidence-level", names.concept(given, CONCEPT + "evidence-level"), snapshot)] if given else []


def _form_facet(dimension: Dimension, iri: str, snapshot: Snapshot) -> Facet:
    return Facet(dimension=dimension, thing=thing(snapshot, iri), origin="form")


def _without_seats(facets: Sequence[Facet], named: Collection[tuple[str, int]], prose: Prose) -> list[Facet]:
    """Return the facets without the areas that the prose only names as a part of a party's name: the region that pays
    is not where it is to be, unless it is to be 'i hele Region Sjælland'.
    """
    return [
        f
        for f in facets
        if f.dimension != "area"
        or f.origin == "form"
        or not all((s.field, s.start) in named and not IN.search(prose.fields[s.field][: s.start]) for s in f.spans)
    ]


def _at_home(facets: Sequence[Facet], snapshot: Snapshot) -> list[Facet]:
    """Return the facets without the areas elsewhere that the prose names beside one of the council's own: where
    something was done before, or where people come from. A title that names only others says where it is to be.
    """
    areas = [f for f in facets if f.dimension == "area" and f.origin != "form"]
    titled = [f for f in areas if any(s.field == "title" for s in f.spans)]
    if titled and not any(snapshot.home.holds(f.thing.id) for f in titled):
        return [f for f in facets if f not in areas or f in titled]
    own = [f for f in facets if f.dimension == "area" and snapshot.home.holds(f.thing.id)]
    return [f for f in facets if f.dimension != "area" or f.origin == "form" or not own or f in own]


def _of_those_ages(facets: Sequence[Facet], ages: Ages | None) -> list[Facet]:
    """Return the facets without groups read in the prose that cannot be of the ages, if another group is left: the
    children of the mothers whom the proposal is for.
    """
    if not ages or ages.origin == "graph":
        return list(facets)
    groups = [f for f in facets if f.dimension == "target-group"]
    others = [f for f in groups if f.origin != "form" and not of_ages(f.thing.id, ages.min, ages.max)]
    return [f for f in facets if f not in others] if len(others) < len(groups) else list(facets)


def _by_ages(facets: list[Facet], ages: Ages | None, snapshot: Snapshot) -> list[Facet]:
    """Return the facets, with whom the ages tell of where nothing else says whom the proposal is for."""
    group = group_of_ages(ages.min, ages.max) if ages else None
    if not ages or not group or any(f.dimension == "target-group" for f in facets):
        return facets
    aged = Facet(
        dimension="target-group",
        thing=thing(snapshot, group),
        origin=ages.origin,
        certainty="likely",
        spans=ages.spans,
    )
    return [*facets, aged]


def _narrowed(facets: Sequence[Facet], ages: Ages | None, snapshot: Snapshot) -> list[Facet]:
    """Return the facets, each group read in the prose as the narrower one of just the proposal's ages: the homeless
    over 25.
    """
    if not ages or ages.origin == "graph":
        return list(facets)
    inside = {
        snapshot.ancestors(group)[1]: group
        for group in of_age()
        if all(
            bound is None or (given is not None and sign * given >= sign * bound)
            for bound, given, sign in (
                (snapshot.number(group, SAMSPIL.ageMin), ages.min, 1),
                (snapshot.number(group, SAMSPIL.ageMax), ages.max, -1),
            )
        )
    }
    return [
        f.model_copy(update={"thing": thing(snapshot, inside[f.thing.id]), "certainty": "likely"})
        if f.origin != "form" and f.thing.id in inside
        else f
        for f in facets
    ]


def _ages(proposal: Proposal, prose: Prose, facets: Sequence[Facet], snapshot: Snapshot) -> Ages | None:
    if proposal.age_range:
        return Ages(min=proposal.age_range.min, max=proposal.age_range.max, origin="form")
    if said := people.ages(prose):
        return said
    for group in (f.thing.id for f in facets if f.dimension == "target-group"):
        stated = (*snapshot.statements(group, SAMSPIL.ageMin), *snapshot.statements(group, SAMSPIL.ageMax))
        if stated:
            least, most = (snapshot.number(group, p) for p in (SAMSPIL.ageMin, SAMSPIL.ageMax))
            low, high = (int(v) if v is not None else None for v in (least, most))
            return Ages(
                min=low,
                max=high,
                origin="graph",
                certainty="likely",
                evidence=evidence_of(stated),
            )
    return None


def _money(
    proposal: Proposal, prose: Prose, months: Figure | None, participants: Figure | None
) -> tuple[Figure | None, Figure | None, Figure | None]:
    """Return the budget, what is asked for and the own financing: as the form states them, else as the prose does and
    no more than the form leaves room for. A budget that nobody states is what the form's parts make.
    """
    said_budget, said_requested, said_own = amounts.budget(prose, months, participants)
    budget = _stated_figure(proposal.budget, "DKK")
    requested = _stated_figure(proposal.requested, "DKK") or _within(said_requested, proposal.budget)
    own = _stated_figure(proposal.own_financing, "DKK") or _within(said_own, proposal.budget)
    parts = [f.value for f in (requested, own) if f and f.origin == "form"]
    if not budget and said_budget and said_budget.value >= sum(parts):
        budget = said_budget
    if not budget and proposal.requested is not None:
        budget = Figure(value=sum(parts), unit="DKK", origin="form", certainty="likely")
    return budget, requested, own


def _stated_figure(given: float | None, unit: OneOf["DKK", "months", "people"]) -> Figure | None:
    return None if given is None else Figure(value=given, unit=unit, origin="form")


def _within(part: Figure | None, whole: float | None) -> Figure | None:
    """Return a part of the budget, unless the form states a budget that it exceeds."""
    return None if part and whole is not None and part.value > whole else part
