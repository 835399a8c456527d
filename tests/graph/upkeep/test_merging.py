"""What is certainly the same merges as it comes in; what may be is asked; what a person says holds."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat
from pyoxigraph import Store as Oxigraph

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, PROPOSED, REJECTED, WITHDRAWN
from graph.evidence.recording import record
from graph.evidence.sameness import representatives
from graph.known.names import Names
from graph.known.snapshot import take_snapshot
from graph.store import EmbeddedStore
from graph.upkeep.merging import match, samenesses
from ingest.load import load_files
from ontology.errors import UnknownName
from ontology.namespaces import ID, SAMSPIL
from tests.conftest import NOON

OURS = "id;slags;navn\naarhus-kommune;kommune;Aarhus Kommune\nhus-forbi;organisation;Hus Forbi\n"
THEIRS = (
    "id;slags;navn@en;navn;ansvarlig\nx-1;organisation;Aarhus Municipality;;\n"
    "x-2;organisation;The Movement;;\nx-3;indsats;;Gå med ud;x-1\n"
)
AARHUS, X1 = f"{ID}organisation/aarhus-kommune", f"{ID}organisation/x-1"


@pytest.fixture
def bring(store, tmp_path):
    """Bring tables, written as CSV text, into the empty store; what was recorded."""

    def bring_tables(**texts):
        paths = [tmp_path / f"{name}.csv" for name in texts]
        for path in paths:
            path.write_text(texts[path.stem], encoding="utf-8")
        return load_files(store, paths, "tester", NOON)

    return bring_tables


def found(store, status):
    return [e for e in samenesses(store) if e.status == status]


def say(store, sameness, status):
    record(store, [replace(sameness, status=status)], at=NOON)


def test_what_comes_in_under_another_name_becomes_what_is_known(store, bring):
    bring(ours=OURS)
    assert bring(theirs=THEIRS).merged == 1
    snapshot = take_snapshot(store)
    assert snapshot.known_as == {X1: AARHUS}
    assert snapshot.label(AARHUS) == {"da": "Aarhus Kommune", "en": "Aarhus Municipality"}
    assert snapshot.targets(f"{ID}initiative/x-3", SAMSPIL.ledBy) == (AARHUS,)
    (sameness,) = found(store, ACCEPTED)
    assert sameness.confidence == "0.95"
    assert {r.value for r in sameness.reasons} == {
        "samme navn på to sprog: Aarhus Kommune = Aarhus Municipality",
        "same name in two languages: Aarhus Kommune = Aarhus Municipality",
    }


def test_which_comes_first_makes_no_difference_to_which_stays(store, bring):
    bring(theirs=THEIRS)
    bring(ours=OURS)
    assert take_snapshot(store).known_as == {X1: AARHUS}


def test_the_same_files_again_change_nothing(store, bring):
    bring(ours=OURS)
    bring(theirs=THEIRS)
    before = set(store.quads())
    again = bring(ours=OURS), bring(theirs=THEIRS)
    assert [(r.new, r.changed, r.withdrawn, r.merged, r.asked) for r in again] == [(0, 0, 0, 0, 0)] * 2
    assert set(store.quads()) == before


def test_a_changed_row_of_what_was_merged_is_known_by_the_name_that_stays(store, bring):
    bring(ours=OURS)
    bring(theirs=THEIRS)
    assert bring(theirs=THEIRS.replace("Gå med ud", "Gå med hjem")).changed == 1
    snapshot = take_snapshot(store)
    assert snapshot.targets(f"{ID}initiative/x-3", SAMSPIL.ledBy) == (AARHUS,)
    assert snapshot.label(f"{ID}initiative/x-3")["da"] == "Gå med hjem"


def test_a_denied_sameness_restores_the_two_and_is_not_asked_again(store, bring):
    bring(ours=OURS)
    bring(theirs=THEIRS)
    (sameness,) = found(store, ACCEPTED)
    say(store, sameness, REJECTED)
    snapshot = take_snapshot(store)
    assert snapshot.known_as == {}
    assert snapshot.targets(f"{ID}initiative/x-3", SAMSPIL.ledBy) == (X1,)
    assert match(store, NOON).merged == ()
    assert bring(theirs=THEIRS.replace("Gå med ud", "Gå med hjem")).merged == 0


def test_a_third_name_does_not_bring_together_what_a_person_told_apart(store, bring):
    bring(ours=OURS)
    bring(theirs=THEIRS)
    say(store, *found(store, ACCEPTED), REJECTED)
    bring(others="id;slags;navn\ny-1;kommune;Aarhus kommune\n")
    known_as = take_snapshot(store).known_as
    assert set(known_as) == {f"{ID}organisation/y-1"}
    assert {(e.status == PROPOSED) for e in samenesses(store)} == {False}


def test_what_may_be_the_same_is_asked_and_a_yes_merges_it(store, bring):
    bring(theirs=THEIRS)
    assert bring(more="id;slags;navn\nz;organisation;Movement\n").asked == 1
    (question,) = found(store, PROPOSED)
    assert take_snapshot(store).known_as == {}
    say(store, question, ACCEPTED)
    assert take_snapshot(store).known_as == {f"{ID}organisation/x-2": f"{ID}organisation/z"}


def test_a_question_is_dropped_when_its_reason_is_gone(store, bring):
    bring(theirs=THEIRS)
    bring(more="id;slags;navn\nz;organisation;Movement\n")
    bring(more="id;slags;navn\nz;organisation;Bevægelsen\n")
    assert match(store, NOON).dropped == 1
    assert [e.status for e in samenesses(store)] == [WITHDRAWN]


def test_three_of_the_same_hold_together_by_two_samenesses(store, bring):
    names = ("Robin Hood Foundation", "The Robin Hood Foundation", "Robin Hood Fonden")
    table = "id;slags;navn\n" + "".join(f"r{n};organisation;{name}\n" for n, name in enumerate(names))
    assert bring(robin=table).merged == 2
    assert set(take_snapshot(store).known_as.values()) == {f"{ID}organisation/r0"}


def test_a_person_may_say_so_in_a_table(store, bring):
    bring(ours=OURS)
    bring(said="id;slags;navn;samme som\nmsb;organisation;Gadens Folk;Hus Forbi\n")
    snapshot = take_snapshot(store)
    assert snapshot.known_as == {f"{ID}organisation/msb": f"{ID}organisation/hus-forbi"}
    assert set(snapshot.names(f"{ID}organisation/hus-forbi")) == {"Hus Forbi", "Gadens Folk"}


def test_names_and_addresses_of_what_was_merged_lead_to_what_stays(store, bring):
    bring(ours=OURS)
    bring(theirs=THEIRS)
    names = Names(take_snapshot(store))
    for asked in ("Aarhus Municipality", "The Municipality of Aarhus", "x-1", "organisation/x-1", X1):
        assert names.anything(asked) == AARHUS


def test_a_cell_finds_an_organisation_by_its_name_in_other_words(store, bring):
    bring(ours=OURS)
    bring(more="id;slags;navn;ansvarlig\ni;indsats;Gå med ud;City of Aarhus\n")
    assert take_snapshot(store).targets(f"{ID}initiative/i", SAMSPIL.ledBy) == (AARHUS,)


def test_a_cell_with_a_name_that_is_only_alike_is_an_error_that_says_what_is_near(store, bring):
    bring(ours=OURS)
    with pytest.raises(UnknownName, match="Did you mean 'Aarhus Kommune'"):
        Names(take_snapshot(store)).thing("Aarhuus Kommune", ["organisation"], "kommune")


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """The evidence of a table with many that are the same, and the samenesses."""
    names = ("Aarhus Kommune", "Aarhus Municipality", "City of Aarhus", "Hus Forbi", "HUS FORBI", "Odense", "ODENSE")
    rows = "".join(f"o{n};organisation;{name};{'o0' if n else ''}\n" for n, name in enumerate(names))
    path = tmp_path_factory.mktemp("several") / "several.csv"
    path.write_text("id;slags;navn;medlem af\n" + rows, encoding="utf-8")
    store = EmbeddedStore(Oxigraph())
    load_files(store, [path], "tester", NOON)
    return evidence.read_all(store)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_of_the_samenesses_taken_back_in_any_order_restore_the_graph_to_the_last_quad(several, data):
    found_same = [e for e in several if e.read_by == evidence.BY_MATCHING]
    facts = [e for e in several if e.read_by == evidence.BY_TABLE]
    store = EmbeddedStore(Oxigraph())
    record(store, [*facts, *(replace(e, status=PROPOSED) for e in found_same)], at=NOON)
    before = recording.version(store), sorted(store.dump(RdfFormat.N_QUADS).splitlines())
    for e in data.draw(st.permutations(found_same)):
        say(store, e, ACCEPTED)
    links = {tuple(NamedNode(t.value) for t in (q.subject, q.object)) for e in found_same for q in e.statements}
    gone = {iri for iri, stays in representatives(links).items() if iri != stays}
    assert not any(q.subject in gone for e in facts for q in store.quads(None, None, None, e.iri))
    for e in data.draw(st.permutations(found_same)):
        say(store, e, PROPOSED)
    assert (recording.version(store), sorted(store.dump(RdfFormat.N_QUADS).splitlines())) == before
