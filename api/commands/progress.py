"""How far long work is, in the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.language import translation
from ontology.words import Language

if TYPE_CHECKING:
    from graph.store.work import Tell


@contextmanager
def shown(language: Language) -> "Iterator[Tell]":
    """Show in the terminal how far the work is: a bar a step, on the error output, beside what is printed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    say = translation(language)
    names = {
        "reading": say("Reading …"),
        "checking": say("Checking …"),
        "writing": say("Writing …"),
        "matching": say("Comparing …"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {step: progress.add_task(name, visible=False, start=False) for step, name in names.items()}

        def tell(step: str, done: int, of: int) -> None:
            progress.start_task(tasks[step])
            progress.update(tasks[step], completed=done, total=of or None, visible=True)

        yield tell
