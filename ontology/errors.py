"""What can go wrong, in words.

SamspilError
  + InputError       what the user gave cannot be used
    + ManyErrors     several faults of one input
    + NotFound       what was asked for is not there
    + UnknownName    a name in it stands for nothing that the graph knows
  + StoreError       the graph on disk cannot be used
    + StoreMissing   there is none
    + StoreLocked    another process is writing to it
    + StoreChanged   somebody else changed it meanwhile
  + QueryRefused     the query is not allowed, or not valid
    + QueryTimeout   the query took longer than it may
  + Busy             there is no worker for a query in time
  + TooManyAtOnce    one client asks too much at once

A message is an English template with named fields, so that the doors can say it in the reader's language.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar


class SamspilError(Exception):
    """A failure that the user can do something about. `status` is its HTTP status."""

    status: ClassVar[int] = 500

    def __init__(self, template: str, **fields: object) -> None:
        """Take the message's `template` and what goes into its `{fields}`, which may be errors or `Words` too."""
        super().__init__(template)
        self.template = template
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., "SamspilError"], tuple[object, ...]]:
        """Let the error cross from one process to another with its fields."""
        return _rebuild, (type(self), self.template, self.fields)

    def say(self, translate: Callable[[str], str], language: str = "en") -> str:
        """Return the message in a language: the template translated, and its fields filled in."""
        fields = {name: _say(value, translate, language) for name, value in self.fields.items()}
        return translate(self.template).format(**fields)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.say(str)


def _rebuild(kind: type[SamspilError], template: str, fields: dict[str, object]) -> SamspilError:
    return kind(template, **fields)


def _say(value: object, translate: Callable[[str], str], language: str) -> object:
    if isinstance(value, SamspilError):
        return value.say(translate, language)
    return value[language] if isinstance(value, dict) and language in value else value


class InputError(SamspilError):
    """What the user gave cannot be used."""

    status = 422


class ManyErrors(InputError):
    """Several faults of one input, each of which the user should see."""

    def __init__(self, faults: Sequence[SamspilError]) -> None:
        """Take the faults, in the order in which the user should read them."""
        super().__init__("{count} faults", count=len(faults))
        self.faults = tuple(faults)

    def say(self, translate: Callable[[str], str], language: str = "en") -> str:
        """Return all messages, a line each."""
        return "\n".join(fault.say(translate, language) for fault in self.faults)


class NotFound(InputError):
    """What was asked for is not there."""

    status = 404


class UnknownName(InputError):
    """A name in what the user gave stands for nothing that the graph knows."""


class StoreError(SamspilError):
    """The graph on disk cannot be used."""

    status = 503


class StoreMissing(StoreError):
    """There is no graph at the place."""


class StoreLocked(StoreError):
    """Another process is writing to the graph."""


class StoreChanged(StoreError):
    """Somebody else changed the graph between reading and writing."""


class QueryRefused(SamspilError):
    """The query is not allowed, or not valid."""

    status = 400


class QueryTimeout(QueryRefused):
    """The query took longer than it may."""

    status = 503


class Busy(SamspilError):
    """There is no worker for a query in time."""

    status = 503


class TooManyAtOnce(SamspilError):
    """One client asks too much at once."""

    status = 429
