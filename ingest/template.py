"""An empty table for a kind of thing as an Excel workbook: headings, lists to choose from, and what each column is."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.table import ID, KIND
from ontology.errors import InputError
from ontology.namespaces import SAMSPIL, SKOS
from ontology.vocabulary import CONCEPT_FILES, ClassTerm, PropertyTerm, describe, local_name, vocabulary
from ontology.words import Language

EVIDENCE = {"source", "locator", "validFrom", "validUntil"}
MOST_ROWS = 1000  # that the lists to choose from reach
WIDTH = 22
SHEETS = {"da": ("Tabel", "Lister", "Forklaring"), "en": ("Table", "Lists", "Explanation")}


def template(kind: str, language: Language) -> bytes:
    """Return the workbook for a kind of thing by its name (`finansiering`, `funding`). Raises `InputError`."""
    class_ = vocabulary().class_named(kind)
    if not class_ or not vocabulary().kind_of(class_.iri) or class_.iri == SAMSPIL.Evidence.value:
        raise InputError("'{kind}' is no kind of thing. Write for example: indsats, fond, aftale.", kind=kind)
    book = Workbook()
    table = book.active
    assert isinstance(table, Worksheet)  # noqa: S101 - a new workbook has one
    table.title, lists, explanation = SHEETS[language]
    columns = columns_of(class_)
    table.append([ID, KIND[0], *(p.label[language] for p in columns)])
    table.append([None, class_.label[language]])
    _choices(book, table, lists, [_kinds(class_, language), *(_concepts(p, language) for p in columns)])
    _explain(book.create_sheet(explanation), class_, columns, language)
    for n, cell in enumerate(table[1], start=1):
        cell.font = Font(bold=True)
        table.column_dimensions[get_column_letter(n)].width = WIDTH
    table.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns_of(class_: ClassTerm) -> list[PropertyTerm]:
    """Return the properties that such a row can have, and those that say where it was said."""
    properties = vocabulary().properties.values()
    own = [p for p in properties if set(p.domains) & set(class_.ancestors)]
    return own + [p for p in properties if p.domains == (SAMSPIL.Evidence.value,) and p.name in EVIDENCE]


def _kinds(class_: ClassTerm, language: Language) -> list[str]:
    return [c.label[language] for c in vocabulary().classes.values() if class_.iri in c.ancestors]


def _concepts(property_: PropertyTerm, language: Language) -> list[str]:
    if not property_.scheme:
        return []
    (path,) = (p for p in CONCEPT_FILES if p.stem == local_name(property_.scheme))
    concepts = (d for d in describe(path).values() if d.is_a(SKOS.Concept))
    return sorted(d.text(SKOS.prefLabel)[language] for d in concepts)


def _choices(book: Workbook, table: Worksheet, title: str, choices: list[list[str]]) -> None:
    """Let columns from the second on be chosen from lists; what is not in one can be written all the same, as several
    values with | between them are.
    """
    lists = book.create_sheet(title)
    for n, values in enumerate(choices):
        if values:
            letter, target = get_column_letter(n + 1), get_column_letter(n + 2)
            for row, value in enumerate(values, start=1):
                lists.cell(row, n + 1, value)
            choice = DataValidation(
                "list", formula1=f"'{title}'!${letter}$1:${letter}${len(values)}", showErrorMessage=False
            )
            choice.add(f"{target}2:{target}{MOST_ROWS}")
            table.add_data_validation(choice)


def _explain(sheet: Worksheet, class_: ClassTerm, columns: list[PropertyTerm], language: Language) -> None:
    sheet.append([class_.label[language], class_.definition[language], class_.example])
    for p in columns:
        sheet.append([p.label[language], p.definition[language], p.example])
    for row in sheet.iter_rows():
        row[0].font = Font(bold=True)
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", WIDTH), ("B", 60), ("C", 40)):
        sheet.column_dimensions[letter].width = width
