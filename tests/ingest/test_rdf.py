"""What is exported in RDF comes in again as the same graph, and what nobody says does not come in."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from pyoxigraph import Store as Oxigraph

from graph.evidence import evidence, recording
from graph.evidence.evidence import Evidence
from graph.evidence.history import reviews
from graph.export.formats import FORMATS
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from graph.upkeep.review import decide, undo
from ingest.load import load_files
from ingest.rdf import read_rdf
from ontology.errors import InputError, ManyErrors
from ontology.namespaces import ID, SKOS, XSD
from tests.conftest import NOON
from tests.review_example import PAYS, paper_that_waits

READER = NamedNode(f"{ID}agent/anna")
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)
PREFIXES = """@prefix samspil: <https://w3id.org/samspil/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://w3id.org/samspil/id/initiative/> . @prefix theme: <https://w3id.org/samspil/concept/theme/> .
"""
HOME = ':hjem a samspil:Initiative ; skos:prefLabel "Hjem Nu"@da ; samspil:theme theme:homelessness .\n'


@pytest.fixture
def bring(store, tmp_path):
    """Bring a file, written as text, into the empty store; the store after it."""

    def bring_text(text, name="facts.ttl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        load_files(store, [path], "tester", NOON)
        return store

    return bring_text


@pytest.mark.parametrize(("format_", "ending"), [("turtle", "ttl"), ("jsonld", "jsonld"), ("trig", "trig")])
def test_the_baseline_goes_out_and_comes_in_as_the_same_graph(home, store, tmp_path, format_, ending):
    shipped = EmbeddedStore.reading(home)
    path = tmp_path / f"graph.{ending}"
    path.write_bytes(FORMATS[format_](shipped))
    load_files(store, [path], "tester", LATER)
    assert recording.version(store) == recording.version(shipped)
    if format_ == "trig":
        kept = [e for e in evidence.read_all(shipped) if e.read_by != evidence.BY_ONTOLOGY]
        again = [e for e in evidence.read_all(store) if e.read_by != evidence.BY_ONTOLOGY]
        assert (again, [e.read_at for e in again]) == (kept, [NOON] * len(kept))


def test_what_was_merged_goes_out_and_comes_in_with_the_words_of_its_sources(store, tmp_path):
    table = tmp_path / "facts.csv"
    table.write_text("id;slags;navn\na;kommune;Aarhus Kommune\nb;organisation;Aarhus Municipality\n", encoding="utf-8")
    load_files(store, [table], "tester", NOON)
    (tmp_path / "graph.trig").write_bytes(FORMATS["trig"](store))
    with EmbeddedStore.writing(tmp_path / "other", "tests") as other:
        load_files(other, [tmp_path / "graph.trig"], "tester", LATER)
        assert recording.version(other) == recording.version(store)
        assert evidence.read_all(other) == evidence.read_all(store)


def test_the_same_file_again_changes_nothing(bring):
    first = set(bring(PREFIXES + HOME).quads())
    assert set(bring(PREFIXES + HOME).quads()) == first


def test_a_changed_file_replaces_what_it_said(bring):
    bring(PREFIXES + HOME)
    snapshot = take_snapshot(bring(PREFIXES + HOME.replace("Hjem Nu", "Hjem Først")))
    assert snapshot.label(f"{ID}initiative/hjem")["da"] == "Hjem Først"


def test_a_plain_graph_has_its_file_as_source(bring):
    snapshot = take_snapshot(bring(PREFIXES + HOME))
    (record,) = {
        snapshot.records[e] for s in snapshot.about[f"{ID}initiative/hjem"] for e in s.evidence if e in snapshot.records
    }
    assert (record.source, record.read_by) == (f"{ID}file/facts.ttl", "exchange")
    assert snapshot.label(record.source)["da"] == "facts.ttl"


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (PREFIXES + ":hjem a samspil:Initiative", "facts.ttl", "facts.ttl cannot be read as RDF: Parser error at line"),
        (PREFIXES + "[] a samspil:Initiative .", "facts.ttl", "has a nameless node"),
        ("<http://example.org/a> <http://example.org/b> 1 .", "facts.ttl", "nothing that Samspil knows the kind of"),
        ('{"@context": "https://schema.org/", "name": "x"}', "facts.jsonld", "cannot be read as RDF"),
        (PREFIXES + HOME, "facts.rtf", "has none of the endings .csv, .docx, .htm, .html, .jsonld"),
        (PREFIXES + "GRAPH :g { " + HOME + " }", "facts.trig", "nobody says"),
        (
            PREFIXES + "GRAPH <https://w3id.org/samspil/id/evidence> { :e a samspil:Evidence }",
            "facts.trig",
            "is not described in full",
        ),
        (
            PREFIXES + HOME.replace("; samspil:theme", "; samspil:ageMin 30 ; samspil:ageMax 20 ; samspil:theme"),
            "facts.ttl",
            "facts.ttl: hjem: ",
        ),
    ],
)
def test_a_file_at_fault_is_refused_with_the_place_and_changes_nothing(bring, store, text, name, message):
    with pytest.raises(InputError) as refused:
        bring(text, name)
    assert message in str(refused.value)
    assert not [e for e in evidence.read_all(store) if e.read_by != evidence.BY_ONTOLOGY]


def test_evidence_that_breaks_a_shape_is_refused(store, home, tmp_path):
    text = FORMATS["trig"](EmbeddedStore.reading(home)).decode()
    path = tmp_path / "graph.trig"
    path.write_text(text.replace('samspil:confidence "1"', 'samspil:confidence "7"'))
    with pytest.raises(ManyErrors, match="confidence must be a number from 0 to 1"):
        load_files(store, [path], "tester", LATER)


def test_a_statement_outside_all_evidence_is_refused(store, home, tmp_path):
    path = tmp_path / "graph.trig"
    path.write_bytes(FORMATS["trig"](EmbeddedStore.reading(home)) + b"\n<http://x/a> <http://x/b> <http://x/c> .")
    with pytest.raises(InputError, match="nobody says <http://x/a>"):
        load_files(store, [path], "tester", LATER)


def test_what_people_decided_goes_out_in_trig_and_comes_in_as_it_was(store, tmp_path):
    home = paper_that_waits(tmp_path / "paper")
    with EmbeddedStore.writing(home, "tests") as paper:
        decide(paper, [PAYS.iri], evidence.ACCEPTED, READER, NOON, "Står der")
        undo(paper, None, READER, NOON)
        (tmp_path / "graph.trig").write_bytes(FORMATS["trig"](paper))
        said = reviews(paper)
    load_files(store, [tmp_path / "graph.trig"], "tester", LATER)
    assert reviews(store) == said
    assert [r.number for r in said] == [2, 1]


text = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)
slugs = st.sampled_from(["a", "b", "c"])
statements = st.builds(
    lambda slug, name: Triple(NamedNode(f"{ID}initiative/{slug}"), SKOS.altLabel, Literal(name, language="da")),
    slugs,
    text,
)
pieces = st.builds(
    Evidence,
    iri=slugs.map(lambda slug: NamedNode(f"{ID}evidence/x/{slug}")),
    statements=st.frozensets(statements, max_size=4),
    read_by=st.just(evidence.BY_TABLE),
    agent=st.just(NamedNode(f"{ID}agent/tester")),
    source=st.sampled_from([None, NamedNode(f"{ID}source/x")]),
    locator=st.none() | text.filter(bool),
    table=st.just(NamedNode(f"{ID}table/x")),
    row=st.integers(1, 100),
    confidence=st.sampled_from(["1", "0.5"]),
    valid_until=st.sampled_from([None, Literal("2024", datatype=XSD.gYear)]),
    status=st.sampled_from([evidence.PROPOSED, evidence.ACCEPTED, evidence.REJECTED, evidence.WITHDRAWN]),
    read_at=st.just(NOON),
)


@given(st.lists(pieces, min_size=1, max_size=3, unique_by=lambda e: e.iri))
def test_any_evidence_goes_out_in_trig_and_comes_in_as_it_was(found):
    store = EmbeddedStore(Oxigraph())
    recording.record(store, found, at=LATER)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.trig"
        path.write_bytes(FORMATS["trig"](store))
        again = read_rdf(path, NamedNode(f"{ID}evidence/graph"), NamedNode(f"{ID}agent/other"))
    assert again == sorted(found, key=lambda e: e.iri.value)
    assert {e.read_at for e in again} == {NOON}
