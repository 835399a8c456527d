"""How often one may ask: a bucket of tokens for each key or person, and for each address of those who are nobody."""

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import Final

from throttled import MemoryStore, Throttled
from throttled.rate_limiter import per_min

from api.rights import Who
from ontology.errors import SamspilError

MOST_BUCKETS: Final = 10_000
_PREFIX: Final = 64


class TooOften(SamspilError):
    """Somebody asks more often than they may."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Rates:
    """The buckets of one server, in memory; beyond `MOST_BUCKETS` those longest unused are forgotten."""

    def __init__(self, known: int, unknown: int) -> None:
        """Take how many requests a minute those who are known may send, and those who are not; as many at once."""
        self._known = _buckets(known)
        self._unknown = _buckets(unknown)

    def take(self, who: Who, address: str) -> dict[str, str]:
        """Take a token and return what is left, as header fields; whoever sits at the machine needs none.

        Raises `TooOften`, with the `seconds` to wait.
        """
        if who.by == "machine":
            return {}
        buckets, bucket = (self._unknown, network(address)) if who.by == "nobody" else (self._known, bucket_of(who))
        result = buckets.limit(bucket)
        state = result.state
        if result.limited:
            raise TooOften(
                "Too many requests: {most} a minute are allowed. Wait {seconds} seconds.",
                most=state.limit,
                seconds=max(1, round(state.retry_after + 0.5)),
            )
        return {
            "RateLimit-Policy": f'"minute";q={state.limit};w=60',
            "RateLimit": f'"minute";r={state.remaining};t={round(state.reset_after + 0.5)}',
        }


def bucket_of(who: Who) -> str:
    """Return the name of the bucket of a key or person."""
    return f"{who.by}:{who.name}"


def network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or all that one IPv6 subscriber has."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:100]
    if not isinstance(ip, IPv6Address):
        return address
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(IPv6Address(int(ip) >> _PREFIX << _PREFIX))


def _buckets(most: int) -> Throttled:
    store = MemoryStore(options={"MAX_SIZE": MOST_BUCKETS})
    return Throttled(using="token_bucket", quota=per_min(most, burst=most), store=store)
