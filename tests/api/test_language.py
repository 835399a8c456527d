"""Every text of the doors is in the Danish catalogue, with the same fields."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import api.app  # noqa: F401 - the errors of its doors have messages too
from api.language import CATALOGUES, translation
from ontology.errors import InputError, SamspilError

ROOT = Path(__file__).parents[2]
FIELDS = re.compile(r"\{\w*\}|%\(\w+\)s")


def kinds_of_error(kind=SamspilError):
    return {kind.__name__} | {name for below in kind.__subclasses__() for name in kinds_of_error(below)}


def texts():
    keywords = dict.fromkeys({"_", "say", "translate"} | kinds_of_error())
    for package in ("api", "visualise", "ingest", "graph", "ontology"):
        methods = [("**.py", "python"), ("**.html", "jinja2")]
        for _, _, message, _, _ in extract_from_dir(ROOT / package, methods, keywords=keywords):
            yield message if isinstance(message, str) else message[0]


def test_every_text_is_said_in_danish_with_the_same_fields():
    with (CATALOGUES / "da" / "LC_MESSAGES" / "samspil.po").open("rb") as file:
        danish = {m.id: m.string for m in read_po(file, locale="da") if m.id}
    found = set(texts())
    assert len(found) > 150
    assert {text for text in found if not danish.get(text)} == set()
    assert set(danish) - found == set()
    for text, said in danish.items():
        assert sorted(FIELDS.findall(text)) == sorted(FIELDS.findall(said)), text


def test_no_text_is_said_where_the_catalogue_does_not_look():
    for path in (ROOT / "api").glob("*.py"):
        assert not re.search(r"translation\([\w.]+\)\(", path.read_text(encoding="utf-8")), path.name


def test_an_error_within_an_error_is_said_in_the_same_language():
    near = InputError("Did you mean '{near}'?", near="x")
    error = InputError("{path}, field '{field}': {problem}", path="a", field="b", problem=near)
    assert str(error) == "a, field 'b': Did you mean 'x'?"
    assert error.say(translation("da"), "da") == "a, field 'b': Mente du 'x'?"
    words = InputError("{thing}: {message}", thing="t", message={"da": "ret det", "en": "correct it"})
    assert words.say(translation("da"), "da") == "t: ret det"
