"""What to ask the officer about a proposal as it was read: what is uncertain, what is open, and what is missing."""

from collections.abc import Iterator
from typing import Final

from graph.reading.facets import FIELD_OF, Doubt, Reading
from ontology.words import Words, filled, words

MOST_QUESTIONS: Final = 6
OPEN: Final = {
    "target-group": Words(
        da="Er målgruppen {name}? Skriv det i formularen.", en="Is the target group {name}? Say so in the form."
    ),
    "method": Words(da="Er metoden {name}? Skriv det i formularen.", en="Is the method {name}? Say so in the form."),
    "outcome": Words(
        da="Er virkningen {name}? Skriv det i formularen.", en="Is the outcome {name}? Say so in the form."
    ),
}
STATUTORY: Final = Words(
    da="Er indsatsen lovpligtig ({law})? Skriv ja eller nej i formularen.",
    en="Is the initiative statutory ({law})? Say yes or no in the form.",
)
THE_LAW: Final = Words(da="ifølge teksten", en="according to the text")


def questions(reading: Reading) -> tuple[Doubt, ...]:
    """Return the questions that the reading raises, at most `MOST_QUESTIONS`."""
    return tuple(_asked(reading))[:MOST_QUESTIONS]


def missing(reading: Reading) -> tuple[str, ...]:
    """Return the fields of the form that neither the form nor the prose answers."""
    return tuple(_missing(reading))


def _asked(reading: Reading) -> Iterator[Doubt]:
    for facet in reading.unsure:
        text = filled(OPEN[facet.dimension], name=facet.thing.label)
        yield Doubt(field=FIELD_OF[facet.dimension], text=text, suggested=facet.thing, spans=facet.spans)
    if reading.statutory is None and reading.duties:
        law = next((words({}, d.law) for d in reading.duties if d.law), THE_LAW)
        text = filled(STATUTORY, law=law)
        yield Doubt(field="statutory", text=text, spans=tuple(s for d in reading.duties for s in d.spans))


def _missing(reading: Reading) -> Iterator[str]:
    for dimension, field in FIELD_OF.items():
        if not any(f.dimension == dimension for f in reading.facets):
            yield field
    if not reading.departments:
        yield "departments"
    if reading.ages is None:
        yield "age_range"
    for field in ("budget", "months", "payback_months", "statutory"):
        if getattr(reading, field) is None:
            yield field
