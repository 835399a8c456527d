"""Whether a request comes from our own pages: what changes something is refused from pages of others.

There are no cookies and no sign-in, so a page of somebody else's could otherwise decide in the name of whoever runs the
server on their own machine.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request

from ontology.errors import SamspilError

OWN = {"same-origin", "none"}  # none: the person typed the address


class CrossSite(SamspilError):
    """The request comes from a page of another site."""

    status = HTTPStatus.FORBIDDEN


def from_own_page(request: Request) -> None:
    """Refuse a request that a page of another site has sent; programs say no site at all. Raises `CrossSite`."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own_origin = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not own_origin or (site or "same-origin") not in OWN:
        raise CrossSite("This was sent from a page of another site. Open the page of Samspil itself, and try there.")
