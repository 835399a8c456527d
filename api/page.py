"""A page as the answer to a request."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.language import translation
from api.request_language import language_of
from visualise.pages import render


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401 - a template's context holds anything
    """Return a page in the language that the request asks for."""
    language = language_of(request)
    other = request.url.include_query_params(lang="en" if language == "da" else "da")
    # Who has chosen a language by address keeps it from page to page.
    keep = f"?lang={language}" if "lang" in request.query_params else ""
    address = f"{other.path}?{other.query}"
    content = render(template, language, translation(language), other_language=address, keep=keep, **context)
    return HTMLResponse(content, status)
