"""No person becomes an initiative or an organisation: the graph holds no personal data."""

import pytest
from pyoxigraph import NamedNode

from graph.known.snapshot import Snapshot
from ingest.documents import read_here
from ingest.extraction import extract
from ingest.extraction.persons import names_a_person

PAPER = """# Ensomhed blandt ældre

## Nuværende initiativer

- Karen Jensen kører bussen
- Fatima Ahmadi står for madklubben
- Spisevenner på Frederiksbjerg
- Lene Holm

Projektet Karen Blixen starter i 2024. Spisevenner på Frederiksbjerg ledes af Hanne Vestergaard og Erik Olsen.
"""


@pytest.mark.parametrize(
    "words",
    [
        "Karen Jensen kører bussen",
        "Bussen, som Poul Erik Mortensen kører",
        "Fatima Ahmadi står for madklubben",
        "Hanne Vestergaard og Erik Olsen",
        "Lene Holm",
        "Ali J. Mortensen",
    ],
)
def test_a_person_is_known_by_the_name_or_by_what_only_persons_do(words):
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    [
        "Poul Due Jensens Fond",
        "Ole Kirk's Fond",
        "Housing First",
        "Lær for Livet",
        "Spisevenner på Frederiksbjerg",
        "Sct. Hans Hospital",
        "Mentorkorps Aarhus",
        "Café Jensen",
    ],
)
def test_an_initiative_or_a_fund_that_bears_a_name_is_no_person(words):
    assert not names_a_person(words)


def test_nothing_is_proposed_about_a_person(snapshot: Snapshot):
    document = read_here(PAPER.encode(), "avis.md")
    said = "\n".join(
        str(triple)
        for evidence in extract(document, NamedNode("https://w3id.org/samspil/id/document/avis"), snapshot)
        for triple in evidence.statements
    )
    assert "Spisevenner" in said
    for name in ("Karen", "Fatima", "Lene", "Hanne", "Olsen"):
        assert name not in said
