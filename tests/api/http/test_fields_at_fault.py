"""What a field of a request lacks is said in the reader's language, for each kind of fault that a request can have."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.http.fields_at_fault import fields_at_fault
from api.language import translation
from tests.api.test_app import client, problem

__all__ = ["client"]


class Colour(StrEnum):
    RED = "red"


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = ""


FAULTS = [
    (Form, {"other": 1}, "Der er intet sådant felt."),
    (Form, 1, "Skriv et objekt med felter."),
    (dict[str, int], 1, "Skriv et objekt med felter."),
    (bool, "x", "Skriv true eller false."),
    (bool, [], "Skriv true eller false."),
    (int, "x", "Skriv et helt tal."),
    (int, 1.5, "Skriv et helt tal."),
    (int, "9" * 5000, "Skriv et helt tal."),
    (float, "x", "Skriv et tal."),
    (Annotated[float, Field(allow_inf_nan=False)], float("inf"), "Skriv et tal."),
    (Annotated[int, Field(gt=0)], 0, "Det skal være mere end 0."),
    (Annotated[int, Field(ge=1)], 0, "Det skal være mindst 1."),
    (Annotated[int, Field(lt=9)], 9, "Det skal være mindre end 9."),
    (Annotated[int, Field(le=9)], 10, "Det må højst være 9."),
    (str, 1, "Skriv en tekst."),
    (Annotated[str, Field(min_length=2)], "x", "Der skal være mindst 2 tegn."),
    (Annotated[str, Field(max_length=2)], "xyz", "Der må højst være 2 tegn."),
    (Annotated[str, Field(pattern="^[a-z]{3}$")], "x", "Det skal have formen ^[a-z]{3}$ (et regulært udtryk)."),
    (list[int], 1, "Skriv en liste."),
    (Annotated[list[int], Field(min_length=2)], [1], "Der skal være mindst 2; der er 1."),
    (Annotated[list[int], Field(max_length=1)], [1, 2], "Der må højst være 1."),
    (Colour, "blue", "Det skal være et af disse: 'red'."),
    (Literal["red"], "blue", "Det skal være et af disse: 'red'."),
    (date, "x", "Skriv en dag, for eksempel 2026-01-31."),
    (date, "2026-01-31T12:00", "Skriv en dag, for eksempel 2026-01-31."),
    (datetime, "x", "Skriv et tidspunkt, for eksempel 2026-01-31T12:00:00Z."),
]


@pytest.mark.parametrize(("kind", "value", "told"), FAULTS)
def test_a_fault_is_told_in_danish(kind, value, told):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (fault,) = fields_at_fault(RequestValidationError(caught.value.errors()), translation("da"))
    assert fault.problem == told


def test_a_request_is_told_what_it_lacks_in_the_language_that_it_asks_for(client):
    for language, told in (("da", "Det må højst være 200."), ("en", "It must be at most 200.")):
        answer = client.get("/v1/entities?limit=1000", headers={"Accept-Language": language})
        assert problem(answer, 422)["errors"] == [{"field": "query.limit", "problem": told}]
    broken = client.post("/cypher", content=b"{", headers={"Content-Type": "application/json"})
    assert problem(broken, 422)["errors"][0]["problem"].startswith("Dette er ikke JSON")
    assert problem(client.post("/cypher", json={}), 422)["errors"] == [
        {"field": "body.query", "problem": "Det mangler."}
    ]
