"""Two assessments side by side in the terminal."""

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.language import Translate, translation
from graph.answers.comparison import Comparison, Part, Side
from ontology.words import Language, Words


def part_names(say: Translate) -> dict[Part, str]:
    """Return what the parts of a comparison are called."""
    return {
        "reading": say("Reading"),
        "overlap": say("Overlap"),
        "coordination": say("Coordination"),
        "gap": say("Gaps"),
        "policy": say("Policies"),
        "co-investor": say("Co-investors"),
        "gate": say("The council's gates"),
    }


def print_comparison(comparison: Comparison, console: Console, language: Language) -> None:
    """Print the lines in which the two differ, part by part, and how many lines of each part are the same."""
    say = translation(language)
    names = part_names(say)

    def title(side: Side) -> str:
        return f"{side.title or say('proposal without a title')} ({side.id})"

    def said(words: Words | None) -> Text:
        return Text(words[language]) if words else Text("–", style="dim")

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for header in ("", title(comparison.first), title(comparison.second)):
        table.add_column(header, overflow="fold")
    for part, of_part in groupby(comparison.lines, key=lambda line: line.part):
        lines = list(of_part)
        same = sum(line.same for line in lines)
        table.add_row(Text(names[part], style="bold"), Text(say("{n} the same").format(n=same), style="dim"), "")
        for line in lines:
            if not line.same:
                table.add_row(f"  {line.what[language]}", said(line.first), said(line.second))
    console.print(table)
