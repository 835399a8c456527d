"""A whole assessment on the shipped baseline."""

import pytest

from graph.answers.assessment import Assessor
from graph.reading.proposal import Proposal
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.errors import InputError


@pytest.fixture(scope="module")
def example(assessor):
    return assessor.assess(read_proposal_file(EXAMPLE))


def test_the_example_overlaps_at_home_most_with_the_housing_first_of_aarhus(example):
    first = next(o for o in example.overlaps if not o.is_elsewhere)
    assert first in example.overlaps[:2]
    assert first.initiative.label["da"] == "Housing First til unge hjemløse i Aarhus"
    assert first.kind.id.endswith("/same-for-same")
    assert {"Housing First i Aarhus", "Havnegade"} <= {o.initiative.label["da"] for o in example.overlaps}


def test_what_is_alike_in_another_town_is_something_to_learn_from_and_no_gap_here(example):
    roskilde = next(o for o in example.overlaps if o.initiative.label["da"] == "Et hjem fører til uddannelse")
    assert roskilde.kind.id.endswith("/elsewhere")
    assert roskilde.initiative.id not in {t.id for g in example.coordination.gaps for t in g.about}


def test_those_who_paid_with_the_council_in_havnegade_are_candidates(example):
    candidates = {c.organisation.label["da"]: c for c in example.coinvestors}
    assert {"Bikubenfonden", "Den Sociale Investeringsfond"} <= set(candidates)
    assert candidates["Bikubenfonden"].paid_with_council
    assert "Havnegade" in {reason.path[0].object.label["da"] for reason in candidates["Bikubenfonden"].reasons}


def test_neither_the_council_nor_an_authority_is_a_candidate(example):
    kinds = {c.sector.id.rsplit("/", 1)[-1] for c in example.coinvestors if c.sector}
    assert not kinds & {"municipality", "region", "state"}
    assert "Rådet for Sociale Investeringer" not in {c.organisation.label["da"] for c in example.coinvestors}


def test_the_goal_for_homelessness_bears_on_it(example):
    goal = next(p for p in example.policies if p.policy.id.endswith("/maal-hjemloeshed-2019-2024"))
    assert goal.year == 2019
    assert goal.evidence


def test_every_answer_that_rests_on_the_graph_has_evidence_that_can_be_looked_up(example, assessor):
    parts = [*example.overlaps, *example.policies, *example.coordination.seats]
    parts += [g for g in example.coordination.gaps if g.about]  # the others are about the proposal itself
    parts += [r for c in example.coinvestors for r in c.reasons]
    assert parts
    for part in parts:
        assert part.evidence
        assert set(part.evidence) <= set(example.evidence) <= set(assessor.snapshot.records)


def test_the_same_proposal_on_the_same_graph_gives_the_same_bytes(assessor, example):
    again = assessor.assess(read_proposal_file(EXAMPLE))
    assert again.model_dump_json() == example.model_dump_json()


def test_departments_of_the_theme_that_are_not_named_are_a_gap(assessor):
    coordination = assessor.assess(
        Proposal(themes=["Bedre hverdag for børn med særlige behov"], departments=["MSB"])
    ).coordination
    seats = {s.department.label["da"]: s.named for s in coordination.seats}
    assert seats == {"Sociale Forhold og Beskæftigelse": True, "Børn og Unge": False}
    kinds = {g.kind.id.rsplit("/", 1)[-1]: g for g in coordination.gaps}
    assert kinds["not-at-the-table"].severity == "high"


def test_departments_that_are_absent_for_the_same_reason_are_one_gap_that_asks_them_all(assessor):
    gaps = assessor.assess(
        Proposal(
            themes=["Flere i udsatte boligområder skal i uddannelse, job og være aktive medborgere"],
            departments=["MSB"],
        )
    ).coordination.gaps
    (absent,) = [g for g in gaps if g.kind.id.endswith("/not-at-the-table")]
    assert {"Børn og Unge", "Teknik og Miljø"} <= {t.label["da"] for t in absent.ask}
    assert "Sociale Forhold og Beskæftigelse" not in absent.sentence["da"]


def test_two_departments_of_a_theme_that_are_not_known_to_work_together_are_a_gap(load):
    snapshot = load(
        "id;slags;navn;sektor;hører under;ansvar for tema;målgruppe\n"
        "byen;kommune;Byen;kommune;;;\n"
        "social;afdeling;Social;kommune;Byen;Mere lighed i sundhed;\n"
        "skole;afdeling;Skole;kommune;Byen;Mere lighed i sundhed;\n"
        "theme/health-equality;begreb;;;;;ældre\n"
    )
    coordination = Assessor(snapshot).assess(Proposal(themes=["Mere lighed i sundhed"])).coordination
    (gap,) = [g for g in coordination.gaps if g.kind.id.endswith("/no-recorded-collaboration")]
    assert {t.label["da"] for t in gap.about} == {"Social", "Skole", "ældre"}
    assert gap.standing.id.endswith("/unknown")
    assert {t.label["da"] for t in gap.ask} == {"Social", "Skole"}


def test_departments_that_work_together_are_no_gap(assessor):
    coordination = assessor.assess(
        Proposal(target_groups=["unge i udskolingen"], departments=["MSB", "MBU"])
    ).coordination
    assert [k.collaboration.label["da"] for k in coordination.collaborations]
    assert not [g for g in coordination.gaps if g.kind.id.endswith("no-recorded-collaboration")]


def test_a_plan_that_ends_is_a_gap(assessor):
    proposal = Proposal(areas=["Trigeparken"], target_groups=["beboere i udsatte boligområder"])
    gaps = [g for g in assessor.assess(proposal).coordination.gaps if g.kind.id.endswith("ends-without-successor")]
    assert "Boligsocial helhedsplan Trigeparken" in {t.label["da"] for g in gaps for t in g.about}


@pytest.mark.parametrize("fields", [{}, {"title": " "}, {"themes": []}])
def test_an_empty_proposal_is_refused(fields):
    with pytest.raises(InputError, match="The proposal is empty"):
        Proposal(**fields)


def test_a_proposal_about_something_else_is_not_compared(assessor):
    assessment = assessor.assess(Proposal(summary="Ny asfalt på cykelstien for 3 mio. kr."))
    assert not assessment.reading.is_comparable
    assert assessment.overlaps == ()


def test_a_building_is_not_compared_though_old_and_young_use_it(assessor):
    proposal = Proposal(
        summary="Vi søger 2 mio. kr. til nyt gulv, ventilation og solceller i hallen, som både unge og ældre bruger."
    )
    assessment = assessor.assess(proposal)
    assert "byggeri" in assessment.reading.outside["da"]
    assert (assessment.overlaps, assessment.policies, assessment.coinvestors) == ((), (), ())


def test_who_works_together_on_the_theme_or_on_what_overlaps_is_told(example):
    told = {k.collaboration.label["da"] for k in example.coordination.collaborations}
    assert {"Samarbejde mellem afdelingerne om hjemløshed", "Samarbejde om tilbuddet i Havnegade"} <= told
