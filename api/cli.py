"""The command line `samspil`. Each command imports what it needs when it runs, so that `--help` starts at once."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from api.commands.ask import ask
from api.commands.audit import audit
from api.commands.backup import backup, restore
from api.commands.cypher import sync_neo4j
from api.commands.export import export
from api.commands.ingest import ingest
from api.commands.keys import keys
from api.commands.lookup import assess, compare, gaps
from api.commands.match import match
from api.commands.options import JsonOption, LangOption, OutputOption, StoreOption, console_of, settings_of, write
from api.commands.review import review
from api.language import help_translation, translation
from ontology.errors import InputError, SamspilError
from ontology.words import Language

if TYPE_CHECKING:
    from rich.console import Console

    from api.settings import Settings

_ = help_translation()

app = typer.Typer(
    name="samspil",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_(
        "Describe a proposed social initiative and see what it overlaps with, who must be at the table, "
        "and who could pay."
    ),
    epilog=_("Begin with: samspil demo"),
)


def main() -> NoReturn:
    """Run the command line; exit with 0, 1 (found a problem) or 2 (wrong use), in words instead of a traceback."""
    language = _asked_language()
    try:
        app()
    except SamspilError as error:
        _complain(error.say(translation(language), language))
    sys.exit(0)


def _asked_language() -> Language:
    """Return the language asked for by `--lang` or the environment, also where the options could not be read."""
    asked = re.search(r"--lang[ =](\w+)", " ".join(sys.argv))
    return "en" if (asked[1] if asked else os.environ.get("SAMSPIL_LANG")) == "en" else "da"


def _complain(message: str) -> NoReturn:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for line in message.splitlines():
        console.print(f"samspil: {line}")
    sys.exit(2)


@app.command(
    help=_("Load the shipped facts about Aarhus and Denmark, look an example proposal up, and say how to go on.")
)
def demo(store: StoreOption = None, lang: LangOption = None) -> None:
    """Run the whole path once, from the shipped tables to an assessment."""
    from ingest.proposal_file import EXAMPLE

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    console = console_of()
    ingest(files=[], store=store, lang=lang)
    _print_counts(settings, console)
    _check(settings, console, as_json=False)
    console.print(f"\n$ samspil assess {os.path.relpath(EXAMPLE)}", style="bold")
    assess(proposal=EXAMPLE, store=store, lang=lang)
    command = "samspil" if shutil.which("samspil") else os.path.relpath(sys.argv[0])
    go_on = {
        "assess FILE": say("your own proposal: prose (.md, .txt) or a form (.yaml)"),
        "serve": say("the same in the browser, with the network, and the HTTP API"),
        "ask": say("questions that are asked often, such as who pays for a theme"),
        'show "Housing First i Aarhus"': say("what is known of a thing, and who says so"),
    }
    console.print("\n" + say("Go on with:"), style="bold")
    for rest, what in go_on.items():
        console.print(f"  {command} {rest}  –  {what}", soft_wrap=True)


app.command(
    help=_(
        "Read documents, tables and RDF files into the graph; without FILES the shipped facts about Aarhus and "
        "Denmark. Example: samspil ingest skema.docx funding.csv"
    )
)(ingest)
app.command(
    help=_(
        "Find what is the same under several names: certain pairs are merged, doubtful ones are asked about. "
        "An ingest does so for what comes in."
    )
)(match)
app.command(
    help=_(
        "Review what was read: accept, reject, correct, take back; one by one with a key each, or many at once. "
        "Example: samspil review --accept --source vision --min-confidence 0.9"
    )
)(review)


@app.command(
    help=_(
        "Check the graph with the SHACL shapes; say file, row and remedy of what is not well formed. "
        "Exit code 1 if anything is wrong."
    )
)
def check(store: StoreOption = None, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Validate the graph."""
    raise typer.Exit(1 if _check(settings_of(store, lang), console_of(), as_json=as_json) else 0)


def _check(settings: "Settings", console: "Console", *, as_json: bool) -> bool:
    from api.reports.check import print_findings
    from graph.known.snapshot import take_snapshot
    from graph.store import reading
    from graph.upkeep.validation import check as check_graph

    graph = reading(settings.place)
    snapshot = take_snapshot(graph)
    say = translation(settings.lang)
    with console.status(say("Checking …")):
        findings = check_graph(graph, snapshot)
    print_findings(findings, snapshot, console, settings.lang, as_json=as_json)
    return any(f.result.severity == "violation" for f in findings)


app.command(
    help=_(
        "Look a proposal up: what it overlaps with, who must be at the table, policies, co-investors, gates. "
        "Example: samspil assess proposal.md"
    )
)(assess)
app.command(help=_("Put the answers to two proposals side by side. Example: samspil compare one.md other.yaml"))(
    compare
)
app.command(
    help=_(
        "Show the gaps of the graph as a whole: what is missing or not known, how grave, what to do and whom to ask. "
        "Example: samspil gaps --about MSB"
    )
)(gaps)


