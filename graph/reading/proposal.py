"""A proposed initiative as an officer gives it: prose, or a form with any of its fields."""

from datetime import date
from typing import Annotated

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from ontology.errors import InputError, ManyErrors

MOST_CHARACTERS = 50_000
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Names = Annotated[
    list[Name], BeforeValidator(lambda given: [given] if isinstance(given, str) else given), Field(max_length=50)
]


Start = Annotated[
    str,
    BeforeValidator(lambda given: str(given) if isinstance(given, int | date) else given),
    StringConstraints(strip_whitespace=True, pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
]
"""A year, month or day as in ISO 8601; YAML reads some of them as numbers and dates."""

YES_OR_NO = {"ja": True, "nej": False}
Truth = Annotated[bool, BeforeValidator(lambda v: YES_OR_NO.get(v.strip().lower(), v) if isinstance(v, str) else v)]


class AgeRange(BaseModel):
    """Ages in whole years, both inclusive; either end may be open."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True)

    min: int | None = Field(default=None, ge=0, le=120, validation_alias=AliasChoices("min", "fra"))
    max: int | None = Field(default=None, ge=0, le=120, validation_alias=AliasChoices("max", "til"))

    @model_validator(mode="after")
    def _in_order(self) -> "AgeRange":
        if self.min is not None and self.max is not None and self.min > self.max:
            raise InputError("The lowest age is above the highest.")
        return self


class Party(BaseModel):
    """An organisation that takes part, and in which role; it need not be known to the graph."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name = Field(validation_alias=AliasChoices("name", "navn"))
    role: Name | None = Field(default=None, validation_alias=AliasChoices("role", "rolle"))


class Proposal(BaseModel):
    """A proposed initiative. Concepts are given by name in Danish or English, organisations by name or abbreviation;
    amounts are in DKK.

    What the form states wins over what the prose (title and summary) suggests.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "title": "Hjem og job til unge hjemløse",
                    "summary": "Unge hjemløse mellem 18 og 24 år med psykisk sygdom får en bolig efter Housing First.",
                    "departments": ["MSB"],
                    "budget": 6000000,
                    "months": 36,
                    "payback_months": 48,
                    "evidence_level": "evidensbaseret",
                    "statutory": False,
                }
            ]
        },
    )

    title: str = Field(default="", max_length=300, validation_alias=AliasChoices("title", "titel"))
    summary: str = Field(
        default="",
        max_length=MOST_CHARACTERS,
        validation_alias=AliasChoices("summary", "resumé", "resume", "beskrivelse"),
    )
    themes: Names = Field(default=[], validation_alias=AliasChoices("themes", "temaer", "tema"))
    target_groups: Names = Field(default=[], validation_alias=AliasChoices("target_groups", "målgrupper", "målgruppe"))
    age_range: AgeRange | None = Field(default=None, validation_alias=AliasChoices("age_range", "alder"))
    methods: Names = Field(default=[], validation_alias=AliasChoices("methods", "metoder", "metode"))
    areas: Names = Field(default=[], validation_alias=AliasChoices("areas", "områder", "område"))
    departments: Names = Field(default=[], validation_alias=AliasChoices("departments", "afdelinger", "afdeling"))
    parties: list[Party] = Field(default=[], max_length=50, validation_alias=AliasChoices("parties", "parter"))
    budget: float | None = Field(
        default=None, gt=0, le=1e11, description="DKK", validation_alias=AliasChoices("budget", "beløb")
    )
    requested: float | None = Field(
        default=None,
        gt=0,
        le=1e11,
        description="What is asked for, DKK",
        validation_alias=AliasChoices("requested", "søgt beløb", "søgt", "ansøgt beløb"),
    )
    own_financing: float | None = Field(
        default=None,
        gt=0,
        le=1e11,
        description="What the applicant pays, DKK",
        validation_alias=AliasChoices("own_financing", "egenfinansiering"),
    )
    participants: int | None = Field(
        default=None,
        gt=0,
        le=10_000_000,
        description="How many people or families take part",
        validation_alias=AliasChoices("participants", "deltagere", "antal deltagere"),
    )
    start: Start | None = Field(default=None, validation_alias=AliasChoices("start", "begynder"))
    months: int | None = Field(
        default=None, gt=0, le=600, validation_alias=AliasChoices("months", "varighed", "måneder")
    )
    payback_months: int | None = Field(
        default=None, gt=0, le=600, validation_alias=AliasChoices("payback_months", "tilbagebetalingstid")
    )
    evidence_level: Name | None = Field(default=None, validation_alias=AliasChoices("evidence_level", "dokumentation"))
    statutory: Truth | None = Field(default=None, validation_alias=AliasChoices("statutory", "lovpligtig"))
    outcome_metrics: Names = Field(
        default=[], validation_alias=AliasChoices("outcome_metrics", "virkninger", "resultatmål")
    )

    without: Names = Field(
        default=[],
        validation_alias=AliasChoices("without", "uden"),
        description="Fields of which the prose is to be disregarded",
        examples=[["methods"]],
    )

    @property
    def prose(self) -> str:
        """Return what the proposal says in words: its title, its summary, and what it is to achieve."""
        return " ".join((self.title, self.summary, *self.outcome_metrics))

    @field_validator("without")
    @classmethod
    def _are_fields(cls, without: list[str]) -> list[str]:
        unknown = sorted(set(without) - (set(cls.model_fields) - {"title", "summary", "without"}))
        if unknown:
            raise InputError("There is no field '{name}' to leave out.", name=unknown[0])
        return without

    @model_validator(mode="after")
    def _within_budget(self) -> "Proposal":
        largest = max(self.requested or 0, self.own_financing or 0)
        if self.budget is not None and largest > self.budget:
            raise InputError("What is asked for, or the own financing, is more than the budget.")
        return self

    @model_validator(mode="after")
    def _not_empty(self) -> "Proposal":
        given = self.model_dump(exclude_defaults=True)
        if not any(value.strip() if isinstance(value, str) else value is not None for value in given.values()):
            raise InputError("The proposal is empty. Describe the initiative in a few sentences, or fill in the form.")
        return self


PROBLEMS = {
    "extra_forbidden": InputError(
        "There is no such field. The fields are: {known}.", known=", ".join(Proposal.model_fields)
    ),
    "missing": InputError("It is missing."),
    "bool_parsing": InputError("Write ja or nej."),
    "bool_type": InputError("Write ja or nej."),
    "int_parsing": InputError("Write a whole number."),
    "int_from_float": InputError("Write a whole number."),
    "float_parsing": InputError("Write a number, with a point before decimals."),
    "greater_than": InputError("It must be more than 0."),
    "greater_than_equal": InputError("It is too small."),
    "less_than_equal": InputError("It is too large."),
    "string_too_short": InputError("It is empty."),
    "string_too_long": InputError("It is too long."),
    "too_long": InputError("There are too many."),
    "string_pattern_mismatch": InputError("Write a year, a month or a day: 2027, 2027-05 or 2027-05-01."),
    "string_type": InputError("Write a text."),
    "list_type": InputError("Write a list."),
}
"""What is wrong with a field, by the type of pydantic's error; for others pydantic's own words stand."""


def headed(text: str) -> tuple[str, str]:
    """Return the title and the summary of a pasted text: a heading in the first line ('# Egen nøgle') is the title."""
    first, _, rest = text.strip().partition("\n")
    return (first.lstrip("# ").strip(), rest.strip()) if first.startswith("#") else ("", text.strip())


def faults(error: ValidationError, source: str) -> ManyErrors:
    """Return the faults of a proposal in words, each with its field; `source` says where it came from."""
    return ManyErrors([_fault(e, source) for e in error.errors()])


def _fault(fault: ErrorDetails, source: str) -> InputError:
    field = ".".join(map(str, fault["loc"]))
    problem = PROBLEMS.get(fault["type"], fault["msg"])
    return InputError("{source}, field '{field}': {problem}", source=source, field=field, problem=problem)
