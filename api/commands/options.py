"""What the commands of the command line have in common: options, settings, console, output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from api.language import help_translation
from ontology.errors import InputError
from ontology.words import Language

if TYPE_CHECKING:
    from rich.console import Console

    from api.settings import Settings

_ = help_translation()

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help=_("The folder with the graph, or the address of its server (SAMSPIL_STORE; else .samspil here)."),
        show_default=False,
        metavar="PLACE",
    ),
]
LangOption = Annotated[
    Language | None,
    typer.Option("--lang", help=_("The language of the answer (SAMSPIL_LANG; else da)."), show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON for programs."))]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help=_("Ask the graph as it was known on a day, such as 2026-01-31."), show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help=_("The file to write; without it, standard output."), show_default=False),
]


def settings_of(store: str | None = None, lang: Language | None = None) -> "Settings":
    """Return the settings: what the options say, else the environment. Raises `InputError`."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from api.settings import Settings

    given = {name: value for name, value in (("store", store), ("lang", lang)) if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(
            "The setting SAMSPIL_{name}: {problem}", name=str(fault["loc"][0]).upper(), problem=fault["msg"]
        ) from error
    except SettingsError as error:
        raise InputError("A setting is not the JSON that it should be: {problem}", problem=error) from error


def console_of() -> "Console":
    """Return where answers are printed."""
    from rich.console import Console

    # What people write is no markup. A file or a pipe has no width: wide enough for tables, so that nothing is cut.
    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 140)


def write(content: bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output. Raises `InputError`."""
    with writing(output) as out:
        out.write(content)


@contextmanager
def writing(output: Path | None) -> Iterator[BinaryIO]:
    """Open a file that is written whole or not at all, or standard output. Raises `InputError`."""
    from graph.store.whole_file import AS_USUAL, whole_file

    if output is None:
        yield sys.stdout.buffer
        return
    try:
        with whole_file(output, AS_USUAL) as out:
            yield out
    except OSError as error:
        raise InputError("{path} cannot be written: {reason}", path=output, reason=error.strerror) from error
