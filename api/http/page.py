"""A page as the answer to a request."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.http.needs import who_of
from api.http.request_language import language_of
from api.language import translation
from ontology.errors import SamspilError
from visualise.pages import render


def fault_lines(request: Request, fault: SamspilError | None) -> list[str]:
    """Return what is at fault, a line each, in the language that the request asks for; nothing without a fault."""
    language = language_of(request)
    return fault.say(translation(language), language).splitlines() if fault else []


def page(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,  # noqa: ANN401 - a template's context holds anything
) -> HTMLResponse:
    """Return a page in the language that the request asks for."""
    language = language_of(request)
    other = request.url.include_query_params(lang="en" if language == "da" else "da")
    # Who has chosen a language by address keeps it from page to page.
    keep = f"?lang={language}" if "lang" in request.query_params else ""
    address = f"{other.path}?{other.query}"
    own = {"other_language": address, "keep": keep, "who": who_of(request)}
    return HTMLResponse(render(template, language, translation(language), **own, **context), status, headers)
