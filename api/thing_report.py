"""What is known of a thing, in the terminal."""

from rich.console import Console
from rich.table import Table

from api.language import translation
from graph.answers import Citation
from graph.entity import Entity, EntityStatement, Value
from ontology.words import Language


def print_entity(entity: Entity, console: Console, language: Language) -> None:
    """Print the statements about a thing, then those that point at it, each with its evidence."""
    say = translation(language)
    console.print(entity.thing.label[language], style="bold", markup=False)
    class_ = f"{entity.class_.label[language]}  " if entity.class_ else ""
    console.print(f"{class_}{entity.thing.id}", style="dim", markup=False, soft_wrap=True)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for header in (say("statement"), "", say("evidence")):
        table.add_column(header, overflow="fold")
    line = say("{table}.csv, line {row}")
    for s in entity.statements:
        table.add_row(s.predicate.label[language], _object(s, language), _sources(s, language, line))
    for s in entity.pointing_at_it:
        table.add_row(f"← {s.predicate.label[language]}", s.subject.label[language], _sources(s, language, line))
    console.print(table)


def _object(statement: EntityStatement, language: Language) -> str:
    o = statement.object
    return o.value if isinstance(o, Value) else o.label[language]


def _sources(statement: EntityStatement, language: Language, line: str) -> str:
    return "\n".join(_source(c, language, line) for c in statement.evidence)


def _source(c: Citation, language: Language, line: str) -> str:
    row = f" ({line.format(table=c.table, row=c.row)})" if c.table else ""
    return f"{c.title[language]}{f', {c.locator}' if c.locator else ''}{row}"
