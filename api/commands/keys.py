"""`samspil keys`: who may come in with a key."""

import json
from typing import Annotated

import typer

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from api.day import day_of
from api.language import help_translation, translation
from api.rights import Role

_ = help_translation()

keys = typer.Typer(no_args_is_help=True, help=_("Keys for programs and people who use the API."))
NameArgument = Annotated[str, typer.Argument(help=_("Whose key it is, as named in evidence and the audit trail."))]


@keys.command(help=_("Make a key, and show it this once. Example: samspil keys add excel --role analyst"))
def add(
    name: NameArgument,
    role: Annotated[Role, typer.Option(help=_("What it may; each role may what those before it may."))],
    expires: Annotated[
        str | None, typer.Option(help=_("The last day (UTC) on which it holds."), show_default=False, metavar="DATE")
    ] = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key."""
    from api.access.keys import Keys
    from api.access.log import at_terminal

    settings = settings_of(store, lang)
    day = day_of(expires) if expires else None
    with at_terminal(settings).acting("key added", [name]):
        token = Keys(settings.home).add(name, role, day)
    if as_json:
        typer.echo(json.dumps({"name": name, "role": role, "key": token}, ensure_ascii=False))
        return
    say = translation(settings.lang)
    typer.echo(token)
    typer.echo(say("Keep it now: it is kept here as a hash only, and is not shown again."), err=True)


@keys.command("list", help=_("List the keys, those that no longer hold too."))
def list_(store: StoreOption = None, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """List the keys."""
    from rich.table import Table

    from api.access.keys import Keys

    settings = settings_of(store, lang)
    found = Keys(settings.home).all()
    if as_json:
        told = [key.model_dump(mode="json", exclude={"digest"}) for key in found]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    say = translation(settings.lang)
    table = Table(say("Name"), say("Role"), say("Made"), say("Expires"), say("Revoked"), say("Last used"))
    for key in found:
        days = (key.made, key.expires, key.revoked, key.last_used)
        table.add_row(key.name, key.role, *(day.isoformat() if day else "–" for day in days))
    console_of().print(table)


@keys.command(help=_("Revoke a key; a running server refuses it from its next request on."))
def revoke(name: NameArgument, store: StoreOption = None, lang: LangOption = None) -> None:
    """Revoke a key."""
    from api.access.keys import Keys
    from api.access.log import at_terminal

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    with at_terminal(settings).acting("key revoked", [name]):
        revoked = Keys(settings.home).revoke(name)
    typer.echo(say("Revoked: {name}.").format(name=revoked.name))
