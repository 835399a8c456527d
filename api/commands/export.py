"""The command `samspil export`: the graph in a format of others."""

import sys
from typing import Annotated, Literal

import typer

from api.commands.options import LangOption, OutputOption, StoreOption, settings_of, writing
from api.commands.progress import shown
from api.language import help_translation
from ontology.errors import InputError

_ = help_translation()

Format = Literal["turtle", "trig", "jsonld", "semic", "graphml", "gexf", "csv", "xlsx"]


def export(
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            help=_(
                "Turtle or JSON-LD: what is accepted; TriG: with all evidence; semic: for public registers (CPOV, "
                "CPSV-AP, DCAT-AP-DK); GEXF: for Gephi; GraphML: for yEd and networkx; CSV (a ZIP archive) and XLSX: "
                "a table for each kind of thing."
            ),
        ),
    ] = "turtle",
    kind: Annotated[
        str | None,
        typer.Option(help=_("Only this kind of thing, as CSV or XLSX: indsats, finansiering …"), show_default=False),
    ] = None,
    output: OutputOption = None,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Export the graph."""
    from graph.export.formats import FORMATS
    from graph.store import reading
    from graph.store.work import Work

    settings = settings_of(store, lang)
    wanted = FORMATS[format_]
    media_type, ending = wanted.file_type(kind)
    if output is None and sys.stdout.isatty() and not media_type.startswith("text/"):
        raise InputError(
            "A file of this format is not for the terminal. Name one, such as -o graf{ending}.", ending=ending
        )
    graph = reading(settings.place)
    with shown(settings.lang) as tell, writing(output) as out:
        wanted.write(graph, out, kind, settings.lang, Work(tell))
