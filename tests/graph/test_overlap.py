"""Overlap: the more, the rarer and the closer what two initiatives share, the stronger."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.assessment import Assessor
from graph.proposal import AgeRange, Proposal

HEADER = "id;slags;navn;tema;målgruppe;metode;område;alder fra;alder til;status;til;sektor;giver;modtager;ansvarlig\n"
THEME = "Flere hjemløse i egen bolig"
GRAPH = HEADER + "".join(
    f"{row}\n"
    for row in (
        f"tvilling;indsats;Tvilling;{THEME};unge hjemløse;Housing First;Bispehaven;18;24;i gang;;;;;",
        f"bred;indsats;Bred;{THEME};hjemløse;Housing First;;;;i gang;;;;;",
        f"anden-metode;indsats;Anden metode;{THEME};unge hjemløse;mentor;;;;i gang;2022;;;;",
        "anden-gruppe;indsats;Anden gruppe;Mere lighed i sundhed;ældre;Housing First;;65;;i gang;;;;;",
        "fjern;indsats;Fjern;Mere lighed i sundhed;ældre;sundhedshus;;65;;i gang;;;;;",
        "fonden;fond;Fonden;;;;;;;;;fond;;;",
        "f1;finansiering;;;;;;;;;;;Fonden;Tvilling;",
    )
)


def overlaps(snapshot, **fields):
    return {o.initiative.label["da"]: o for o in Assessor(snapshot).assess(Proposal(**fields)).overlaps}


def test_the_same_for_the_same_comes_first_and_says_why(load):
    found = overlaps(
        load(GRAPH), target_groups=["unge hjemløse"], methods=["Housing First"], age_range=AgeRange(min=18, max=24)
    )
    assert next(iter(found)) == "Tvilling"
    twin = found["Tvilling"]
    assert twin.score == 1.0
    assert twin.kind.id.endswith("/same-for-same")
    assert {r.dimension for r in twin.respects if r.same} == {"target-group", "method", "age"}
    assert all(r.evidence for r in twin.respects)
    assert [p.label["da"] for p in twin.paid_by] == ["Fonden"]


def test_the_kinds_of_overlap(load):
    found = overlaps(load(GRAPH), target_groups=["unge hjemløse"], methods=["Housing First"])
    kinds = {name: o.kind.id.rsplit("/", 1)[-1] for name, o in found.items()}
    assert kinds["Bred"] == "same-for-same"
    assert kinds["Anden metode"] == "same-group-other-method"
    assert kinds["Anden gruppe"] == "same-method-other-group"
    assert "Fjern" not in kinds


def test_a_broader_group_counts_less_than_the_same(load):
    found = overlaps(load(GRAPH), target_groups=["unge hjemløse"])
    likeness = {
        name: next(r.likeness for r in o.respects if r.dimension == "target-group") for name, o in found.items()
    }
    assert likeness["Tvilling"] == 1
    assert 0 < likeness["Bred"] < 1


def test_what_is_not_known_of_an_initiative_is_said_and_gives_no_credit(load):
    found = overlaps(load(GRAPH), target_groups=["unge hjemløse"], areas=["Bispehaven"])
    area = next(r for r in found["Anden metode"].respects if r.dimension == "area")
    assert (area.likeness, area.same) == (None, None)
    assert found["Anden metode"].score < found["Tvilling"].score


def test_no_hit_says_what_was_compared(load):
    assessment = Assessor(load(GRAPH)).assess(Proposal(target_groups=["borgere med selvskadende adfærd"]))
    assert assessment.overlaps == ()
    assert (assessment.compared.initiatives, assessment.compared.funders) == (5, 1)


GROUPS = st.sets(
    st.sampled_from(["unge hjemløse", "hjemløse", "ældre", "anbragte børn", "borgere med psykisk sygdom"]), max_size=3
)
METHODS = st.sets(st.sampled_from(["Housing First", "IPS", "mentor", "boliggaranti"]), max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=GROUPS, methods=METHODS)
def test_scores_are_shares_and_fall_from_first_to_last(assessor, groups, methods):
    from graph.overlap import find_overlaps
    if groups or methods:
        proposal = Proposal(target_groups=sorted(groups), methods=sorted(methods))
        reading = assessor.read(proposal)
        scores = [o.score for o in find_overlaps(reading, assessor.snapshot)]
        assert all(0 <= score <= 1 for score in scores)
        assert scores == sorted(scores, reverse=True)
