"""One thing, one IRI: the graph speaks of the thing that stays, and forgets nothing of what the sources said."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from pyoxigraph import Store as Oxigraph

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, BY_TABLE, PROPOSED, REJECTED, WITHDRAWN, Evidence
from graph.evidence.recording import record
from graph.evidence.sameness import representatives
from graph.store import DEFAULT_GRAPH, EmbeddedStore, Store
from ontology.namespaces import ID, OWL, RDF, SAMSPIL, SKOS
from tests.conftest import NOON

AGENT = NamedNode("https://example.org/agent")
THINGS = [NamedNode(f"{ID}organisation/{name}") for name in ("aarhus", "by", "cirkel", "dal")]
AARHUS, BY, CIRKEL, DAL = THINGS


def said(name: str, *statements: Triple, status: NamedNode = ACCEPTED) -> Evidence:
    return Evidence(
        iri=NamedNode(f"{ID}evidence/{name}"),
        statements=frozenset(statements),
        read_by=BY_TABLE,
        agent=AGENT,
        source=AGENT,
        status=status,
    )


def named(thing: NamedNode, name: str, language: str = "da") -> Triple:
    return Triple(thing, SKOS.prefLabel, Literal(name, language=language))


def same(goes: NamedNode, stays: NamedNode, status: NamedNode = ACCEPTED) -> Evidence:
    names = (iri.value.rsplit("/", 1)[-1] for iri in (goes, stays))
    return said("--".join(names), Triple(goes, OWL.sameAs, stays), status=status)


def holding(store: Store, *items: Evidence) -> Store:
    record(store, items, at=NOON)
    return store


def fresh(*items: Evidence) -> Store:
    return holding(EmbeddedStore(Oxigraph()), *items)


def view(store) -> set[Triple]:
    return {q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH)}


def test_the_graph_speaks_of_the_one_that_stays(any_store):
    member = Triple(DAL, SAMSPIL.memberOf, BY)
    store = holding(
        any_store, said("a", named(AARHUS, "Aarhus Kommune")), said("b", named(BY, "Aarhus By")), said("c", member)
    )
    record(store, [same(BY, AARHUS)], at=NOON)
    assert view(store) == {
        named(AARHUS, "Aarhus Kommune"),
        Triple(AARHUS, SKOS.altLabel, Literal("Aarhus By", language="da")),
        Triple(DAL, SAMSPIL.memberOf, AARHUS),
        Triple(BY, OWL.sameAs, AARHUS),
    }
    graphs = {q.graph_name for q in store.quads(AARHUS, SKOS.altLabel, None)}
    assert graphs == {DEFAULT_GRAPH, said("b").iri}
    assert evidence.read(store, said("b").iri) == said("b", named(BY, "Aarhus By"))


def test_a_name_in_another_language_becomes_the_name_in_it_and_gives_way_to_one_of_its_own(any_store):
    store = holding(
        any_store, said("a", named(AARHUS, "Aarhus Kommune")), said("b", named(BY, "Aarhus Municipality", "en"))
    )
    record(store, [same(BY, AARHUS)], at=NOON)
    assert named(AARHUS, "Aarhus Municipality", "en") in view(store)
    record(store, [said("c", named(AARHUS, "City of Aarhus", "en"))], at=NOON)
    assert named(AARHUS, "City of Aarhus", "en") in view(store)
    assert Triple(AARHUS, SKOS.altLabel, Literal("Aarhus Municipality", language="en")) in view(store)


def test_what_stays_keeps_a_name_when_its_own_source_is_withdrawn(any_store):
    store = holding(
        any_store, said("a", named(AARHUS, "Aarhus Kommune")), said("b", named(BY, "Aarhus By")), same(BY, AARHUS)
    )
    record(store, [], at=NOON, withdraw={said("a").iri})
    assert named(AARHUS, "Aarhus By") in view(store)


def test_a_proposed_sameness_changes_nothing_but_its_own_evidence(any_store):
    facts = [said("a", named(AARHUS, "Aarhus")), said("b", named(BY, "By"))]
    store = holding(any_store, *facts)
    record(store, [same(BY, AARHUS, PROPOSED)], at=NOON)
    assert recording.version(store) == recording.version(fresh(*facts))


def test_what_is_read_again_after_the_merge_is_the_same_in_the_old_words_and_in_the_new(any_store):
    fact = Triple(BY, RDF.type, SAMSPIL.Municipality)
    store = holding(any_store, said("b", fact), same(BY, AARHUS))
    before = set(store.quads())
    for again in (fact, Triple(AARHUS, RDF.type, SAMSPIL.Municipality)):
        assert record(store, [said("b", again)], at=NOON).same == 1
        assert set(store.quads()) == before


def test_evidence_on_both_as_different_things_is_restored_word_for_word(any_store):
    both = said("a", named(AARHUS, "Aarhus"), named(BY, "By"), Triple(BY, SAMSPIL.memberOf, AARHUS))
    store = holding(any_store, both)
    before = set(store.quads())
    record(store, [same(BY, AARHUS)], at=NOON)
    assert Triple(AARHUS, SAMSPIL.memberOf, AARHUS) not in view(store)
    merged = {q for q in store.quads() if q.graph_name == both.iri}
    assert {q.subject for q in merged} == {AARHUS}
    record(store, [same(BY, AARHUS, REJECTED)], at=NOON)
    rejected = {q for q in store.quads() if "aarhus" not in str(q.graph_name)}
    assert {q for q in rejected if same(BY, AARHUS).iri not in q} >= before - {q for q in before if "Version" in str(q)}
    assert recording.version(store) == recording.version(fresh(both))


def test_chains_lead_to_their_end_and_circles_to_the_first():
    assert representatives([(CIRKEL, BY), (BY, AARHUS)]) == dict.fromkeys((AARHUS, BY, CIRKEL), AARHUS)
    assert representatives([(AARHUS, BY), (BY, CIRKEL)]) == dict.fromkeys((AARHUS, BY, CIRKEL), CIRKEL)
    assert representatives([(CIRKEL, BY), (BY, CIRKEL)]) == dict.fromkeys((BY, CIRKEL), BY)
    assert representatives([(AARHUS, CIRKEL), (AARHUS, BY)]) == dict.fromkeys((AARHUS, BY, CIRKEL), BY)


STATEMENTS = st.one_of(
    st.builds(named, st.sampled_from(THINGS), st.sampled_from(["Fonden", "Huset"]), st.sampled_from(["da", "en"])),
    st.builds(lambda a, b: Triple(a, SAMSPIL.memberOf, b), st.sampled_from(THINGS), st.sampled_from(THINGS)),
)
STATUSES = st.sampled_from([ACCEPTED, ACCEPTED, PROPOSED, REJECTED, WITHDRAWN])
FACTS = st.builds(
    lambda name, statements, status: said(name, *statements, status=status),
    st.sampled_from("pqr"),
    st.lists(STATEMENTS, max_size=4),
    STATUSES,
)
SAMENESSES = st.builds(same, st.sampled_from(THINGS), st.sampled_from(THINGS), STATUSES)


@settings(max_examples=150, deadline=None)
@given(history=st.lists(st.one_of(FACTS, SAMENESSES), max_size=10))
def test_whatever_the_history_the_graph_is_what_its_evidence_makes_of_it(history):
    store = EmbeddedStore(Oxigraph())
    for item in history:
        record(store, [item], at=NOON)
    assert set(fresh(*evidence.read_all(store)).quads()) == set(store.quads())
    spoken_of = {t for q in view(store) if q.predicate != OWL.sameAs for t in (q.subject, q.object)}
    known_as = representatives([(q.subject, q.object) for q in view(store) if q.predicate == OWL.sameAs])
    assert not spoken_of & {iri for iri, stays in known_as.items() if iri != stays}


@settings(max_examples=100, deadline=None)
@given(
    facts=st.lists(FACTS, max_size=5),
    merges=st.lists(SAMENESSES, max_size=4, unique_by=lambda e: e.iri),
    data=st.data(),
)
def test_taking_samenesses_back_in_any_order_restores_the_graph_to_the_last_quad(facts, merges, data):
    store = fresh(*{e.iri: e for e in facts}.values(), *(replace(m, status=PROPOSED) for m in merges))
    before = recording.version(store), store.dump(RdfFormat.N_QUADS)
    for merge in merges:
        record(store, [replace(merge, status=ACCEPTED)], at=NOON)
    for merge in data.draw(st.permutations(merges)):
        record(store, [replace(merge, status=PROPOSED)], at=NOON)
    assert recording.version(store) == before[0]
    assert sorted(store.dump(RdfFormat.N_QUADS).splitlines()) == sorted(before[1].splitlines())
