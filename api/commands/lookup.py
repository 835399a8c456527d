"""The commands that look proposals up: assess, compare, and the gaps of the graph as a whole."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.commands.options import (
    AsOfOption,
    JsonOption,
    LangOption,
    StoreOption,
    console_of,
    settings_of,
    write,
)
from api.day import day_of
from api.language import help_translation, translation
from ontology.errors import InputError

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.answers.assessment import Assessment, Assessor
    from graph.reading.proposal import Proposal

_ = help_translation()

FileArgument = Annotated[
    Path, typer.Argument(help=_("Prose (.md, .txt), a form (.yaml, .json), or - for standard input."), allow_dash=True)
]


def assess(
    proposal: FileArgument,
    more: Annotated[
        list[str] | None,
        typer.Option("--with", help=_('What if it also had this? Such as --with målgruppe="unge hjemløse".')),
    ] = None,
    less: Annotated[
        list[str] | None,
        typer.Option("--without", help=_("What if it had not? --without metode=ACT, or all of it: --without metode.")),
    ] = None,
    as_of: AsOfOption = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help=_("Write the answer as a Word document too."), show_default=False)
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help=_("Tell every answer with all that is behind it, not a sentence each."))
    ] = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Assess a proposal and keep the record; where something is changed, say what that changes in the answer."""
    from graph.answers.comparison import compare as compare_assessments
    from graph.answers.whatif import change

    settings = settings_of(store, lang)
    assessor = _assessor(settings, as_of)
    given = _read(proposal)
    changed = given
    if more or less:
        adding = [_assignment(text) for text in more or ()]
        leaving = [(name, value if equals else None) for name, equals, value in (t.partition("=") for t in less or ())]
        changed = change(given, assessor.read(given), assessor.names, adding, leaving)
    assessment = _assess(assessor, changed, settings)
    if docx:
        from api.desks.records import Records
        from api.reports.case_file import case_file

        write(case_file(assessment, settings.lang, Records(settings.home).made(assessment.id)), docx)
    if as_json:
        typer.echo(assessment.model_dump_json(indent=2))
        return
    from api.reports.assessment import print_assessment
    from api.reports.brief import print_brief
    from api.reports.comparison import print_comparison

    (print_assessment if full else print_brief)(assessment, console_of(), settings.lang)
    if changed != given:
        say = translation(settings.lang)
        console_of().print("\n" + say("What the change changes"), style="bold")
        before = _assess(assessor, given, settings)
        print_comparison(compare_assessments(before, assessment), console_of(), settings.lang)


def compare(
    first: FileArgument,
    second: FileArgument,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Assess two proposals and put the answers side by side."""
    from graph.answers.comparison import compare as compare_assessments

    settings = settings_of(store, lang)
    assessor = _assessor(settings, as_of)
    comparison = compare_assessments(*(_assess(assessor, _read(path), settings) for path in (first, second)))
    if as_json:
        typer.echo(comparison.model_dump_json(indent=2))
        return
    from api.reports.comparison import print_comparison

    print_comparison(comparison, console_of(), settings.lang)


def gaps(
    severity: Annotated[
        Literal["high", "medium", "low"] | None,
        typer.Option(help=_("Only those of this severity: high, medium or low.")),
    ] = None,
    about: Annotated[
        str | None, typer.Option(help=_("Only those about this thing or concept, or that it must be asked about."))
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help=_("So many at the most, the gravest first."))] = 100,
    cursor: Annotated[int, typer.Option(min=0, help=_("Leave out so many of the first ones."))] = 0,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the gaps of the graph as a whole."""
    from graph.answers.gap_report import report_gaps

    settings = settings_of(store, lang)
    report = report_gaps(_assessor(settings, as_of), severity, about, limit, cursor)
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
        return
    from api.reports.gap_list import print_gaps

    print_gaps(report, console_of(), settings.lang)


def _assessor(settings: "Settings", as_of: str | None) -> "Assessor":
    from graph.answers.assessment import Assessor
    from graph.evidence.texts import Texts
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    snapshot = take_snapshot(reading(settings.place), Texts(settings.home))
    return Assessor(snapshot, day_of(as_of) if as_of else None)


def _read(path: Path) -> "Proposal":
    from ingest.proposal_file import parse_proposal, read_proposal_file

    return parse_proposal(sys.stdin.buffer.read(), "-") if str(path) == "-" else read_proposal_file(path)


def _assess(assessor: "Assessor", proposal: "Proposal", settings: "Settings") -> "Assessment":
    from api.access.log import at_terminal
    from api.desks.assessed import assessed
    from api.desks.records import Records

    return assessed(proposal, assessor, Records(settings.home), at_terminal(settings))


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise InputError("'{text}' is no change. Write it as field=value.", text=text)
    return name.strip(), value.strip()