@app.command(help=_("Show what is known of a thing, and who says so. Example: samspil show MSB"))
def show(
    entity: Annotated[str, typer.Argument(help=_("A name, an abbreviation, kind/id or an IRI."))],
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a thing with its statements and their evidence."""
    from graph.evidence.texts import Texts
    from graph.known.entity import describe_entity
    from graph.known.names import Names
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    settings = settings_of(store, lang)
    snapshot = take_snapshot(reading(settings.place), Texts(settings.home))
    known = describe_entity(Names(snapshot).anything(entity), snapshot)
    if as_json:
        typer.echo(known.model_dump_json(indent=2))
    else:
        from api.reports.thing import print_entity

        print_entity(known, console_of(), settings.lang)


app.command(
    help=_(
        "Answer a question that is asked often, or one of your own in SPARQL or Cypher; without any, list them. "
        'Example: samspil ask funders-of-a-theme theme="Mere lighed i sundhed"'
    )
)(ask)


app.add_typer(keys, name="keys")
app.command(
    help=_(
        "Who did what when: the audit trail, the latest first; --verify checks that it is whole. "
        "Example: samspil audit --who anna@example.dk --since 2026-01-01"
    )
)(audit)
sync = typer.Typer(no_args_is_help=True, help=_("Bring the graph to another database."))
app.add_typer(sync, name="sync")
sync.command(
    "neo4j",
    help=_(
        "Bring the Neo4j server SAMSPIL_NEO4J_URI to the graph: what differs is written, what has gone is deleted. "
        "Example: samspil sync neo4j"
    ),
)(sync_neo4j)


app.command(
    help=_(
        "Write the graph in a format of others. Example: samspil export --format xlsx --kind indsats -o indsatser.xlsx"
    )
)(export)


app.command(
    help=_(
        "Write the graph and all that is kept beside it to one file, while others go on. Example: samspil backup "
        "samspil.zip"
    )
)(backup)
app.command(
    help=_(
        "Put a backup back where there is nothing yet: in a new folder, or on an empty server. "
        "Example: samspil restore samspil.zip --store new"
    )
)(restore)


@app.command(
    help=_(
        "Write an empty Excel table for a kind of thing. Example: samspil template finansiering -o finansiering.xlsx"
    )
)
def template(
    kind: Annotated[str, typer.Argument(help=_("What the rows are to tell of: indsats, fond, finansiering, budget …"))],
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """Write a template."""
    from ingest.template import template as template_of

    write(template_of(kind, settings_of(lang=lang).lang), output)


@app.command(
    help=_(
        "Write a mapping to begin with for a table of other columns than ours. "
        "Example: samspil mapping grants.csv -o grants.toml"
    )
)
def mapping(
    file: Annotated[Path, typer.Argument(help=_("The table, .csv or .xlsx."))],
    output: OutputOption = None,
    lang: LangOption = None,
) -> None:
    """Write a mapping to begin with."""
    from ingest.starter import starter

    settings_of(lang=lang)
    write(starter(file).encode(), output)


@app.command(help=_("Serve the pages in the browser and the HTTP API. Example: samspil serve --port 8000"))
def serve(
    host: Annotated[
        str, typer.Option(help=_("The address to listen on; 127.0.0.1 is this machine only."))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help=_("The port; 0 takes a free one."))] = 8000,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Serve until interrupted."""
    import math
    import socket
    from ipaddress import ip_address

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise InputError(
            "{host}:{port} cannot be listened on: {reason}. Choose another port with --port.",
            host=host,
            port=port,
            reason=error.strerror,
        ) from error
    import uvicorn

    from api.app import create_app
    from api.commands.openness import who_may
    from api.http.server import Server
    from api.http.watch import log_to_stderr
    from graph.store import reading

    reading(settings.place)
    log_to_stderr()
    with listening:
        bound, port = listening.getsockname()[:2]
        samspil = create_app(settings, loopback=ip_address(bound).is_loopback)
        address = settings.address or f"http://{bound}:{port}"
        console_of().print(say("Samspil is at {address} (stop with Ctrl-C).").format(address=address))
        console_of().print(who_may(samspil.state.doors, settings, say))
        config = uvicorn.Config(
            samspil,
            log_config=None,
            access_log=False,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=settings.proxies,
            # Queries that run when it is told to stop are answered: none takes longer than this.
            timeout_graceful_shutdown=math.ceil(settings.query_seconds),
        )
        Server(config, samspil.state.graph, samspil.state.cypher, samspil.state.jobs).run(sockets=[listening])


def _print_counts(settings: "Settings", console: "Console") -> None:
    from graph.answers.counts import count
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    counts = count(take_snapshot(reading(settings.place)))
    say = translation(settings.lang)
    said = say(
        "The graph has {things} things, {statements} statements and {evidence} pieces of evidence, "
        "and {concepts} concepts."
    )
    console.print(said.format(**counts.model_dump()))


if __name__ == "__main__":
    main()
