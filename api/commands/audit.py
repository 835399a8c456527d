"""`samspil audit`: who did what when, and whether the trail is whole."""

import json
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from api.day import day_of
from api.language import help_translation, translation

if TYPE_CHECKING:
    from rich.console import Console

    from api.access.audit import Entry, Trail
    from api.settings import Settings

_ = help_translation()


def audit(
    who: Annotated[str, typer.Option(help=_("Only what this person or key did."))] = "",
    what: Annotated[str, typer.Option(help=_("Only this: assessment, ingest, review, update, sign-in …"))] = "",
    outcome: Annotated[
        Literal["begun", "done", "refused", "failed"] | None, typer.Option(help=_("Only with this outcome."))
    ] = None,
    since: Annotated[str | None, typer.Option(help=_("From this day (UTC) on."), metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help=_("Until this day (UTC)."), metavar="DATE")] = None,
    limit: Annotated[int, typer.Option(min=1, help=_("The most entries."))] = 50,
    verify: Annotated[
        bool, typer.Option("--verify", help=_("Check that nothing was changed or removed. Exit code 1 if it was."))
    ] = False,
    expects: Annotated[
        str | None,
        typer.Option("--expects", help=_("With --verify: the hash of an entry, noted elsewhere, that must be there.")),
    ] = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """List or verify the audit trail."""
    from api.access.audit import Asked
    from api.access.log import trail_of

    settings = settings_of(store, lang)
    trail = trail_of(settings)
    if verify or expects:
        raise typer.Exit(0 if _verify(trail, expects, settings, as_json=as_json) else 1)
    days = [day_of(day).isoformat() if day else "" for day in (since, until)]
    found = list(islice(trail.latest(Asked(who, what, outcome or "", *days)), limit))
    if as_json:
        typer.echo(json.dumps([entry.model_dump() for entry in found], ensure_ascii=False, indent=2))
    else:
        _print(found, console_of(), settings)


def _print(found: "list[Entry]", console: "Console", settings: "Settings") -> None:
    from rich.table import Table

    say = translation(settings.lang)
    table = Table(
        say("Number"),
        say("When (UTC)"),
        say("Who"),
        say("From"),
        say("What"),
        say("About"),
        say("Graph"),
        say("Outcome"),
    )
    for e in found:
        after = e.graph_after[:8] if e.graph_after != e.graph_before else ""
        outcome = f"{e.outcome} ({e.reason})" if e.reason else e.outcome
        about = ", ".join(e.about)
        graph = f"{e.graph_before[:8]} → {after}" if after else e.graph_before[:8]
        table.add_row(str(e.number), e.at[:19].replace("T", " "), e.who, e.address, e.what, about, graph, outcome)
    console.print(table)


def _verify(trail: "Trail", expects: str | None, settings: "Settings", *, as_json: bool) -> bool:
    say = translation(settings.lang)
    done = trail.verify(expects)
    if as_json:
        told = {"entries": done.entries, "last": done.last, "faults": done.faults, "found": done.found}
        typer.echo(json.dumps(told, indent=2))
        return done.found and not done.faults
    told_of = {
        "no entry": say("no entry"),
        "changed": say("was changed"),
        "not after the one before": say("does not follow the one before: something was removed, added or moved"),
    }
    for file, line, fault in done.faults:
        typer.echo(say("{file}, line {line}: {fault}").format(file=file, line=line, fault=told_of[fault]))
    if not done.found:
        typer.echo(say("There is no entry with the hash {hash}.").format(hash=expects))
    typer.echo(say("{count} entries; the hash of the last is {hash}").format(count=done.entries, hash=done.last))
    return done.found and not done.faults
