"""Who may change the graph over HTTP: whoever has the token, until there is sign-in."""

from http import HTTPStatus
from secrets import compare_digest

from fastapi import Request

from api.settings import Settings
from ingest.slug import slug
from ontology.errors import SamspilError
from ontology.namespaces import ID


class NoUpdates(SamspilError):
    """Nobody may change the graph over HTTP here."""

    status = HTTPStatus.FORBIDDEN


class NotSignedIn(SamspilError):
    """The request does not say who sends it, or not truly."""

    status = HTTPStatus.UNAUTHORIZED


def editor_of(request: Request) -> str:
    """Return the IRI of the editor on whose behalf the request changes the graph. Raises `NoUpdates`, `NotSignedIn`."""
    settings: Settings = request.app.state.settings
    token = settings.update_token.get_secret_value()
    if not token:
        raise NoUpdates("Updates are closed. They open with the setting SAMSPIL_UPDATE_TOKEN.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(given.strip().encode(), token.encode()):
        raise NotSignedIn("Updates need the header Authorization: Bearer, with the token.")
    return f"{ID}agent/{slug(settings.user or 'editor')}"
