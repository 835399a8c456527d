"""Lists page by page: an opaque cursor says where the next page begins, and of which list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from http import HTTPStatus
from struct import Struct
from typing import Annotated, Final, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from ontology.errors import SamspilError

T = TypeVar("T")
MOST_ITEMS: Final = 200
_CURSOR: Final = Struct(">I8s8s")  # the place of the last item, which it was, and the state of the list
_SEAL: Final = 10  # bytes; with them a cursor is 40 characters without padding
_PAGING: Final = frozenset({"cursor", "limit", "lang"})


class ForeignCursor(SamspilError):
    """The cursor was not given out for this list."""

    status = HTTPStatus.BAD_REQUEST


class StaleCursor(SamspilError):
    """The list has changed since the cursor was given out."""

    status = HTTPStatus.GONE


class Rest(TypedDict):
    """What a page holds beside its items."""

    total: int
    next: str | None
    next_cursor: str | None


class Page(BaseModel, Generic[T]):
    """Some of the items of a list."""

    items: list[T]
    total: int = Field(description="How many there are in all", examples=[1])
    next: str | None = Field(
        default=None,
        description="The address of the next page, if there is one",
        examples=["/v1/entities?q=housing+first&limit=1&cursor=AAAAAGFtX0sn9cJ4bq1E0m8yV3pQ7dRk2fUwZs5T"],
    )
    next_cursor: str | None = Field(
        default=None,
        description="The cursor of the next page, if there is one",
        examples=["AAAAAGFtX0sn9cJ4bq1E0m8yV3pQ7dRk2fUwZs5T"],
    )


@dataclass(frozen=True)
class Cut(Generic[T]):
    """What of a list is on the page: the items, how many there are in all, and where the next page begins."""

    items: Sequence[T]
    total: int
    next: str | None
    next_cursor: str | None

    @property
    def rest(self) -> Rest:
        """Return what a `Page` holds beside its items."""
        return Rest(total=self.total, next=self.next, next_cursor=self.next_cursor)


@dataclass(frozen=True)
class PageAsked:
    """Which page of a list a request asks for."""

    request: Request
    response: Response
    limit: int
    cursor: str | None

    def cut(self, items: Sequence[T], key: Callable[[T], str], state: str = "") -> Cut[T]:
        """Return the page of a list in which each item has a key of its own, and say in the header Link where the next
        one is. `state` is what the order of the list depends on, such as the graph version.

        Raises `ForeignCursor`, `StaleCursor`.
        """
        begin = self._after(items, key, state) if self.cursor else 0
        end = begin + self.limit
        if end >= len(items):
            return Cut(items[begin:], len(items), None, None)
        where = _CURSOR.pack(end - 1, _digest(key(items[end - 1])), _digest(state))
        cursor = urlsafe_b64encode(where + self._seal(where)).decode()
        address = self.request.url.include_query_params(limit=self.limit, cursor=cursor)
        link = f"{address.path}?{address.query}"
        self.response.headers["Link"] = f'<{link}>; rel="next"'
        return Cut(items[begin:end], len(items), link, cursor)

    def _after(self, items: Sequence[T], key: Callable[[T], str], state: str) -> int:
        """Return where the item after the cursor's is."""
        given = urlsafe_b64decode(self.cursor or "")
        where, seal = given[:-_SEAL], given[-_SEAL:]
        if seal != self._seal(where):
            raise ForeignCursor(
                "The cursor does not belong to this list. Follow 'next' of the page before, with the same parameters."
            )
        last, which, before = _CURSOR.unpack(where)
        if before == _digest(state):
            places = [last] if last < len(items) and _digest(key(items[last])) == which else range(len(items))
            for place in places:
                if _digest(key(items[place])) == which:
                    return place + 1
        raise StaleCursor("The list has changed since the cursor was given out. Begin again without a cursor.")

    def _seal(self, where: bytes) -> bytes:
        """Return what binds a cursor to the list that it was given out for. It holds no secret: whoever makes up a
        cursor sees no more than who begins at the beginning.
        """
        asked = sorted((k, v) for k, v in self.request.query_params.multi_items() if k not in _PAGING)
        return blake2s(repr((self.request.url.path, asked, where)).encode(), digest_size=_SEAL).digest()


def page_asked(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="The most items on the page", examples=[50])] = 50,
    cursor: Annotated[
        str | None,
        Query(
            pattern="^[A-Za-z0-9_-]{40}$",
            description="Where the page begins: `next_cursor` of the page before",
            examples=["AAAAAGFtX0sn9cJ4bq1E0m8yV3pQ7dRk2fUwZs5T"],
        ),
    ] = None,
) -> PageAsked:
    """Return which page a request asks for."""
    return PageAsked(request, response, limit, cursor)


PageDep = Annotated[PageAsked, Depends(page_asked)]


def _digest(text: str) -> bytes:
    return blake2s(text.encode(), digest_size=8).digest()
