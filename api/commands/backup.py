"""The commands `samspil backup` and `samspil restore`."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import LangOption, StoreOption, console_of, settings_of
from api.language import help_translation, translation

_ = help_translation()


def backup(
    file: Annotated[Path, typer.Argument(help=_("The file to write, such as samspil.zip."))],
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Write a backup."""
    from datetime import UTC, datetime

    from api.access.log import at_terminal
    from graph.store import reading
    from graph.upkeep.backup import backup as back_up

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    reading(settings.place)  # where there is no graph, nothing is put beside it
    with at_terminal(settings).acting("backup", [file.name]):
        done = back_up(settings.place, settings.home, file, datetime.now(UTC))
    told = say("{file} holds graph {version}: {quads} quads, and {files} files beside them.")
    console_of().print(told.format(file=file, version=done.graph_version[:12], quads=done.quads, files=done.files))


def restore(
    file: Annotated[Path, typer.Argument(help=_("The file that backup wrote."))],
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Put a backup back."""
    from api.access.log import Act, at_terminal, graph_version
    from graph.upkeep.backup import restore as put_back

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    # It goes where there is nothing yet, so it is noted at its end, after all that was done before the backup.
    act = Act("restore", [file.name], graph_version(settings))
    done = put_back(file, settings.place, settings.home)
    at_terminal(settings).end(act, "done")
    told = say("Graph {version} is back: {quads} quads, and {files} files beside them.")
    console_of().print(told.format(version=done.graph_version[:12], quads=done.quads, files=done.files))
