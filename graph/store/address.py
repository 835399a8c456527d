"""Where a store is: in a folder, or on a server that speaks SPARQL 1.1."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ontology.errors import InputError

SCHEMES: Final = ("http://", "https://")


@dataclass(frozen=True)
class ServerAddress:
    """Where a server answers queries and takes updates (URLs), and who Samspil is there, where it asks for that."""

    query: str
    update: str
    user: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Return the address as people may see it."""
        return self.query


Place = Path | ServerAddress


def server_address(
    address: str, update: str = "", user: str = "", password: str = "", *, plain: bool = False
) -> ServerAddress:
    """Return the address of a server. Where updates go elsewhere (`update`), `address` is where queries go; otherwise
    they go to `address`/query and `address`/update. `plain` lets passwords and facts travel unencrypted.

    Raises `InputError` for a user in the address, for http:// to another machine, and for what is no address.
    """
    for url in filter(None, (address, update)):
        _refuse_unsafe(url, plain=plain)
    if update:
        return ServerAddress(address, update, user, password)
    base = address.rstrip("/")
    return ServerAddress(f"{base}/query", f"{base}/update", user, password)


def _refuse_unsafe(url: str, *, plain: bool) -> None:
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment or not url.startswith(SCHEMES):
        raise InputError("The address of the graph's server cannot be read. Write it like https://example.org/graph.")
    if parts.username is not None:
        raise InputError(
            "The address of the graph's server has a user in it. Set SAMSPIL_STORE_USER and SAMSPIL_STORE_PASSWORD."
        )
    if parts.scheme == "http" and not plain and not _is_loopback(parts.hostname or ""):
        raise InputError(
            "The graph's server {host} is to be reached by https. Over a network that you trust, "
            "set SAMSPIL_STORE_PLAIN=1.",
            host=parts.hostname,
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
