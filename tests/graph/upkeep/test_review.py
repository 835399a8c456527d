"""What people decide is what the graph says, and taking it back is as if they never had."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple
from pyoxigraph import Store as Oxigraph

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, BY_DOCUMENT, BY_ENTRY, PROPOSED, REJECTED, WITHDRAWN, Evidence, Passage
from graph.evidence.history import latest_review, reviews
from graph.evidence.recording import record
from graph.store import DEFAULT_GRAPH, EmbeddedStore
from graph.upkeep.review import correct, decide, keep_decisions, undo
from ontology.errors import InputError, ManyErrors, NotFound
from ontology.namespaces import CONCEPT, DCT, ID, OWL, RDF, SAMSPIL, SKOS
from tests.conftest import NOON

SECRETARY = NamedNode(f"{ID}agent/sekretaeren")
READER = NamedNode(f"{ID}agent/laeseren")
PAPER = NamedNode(f"{ID}source/papiret")
DOCUMENT = NamedNode(f"{ID}document/papiret")
THEME = NamedNode(f"{CONCEPT}theme/homelessness")
YOUNG = NamedNode(f"{CONCEPT}target-group/young-homeless")
OLD = NamedNode(f"{CONCEPT}target-group/homeless")
LATER = NOON.replace(hour=13)
FUND, HOUSE, GRANT = (
    NamedNode(ID + path) for path in ("organisation/fonden", "initiative/huset", "funding/fonden-huset")
)
KNOWN = "id;slags;navn;sektor;tema\nfonden;fond;Fonden;fond;\nhavnen;indsats;Havnen;;Flere hjemløse i egen bolig\n"
HARBOUR = NamedNode(f"{ID}initiative/havnen")


def proposed(name: str, *statements: Triple, start: int = 0, confidence: str = "0.8") -> Evidence:
    return Evidence(
        iri=NamedNode(f"{ID}evidence/papiret/{name}"),
        statements=frozenset(statements),
        read_by=BY_DOCUMENT,
        agent=READER,
        source=PAPER,
        passage=Passage(DOCUMENT, start, start + 10),
        confidence=confidence,
        status=PROPOSED,
    )


IS_HOUSE = proposed(
    "huset",
    Triple(HOUSE, RDF.type, SAMSPIL.Initiative),
    Triple(HOUSE, SKOS.prefLabel, Literal("Huset", language="da")),
    Triple(HOUSE, SAMSPIL.theme, THEME),
)
FOR_YOUNG = proposed("unge", Triple(HOUSE, SAMSPIL.targetGroup, YOUNG), start=20)
HARBOUR_FOR_YOUNG = proposed("havnen", Triple(HARBOUR, SAMSPIL.targetGroup, YOUNG), start=30)
PAYS = proposed(
    "betaler",
    Triple(GRANT, RDF.type, SAMSPIL.Funding),
    Triple(GRANT, SAMSPIL.funder, FUND),
    Triple(GRANT, SAMSPIL.funded, HOUSE),
    start=40,
)


@pytest.fixture
def paper(store, load) -> EmbeddedStore:
    """A graph that knows a foundation and an initiative, with what was read in a paper waiting."""
    load(KNOWN)
    source = replace(
        proposed(
            "papiret",
            Triple(PAPER, RDF.type, SAMSPIL.Source),
            Triple(PAPER, DCT.title, Literal("Papiret", language="da")),
        ),
        status=ACCEPTED,
    )
    record(store, [source, IS_HOUSE, FOR_YOUNG, HARBOUR_FOR_YOUNG, PAYS], at=NOON)
    return store


def accept(store, *items, at=NOON):
    return decide(store, [e.iri for e in items], ACCEPTED, SECRETARY, at)


def reject(store, *items, at=NOON):
    return decide(store, [e.iri for e in items], REJECTED, SECRETARY, at)


def says(store, item) -> bool:
    return all(Quad(*t, DEFAULT_GRAPH) in set(store.quads(None, None, None, DEFAULT_GRAPH)) for t in item.statements)


def status(store, item):
    return evidence.read(store, item.iri).status


def test_what_is_accepted_is_in_the_view_at_once_and_only_that(paper):
    assert not says(paper, HARBOUR_FOR_YOUNG)
    accept(paper, HARBOUR_FOR_YOUNG)
    assert says(paper, HARBOUR_FOR_YOUNG)
    assert not says(paper, IS_HOUSE)


def test_what_is_rejected_leaves_the_view_again(paper):
    accept(paper, HARBOUR_FOR_YOUNG)
    reject(paper, HARBOUR_FOR_YOUNG)
    assert not says(paper, HARBOUR_FOR_YOUNG)


def test_who_decided_what_when_and_why_is_kept(paper):
    decide(paper, [HARBOUR_FOR_YOUNG.iri], REJECTED, SECRETARY, LATER, "Står der ikke")
    (review,) = reviews(paper)
    assert (review.agent, review.at, review.comment) == (SECRETARY, LATER, "Står der ikke")
    (step,) = review.steps
    assert (step.evidence, step.before, step.after) == (HARBOUR_FOR_YOUNG.iri, PROPOSED, REJECTED)


def test_when_it_was_read_is_kept(paper):
    accept(paper, HARBOUR_FOR_YOUNG, at=LATER)
    assert evidence.read(paper, HARBOUR_FOR_YOUNG.iri).read_at == NOON


def test_deciding_the_same_again_is_no_decision(paper):
    accept(paper, HARBOUR_FOR_YOUNG)
    assert accept(paper, HARBOUR_FOR_YOUNG).review is None
    assert len(reviews(paper)) == 1


def test_accepting_brings_along_what_says_what_its_things_are(paper):
    done = accept(paper, PAYS)
    assert done.along == (IS_HOUSE.iri,)
    assert says(paper, PAYS)
    assert says(paper, IS_HOUSE)
    assert status(paper, FOR_YOUNG) == PROPOSED
    undo(paper, done.review.iri, SECRETARY, LATER)
    assert {status(paper, e) for e in (PAYS, IS_HOUSE)} == {PROPOSED}


def test_of_several_that_say_what_a_thing_is_the_most_certain_comes_along(paper):
    surer = replace(IS_HOUSE, iri=NamedNode(IS_HOUSE.iri.value + "-2"), confidence="0.95")
    record(paper, [surer], at=NOON)
    assert accept(paper, PAYS).along == (surer.iri,)


def test_what_is_said_in_parts_comes_along_in_parts(paper):
    nameless = replace(IS_HOUSE, statements=frozenset(t for t in IS_HOUSE.statements if t.predicate == RDF.type))
    name = proposed("navn", *(IS_HOUSE.statements - nameless.statements))
    record(paper, [nameless, name], at=NOON)
    assert set(accept(paper, PAYS).along) == {nameless.iri, name.iri}


def test_what_needs_something_rejected_is_refused_with_the_remedy_and_changes_nothing(paper):
    reject(paper, IS_HOUSE)
    before = set(paper.quads())
    with pytest.raises(ManyErrors, match="Nothing that is accepted or proposed says what 'Huset' is"):
        accept(paper, PAYS)
    assert set(paper.quads()) == before


def test_what_others_stand_on_cannot_be_rejected_alone(paper):
    accept(paper, PAYS)
    with pytest.raises(ManyErrors, match="'Fonden → Huset' would not be well formed then"):
        reject(paper, IS_HOUSE)
    reject(paper, IS_HOUSE, PAYS)
    assert not says(paper, IS_HOUSE)


def test_what_breaks_a_shape_is_refused(paper):
    young = proposed(
        "alder", *(Triple(HARBOUR, p, Literal(n)) for p, n in ((SAMSPIL.ageMin, 30), (SAMSPIL.ageMax, 20)))
    )
    record(paper, [young], at=NOON)
    with pytest.raises(ManyErrors, match="lowest age must be 0 or more and not above the highest"):
        accept(paper, young)
    assert status(paper, young) == PROPOSED


def test_a_correction_is_said_by_the_person_from_the_same_place_and_the_old_is_rejected(paper):
    said = [Triple(HARBOUR, SAMSPIL.targetGroup, OLD)]
    done = correct(paper, HARBOUR_FOR_YOUNG.iri, said, SECRETARY, LATER)
    new = evidence.read(paper, done.review.steps[1].evidence)
    assert (new.read_by, new.agent, new.status, new.confidence) == (BY_ENTRY, SECRETARY, ACCEPTED, "1")
    assert (new.source, new.passage, new.revision_of) == (PAPER, HARBOUR_FOR_YOUNG.passage, HARBOUR_FOR_YOUNG.iri)
    assert status(paper, HARBOUR_FOR_YOUNG) == REJECTED
    assert says(paper, new)
    assert not says(paper, HARBOUR_FOR_YOUNG)


def test_a_correction_taken_back_is_withdrawn_and_can_be_made_again(paper):
    said = [Triple(HARBOUR, SAMSPIL.targetGroup, OLD)]
    done = correct(paper, HARBOUR_FOR_YOUNG.iri, said, SECRETARY, LATER)
    undo(paper, None, SECRETARY, LATER)
    assert evidence.read(paper, done.review.steps[1].evidence).status == WITHDRAWN
    assert status(paper, HARBOUR_FOR_YOUNG) == PROPOSED
    again = correct(paper, HARBOUR_FOR_YOUNG.iri, said, SECRETARY, LATER)
    assert again.review.steps[1].evidence == done.review.steps[1].evidence


@pytest.mark.parametrize("statements", [[], list(HARBOUR_FOR_YOUNG.statements)])
def test_a_correction_must_correct_something(paper, statements):
    with pytest.raises(InputError, match="Nothing is corrected"):
        correct(paper, HARBOUR_FOR_YOUNG.iri, statements, SECRETARY, NOON)


def test_undo_takes_back_the_latest_then_the_one_before(paper):
    accept(paper, HARBOUR_FOR_YOUNG)
    reject(paper, HARBOUR_FOR_YOUNG)
    undo(paper, None, SECRETARY, LATER)
    assert status(paper, HARBOUR_FOR_YOUNG) == ACCEPTED
    undo(paper, None, SECRETARY, LATER)
    assert status(paper, HARBOUR_FOR_YOUNG) == PROPOSED
    with pytest.raises(NotFound, match="no decision to take back"):
        undo(paper, None, SECRETARY, LATER)


def test_what_was_decided_anew_is_not_taken_back_below_it(paper):
    first = accept(paper, HARBOUR_FOR_YOUNG)
    second = reject(paper, HARBOUR_FOR_YOUNG)
    with pytest.raises(InputError, match="has been decided or read anew since"):
        undo(paper, first.review.iri, SECRETARY, LATER)
    undo(paper, second.review.iri, SECRETARY, LATER)
    with pytest.raises(InputError, match="taken back already"):
        undo(paper, second.review.iri, SECRETARY, LATER)
    undo(paper, first.review.iri, SECRETARY, LATER)
    assert status(paper, HARBOUR_FOR_YOUNG) == PROPOSED


def test_nobody_can_reject_the_language_or_what_is_not_there(paper):
    for iri in ("evidence/ontology/samspil", "evidence/papiret/findes-ikke"):
        with pytest.raises(NotFound, match="There is no evidence"):
            decide(paper, [NamedNode(ID + iri)], REJECTED, SECRETARY, NOON)


def test_what_its_source_no_longer_says_cannot_be_accepted(paper):
    record(paper, [], at=NOON, withdraw={HARBOUR_FOR_YOUNG.iri})
    with pytest.raises(InputError, match="is withdrawn: its source no longer says it"):
        accept(paper, HARBOUR_FOR_YOUNG)


def test_two_things_accepted_as_the_same_are_told_apart_again(paper):
    port = NamedNode(f"{ID}initiative/havn")
    there = proposed(
        "havn", Triple(port, RDF.type, SAMSPIL.Initiative), Triple(port, SKOS.prefLabel, Literal("Havn", language="da"))
    )
    record(paper, [there, proposed("samme", Triple(port, OWL.sameAs, HARBOUR))], at=NOON)
    before = set(paper.quads(None, None, None, DEFAULT_GRAPH))
    accept(paper, there)
    accept(paper, proposed("samme"))
    assert next(paper.quads(port, RDF.type, None, DEFAULT_GRAPH), None) is None
    assert Quad(HARBOUR, SKOS.altLabel, Literal("Havn", language="da"), DEFAULT_GRAPH) in set(paper.quads())
    undo(paper, None, SECRETARY, LATER)
    assert says(paper, there)
    undo(paper, None, SECRETARY, LATER)
    assert set(paper.quads(None, None, None, DEFAULT_GRAPH)) == before


# --- Reading again ----------------------------------------------------------------------------------------------------


def read_again(store, *found):
    gone = evidence.from_origin(store, DOCUMENT) - {e.iri for e in found}
    kept, withdrawn = keep_decisions(store, found, gone)
    record(store, kept, at=LATER, withdraw=withdrawn)


def test_reading_the_same_again_keeps_what_was_decided(paper):
    accept(paper, HARBOUR_FOR_YOUNG)
    reject(paper, FOR_YOUNG)
    done = correct(
        paper, IS_HOUSE.iri, [t for t in IS_HOUSE.statements if t.predicate != SAMSPIL.theme], SECRETARY, NOON
    )
    before = set(paper.quads())
    source = evidence.read(paper, NamedNode(f"{ID}evidence/papiret/papiret"))
    read_again(paper, source, IS_HOUSE, FOR_YOUNG, HARBOUR_FOR_YOUNG, PAYS)
    assert set(paper.quads()) == before
    assert evidence.read(paper, done.review.steps[1].evidence).status == ACCEPTED


def test_what_now_says_something_else_is_to_be_decided_anew_and_the_decision_comes_back_with_it(paper):
    accept(paper, HARBOUR_FOR_YOUNG)
    other = replace(HARBOUR_FOR_YOUNG, statements=frozenset({Triple(HARBOUR, SAMSPIL.targetGroup, OLD)}))
    read_again(paper, other)
    assert status(paper, other) == PROPOSED
    read_again(paper, HARBOUR_FOR_YOUNG)
    assert status(paper, HARBOUR_FOR_YOUNG) == ACCEPTED


def test_a_correction_goes_with_what_it_corrects(paper):
    done = correct(paper, HARBOUR_FOR_YOUNG.iri, [Triple(HARBOUR, SAMSPIL.targetGroup, OLD)], SECRETARY, NOON)
    read_again(paper)
    assert evidence.read(paper, done.review.steps[1].evidence).status == WITHDRAWN


# --- Laws -------------------------------------------------------------------------------------------------------------

A, B, C = (
    proposed(name, *(Triple(HARBOUR, SAMSPIL.targetGroup, group) for group in groups))
    for name, groups in (("a", [YOUNG]), ("b", [YOUNG, OLD]), ("c", [OLD]))
)
ACTS: dict[str, Callable[[EmbeddedStore, Evidence], object]] = {
    "accept": accept,
    "reject": reject,
    "correct": lambda store, e: correct(store, e.iri, [Triple(HARBOUR, SAMSPIL.ageMin, Literal(18))], SECRETARY, NOON),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from([A, B, C])), max_size=6)


def all_but_history(store) -> set[Quad]:
    """Everything but who decided what, and corrections that were taken back."""
    corrections = {e.iri for e in evidence.read_all(store) if e.revision_of and e.status == WITHDRAWN}
    mine = (f"{ID}review/", *(iri.value for iri in corrections))
    return {q for q in store.quads() if not q.subject.value.startswith(mine) and q.graph_name not in corrections}


def is_union_of_the_accepted(store) -> bool:
    view = {q.triple for q in store.quads(None, None, None, DEFAULT_GRAPH)}
    return view == {t for e in evidence.read_all(store) if e.status == ACCEPTED for t in e.statements}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_decisions_taken_back_in_reverse_leave_all_as_it_was_and_the_view_is_always_the_accepted(steps):
    store = EmbeddedStore(Oxigraph())
    harbour = replace(
        proposed(
            "er", Triple(HARBOUR, RDF.type, SAMSPIL.Initiative), Triple(HARBOUR, SKOS.prefLabel, Literal("Havnen"))
        ),
        status=ACCEPTED,
    )
    groups = [t for c in (YOUNG, OLD, THEME) for t in concept(c)]
    record(store, [harbour, replace(proposed("begreber", *groups), status=ACCEPTED), A, B, C], at=NOON)
    before, at_first = all_but_history(store), recording.version(store)
    made = []
    for act, item in steps:
        try:
            review = ACTS[act](store, item).review
        except InputError:
            continue
        made += [review] if review else []
        assert is_union_of_the_accepted(store)
    assert [r.iri for r in reviews(store)] == [r.iri for r in reversed(made)]
    for review in reversed(made):
        undo(store, review.iri, SECRETARY, LATER)
        assert is_union_of_the_accepted(store)
    assert all_but_history(store) == before
    assert recording.version(store) == at_first
    assert all(latest_review(store, e.iri) is None for e in (A, B, C))


def concept(iri):
    scheme = NamedNode(iri.value.rpartition("/")[0])
    yield Triple(iri, RDF.type, SKOS.Concept)
    yield Triple(iri, SKOS.prefLabel, Literal("x", language="da"))
    yield Triple(iri, SKOS.inScheme, scheme)
    yield Triple(scheme, RDF.type, SKOS.ConceptScheme)
