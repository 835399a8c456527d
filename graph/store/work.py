"""Long work that tells how far it is, can be interrupted at any moment, and goes on where it was.

What is done is noted in a file, a line each, by what it was done to: a digest of the content. So a note stays true
whatever else has changed meanwhile, and nothing is skipped that is not done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

Step = Literal["reading", "checking", "writing", "matching"]
Tell = Callable[[Step, int, int], None]
"""Takes the step, how much of it is done, and how much there is in all; 0 where nobody knows."""


def _silent(_step: Step, _done: int, _of: int) -> None:
    pass


class Work:
    """One piece of long work: whom it tells how far it is, and what of it was done before an interruption."""

    def __init__(self, tell: Tell = _silent, notes: Path | None = None) -> None:
        """Take whom to tell, and the file of notes; without one, nothing is noted."""
        self.tell = tell
        self._notes = notes
        self._done = frozenset(notes.read_text().split()) if notes and notes.exists() else frozenset[str]()
        self.goes_on = bool(notes and notes.exists())
        """Whether earlier work was interrupted."""

    def is_done(self, digest: str) -> bool:
        """Tell whether this was done before the interruption."""
        return digest in self._done

    def note(self, digest: str) -> None:
        """Note that this is done."""
        if self._notes:
            with self._notes.open("a") as notes:
                notes.write(f"{digest}\n")


UNWATCHED: Final = Work()


@contextmanager
def working(home: Path, tell: Tell) -> Iterator[Work]:
    """Do long work on the store under `home`. The notes stay where the process is killed or interrupted in the middle,
    so that the same work goes on there; an error in what was given leaves none.
    """
    notes = home / "unfinished"
    home.mkdir(parents=True, exist_ok=True)
    work = Work(tell, notes)
    notes.touch()
    try:
        yield work
    except Exception:
        notes.unlink(missing_ok=True)
        raise
    notes.unlink(missing_ok=True)
