"""Proposals written by hand, and the heart of what each should get."""

from pathlib import Path

import pytest

from ingest.proposal_file import read_proposal_file

PROPOSALS = Path(__file__).parents[2] / "proposals"


@pytest.mark.parametrize(
    ("name", "overlap", "answers"),
    [
        (
            "gaa-med-ud.md",
            "Sundhed og frivillighed",
            "pass unknown pass unknown stop pass attention stop pass attention pass attention attention",
        ),
        (
            "lektiecafe.yaml",
            "Boligsocial helhedsplan Trigeparken",
            "pass pass unknown unknown pass pass unknown attention pass pass unknown attention pass",
        ),
        (
            "cykelsti.txt",
            None,
            "unknown unknown unknown unknown unknown unknown unknown attention unknown unknown unknown unknown unknown",
        ),
    ],
)
def test_a_proposal_gets_its_nearest_overlap_and_the_gates_answers(assessor, name, overlap, answers):
    assessment = assessor.assess(read_proposal_file(PROPOSALS / name), 2023)
    assert next((o.initiative.label["da"] for o in assessment.overlaps), None) == overlap
    assert " ".join(gate.answer for gate in assessment.gates) == answers
