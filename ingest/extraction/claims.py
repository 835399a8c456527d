"""What one place in a document is found to say, before it becomes evidence."""

from dataclasses import dataclass, field
from typing import Literal

from ingest.extraction.page import Sentence
from ingest.extraction.things import Thing

Relation = Literal[
    "responsible_for",
    "addresses",
    "targets",
    "funds",
    "budget",
    "governs",
    "observation",
    "in_area",
    "ends",
    "part_of",
    "collaborates",
    "led_by",
]


@dataclass(frozen=True)
class Figures:
    """The numbers of a claim: amounts in DKK (`high` where it is a range), a counted value with its unit, years or
    ISO dates, ages in whole years.
    """

    amount: float | None = None
    high: float | None = None
    approximate: bool = False
    value: float | None = None
    unit: str | None = None
    date: str | None = None
    start: str | None = None
    end: str | None = None
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True)
class Claim:
    """A relation between two things, and the words that say so: the characters from `start` to `end` (excluded).

    `rule` is the pattern that found it, `modality` how certain the words make it, `name` what a budget or an
    observation is called, `others` further things that it concerns.
    """

    relation: Relation
    subject: Thing | None
    object: Thing | None
    start: int
    end: int
    sentence: Sentence
    rule: str
    modality: str = "stated"
    name: str | None = None
    faults: int = 0
    figures: Figures = field(default_factory=Figures)
    others: tuple[Thing, ...] = ()
