"""The documentation of the language shows all of it, is made from it, and lets an outsider find a class."""

import html
import re
from pathlib import Path

import pytest

from ontology.alignments import alignments, unmatched
from ontology.namespaces import SAMSPIL
from ontology.vocabulary import CONCEPT_FILES, describe, vocabulary
from visualise.class_diagram import class_diagram
from visualise.ontology_page import anchor, document, ontology_page, short

DOCS = Path(__file__).parents[2] / "docs" / "ontology.html"
TERMS = [*vocabulary().classes.values(), *vocabulary().properties.values()]


@pytest.fixture(scope="module")
def page():
    return document()


def test_the_page_in_the_docs_is_what_the_turtle_makes(page):
    assert DOCS.read_text(encoding="utf-8") == page, "run: python -m visualise.ontology_page > docs/ontology.html"


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_every_term_is_there_with_labels_definitions_and_example(page, term):
    (article,) = re.findall(rf'<article id="{re.escape(anchor(term.iri))}">.*?</article>', page, re.DOTALL)
    said = html.unescape(article)
    for text in (term.label["da"], term.label["en"], term.definition["da"], term.definition["en"], term.example):
        assert text in said


def test_every_concept_and_every_alignment_is_there(page):
    ids = set(re.findall(r' id="([^"]+)"', page))
    concepts = {
        iri for path in CONCEPT_FILES for iri, d in describe(path).items() if "/concept/" in iri and iri.count("/") > 5
    }
    assert {anchor(iri) for iri in concepts} <= ids
    said = html.unescape(page)
    for a in alignments():
        assert short(a.theirs) in said
        assert a.why in said
    for why in unmatched().values():
        assert why in said


def test_no_place_on_the_page_has_two_terms_and_every_link_within_it_leads_somewhere(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_boxes_of_the_diagram_do_not_overlap_and_every_arrow_is_named(language):
    diagram = class_diagram(vocabulary(), language)
    boxes = diagram.boxes
    assert {"Organisation", "Initiative", "Policy", "Funding", "Budget", "Collaboration", "Observation"} <= {
        b.iri.rsplit("#", 1)[-1] for b in boxes
    }
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
    assert all(arrow.names for arrow in diagram.arrows)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Bikubenfonden", "fond"),
        ("Housing First i Aarhus", "indsats"),
        ("Barnets lov", "lov"),
        ("Sundhed og Omsorg", "afdeling"),
    ],
)
def test_the_kind_of_an_example_row_stands_in_the_first_table(page, row, kind):
    table = re.search(r'aria-labelledby="which".*?</table>', page, re.DOTALL)[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", r, re.DOTALL) for r in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)]
    kinds = {html.unescape(re.sub(r"<[^>]+>", "", cells[1])) for cells in rows if cells}
    assert kind in kinds, row


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("Funding", {"giver", "modtager", "beløb", "fra", "til", "virkemiddel", "rolle", "valuta"}),
        ("Budget", {"budgetholder", "driftsområde", "beløb", "dato"}),
        ("Observation", {"værdi", "enhed", "målgruppe", "område", "dato", "handler om"}),
        ("Initiative", {"navn", "målgruppe", "metode", "alder fra", "alder til", "ansvarlig", "leverandør", "status"}),
    ],
)
def test_a_class_lists_the_columns_that_its_rows_can_have(kind, columns):
    used = ontology_page("da")["used_with"][f"{SAMSPIL}{kind}"]
    assert columns <= {p.label["da"] for p in used}


def test_there_is_an_example_row_of_each_main_kind_with_headings_that_a_table_can_have(page):
    rows = ontology_page("en")["examples"]
    assert {vocabulary().class_named(row.kind).ancestors[-1].rsplit("#", 1)[-1] for row in rows} >= {
        "Organisation",
        "Initiative",
        "Policy",
        "Funding",
        "Budget",
        "Collaboration",
        "Observation",
        "Source",
    }
    said = html.unescape(page)
    for row in rows:
        for cell in row.cells:
            assert f">{cell.column.header}</th>" in said
            assert " | ".join(cell.values) in said
