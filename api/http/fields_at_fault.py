"""Which fields of a request are at fault, and why, in people's words."""

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from api.language import Translate


class FieldFault(BaseModel):
    """A field of the request that is at fault, and what it should be."""

    field: str = Field(examples=["query.limit"])
    problem: str = Field(examples=["It must be at most 200."])


def fields_at_fault(error: RequestValidationError, say: Translate) -> list[FieldFault]:
    """Return which fields of a request are at fault, and why."""
    words, found = _words(say), []
    for fault in error.errors():
        told = words.get(fault["type"])
        problem = told.format(**fault.get("ctx", {})) if told else fault["msg"]
        found.append(FieldFault(field=".".join(map(str, fault["loc"])), problem=problem))
    return found


def _words(say: Translate) -> dict[str, str]:
    """Return what is said of each type of pydantic's errors that a request can have; of others it says itself."""
    boolean, whole, number = say("Write true or false."), say("Write a whole number."), say("Write a number.")
    day, moment = say("Write a day, such as 2026-01-31."), say("Write a time, such as 2026-01-31T12:00:00Z.")
    return {
        "missing": say("It is missing."),
        "extra_forbidden": say("There is no such field."),
        "json_invalid": say("This is no JSON: {error}."),
        "bool_parsing": boolean,
        "bool_type": boolean,
        "int_parsing": whole,
        "int_parsing_size": whole,
        "int_from_float": whole,
        "int_type": whole,
        "float_parsing": number,
        "float_type": number,
        "finite_number": number,
        "greater_than": say("It must be more than {gt}."),
        "greater_than_equal": say("It must be at least {ge}."),
        "less_than": say("It must be less than {lt}."),
        "less_than_equal": say("It must be at most {le}."),
        "string_type": say("Write a text."),
        "string_too_short": say("It must have at least {min_length} characters."),
        "string_too_long": say("It may have at most {max_length} characters."),
        "string_pattern_mismatch": say("It must be of the form {pattern} (a regular expression)."),
        "list_type": say("Write a list."),
        "too_short": say("There must be at least {min_length}, and there are {actual_length}."),
        "too_long": say("There may be at most {max_length}."),
        "dict_type": say("Write an object with fields."),
        "model_attributes_type": say("Write an object with fields."),
        "model_type": say("Write an object with fields."),
        "enum": say("It must be one of these: {expected}."),
        "literal_error": say("It must be one of these: {expected}."),
        "date_type": day,
        "date_parsing": day,
        "date_from_datetime_parsing": day,
        "date_from_datetime_inexact": day,
        "datetime_type": moment,
        "datetime_parsing": moment,
        "datetime_from_date_parsing": moment,
    }
