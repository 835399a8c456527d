"""Pages from templates, in a language."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from graph.reading.facets import Span, dimension_label, field_label
from ontology.namespaces import CONCEPT, ID
from ontology.words import Language
from visualise.assets import TEMPLATES

_LARGE = re.compile(r"\d{5,}(\.\d+)?")  # an amount; four digits may be a year


def render(template: str, language: Language, translate: Callable[[str], str], **context: Any) -> str:  # noqa: ANN401 - a template's context holds anything
    """Return a page: `template` is the name of a file in `templates/`, whose `_()` texts `translate` says in the
    language.
    """
    return _environment(language, translate).get_template(template).render(language=language, **context)


@cache
def _environment(language: Language, translate: Callable[[str], str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translate, lambda one, many, n: translate(one if n == 1 else many), newstyle=True
    )
    environment.filters |= {
        "say": lambda words: words[language],
        "names": lambda things: ", ".join(t.label[language] for t in things),
        "number": lambda value: format_decimal(value, locale=language),
        "plain_number": lambda text: plain_number(text, language),
        "share": lambda value: format_decimal(value, format="0.00", locale=language),
        "path": entity_path,
        "dimension": lambda dimension: dimension_label(dimension)[language],
        "field": lambda name: field_label(name)[language],
        "marked": marked,
    }
    return environment


def plain_number(text: str, language: Language) -> str:
    """Return an amount as it is written in the language, and any other text as it is."""
    return str(format_decimal(text, locale=language)) if _LARGE.fullmatch(text) else text


def entity_path(iri: str) -> str:
    """Return the address of a thing's page."""
    return "/entities/" + iri.removeprefix(ID).removeprefix(CONCEPT)


def marked(text: str, spans: Iterable[Span]) -> Sequence[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is among the words found."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= at:
            pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
            at = span.end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
