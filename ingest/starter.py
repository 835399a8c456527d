"""A mapping to begin with: the columns of a foreign table, with the property that each may stand for."""

import json
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from ingest.foreign import key_of, read_foreign_table
from ingest.template import columns_of
from ontology.errors import InputError
from ontology.namespaces import SAMSPIL
from ontology.vocabulary import ClassTerm, vocabulary

NEAR: Final = 90  # of 100, by which a heading may differ from a label


def starter(path: Path) -> str:
    """Return the text of a mapping (TOML) for the table in the file: as a kind of thing that most columns fit, with the
    columns that no property is near to left out. Raises `InputError` for a file that cannot be read or has no columns.
    """
    columns = list(read_foreign_table(path, ",").columns.values())
    if not columns:
        raise InputError("{path} has no columns. Write a header and at least one row.", path=path)
    kinds = [c for c in vocabulary().classes.values() if c.kind and c.iri != SAMSPIL.Evidence.value]
    guesses = [(class_, _guessed(columns, class_)) for class_ in kinds]
    class_, guessed = max(guesses, key=lambda guess: len(guess[1]))
    left_out = [name for name in columns if name not in guessed and name != columns[0]]
    quoted = "".join(f"    {_quoted(name)},\n" for name in left_out)
    lines = [
        "# How a row becomes a thing: see docs/tables.md. Check every line; what is left out is not read.",
        'decimal = ","',
        f"left_out = [\n{quoted}]",
        "",
        "[[thing]]",
        f"kind = {_quoted(class_.label['da'])}",
        f"about = {_quoted('{' + columns[0] + '}')}",
        "",
        "[thing.columns]",
        *(f"{_quoted(name)} = {_quoted(property_)}" for name, property_ in guessed.items()),
    ]
    return "\n".join(lines) + "\n"


def _guessed(columns: list[str], class_: ClassTerm) -> dict[str, str]:
    """Return the columns that a property of the class is near to, with its Danish label."""
    labels: dict[str, str] = {}
    for term in columns_of(class_):
        labels |= {key_of(name): term.label["da"] for name in (term.name, term.label["en"], term.label["da"])}
    near = {
        name: process.extractOne(key_of(name), list(labels), scorer=fuzz.ratio, score_cutoff=NEAR) for name in columns
    }
    return {name: labels[found[0]] for name, found in near.items() if found}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
