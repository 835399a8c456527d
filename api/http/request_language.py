"""The language that a request asks for."""

from fastapi import Request

from api.language import LANGUAGES
from ontology.words import Language


def language_of(request: Request) -> Language:
    """Return the language in `?lang=`, else the best in Accept-Language, else the server's own."""
    asked = request.query_params.get("lang")
    for tag in (asked, *_accepted(request.headers.get("accept-language", ""))):
        for language in LANGUAGES:
            if (tag or "").partition("-")[0].lower() == language:
                return language
    server: Language = request.app.state.settings.lang
    return server


def _accepted(header: str) -> list[str]:
    """Return the language tags of an Accept-Language header, the most wanted first."""
    weighed = []
    for part in header.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]
