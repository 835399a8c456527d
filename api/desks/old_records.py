"""Records of assessments that an earlier version kept, read as one of this version would be.

What has been added since is filled in with what says nothing (null, none, no), at any depth; what is no longer there is
left out. So a record stays the answer that was given: nothing is worked out anew.
"""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from graph.answers.assessment import RECORD_VERSION, Assessment
from graph.answers.explanations import SURE
from ontology.errors import InputError
from ontology.words import words

SAYS_NOTHING: Mapping[Any, Any] = {bool: False, int: 0, float: 0.0, str: ""}
EXPLAINED = {"overlaps": "initiative", "policies": "policy", "coinvestors": "organisation"}
"""The answers that are explained one by one, and what each is about."""


def read_record(record: Mapping[str, Any]) -> Assessment:
    """Return a kept assessment. Raises `InputError` for one that a later version kept, `ValidationError` for what is no
    assessment.
    """
    version = record.get("record_version", 1)
    if version > RECORD_VERSION:
        raise InputError("The record was kept by a later version of Samspil. Update the program to read it.")
    if version == RECORD_VERSION:
        return Assessment.model_validate(record)
    return Assessment.model_validate(_filled(Assessment, {**record, "explanations": _explanations(record)}))


def _explanations(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sentences of a record; where it has none, each answer's name stands for it."""
    if "explanations" in record:
        return dict(record["explanations"])
    unsure = {"confidence": "uncertain", "confidence_label": SURE["uncertain"], "evidence": []}

    def named(about: Mapping[str, Any]) -> dict[str, Any]:
        return {"about": about, "sentence": about["label"], **unsure}

    gaps = [named(g["kind"]) | {"sentence": g["sentence"]} for g in record["coordination"]["gaps"]]
    gates = [named({"id": g["id"], "label": g["label"], "kind": "gate"}) for g in record["gates"]]
    rest = {part: [named(answer[about]) for answer in record[part]] for part, about in EXPLAINED.items()}
    return {**rest, "gaps": gaps, "gates": gates}


def _filled(type_: Any, value: Any) -> Any:  # noqa: ANN401 - any type that a field may have
    """Return a value as its type of today holds it."""
    if get_origin(type_) is Annotated:
        return _filled(get_args(type_)[0], value)
    if get_origin(type_) in {Union, UnionType}:
        known = [t for t in get_args(type_) if t is not NoneType]
        return value if value is None or len(known) != 1 else _filled(known[0], value)
    if isinstance(type_, type) and issubclass(type_, BaseModel) and isinstance(value, Mapping):
        given = {name: value[name] for name in type_.model_fields if name in value}
        return {
            name: _filled(field.annotation, given[name]) if name in given else _nothing(field.annotation)
            for name, field in type_.model_fields.items()
            if name in given or field.is_required()
        }
    if isinstance(value, list | tuple) and get_args(type_):
        return [_filled(get_args(type_)[0], item) for item in value]
    return value


def _nothing(type_: Any) -> Any:  # noqa: ANN401 - any type that a field may have
    """Return the value of a type that says nothing."""
    if get_origin(type_) in {Union, UnionType} and NoneType in get_args(type_):
        return None
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        return {n: _nothing(f.annotation) for n, f in type_.model_fields.items() if f.is_required()}
    if get_origin(type_) is tuple:
        return []
    return SAYS_NOTHING.get(type_, words({}))
