"""The graph as of a date: an old date gives the same bytes, however much has been read since."""

from datetime import UTC, date, datetime

import pytest
from pyoxigraph import NamedNode

from graph.answers.assessment import Assessor
from graph.evidence.evidence import ACCEPTED, REJECTED, read_all
from graph.known.past import as_of
from graph.known.snapshot import take_snapshot
from graph.reading.proposal import Proposal
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
