"""The words promise no more than what answers to proposals of another hand have kept."""

from hypothesis import given
from hypothesis import strategies as st

from bench.answers.calibration import FIRST, LEAST, Seen, fit
from graph.answers.calibration import BANDS, share_right, word

ANSWERS = st.lists(
    st.builds(Seen, st.sampled_from("abcdef"), st.just(FIRST), st.sampled_from([0.0, 0.3, 0.5, 0.9]), st.booleans()),
    max_size=120,
)


def answers(hand, score, right, wrong, proposals="abcdefghij"):
    said = [True] * right + [False] * wrong
    return [Seen(f"{proposals[i % len(proposals)]}{hand}", hand, score, r) for i, r in enumerate(said)]


@given(ANSWERS)
def test_shares_rise_with_the_score_and_no_band_is_of_too_little(seen):
    bands = fit(seen)
    assert [b.share for b in bands] == sorted(b.share for b in bands)
    assert [b.least for b in bands] == sorted({b.least for b in bands})
    assert all(b.n >= LEAST for b in bands)
    assert sum(b.n for b in bands) == (len(seen) if bands else 0)


def test_where_there_is_too_little_nothing_is_promised():
    assert fit(answers(FIRST, 0.9, right=2 * LEAST - 1, wrong=0)) == []


def test_answers_to_one_proposal_tell_nothing_of_others():
    assert fit(answers(FIRST, 0.9, right=60, wrong=0, proposals="a"))[0].share == 0


def test_the_fewer_proposals_agree_the_less_is_promised():
    agree = [*answers(FIRST, 0.9, 30, 30, "ab"), *answers(FIRST, 0.9, 30, 30, "cd")]
    apart = [*answers(FIRST, 0.9, 60, 0, "ab"), *answers(FIRST, 0.9, 0, 60, "cd")]
    assert fit(apart)[0].share < fit(agree)[0].share


def test_a_part_of_which_nothing_is_expected_has_the_weakest_word():
    assert "gaps" not in BANDS
    assert word("gaps", 1) == "uncertain"
    assert share_right((), 1) is None


def test_the_more_a_policy_has_in_common_the_surer_it_is():
    assert word("policies", 0) == "uncertain"
    assert word("policies", 3) == "likely"
