"""A proposal to and from the fields of the form in the browser."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData

from graph.answers.assessment import Assessment
from graph.reading.facets import FIGURE_FIELDS
from graph.reading.proposal import Proposal, faults, headed

LISTS: Final = ("target_groups", "methods", "areas", "outcome_metrics")
CHECKED: Final = ("themes", "departments")
SINGLE: Final = ("title", "summary", *FIGURE_FIELDS.values(), "start", "evidence_level")


def proposal_from_form(form: FormData) -> Proposal:
    """Return the proposal that the form's fields say. Raises `InputError`, `ManyErrors` with a fault a field."""
    fields: dict[str, Any] = {name: text for name in SINGLE if (text := _text(form, name))}
    if "title" not in fields and "summary" in fields:
        title, summary = headed(fields["summary"])
        fields |= {name: said for name, said in (("title", title), ("summary", summary)) if said or name in fields}
    fields |= {name: [v.strip() for v in text.split(";") if v.strip()] for name in LISTS if (text := _text(form, name))}
    fields |= {name: [str(v) for v in form.getlist(name)] for name in CHECKED if form.getlist(name)}
    ages = {end: text for end in ("min", "max") if (text := _text(form, f"age_{end}"))}
    if ages:
        fields["age_range"] = ages
    if parties := [_party(line) for line in _text(form, "parties").splitlines() if line.strip()]:
        fields["parties"] = parties
    if statutory := _text(form, "statutory"):
        fields["statutory"] = statutory == "yes"
    try:
        return Proposal.model_validate(fields)
    except ValidationError as error:
        raise faults(error, "formular") from error


def form_from_assessment(assessment: Assessment) -> dict[str, Any]:
    """Return the form's fields as the proposal was read, for the officer to correct."""
    reading, proposal = assessment.reading, assessment.proposal
    names: dict[str, list[str]] = {}
    for facet in reading.facets:
        names.setdefault(facet.dimension, []).append(facet.thing.label["da"])
    figures = {field: f"{f.value:.0f}" for name, field in FIGURE_FIELDS.items() if (f := getattr(reading, name))}
    ages = {
        f"age_{end}": value
        for end in ("min", "max")
        if reading.ages and (value := getattr(reading.ages, end)) is not None
    }
    return {
        "title": proposal.title,
        "summary": proposal.summary,
        "start": proposal.start or "",
        "themes": names.get("theme", []),
        "target_groups": "; ".join(names.get("target-group", [])),
        "methods": "; ".join(names.get("method", [])),
        "areas": "; ".join(names.get("area", [])),
        "outcome_metrics": "; ".join(proposal.outcome_metrics or names.get("outcome", [])),
        "evidence_level": next(iter(names.get("evidence-level", [])), ""),
        "departments": [p.name for p in reading.parties if p.is_department],
        "parties": "\n".join(
            f"{p.name}: {p.role.label['da']}" if p.role else p.name for p in reading.parties if not p.is_department
        ),
        "statutory": "" if reading.statutory is None else "yes" if reading.statutory.value else "no",
        **figures,
        **ages,
    }


def form_as_given(form: FormData) -> dict[str, Any]:
    """Return the form's fields as they were filled in, so that nothing is lost when something is wrong."""
    given: Mapping[str, Any] = {name: str(form[name]) for name in form if name not in CHECKED}
    return {**given, **{name: [str(v) for v in form.getlist(name)] for name in CHECKED}}


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _party(line: str) -> dict[str, str]:
    name, _, role = line.partition(":")
    return {"name": name, "role": role} if role.strip() else {"name": name}
