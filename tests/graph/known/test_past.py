"""The graph as of a date: an old date gives the same bytes, however much has been read since."""

from datetime import UTC, date, datetime

import pytest
from pyoxigraph import NamedNode

from graph.answers.assessment import Assessor
from graph.answers.question import ask_as_of, question_named, questions
from graph.evidence.evidence import ACCEPTED, REJECTED, read_all
from graph.known.past import as_of, evidence_of
from graph.known.snapshot import take_snapshot
from graph.known.view import as_store
from graph.reading.proposal import Proposal
from graph.store import EmbeddedStore
from graph.upkeep.review import decide
from ingest.load import load_files
from ontology.errors import InputError
from ontology.namespaces import ID, SAMSPIL

PROPOSAL = Proposal(target_groups=["ældre"], methods=["frivillighed"])
THEN, LATER = date(2026, 1, 1), datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_old_date_is_reproduced_byte_for_byte(load, store, tmp_path):
    before = Assessor(load("id;slags;navn;målgruppe\ngang;indsats;Gang;ældre\n"), THEN).assess(PROPOSAL)
    more = tmp_path / "mere.csv"
    more.write_text("id;slags;navn;målgruppe\ncykling;indsats;Cykling;ældre\n", encoding="utf-8")
    load_files(store, [more], "tester", LATER)
    now = take_snapshot(store)
    assert len(Assessor(now).assess(PROPOSAL).overlaps) == 2
    assert Assessor(now, THEN).assess(PROPOSAL).model_dump_json() == before.model_dump_json()
    assert as_of(now, date(2026, 3, 1)).version == now.version


def test_what_did_not_hold_yet_or_no_longer_is_left_out(load):
    snapshot = load(
        "id;slags;navn;status;gælder fra;gælder til;sted\n"
        "gang;indsats;Gang;;;;navn\n"
        "gang;indsats;;i gang;2026-02;;et sted\n"
        "gang;indsats;;planlagt;2025;2026-01;et andet\n"
    )

    def status(day):
        found = as_of(snapshot, day).targets(f"{ID}initiative/gang", SAMSPIL.status)
        return [s.rsplit("/", 1)[-1] for s in found]

    assert status(date(2026, 1, 31)) == ["planned"]
    assert status(date(2026, 2, 1)) == ["running"]


def test_before_anything_was_read_there_is_nothing_to_ask(snapshot):
    with pytest.raises(InputError, match="the first was read on 2026-01-01"):
        as_of(snapshot, date(2025, 12, 31))


def test_what_was_accepted_later_was_not_known_yet(load, store):
    load("id;slags;navn\ngang;indsats;Gang\nandet;indsats;Andet\n")
    (evidence,) = [e.iri for e in read_all(store) if "/facts/gang" in e.iri.value]
    agent = NamedNode(f"{ID}agent/tester")
    decide(store, [evidence], REJECTED, agent, datetime(2026, 2, 1, tzinfo=UTC))
    decide(store, [evidence], ACCEPTED, agent, LATER)
    now = take_snapshot(store)

    def is_known(day):
        return f"{ID}initiative/gang" in as_of(now, day).about

    assert [is_known(date(2026, month, 1)) for month in (1, 2, 3)] == [True, False, True]


FACTS = "id;slags;navn;målgruppe;sted\ngang;indsats;Gang;ældre;side 3\n"
MORE = "id;slags;navn;målgruppe;sted\ngang;indsats;Gang;ældre;side 5\ncykling;indsats;Cykling;ældre;side 7\n"
OF_GANG = {
    "said-by-several-sources": {"thing": "Gang"},
    "status-over-time": {"initiative": "Gang"},
    "what-is-known-and-who-said-so": {"thing": "Gang"},
    "initiatives-for-target-group": {"targetGroup": "ældre"},
}


def test_every_question_answers_for_an_old_date_with_the_same_bytes_whatever_is_read_or_decided_later(
    load, store, tmp_path
):
    def answers(snapshot):
        return {
            name: ask_as_of(question, OF_GANG.get(name, {}), store, snapshot, THEN).model_dump_json()
            for name, question in questions().items()
            if name in OF_GANG or not any(p.default.startswith(f"<{ID}") for p in question.parameters)
        }

    load(FACTS)
    before = answers(take_snapshot(store))
    more = tmp_path / "mere.csv"
    more.write_text(MORE, encoding="utf-8")
    load_files(store, [more], "tester", LATER)
    (late,) = [e.iri for e in read_all(store) if "/mere/cykling" in e.iri.value]
    decide(store, [late], REJECTED, NamedNode(f"{ID}agent/tester"), LATER)
    assert answers(take_snapshot(store)) == before


def test_who_said_what_is_asked_as_of_a_day(load, store, tmp_path):
    load("id;slags;navn;sted\ngang;indsats;Gang;side 3\n")
    more = tmp_path / "mere.csv"
    more.write_text("id;slags;navn;sted\ngang;indsats;Gang;side 5\n", encoding="utf-8")
    load_files(store, [more], "tester", LATER)
    now, question = take_snapshot(store), question_named("what-is-known-and-who-said-so")

    def places(day):
        return {row[3] for row in ask_as_of(question, {"thing": "Gang"}, store, now, day).rows}

    assert places(THEN) == {"side 3"}
    assert places(LATER.date()) == {"side 3", "side 5"}


def test_a_date_that_is_not_given_is_the_day_asked_about(load, store):
    snapshot = load("id;slags;navn\ngang;indsats;Gang\n")
    question = question_named("running-on-a-day")
    answer = ask_as_of(question, {}, store, snapshot, date(2026, 2, 3))
    assert (answer.as_of, answer.asked["day"]) == ("2026-02-03", "2026-02-03")
    assert answer.graph_version == as_of(snapshot, date(2026, 2, 3)).version
    assert ask_as_of(question, {"day": "2026-01"}, store, snapshot, date(2026, 2, 3)).asked["day"] == "2026-01"


def test_the_evidence_of_today_is_all_that_is_accepted(home, snapshot):
    store = EmbeddedStore.reading(home)
    today = as_of(snapshot, date(2026, 1, 1))
    assert set(as_store(today, evidence_of(today, date(2026, 1, 1), store)).quads()) == set(store.quads())
