"""How a proposal is understood: its facets, parties and figures, each with the words that say so."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, get_args
from typing import Literal as OneOf

from graph import quantities
from graph.answers import Answer, Thing, evidence_of, thing
from graph.names import Names
from graph.proposal import Party, Proposal
from graph.snapshot import Snapshot
from graph.thesaurus import Match, Thesaurus
from ontology.errors import UnknownName
from ontology.namespaces import CONCEPT, SAMSPIL
from ontology.vocabulary import vocabulary
from ontology.words import Words

Origin = OneOf["form", "text", "graph"]
Dimension = OneOf["theme", "target-group", "method", "area", "outcome", "instrument", "evidence-level"]

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
FORM_FIELDS: Final[dict[Dimension, str]] = {
    "theme": "themes",
    "target-group": "target_groups",
    "method": "methods",
    "area": "areas",
}
PROPERTIES: Final = {
    "theme": SAMSPIL.theme,
    "target-group": SAMSPIL.targetGroup,
    "method": SAMSPIL.method,
    "area": SAMSPIL.area,
    "outcome": SAMSPIL.outcome,
    "instrument": SAMSPIL.instrument,
    "evidence-level": SAMSPIL.evidenceLevel,
    "age": SAMSPIL.age,
}
"""The property of each dimension in which a proposal and an initiative can be compared."""
FIELD_PROPERTIES: Final = {
    "departments": SAMSPIL.department,
    "outcome_metrics": SAMSPIL.outcome,
    "evidence_level": SAMSPIL.evidenceLevel,
    "age_range": SAMSPIL.age,
    "budget": SAMSPIL.requestedAmount,
    "months": SAMSPIL.months,
    "payback_months": SAMSPIL.paybackMonths,
    "statutory": SAMSPIL.statutory,
} | {field: PROPERTIES[dimension] for dimension, field in FORM_FIELDS.items()}
_BEYOND_STATUTORY: Final = re.compile(
    r"(?:ud ?over|ikke|mere end|supplement til|supplerer)(?:\s+\w+){0,4}\s+lovpligtig\w*(?:\s+\w+)?", re.I
)


class Span(Answer):
    """Words of the proposal: the field, the offsets in it (characters, end excluded), and the words."""

    field: str
    start: int
    end: int
    text: str


class Facet(Answer):
    """Something that the proposal is about. `origin` says how it is known: stated in the form, read in the text, or
    inferred in the graph.
    """

    dimension: Dimension
    thing: Thing
    origin: Origin
    spans: tuple[Span, ...] = ()
    because: tuple[Thing, ...] = ()
    evidence: tuple[str, ...] = ()


class ReadParty(Answer):
    """An organisation that takes part. One that the graph does not know has a name only."""

    name: str
    thing: Thing | None
    role: Thing | None
    sector: Thing | None
    is_department: bool
    origin: Origin
    spans: tuple[Span, ...] = ()


class Ages(Answer):
    """An interval of ages in whole years, both inclusive, either open."""

    min: int | None
    max: int | None
    origin: Origin
    spans: tuple[Span, ...] = ()
    evidence: tuple[str, ...] = ()


class Figure(Answer):
    """An amount in DKK or a duration in months."""

    value: float
    unit: OneOf["DKK", "months"]
    origin: Origin
    spans: tuple[Span, ...] = ()


class Truth(Answer):
    """A yes or no."""

    value: bool
    origin: Origin
    spans: tuple[Span, ...] = ()


class Reading(Answer):
    """How the proposal was understood; `missing` names the fields of the form that neither the form nor the text
    answers.
    """

    title: str
    facets: tuple[Facet, ...]
    parties: tuple[ReadParty, ...]
    ages: Ages | None
    budget: Figure | None
    months: Figure | None
    payback_months: Figure | None
    statutory: Truth | None
    missing: tuple[str, ...]

    @property
    def is_comparable(self) -> bool:
        """Tell whether anything was read by which the proposal can be compared: without, no answer means nothing."""
        return any(f.dimension in {"theme", "target-group", "method", "area", "outcome"} for f in self.facets)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Return the dimensions of which something was read, in their usual order."""
        return tuple(d for d in DIMENSIONS if any(f.dimension == d for f in self.facets))

    def facet(self, dimension: Dimension) -> tuple[Facet, ...]:
        """Return the facets of one dimension."""
        return tuple(f for f in self.facets if f.dimension == dimension)

    def concepts(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the IRIs of one dimension's concepts."""
        return tuple(f.thing.id for f in self.facet(dimension))

    def spans(self, field: str) -> list[Span]:
        """Return all words of a field of the proposal that something was read from."""
        single = (self.ages, self.budget, self.months, self.payback_months, self.statutory)
        parts = [*(f.spans for f in self.facets), *(p.spans for p in self.parties), *(s.spans for s in single if s)]
        return [span for spans in parts for span in spans if span.field == field]

    @property
    def departments(self) -> tuple[str, ...]:
        """Return the IRIs of the departments that take part."""
        return tuple(p.thing.id for p in self.parties if p.is_department and p.thing)


def dimension_label(dimension: str) -> Words:
    """Return what people call a dimension: the label of its property."""
    return vocabulary().label(PROPERTIES[dimension].value)


def field_label(field: str) -> Words:
    """Return what people call a field of the form: the label of its property."""
    return vocabulary().label(FIELD_PROPERTIES[field].value)


def read(proposal: Proposal, snapshot: Snapshot, names: Names, thesaurus: Thesaurus) -> Reading:
    """Read a proposal. Raises `UnknownName` for a concept or department of the form that the graph does not know."""
    text = _Text(proposal, thesaurus)
    facets = [
        f
        for dimension in FORM_FIELDS
        for f in _stated(proposal, dimension, snapshot, names) or text.facets(dimension, snapshot)
    ]
    facets += _outcomes(proposal, snapshot, thesaurus) or text.facets("outcome", snapshot)
    facets += _evidence_level(proposal, snapshot, names) or text.facets("evidence-level", snapshot)
    facets += text.facets("instrument", snapshot)
    if not any(f.dimension == "theme" for f in facets):
        facets = [*_themes_of(facets, snapshot), *facets]
    lasting, payback = text.durations()
    reading = Reading(
        title=proposal.title,
        facets=tuple(facets),
        parties=tuple(_parties(proposal, text, snapshot, names)),
        ages=_ages(proposal, text, facets, snapshot),
        budget=_figure(proposal.budget, "DKK", text.amounts()),
        months=_figure(proposal.months, "months", lasting),
        payback_months=_figure(proposal.payback_months, "months", payback),
        statutory=Truth(value=proposal.statutory, origin="form")
        if proposal.statutory is not None
        else text.beyond_statutory(),
        missing=(),
    )
    return reading.model_copy(update={"missing": tuple(_missing(reading))})


class _Text:
    """The proposal's prose, field by field, with the names found in it."""

    def __init__(self, proposal: Proposal, thesaurus: Thesaurus) -> None:
        self.fields = {"title": proposal.title, "summary": proposal.summary}
        self.found: dict[str, list[Span]] = defaultdict(list)
        for field, text in self.fields.items():
            for match in thesaurus.find(text):
                if not match.negated:
                    for iri in match.iris:
                        self.found[iri].append(self.span(field, match))

    def span(self, field: str, at: Match | quantities.Found | re.Match[str]) -> Span:
        start, end = at.span() if isinstance(at, re.Match) else (at.start, at.end)
        return Span(field=field, start=start, end=end, text=self.fields[field][start:end])

    def facets(self, dimension: Dimension, snapshot: Snapshot) -> list[Facet]:
        """Return the concepts found; one that a narrower one found implies is left out ('unge' beside 'unge
        hjemløse').
        """
        found = [iri for iri in self.found if iri.startswith(f"{CONCEPT}{dimension}/")]
        implied = {broader for iri in found for broader in snapshot.ancestors(iri)[1:]}
        return [
            Facet(dimension=dimension, thing=thing(snapshot, iri), origin="text", spans=tuple(self.found[iri]))
            for iri in found
            if iri not in implied
        ]

    def amounts(self) -> list[tuple[float, Span]]:
        return [
            (f.value, self.span(field, f))
            for field, text in self.fields.items()
            for f in quantities.amounts(text)
            if f.value is not None
        ]

    def durations(self) -> tuple[list[tuple[float, Span]], list[tuple[float, Span]]]:
        both = {field: quantities.durations(text) for field, text in self.fields.items()}
        lasting, payback = (
            [(f.value, self.span(field, f)) for field, pair in both.items() for f in pair[i] if f.value] for i in (0, 1)
        )
        return lasting, payback

    def beyond_statutory(self) -> Truth | None:
        spans = tuple(
            self.span(field, m) for field, text in self.fields.items() for m in _BEYOND_STATUTORY.finditer(text)
        )
        return Truth(value=False, origin="text", spans=spans) if spans else None


def _stated(proposal: Proposal, dimension: Dimension, snapshot: Snapshot, names: Names) -> list[Facet]:
    given: Iterable[str] = getattr(proposal, FORM_FIELDS[dimension])
    return [_form_facet(dimension, names.concept(name, CONCEPT + dimension), snapshot) for name in given]


def _evidence_level(proposal: Proposal, snapshot: Snapshot, names: Names) -> list[Facet]:
    given = proposal.evidence_level
    return [_form_facet("evidence-level", names.concept(given, CONCEPT + "evidence-level"), snapshot)] if given else []


def _outcomes(proposal: Proposal, snapshot: Snapshot, thesaurus: Thesaurus) -> list[Facet]:
    """Return the outcomes that the metrics name; a metric is free text ('70 % består afgangsprøven')."""
    found = dict.fromkeys(
        iri for metric in proposal.outcome_metrics for match in thesaurus.find(metric) for iri in match.iris
    )
    return [_form_facet("outcome", iri, snapshot) for iri in found if iri.startswith(CONCEPT + "outcome/")]


def _form_facet(dimension: Dimension, iri: str, snapshot: Snapshot) -> Facet:
    return Facet(dimension=dimension, thing=thing(snapshot, iri), origin="form")


def _themes_of(facets: Sequence[Facet], snapshot: Snapshot) -> list[Facet]:
    """Return the themes that the graph says have the proposal's target groups: for each group the nearest broader one
    that a theme has.
    """
    because: dict[str, list[str]] = defaultdict(list)
    evidence: dict[str, list[str]] = defaultdict(list)
    for group in (f.thing.id for f in facets if f.dimension == "target-group"):
        for ancestor in snapshot.ancestors(group):
            said = [s for s in snapshot.to(ancestor, SAMSPIL.targetGroup) if s.subject.startswith(CONCEPT + "theme/")]
            for s in said:
                because[s.subject].append(group)
                evidence[s.subject] += s.evidence
            if said:
                break
    return [
        Facet(
            dimension="theme",
            thing=thing(snapshot, theme),
            origin="graph",
            because=tuple(thing(snapshot, g) for g in dict.fromkeys(groups)),
            evidence=tuple(dict.fromkeys(evidence[theme])),
        )
        for theme, groups in because.items()
    ]


def _parties(proposal: Proposal, text: _Text, snapshot: Snapshot, names: Names) -> list[ReadParty]:
    parties = [
        _known_party(names.thing(name, ["organisation"], "afdeling"), "form", snapshot) for name in proposal.departments
    ]
    parties += [_form_party(party, snapshot, names) for party in proposal.parties]
    named = {p.thing.id for p in parties if p.thing}
    for iri, spans in text.found.items():
        is_department = snapshot.is_a(iri, SAMSPIL.Department)
        if iri in named or not snapshot.is_a(iri, SAMSPIL.Organisation) or snapshot.is_a(iri, SAMSPIL.Council):
            continue
        if not (proposal.departments if is_department else proposal.parties):
            parties.append(_known_party(iri, "text", snapshot, spans=tuple(spans)))
    return parties


def _form_party(party: Party, snapshot: Snapshot, names: Names) -> ReadParty:
    role = thing(snapshot, names.concept(party.role, CONCEPT + "role")) if party.role else None
    try:
        return _known_party(names.thing(party.name, ["organisation"], "organisation"), "form", snapshot, role=role)
    except UnknownName:
        return ReadParty(name=party.name, thing=None, role=role, sector=None, is_department=False, origin="form")


def _known_party(
    iri: str, origin: Origin, snapshot: Snapshot, role: Thing | None = None, spans: tuple[Span, ...] = ()
) -> ReadParty:
    sector = next(iter(snapshot.targets(iri, SAMSPIL.sector)), None)
    known = thing(snapshot, iri)
    return ReadParty(
        name=known.label["da"],
        thing=known,
        role=role,
        sector=thing(snapshot, sector) if sector else None,
        is_department=snapshot.is_a(iri, SAMSPIL.Department),
        origin=origin,
        spans=spans,
    )


def _ages(proposal: Proposal, text: _Text, facets: Sequence[Facet], snapshot: Snapshot) -> Ages | None:
    if proposal.age_range:
        return Ages(min=proposal.age_range.min, max=proposal.age_range.max, origin="form")
    for field, prose in text.fields.items():
        for found in quantities.ages(prose):
            low, high = (int(v) if v is not None else None for v in (found.value, found.high))
            return Ages(min=low, max=high, origin="text", spans=(text.span(field, found),))
    for group in (f.thing.id for f in facets if f.dimension == "target-group"):
        said = (*snapshot.statements(group, SAMSPIL.ageMin), *snapshot.statements(group, SAMSPIL.ageMax))
        if said:
            least, most = (snapshot.number(group, p) for p in (SAMSPIL.ageMin, SAMSPIL.ageMax))
            low, high = (int(v) if v is not None else None for v in (least, most))
            return Ages(
                min=low,
                max=high,
                origin="graph",
                evidence=evidence_of(said),
            )
    return None


def _figure(given: float | None, unit: OneOf["DKK", "months"], found: Sequence[tuple[float, Span]]) -> Figure | None:
    """Return the form's figure, else the text's if the text has one only: of several it is the officer who must
    choose.
    """
    if given is not None:
        return Figure(value=given, unit=unit, origin="form")
    if len({value for value, _ in found}) != 1:
        return None
    return Figure(value=found[0][0], unit=unit, origin="text", spans=tuple(span for _, span in found))


def _missing(reading: Reading) -> Iterable[str]:
    for dimension, field in {**FORM_FIELDS, "outcome": "outcome_metrics", "evidence-level": "evidence_level"}.items():
        if not any(f.dimension == dimension for f in reading.facets):
            yield field
    if not reading.departments:
        yield "departments"
    if reading.ages is None:
        yield "age_range"
    for field in ("budget", "months", "payback_months", "statutory"):
        if getattr(reading, field) is None:
            yield field
