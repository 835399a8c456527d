"""`samspil review`: what waits for review, decided in the terminal one by one, or many at once by a filter."""

import json
import sys
from typing import Annotated, Literal

import typer

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from api.language import help_translation
from ontology.errors import InputError

_ = help_translation()

Status = Literal["proposed", "accepted", "rejected", "withdrawn"]


def review(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help=_("Pieces of evidence as the list names them; with --undo, a review."),
            show_default=False,
            metavar="ID",
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help=_("Accept these, or all that the filter finds."))] = False,
    reject: Annotated[bool, typer.Option("--reject", help=_("Reject these, or all that the filter finds."))] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=_("Take a review back, the latest unless one is named."))
    ] = False,
    as_list: Annotated[bool, typer.Option("--list", help=_("List what waits, without asking."))] = False,
    source: Annotated[str, typer.Option(help=_("Only of sources with this in the title or IRI."))] = "",
    kind: Annotated[str, typer.Option(help=_("Only on this kind of thing: indsats, finansiering …"))] = "",
    predicate: Annotated[str, typer.Option(help=_("Only with this property: målgruppe, giver …"))] = "",
    place: Annotated[
        str, typer.Option(help=_("Only where the place in the source has this in it, such as a theme."))
    ] = "",
    text: Annotated[str, typer.Option(help=_("Only sentences with these words."))] = "",
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help=_("Only read at least this surely."))] = 0,
    max_confidence: Annotated[float, typer.Option(min=0, max=1, help=_("Only read at most this surely."))] = 1,
    status: Annotated[Status, typer.Option(help=_("Only of this status; proposed is what waits."))] = "proposed",
    comment: Annotated[str, typer.Option(help=_("Why; kept with the decision."))] = "",
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Review what waits: in a terminal one by one; with an option or in a pipe at once."""
    from api.commands.review_terminal import print_made, print_queue, review_one_by_one
    from api.desks.review import desk_of
    from graph.upkeep.waiting import Asked

    settings = settings_of(store, lang)
    desk, console = desk_of(settings), console_of()
    asked = Asked(source, kind, predicate, place, text, min_confidence, max_confidence, status)
    if sum((accept, reject, undo, as_list)) > 1:
        raise InputError("Say one of --accept, --reject, --undo and --list.")
    if undo:
        made = desk.undo(names[0] if names else None)
    elif accept or reject:
        if not names and asked == Asked():
            raise InputError("Say which: pieces of evidence by name, or a filter such as --source or --min-confidence.")
        chosen = names or [w.id for w in desk.queue(asked).items]
        made = desk.decide(chosen, "accepted" if accept else "rejected", comment)
    elif as_list or as_json or names or not (sys.stdin.isatty() and sys.stdout.isatty()):
        found = desk.queue(asked)
        items = [w for w in found.items if not names or w.id.endswith(tuple(names))]
        if as_json:
            progress = [p.model_dump() for p in desk.progress()]
            told = {"items": [w.model_dump() for w in items], "total": len(items), "progress": progress}
            typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            print_queue(items, desk.progress(), console, settings.lang)
        return
    else:
        review_one_by_one(desk, asked, console, settings.lang)
        return
    if as_json:
        typer.echo(made.model_dump_json(indent=2))
    else:
        print_made(made, console, settings.lang)
