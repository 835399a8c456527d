"""Named questions and their answers in the terminal."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.language import translation
from api.reports.evidence_list import grid
from graph.answers.question import GROUPS, Parameter, Question, QuestionAnswer, questions
from graph.known.answers import Thing
from ontology.words import Language
from visualise.pages import plain_number


def print_questions(console: Console, language: Language) -> None:
    """List all questions, group by group, with their parameters."""
    for group, members in groupby(questions().values(), key=lambda q: q.group):
        console.print(f"\n{GROUPS[group][language]}", style="bold")
        table = grid("cyan", "", "dim")
        for q in members:
            table.add_row(q.name, q.title[language], ", ".join(_assignment(p, language) for p in q.parameters))
        console.print(table)


def _assignment(parameter: Parameter, language: Language) -> str:
    return f'{parameter.name}="{parameter.label[language]}"'


def print_answer(answer: QuestionAnswer, question: Question, console: Console, language: Language) -> None:
    """Print the answer as a table, with what was asked for and how many rows there are."""
    say = translation(language)
    console.print(answer.title[language], style="bold")
    console.print(question.description[language], style="dim")
    for p in question.parameters:
        console.print(f"  {p.label[language]}: {said(answer.asked[p.name], language)}")
    if answer.as_of:
        console.print(say("The graph as it was known on {day}.").format(day=answer.as_of), style="dim")
    if answer.rows:
        console.print()
    rows = ([said(cell, language) for cell in row] for row in answer.rows)
    print_rows([column.label[language] for column in answer.columns], rows, console, language)


def print_rows(header: Iterable[str], rows: Iterable[Iterable[str]], console: Console, language: Language) -> None:
    """Print the rows of an answer as a table, if it has any, and how many they are."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for name in header:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain_number(cell, language)) for cell in row))
    if table.row_count:
        console.print(table)
    say = translation(language)
    told = say("{rows} rows. Nothing known is not the same as nothing: it is what the sources say.")
    console.print("\n" + told.format(rows=table.row_count), style="dim")


def said(cell: Thing | str | None, language: Language) -> str:
    """Return a cell as text: the name of a thing, a value as it is, nothing where nothing is known."""
    return cell.label[language] if isinstance(cell, Thing) else cell or ""
