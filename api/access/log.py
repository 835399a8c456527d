"""What is noted in the audit trail, on whose behalf: for the command line, the API and the pages alike."""

import asyncio
import getpass
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from api.access.audit import Asked, Entry, Outcome, Trail
from api.rights import Role, Who
from graph.evidence.recording import version
from graph.store import reading
from ontology.errors import SamspilError, StoreMissing

if TYPE_CHECKING:
    from api.settings import Settings

TERMINAL: Final = "terminal"
logger = logging.getLogger("samspil.audit")


@dataclass
class Act:
    """Something that is being done: what it is `about` may become known on the way."""

    what: str
    about: Sequence[str]
    graph_before: str


@dataclass(frozen=True)
class Log:
    """The trail, as one person or program writes to it in one request."""

    settings: "Settings"
    who: Who
    address: str
    request: str

    @contextmanager
    def acting(self, what: str, about: Sequence[str] = ()) -> Iterator[Act]:
        """Note that a change of the graph begins, and how it ended. Nothing begins that cannot be noted; one whose
        process was killed in the middle has begun and not ended, unless somebody saw it end: see `killed`.
        """
        act = self.begin(what, about)
        try:
            yield act
        except BaseException as error:
            self.fail(act, error)
            raise
        self.end(act, "done")

    @asynccontextmanager
    async def acting_on_the_loop(self, what: str, about: Sequence[str] = ()) -> AsyncIterator[Act]:
        """Note what `acting` notes, while the event loop goes on."""
        act = await asyncio.to_thread(self.begin, what, about)
        try:
            yield act
        except BaseException as error:
            await asyncio.to_thread(self.fail, act, error)
            raise
        await asyncio.to_thread(self.end, act, "done")

    def begin(self, what: str, about: Sequence[str] = ()) -> Act:
        """Note that a change begins."""
        act = Act(what, about, graph_version(self.settings))
        self._write(act, "begun", act.graph_before)
        return act

    def end(self, act: Act, outcome: Outcome, reason: str = "") -> None:
        """Note how a change ended."""
        self._write(act, outcome, graph_version(self.settings), reason)

    def fail(self, act: Act, error: BaseException) -> None:
        """Note that a change was refused, or failed otherwise."""
        self.end(act, "refused" if isinstance(error, SamspilError) else "failed", type(error).__name__)

    def killed(self, what: str, reason: str) -> None:
        """Note the end of a change that another process had begun on the same behalf, and could not end itself."""
        mine = (entry for entry in trail_of(self.settings).latest(Asked(what=what)) if entry.request == self.request)
        last = next(mine, None)
        if last and last.outcome == "begun":
            self.end(Act(what, last.about, last.graph_before), "failed", reason)

    def note(self, what: str, about: Sequence[str] = (), outcome: Outcome = "done", reason: str = "") -> None:
        """Note something that changes no graph."""
        now = graph_version(self.settings)
        self._write(Act(what, about, now), outcome, now, reason)

    def _write(self, act: Act, outcome: Outcome, after: str, reason: str = "") -> Entry:
        entry = trail_of(self.settings).append(
            who=self.who.name,
            by=self.who.by,
            address=self.address,
            request=self.request,
            what=act.what,
            about=list(act.about),
            graph_before=act.graph_before,
            graph_after=after,
            outcome=outcome,
            reason=reason,
        )
        logger.info("audit", extra={"number": entry.number, "hash": entry.hash})
        return entry


def trail_of(settings: "Settings") -> Trail:
    """Return the trail beside the graph that the settings name."""
    return Trail(settings.home / "audit")


def graph_version(settings: "Settings") -> str:
    """Return the version of the graph that the settings name; nothing where there is none yet."""
    try:
        return version(reading(settings.place))
    except StoreMissing:
        return ""


def at_terminal(settings: "Settings") -> Log:
    """Return the log of whoever gives a command."""
    return Log(settings, sitting_here(settings), TERMINAL, uuid4().hex[:16])


def sitting_here(settings: "Settings") -> Who:
    """Return who sits at this machine: as the settings name them, or as the account is named."""
    return Who(settings.user or getpass.getuser(), Role.ADMIN, "machine")
