"""What evidence says is said in sentences that a person can decide on."""

import re
from decimal import Decimal

import pytest

from graph.evidence import evidence
from graph.known.labels import Labels
from graph.upkeep.sentences import money, said_by
from ontology.namespaces import RDFS, SAMSPIL
from ontology.vocabulary import SAYINGS_FILE, describe, vocabulary

FACTS = {
    "things": """id;slags;navn;navn@en;sektor;tema;målgruppe;alder fra;beskrivelse
fonden;fond;Fonden;The Foundation;fond;;;;Støtter unge
huset;indsats;Huset;;;Flere hjemløse i egen bolig;hjemløse|unge hjemløse;18;
""",
    "relations": """id;slags;navn;giver;modtager;beløb;omtrentligt;valuta;dato;rolle;værdi;enhed;about;målgruppe;område
fonden-huset;finansiering;;Fonden;Huset;2500000;ja;;2021-05;investor;;;;;
fonden-huset-euro;finansiering;;Fonden;Huset;2512345;;EUR;2021-05-11;;;;;;
antal;observation;Antal i Huset;;;;;;2019;;172;personer;Huset;unge hjemløse;Aarhus
""",
    "budgets": """id;slags;beløb;omtrentligt;dato;driftsområde
budgettet;budget;950000000;ja;2021;Unge, Job og Uddannelse
""",
}


@pytest.fixture
def said(load, store):
    """What each row of the facts says, in a language, by its id."""
    for name, table in FACTS.items():
        load(table, f"{name}.csv")
    label = Labels(store)
    found = [e for e in evidence.read_all(store) if e.read_by == evidence.BY_TABLE]
    return lambda language: {e.iri.value.rsplit("/", 1)[-1]: said_by(e, label)[language] for e in found}


def test_things_relations_figures_and_budgets_are_said_in_danish(said):
    assert said("da") == {
        "fonden": "Fonden er en fond; har beskrivelse: Støtter unge; hører til sektoren fond",
        "huset": "Huset er en indsats; hører til temaet Flere hjemløse i egen bolig; er for hjemløse og unge hjemløse; "
        "er for mennesker, der er mindst 18 år",
        "fonden-huset": "Fonden betaler ca. 2,5 mio. kr. til Huset (maj 2021) som investor",
        "fonden-huset-euro": "Fonden betaler 2.512.345 EUR til Huset (11. maj 2021)",
        "antal": "Antal i Huset: 172 personer for Huset, unge hjemløse i Aarhus (2019)",
        "budgettet": "Budget for Unge, Job og Uddannelse: ca. 950 mio. kr. (2021)",
    }


def test_and_in_english(said):
    english = said("en")
    assert english["fonden-huset"].startswith("The Foundation pays about DKK 2.5 million for Huset (May 2021)")
    assert english["huset"].startswith("Huset is an initiative; belongs to the theme More homeless people in a home")


@pytest.mark.parametrize(
    ("value", "currency", "da", "en"),
    [
        ("2500000", "DKK", "2,5 mio. kr.", "DKK 2.5 million"),
        ("1200000000", "DKK", "1,2 mia. kr.", "DKK 1.2 billion"),
        ("2512345", "DKK", "2.512.345 kr.", "DKK 2,512,345"),
        ("100000", "EUR", "100.000 EUR", "EUR 100,000"),
        ("0.5", "DKK", "0,5 kr.", "DKK 0.5"),
    ],
)
def test_an_amount_is_written_exactly(value, currency, da, en):
    assert (money(Decimal(value), currency, "da"), money(Decimal(value), currency, "en")) == (da, en)


def test_a_relation_without_a_name_is_called_by_its_ends(load, store):
    for name, table in FACTS.items():
        load(table, f"{name}.csv")
    assert Labels(store)("https://w3id.org/samspil/id/funding/fonden-huset")["da"] == "Fonden → Huset"


@pytest.mark.parametrize("iri", sorted(describe(SAYINGS_FILE)))
def test_a_saying_is_of_a_term_and_in_both_languages_with_the_same_fields(iri):
    assert iri in {*vocabulary().classes, *vocabulary().properties}
    said = {
        t.object.language: t.object.value for t in describe(SAYINGS_FILE)[iri].triples if t.predicate == SAMSPIL.saying
    }
    assert set(said) == {"da", "en"}
    da, en = (sorted(re.findall(r"\{[\w:]+\}", said[language])) for language in ("da", "en"))
    assert da == en


def test_every_kind_of_thing_has_a_saying():
    things = {iri for iri in vocabulary().classes if vocabulary().kind_of(iri) not in {None, "evidence"}}
    assert things - set(describe(SAYINGS_FILE)) == set()
    assert RDFS.label.value not in describe(SAYINGS_FILE)
