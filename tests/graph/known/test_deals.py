"""Past deals: how many of a proposal's parties each has."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.known.deals import parties_of

ORGANISATIONS = st.sets(st.sampled_from("abcdef"), max_size=4)


@given(rows=st.lists(ORGANISATIONS, min_size=1, max_size=6), asked=ORGANISATIONS)
def test_a_deal_has_a_share_of_the_parties_asked_for_whatever_others_it_has(rows, asked):
    parties = parties_of([sorted(row) for row in rows])
    share = parties.likeness(asked)
    known = asked & set().union(*rows)
    assert ((share >= 0) & (share <= 1 + 1e-9)).all()
    for row, found in zip(rows, share, strict=True):
        assert (found > 0) == bool(row & known)
        assert np.isclose(found, 1) == (bool(known) and known <= row)
    assert np.array_equal(parties.likeness(asked | {"nobody knows"}), share)


def test_the_rarer_party_weighs_more():
    share = parties_of([["a", "rare"], ["a"], ["a"]]).likeness(["a", "rare"])
    assert share[0] == pytest.approx(1)
    assert 0 < share[1] < 0.5


@given(rows=st.lists(ORGANISATIONS, min_size=1, max_size=6), asked=ORGANISATIONS)
def test_others_are_those_of_several_deals_that_are_not_asked_for(rows, asked):
    several = {o for o in "abcdef" if sum(o in row for row in rows) > 1}
    found = parties_of([sorted(row) for row in rows]).others(asked)
    assert found.tolist() == [float(bool((row & several) - asked)) for row in rows]
