"""`samspil ask`: a named question, or a query of one's own in SPARQL or Cypher."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.cypher import ask_in_cypher
from api.commands.options import AsOfOption, JsonOption, LangOption, StoreOption, console_of, settings_of, write
from api.commands.sparql import ask_in_sparql
from api.day import day_of
from api.language import help_translation
from ontology.errors import InputError

_ = help_translation()


def ask(
    name: Annotated[str | None, typer.Argument(help=_("The name of the question."), show_default=False)] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(help=_("What it is asked about, as parameter=value."), show_default=False)
    ] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=_("Print CSV for Excel."))] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help=_("Write the answer to this Excel workbook."), show_default=False)
    ] = None,
    sparql: Annotated[
        str | None,
        typer.Option(
            "--sparql",
            help=_(
                "A question of your own, in SPARQL; @FILE reads it from a file, - from standard input. It may only "
                'read. Example: samspil ask --sparql "SELECT ?i WHERE { ?i a samspil:Initiative } LIMIT 10"'
            ),
            show_default=False,
        ),
    ] = None,
    cypher: Annotated[
        str | None,
        typer.Option("--cypher", help=_("A question of your own, in Cypher. It may only read."), show_default=False),
    ] = None,
) -> None:
    """Answer a named question or a query, or list the named questions."""
    settings = settings_of(store, lang)
    day = day_of(as_of) if as_of else None
    if sum(asked is not None for asked in (name, sparql, cypher)) > 1:
        raise InputError("Ask one thing: a question by its name, --sparql or --cypher.")
    if sparql is not None:
        ask_in_sparql(sparql, settings, day, as_json=as_json, as_csv=as_csv, xlsx=xlsx)
        return
    if cypher is not None:
        if day:
            raise InputError("Cypher asks the graph as it is now. As of a day: by a named question or --sparql.")
        ask_in_cypher(cypher, settings, as_json=as_json, as_csv=as_csv, xlsx=xlsx)
        return
    from api.reports.answer_table import as_csv as csv_of
    from api.reports.answer_table import as_xlsx, question_table
    from api.reports.question import print_answer, print_questions
    from graph.answers.question import ask as answer_question
    from graph.answers.question import ask_as_of, question_named
    from graph.known.names import Names
    from graph.known.snapshot import take_snapshot
    from graph.store import reading

    if name is None:
        print_questions(console_of(), settings.lang)
        return
    question = question_named(name)
    given = dict(_assignment(text) for text in parameters or ())
    graph = reading(settings.place)
    snapshot = take_snapshot(graph)
    if day:
        answer = ask_as_of(question, given, graph, snapshot, day)
    else:
        answer = answer_question(question, given, graph, snapshot, Names(snapshot))
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    elif xlsx:
        write(as_xlsx(question_table(answer, settings.lang), answer.title[settings.lang]), xlsx)
    elif as_csv:
        typer.echo(csv_of(question_table(answer, settings.lang), settings.lang), nl=False)
    else:
        print_answer(answer, question, console_of(), settings.lang)


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError("'{text}' is no parameter. Write it as parameter=value.", text=text)
    return name.strip(), value.strip()
