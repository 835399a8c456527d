"""The Danish proposals are measured in sets, and those that nobody is to look at are not shown."""

import tomllib
from collections import Counter

from bench.answers.proposals import PROPOSALS, SECOND_HAND, SHOWN
from ingest.proposal_file import read_proposal_file

EXPECTED = tomllib.loads((PROPOSALS / "expected.toml").read_text("utf-8"))


def test_each_proposal_has_what_is_expected_of_it_and_can_be_read():
    assert {path.name for path in PROPOSALS.iterdir() if path.is_file()} - {"expected.toml"} == set(EXPECTED)
    assert all(read_proposal_file(PROPOSALS / name).prose.strip() for name in EXPECTED)


def test_the_second_other_hand_is_a_set_of_its_own_that_is_not_shown():
    sets = Counter(said.get("set") for said in EXPECTED.values())
    assert sets[SECOND_HAND] == 8
    assert not any("never looked at" in title or "held out" in title for title in SHOWN)
