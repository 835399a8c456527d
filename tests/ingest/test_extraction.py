"""What a document says is read as a person would: facts with their passage and a probability, and nothing that is only
asked, wished or denied.
"""

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from bench.reading_facts import is_same, read_facts, said_by
from graph.evidence.evidence import BY_DOCUMENT, PROPOSED
from ingest.documents import read_here
from ingest.extraction import extract
from ontology.namespaces import ID, SAMSPIL

READING = Path(__file__).parent / "reading"
DOCUMENTS = sorted(path for path in READING.iterdir() if path.suffix != ".json")
IRI = NamedNode(ID + "document/notat")


@pytest.fixture
def read(language):
    """Read a text; what it says as lines 'relation: subject → object figures'."""

    def read(text, snapshot=language):
        evidence = extract(read_here(text.encode(), "notat.txt"), IRI, snapshot)
        return {f"{said.relation}: {said}" for _, said in said_by(evidence, snapshot)}

    return read


def in_theme(field, answer):
    return f"Tema: Godt naboskab\n\n{field}\n\n{answer}\n"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_documents_of_other_municipalities_and_styles_are_read(path, language):
    document = read_here(path.read_bytes(), path.name)
    facts = read_facts(path.with_suffix(".json"), {})
    said = [s for _, s in said_by(extract(document, IRI, language), language)]
    was_looked_at = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["looked_at"]
    recall, precision = (0.65, 0.7) if was_looked_at else (0.4, 0.4)
    assert sum(any(is_same(f, s) for s in said) for f in facts) >= recall * len(facts)
    assert sum(any(is_same(f, s) for f in facts) for s in said) >= precision * len(said)


@pytest.mark.shared
@pytest.mark.parametrize("known", ["language", "baseline"])
def test_the_gold_facts_of_the_vision_paper_are_found(known, language, snapshot, shared):
    graph = language if known == "language" else snapshot
    labels = [
        "Bedre hverdag for børn med særlige behov",
        "Flere hjemløse i egen bolig",
        "Flere i udsatte boligområder skal i uddannelse, job og være aktive medborgere",
    ]
    facts = read_facts(shared / "data" / "vision" / "gold_dev.json", dict(zip((1, 4, 6), labels, strict=True)))
    document = read_here((shared / "data" / "vision" / "vision.txt").read_bytes(), "vision.txt")
    said = [s for _, s in said_by(extract(document, IRI, graph), graph)]
    plain = [f for f in facts if f.relation != "governs"]  # which are told in two places each
    assert sum(any(is_same(f, s) for s in said) for f in plain) >= 0.9 * len(plain)


def test_everything_is_proposed_with_its_exact_words_and_a_probability(language):
    document = read_here((READING / "temaskema-fjordby.md").read_bytes(), "notat.md")
    evidence = extract(document, IRI, language)
    assert {(e.status, e.read_by, e.source) for e in evidence} == {(PROPOSED, BY_DOCUMENT, IRI)}
    assert all(0.5 <= float(e.confidence) < 1 for e in evidence)
    words = [document.text[e.passage.start : e.passage.end] for e in evidence]
    assert {"Spiren", "Nattergalen", "Følgeskab"} <= set(words)
    assert all(e.locator.startswith(("Færre unge", "Flere trygge")) for e in evidence)


def test_the_same_document_gives_the_same_evidence(language):
    document = read_here((READING / "notat-hjemloeshed.txt").read_bytes(), "notat.txt")
    first, again = (extract(document, IRI, language) for _ in range(2))
    assert first == again
    assert len({e.iri for e in first}) == len(first)


def test_what_the_form_asks_is_no_fact(read):
    said = read(in_theme("Nuværende indsatser:", 'Afdelingen bedes beskrive indsatser som fx "Det gode projekt".'))
    assert said == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Der er ikke afsat midler til en ny klub.",
        "Folketinget har ikke bevilget 2 mio. kr. til projektet Broen.",
    ],
)
def test_money_that_is_denied_is_not_read(read, sentence):
    assert not any(line.startswith("funds") for line in read(in_theme("Økonomi:", sentence)))


def test_a_wish_is_proposed_and_a_started_initiative_is_not(language):
    text = in_theme("Nuværende indsatser:", "- Naboklubben\n- Etablering af et værested for unge")
    evidence = extract(read_here(text.encode(), "notat.txt"), IRI, language)
    status = {
        t.subject.value.rsplit("/", 1)[1]: t.object.value.rsplit("/", 1)[1]
        for e in evidence
        for t in e.statements
        if t.predicate == SAMSPIL.status
    }
    assert status == {"vaerested-for-unge": "proposed"}


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Der er haver i områderne Nordvang og Sydvang.", None),
        (
            "Der er sociale viceværtordninger i områderne Nordvang og Sydvang.",
            "in_area: viceværtordning Nordvang → Nordvang ",
        ),
        (
            "Fonden Fællesskab har bevilget 2 mio. kr. til projektet Broen.",
            "funds: Fonden Fællesskab → Broen 2,000,000",
        ),
        ("Projektet Broen bortfalder i 2027.", "ends: Broen → 2027 "),
        (
            "I 2024 var 1.200 unge med i en forening.",
            "observation: Godt naboskab → unge med i forening / unge med i en forening 2024 1200",
        ),
    ],
)
def test_relations_are_read_from_sentences(read, sentence, fact):
    said = read(in_theme("Nuværende indsatser:", sentence))
    assert said == set() if fact is None else fact in said


def test_a_known_name_keeps_its_iri_and_a_new_one_gets_one(snapshot):
    text = in_theme("Nuværende indsatser:", 'Projektet "Havnens Nøgle" får støtte fra Bikubenfonden.')
    evidence = extract(read_here(text.encode(), "notat.txt"), IRI, snapshot)
    subjects = {t.subject.value.removeprefix(ID) for e in evidence for t in e.statements}
    objects = {getattr(t.object, "value", "").removeprefix(ID) for e in evidence for t in e.statements}
    assert "initiative/havnens-noegle" in subjects
    assert "organisation/bikubenfonden" in objects - subjects
