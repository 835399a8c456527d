"""Requests that change something come from this site's own pages, or from programs; not from pages of others."""

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request

from ontology.errors import SamspilError


class CrossSite(SamspilError):
    """The page of another site sent the request."""

    status = HTTPStatus.FORBIDDEN


def refuse_cross_site(request: Request) -> None:
    """Raise `CrossSite` where a browser says that another site's page sent the request; programs say nothing."""
    fetched_from, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if fetched_from:
        foreign = fetched_from not in {"same-origin", "none"}
    else:
        foreign = bool(origin) and urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise CrossSite("The page of another site sent this. Send it from a page here.")
