"""What is known of a thing, in the terminal."""

from rich.console import Console
from rich.text import Text

from api.reports.evidence_list import amount, evidence_list, grid
from graph.known.entity import Entity, EntityStatement, Value
from ontology.words import Language
from visualise.footnotes import Footnotes


def print_entity(entity: Entity, console: Console, language: Language) -> None:
    """Print the statements about a thing, then those that point at it, and the evidence by number."""
    notes = Footnotes({c.id: c for s in (*entity.statements, *entity.pointing_at_it) for c in s.evidence})
    class_ = f"{entity.class_.label[language]}  " if entity.class_ else ""
    console.print(entity.thing.label[language], style="bold")
    console.print(f"{class_}{entity.thing.id}\n", style="dim", soft_wrap=True)
    table = grid("dim", "")
    for s in entity.statements:
        table.add_row(s.predicate.label[language], Text(_object(s, language) + _cite(s, notes)))
    for s in entity.pointing_at_it:
        table.add_row(f"← {s.predicate.label[language]}", Text(s.subject.label[language] + _cite(s, notes)))
    console.print(table)
    console.print()
    console.print(evidence_list(notes, language))


def _object(statement: EntityStatement, language: Language) -> str:
    o = statement.object
    if isinstance(o, Value):
        return amount(float(o.value), language) if o.is_decimal else o.value
    return o.label[language]


def _cite(statement: EntityStatement, notes: Footnotes) -> str:
    return notes.mark(c.id for c in statement.evidence)
