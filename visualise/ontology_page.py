"""The documentation of the language as a web page, made from the Turtle files.

`python -m visualise.ontology_page > docs/ontology.html` writes it as one file of its own.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ingest.load import BASELINE
from ingest.table import Row, read_table
from ontology.alignments import Alignment, alignments, unmatched
from ontology.namespaces import CONCEPT, DCT, PREFIXES, RDFS, SAMSPIL, SKOS
from ontology.vocabulary import (
    CONCEPT_FILES,
    ONTOLOGY_FILE,
    ClassTerm,
    Description,
    PropertyTerm,
    describe,
    local_name,
    vocabulary,
)
from ontology.words import Language, Words
from visualise.assets import STATIC
from visualise.class_diagram import class_diagram
from visualise.pages import render

EXAMPLES: Final = ("indsats", "fond", "aftale", "finansiering", "budget", "samarbejde", "observation", "kilde")
SHORT: Final = {
    **PREFIXES,
    "act": "http://ontology.eil.utoronto.ca/tove/activity#",
    "adms": "http://www.w3.org/ns/adms#",
    "cids": "https://ontology.commonapproach.org/cids#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "data-theme": "http://publications.europa.eu/resource/authority/data-theme/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "giving": "https://w3id.org/samspil/360giving/",
    "indigo": "https://w3id.org/samspil/indigo/",
    "m8g": "http://data.europa.eu/m8g/",
    "qb": "http://purl.org/linked-data/cube#",
    "sdg": "https://metadata.un.org/sdg/",
    "sff": "https://ontology.commonapproach.org/sff#",
    "time": "http://www.w3.org/2006/time#",
}


@dataclass(frozen=True)
class Concept:
    """A concept of a scheme as the page shows it: `depth` is how many broader ones stand above it."""

    iri: str
    depth: int
    label: Words
    other_names: tuple[str, ...]
    definition: Words
    ages: str


@dataclass(frozen=True)
class Scheme:
    """A concept scheme: its title, and its concepts, each below the broader one."""

    name: str
    title: Words
    concepts: tuple[Concept, ...]


def ontology_page(language: Language) -> dict[str, Any]:
    """Return what the template of the page shows: classes, properties, schemes, alignments and the diagram."""
    terms = vocabulary()
    by_term: dict[str, list[Alignment]] = {}
    for a in alignments():
        by_term.setdefault(a.ours, []).append(a)
    return {
        "classes": list(terms.classes.values()),
        "properties": sorted(terms.properties.values(), key=lambda p: p.label["da"].casefold()),
        "examples": _example_rows(),
        "used_with": _used_with(terms.classes, terms.properties.values()),
        "individuals": _individuals(),
        "schemes": [_scheme(path.stem, describe(path)) for path in CONCEPT_FILES],
        "alignments": alignments(),
        "by_term": by_term,
        "unmatched": unmatched(),
        "diagram": class_diagram(terms, language),
        "label_of": terms.label,
        "label": RDFS.label,
        "definition": SKOS.definition,
        "short": short,
        "anchor": anchor,
    }


def short(iri: str) -> str:
    """Return an IRI with a prefix for its beginning, where there is one."""
    found = [(base, prefix) for prefix, base in SHORT.items() if iri.startswith(base)]
    return f"{max(found)[1]}:{iri.removeprefix(max(found)[0])}" if found else iri


def anchor(iri: str) -> str:
    """Return the place on the page where a term is told of: its local name, with a prefix where it is not ours."""
    if iri.startswith(CONCEPT) and "/" not in iri.removeprefix(CONCEPT):
        return f"scheme-{iri.removeprefix(CONCEPT)}"
    return local_name(iri) if iri.startswith(str(SAMSPIL)) else short(iri).replace(":", "-").replace("/", "-")


def _example_rows() -> list[Row]:
    """Return a row of each kind from the shipped tables of Aarhus: the fullest."""
    rows = [row for path in sorted((BASELINE / "aarhus").glob("*.csv")) for row in read_table(path)]
    return [max((r for r in rows if r.kind == kind), key=lambda r: len(r.cells)) for kind in EXAMPLES]


def _used_with(classes: Mapping[str, ClassTerm], properties: Iterable[PropertyTerm]) -> dict[str, list[PropertyTerm]]:
    """Return the properties that a thing of each class can have, its superclasses' included."""
    return {
        iri: sorted(
            (p for p in properties if set(p.domains) & set(c.ancestors)), key=lambda p: p.label["da"].casefold()
        )
        for iri, c in classes.items()
    }


def _individuals() -> list[Description]:
    answers = (SAMSPIL.GateAnswer, SAMSPIL.Severity)
    return [d for d in describe(ONTOLOGY_FILE).values() if any(d.is_a(class_) for class_ in answers)]


def _scheme(name: str, described: Mapping[str, Description]) -> Scheme:
    concepts = {iri: d for iri, d in described.items() if d.is_a(SKOS.Concept)}
    narrower: dict[str, list[str]] = {}
    for iri, d in concepts.items():
        for broader in d.values(SKOS.broader)[:1] or [""]:
            narrower.setdefault(broader, []).append(iri)
    ordered: list[Concept] = []

    def descend(above: str, depth: int) -> None:
        for iri in sorted(narrower.get(above, ()), key=lambda i: concepts[i].text(SKOS.prefLabel)["da"].casefold()):
            ordered.append(_concept(concepts[iri], depth))
            descend(iri, depth + 1)

    descend("", 0)
    return Scheme(name, described[CONCEPT + name].text(DCT.title), tuple(ordered))


def _concept(d: Description, depth: int) -> Concept:
    low, high = d.value(SAMSPIL.ageMin), d.value(SAMSPIL.ageMax)
    return Concept(
        iri=d.iri,
        depth=depth,
        label=d.text(SKOS.prefLabel),
        other_names=tuple(d.values(SKOS.altLabel)),
        definition=d.text(SKOS.definition),
        ages=f"{low or '0'}–{high or ''}" if low or high else "",
    )


def document() -> str:
    """Return the page, in English, as one file with its style in it."""
    css = (STATIC / "samspil.css").read_text(encoding="utf-8")
    return render("ontology_document.html", "en", str, css=css, **ontology_page("en")) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
