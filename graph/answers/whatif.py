"""What if: a proposal with a facet more, another, or one less.

What the form states wins over the prose; so a change states in the form what was read of the field, changed. A field of
which nothing is left is named in the proposal's `without`, and then its prose is disregarded too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Final

from pydantic import AliasChoices, ValidationError

from graph.known.names import Names
from graph.reading.facets import FIELD_OF, FIGURE_FIELDS, FORM_FIELDS, Facet, Reading, ReadParty
from graph.reading.inquiry import missing, questions
from graph.reading.proposal import Proposal, faults
from ontology.errors import InputError
from ontology.namespaces import CONCEPT
from ontology.numbers import number_in

DIMENSION_OF: Final = {field: dimension for dimension, field in FIELD_OF.items()}
LISTS: Final = frozenset({*FORM_FIELDS.values(), "outcome_metrics", "departments", "parties"})
NUMBERS: Final = frozenset(FIGURE_FIELDS.values())
FIGURES: Final = {"ages": "age_range", "statutory": "statutory", **FIGURE_FIELDS}
CHANGEABLE: Final = tuple(f for f in Proposal.model_fields if f not in {"title", "summary", "without"})
AGES: Final = re.compile(r"(\d{1,3})?\s*[-–]\s*(\d{1,3})?")
SOURCE: Final = "--with"


def change(
    proposal: Proposal,
    reading: Reading,
    names: Names,
    more: Iterable[tuple[str, str]],
    less: Iterable[tuple[str, str | None]],
) -> Proposal:
    """Return the proposal with what is in `more` and without what is in `less`, fields by any of their names.

    `reading` is how the proposal was read. A list gets a value more or less; any other field gets another value, or
    none. Raises `InputError` for a field, a value or a name that cannot be.
    """
    fields: dict[str, Any] = proposal.model_dump(exclude_defaults=True)
    dropped = set(proposal.without)
    for name, value in more:
        field = _field(name)
        if field in LISTS:
            fields[field] = [*_known(field, fields, reading, dropped), _item(field, value)]
        else:
            fields[field] = _single(field, value)
        dropped.discard(field)
    for name, unwanted in less:
        field = _field(name)
        left = _left(field, unwanted, _known(field, fields, reading, dropped), names) if unwanted else []
        fields.pop(field, None)
        if left:
            fields[field] = left
        else:
            dropped.add(field)
    fields["without"] = sorted(dropped)
    try:
        return Proposal.model_validate(fields)
    except ValidationError as error:
        raise faults(error, SOURCE) from error


def disregard(reading: Reading, fields: Iterable[str]) -> Reading:
    """Return the reading without what the prose, or the graph after it, says of the fields."""
    dropped = set(fields)
    if not dropped:
        return reading
    if "target_groups" in dropped and reading.ages and reading.ages.origin == "graph":
        dropped.add("age_range")
    left = reading.model_copy(
        update={
            "facets": tuple(f for f in reading.facets if f.origin == "form" or not _is_dropped(f, dropped)),
            "unsure": tuple(f for f in reading.unsure if not _is_dropped(f, dropped)),
            "parties": tuple(p for p in reading.parties if p.origin == "form" or _party_field(p) not in dropped),
            "duties": () if "statutory" in dropped else reading.duties,
            **dict.fromkeys(_gone(reading, dropped)),
        }
    )
    not_given = dict.fromkeys((*missing(left), *sorted(dropped - {"parties"})))
    return left.model_copy(update={"questions": questions(left), "missing": tuple(not_given)})


def _gone(reading: Reading, dropped: Set[str]) -> Iterator[str]:
    """Yield the names of the figures that the prose, or the graph, says of the fields, or that were read from the same
    words: a budget that is only what is asked for.
    """
    said = {name: found for name in FIGURES if (found := getattr(reading, name)) and found.origin != "form"}
    words = {span for name, found in said.items() if FIGURES[name] in dropped for span in found.spans}
    for name, found in said.items():
        if FIGURES[name] in dropped or (found.certainty != "certain" and words.intersection(found.spans)):
            yield name


def _is_dropped(facet: Facet, dropped: Set[str]) -> bool:
    follows = facet.origin == "graph" and "target_groups" in dropped
    return follows or any(DIMENSION_OF.get(field) == facet.dimension for field in dropped)


def _party_field(party: ReadParty) -> str:
    return "departments" if party.is_department else "parties"


def _field(name: str) -> str:
    wanted = name.strip().casefold()
    for field in CHANGEABLE:
        alias = Proposal.model_fields[field].validation_alias
        if wanted == field or (isinstance(alias, AliasChoices) and wanted in alias.choices):
            return field
    known = ", ".join(CHANGEABLE)
    raise InputError("There is no field '{name}' to change. The fields are: {known}.", name=name, known=known)


def _known(field: str, fields: Mapping[str, Any], reading: Reading, dropped: set[str]) -> list[Any]:
    """Return what a list has now: what the form states, else what was read."""
    if field not in LISTS:
        return []
    if field in fields or field in dropped:
        return list(fields.get(field, []))
    if field in {"departments", "parties"}:
        parties = [p for p in reading.parties if _party_field(p) == field]
        if field == "departments":
            return [p.name for p in parties]
        return [{"name": p.name, "role": p.role.label["da"] if p.role else None} for p in parties]
    return [f.thing.label["da"] for f in reading.facets if f.dimension == DIMENSION_OF[field]]


def _item(field: str, value: str) -> Any:  # noqa: ANN401 - as a form holds it
    if field != "parties":
        return value
    name, _, role = value.partition(":")
    return {"name": name, "role": role} if role.strip() else {"name": name}


def _single(field: str, value: str) -> Any:  # noqa: ANN401 - as a form holds it
    if field == "age_range":
        found = AGES.fullmatch(value.strip())
        if not found:
            raise InputError("'{text}' is no interval of ages. Write it like 18-24, 65- or -24.", text=value)
        return {end: text for end, text in (("min", found[1]), ("max", found[2])) if text}
    if field in NUMBERS:
        return float(number_in(value))
    return value


def _left(field: str, unwanted: str, known: list[Any], names: Names) -> list[Any]:
    """Return what is left of a list without a value, whatever name it goes by."""
    if field not in LISTS:
        raise InputError("'{field}' has one value: leave it out with --without {field}.", field=field)

    def meant(item: Any) -> str:  # noqa: ANN401 - as a form holds it
        name = item["name"] if isinstance(item, dict) else item
        if field in {"departments", "parties"}:
            return names.thing(name, ["organisation"], "organisation")
        return names.concept(name, f"{CONCEPT}{DIMENSION_OF[field]}")

    wanted = meant(unwanted)
    left = [item for item in known if meant(item) != wanted]
    if len(left) == len(known):
        raise InputError("The proposal has no '{value}' in the field '{field}'.", value=unwanted, field=field)
    return left
