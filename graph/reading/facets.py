"""How a proposal is understood: its facets, parties and figures, each with its words and how certain it is."""

from typing import Final, get_args
from typing import Literal as OneOf

from pydantic import Field

from graph.known.answers import Answer, Thing
from graph.known.dimensions import OPEN_AGE
from ontology.namespaces import SAMSPIL
from ontology.vocabulary import vocabulary
from ontology.words import Words

Origin = OneOf["form", "text", "graph"]
Certainty = OneOf["certain", "likely", "uncertain"]
"""Stated in the form or by name in the text; in other words, or following from another; or only resembling."""
Dimension = OneOf["theme", "target-group", "method", "area", "outcome", "instrument", "evidence-level"]

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
FORM_FIELDS: Final[dict[Dimension, str]] = {
    "theme": "themes",
    "target-group": "target_groups",
    "method": "methods",
    "area": "areas",
}
FIELD_OF: Final[dict[Dimension, str]] = {
    **FORM_FIELDS,
    "outcome": "outcome_metrics",
    "evidence-level": "evidence_level",
}
"""The field of the form that answers each dimension: a list of names, free text, or one name."""
TELLING: Final[frozenset[Dimension]] = frozenset({"theme", "target-group", "method", "outcome"})
"""The dimensions that tell what a proposal is; a place alone does not."""
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
    "age_range": SAMSPIL.age,
    "months": SAMSPIL.months,
    "payback_months": SAMSPIL.paybackMonths,
    "statutory": SAMSPIL.statutory,
} | {field: PROPERTIES[dimension] for dimension, field in FIELD_OF.items()}

FIELD_WORDS: Final = {
    "budget": Words(da="budget", en="budget"),
    "requested": Words(da="søgt beløb", en="asked for"),
    "own_financing": Words(da="egenfinansiering", en="own financing"),
    "participants": Words(da="deltagere", en="participants"),
}
"""What the fields are called that the graph has no property of that name for."""
FIGURE_FIELDS: Final = {
    "budget": "budget",
    "requested": "requested",
    "own": "own_financing",
    "months": "months",
    "payback_months": "payback_months",
    "participants": "participants",
}
"""The figures of a reading, by the field of the form that states each."""


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
    certainty: Certainty = "certain"
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
    certainty: Certainty = "certain"
    spans: tuple[Span, ...] = ()


class Ages(Answer):
    """An interval of ages in whole years, both inclusive, either open."""

    min: int | None
    max: int | None
    origin: Origin
    certainty: Certainty = "certain"
    spans: tuple[Span, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def interval(self) -> tuple[int, int]:
        """Return both ends, an open one as far as ages go."""
        return (
            self.min if self.min is not None else OPEN_AGE[0],
            self.max if self.max is not None else OPEN_AGE[1],
        )


class Figure(Answer):
    """An amount in DKK, a duration in months or a number of people; `reckoning` tells how it follows from others."""

    value: float
    unit: OneOf["DKK", "months", "people"]
    origin: Origin
    certainty: Certainty = "certain"
    spans: tuple[Span, ...] = ()
    reckoning: str | None = Field(default=None, examples=["55.000 kr. × 60"])


class Truth(Answer):
    """A yes or no."""

    value: bool
    origin: Origin
    certainty: Certainty = "certain"
    spans: tuple[Span, ...] = ()


class Duty(Answer):
    """A passage that says what the law asks for: a hint that something in or near the proposal is statutory."""

    law: str | None = Field(description="The law and section as written", examples=["serviceloven § 101"])
    spans: tuple[Span, ...]


class Doubt(Answer):
    """Something to ask the officer: the field of the form that answers it, what it may be, and the words that raise the
    question.
    """

    field: str
    text: Words
    suggested: Thing | None = None
    spans: tuple[Span, ...] = ()


class Reading(Answer):
    """How the proposal was understood. What is `unsure` is asked about in `questions` and counts for nothing until the
    form states it; `missing` names the fields of the form that neither the form nor the text answers. The budget is the
    whole, or what is asked for where no more is said.
    """

    title: str
    facets: tuple[Facet, ...]
    parties: tuple[ReadParty, ...]
    ages: Ages | None
    budget: Figure | None
    requested: Figure | None = None
    own: Figure | None = None
    months: Figure | None
    payback_months: Figure | None
    participants: Figure | None = None
    statutory: Truth | None
    duties: tuple[Duty, ...] = ()
    unsure: tuple[Facet, ...] = ()
    questions: tuple[Doubt, ...] = ()
    missing: tuple[str, ...]
    outside: Words | None = Field(default=None, description="Why it is plainly no proposal for the council")

    @property
    def is_comparable(self) -> bool:
        """Tell whether anything was read by which the proposal can be compared: without, no answer means nothing."""
        return any(f.dimension in TELLING or (f.dimension == "area" and not self.outside) for f in self.facets)

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
        figures = (self.budget, self.requested, self.own, self.months, self.payback_months, self.participants)
        single = (self.ages, *figures, self.statutory)
        parts = [*(f.spans for f in self.facets), *(p.spans for p in self.parties), *(d.spans for d in self.duties)]
        parts += [s.spans for s in single if s]
        return [span for spans in parts for span in spans if span.field == field]

    @property
    def departments(self) -> tuple[str, ...]:
        """Return the IRIs of the departments that take part."""
        return tuple(p.thing.id for p in self.parties if p.is_department and p.thing)


def dimension_label(dimension: str) -> Words:
    """Return what people call a dimension: the label of its property."""
    return vocabulary().label(PROPERTIES[dimension].value)


def field_label(field: str) -> Words:
    """Return what people call a field of the form: the label of its property, where it has one."""
    return FIELD_WORDS.get(field) or vocabulary().label(FIELD_PROPERTIES[field].value)
