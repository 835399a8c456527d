"""Laws of review, merging and validation, one of each kind, on every kind of store: the same tests as on the folder."""

import pytest

from tests.graph.upkeep import test_merging, test_review, test_validation

paper, bring = test_review.paper, test_merging.bring


@pytest.fixture
def store(any_store):
    return any_store


test_along = test_review.test_accepting_brings_along_what_says_what_its_things_are
test_refused = test_review.test_what_needs_something_rejected_is_refused_with_the_remedy_and_changes_nothing
test_corrected = test_review.test_a_correction_taken_back_is_withdrawn_and_can_be_made_again
test_read_again = test_review.test_reading_the_same_again_keeps_what_was_decided
test_told_apart = test_review.test_two_things_accepted_as_the_same_are_told_apart_again
test_merged = test_merging.test_what_comes_in_under_another_name_becomes_what_is_known
test_denied = test_merging.test_a_denied_sameness_restores_the_two_and_is_not_asked_again
test_found = test_validation.test_a_finding_names_the_row_that_it_came_from
