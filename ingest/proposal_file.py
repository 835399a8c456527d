"""A proposal from a file: prose, or a form in YAML or JSON."""

from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from graph.reading.proposal import MOST_CHARACTERS, Proposal, faults, headed
from ontology.errors import InputError

EXAMPLE: Final = Path(__file__).parent / "data" / "example-proposal.md"
FORM_ENDINGS: Final = {".yaml", ".yml", ".json"}
PROSE_ENDINGS: Final = {".md", ".txt", ".markdown", ""}
MOST_BYTES: Final = 1_000_000


def read_proposal_file(path: Path) -> Proposal:
    """Read a proposal from a .md or .txt file (prose) or a .yaml or .json file (form). Raises `InputError`,
    `ManyErrors`.
    """
    if path.suffix.lower() not in FORM_ENDINGS | PROSE_ENDINGS:
        raise InputError(
            "{path}: proposals are read from .md, .txt, .yaml and .json files. Save it as one of those.", path=path
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("{path} cannot be read: {reason}", path=path, reason=error.strerror) from error
    return parse_proposal(content, str(path), form=path.suffix.lower() in FORM_ENDINGS)


def parse_proposal(content: bytes, name: str, *, form: bool | None = None) -> Proposal:
    """Read a proposal from its bytes; `form` says whether it is one, and without it a mapping with the form's fields
    is.
    """
    if len(content) > MOST_BYTES:
        raise InputError(
            "{path} is too large ({size} bytes; at most {most}). Shorten it.",
            path=name,
            size=len(content),
            most=MOST_BYTES,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not UTF-8 text. Save it as UTF-8 and try again.", path=name) from error
    if form or (form is None and _is_form(text)):
        return _from_form(_load(text, name), name)
    return _from_prose(text, name)


def _load(text: str, name: str) -> Any:  # noqa: ANN401 - YAML holds anything
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(
            "{path} cannot be read as YAML: {reason}", path=name, reason=" ".join(str(error).split())
        ) from error


def _is_form(text: str) -> bool:
    try:
        return isinstance(yaml.safe_load(text), dict)
    except (yaml.YAMLError, RecursionError):
        return False


def _from_form(fields: object, name: str) -> Proposal:
    if not isinstance(fields, dict):
        raise InputError(
            "{path} is not a form. Write lines like 'titel: …' and 'målgrupper: [unge hjemløse]'.", path=name
        )
    try:
        return Proposal.model_validate(fields)
    except ValidationError as error:
        raise faults(error, name) from error


def _from_prose(text: str, name: str) -> Proposal:
    """Take the first line as the title where it is a heading, the rest as the summary."""
    title, summary = headed(text)
    if len(summary) > MOST_CHARACTERS or len(title) > 300:
        raise InputError(
            "{path} is too long: a title of at most 300 characters, then at most {most}. Shorten it.",
            path=name,
            most=MOST_CHARACTERS,
        )
    return Proposal(title=title, summary=summary)
