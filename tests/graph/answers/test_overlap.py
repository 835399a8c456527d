"""Overlap: the more, the rarer and the closer what two initiatives share, the stronger."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.answers.assessment import Assessor
from graph.answers.likeness import shared_period
from graph.reading.proposal import AgeRange, Proposal

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


KINDS = """\
id;slags;navn;beskrivelse;målgruppe;metode;alder fra;alder til;status;fra;til;del af
ung;indsats;Ung;Unge får en mentor, et fritidsjob og en fast voksen;unge hjemløse;mentor;;17;i gang;2020;2021;
slut;indsats;Slut;;unge hjemløse;Housing First;18;24;ophørt;2015;2018;
plan;indsats;Plan;;unge hjemløse;gadeplan;18;24;i gang;2021;2024;
stykke;indsats;Stykke;;ældre;;;;i gang;;;Plan
"""


def test_an_overlap_may_be_a_link_before_or_after_a_larger_whole_or_have_ended(load):
    found = overlaps(
        load(KINDS),
        target_groups=["unge hjemløse"],
        methods=["Housing First"],
        age_range=AgeRange(min=18, max=24),
    )
    kinds = {name: o.kind.id.rsplit("/", 1)[-1] for name, o in found.items()}
    assert kinds == {"Ung": "before-or-after", "Slut": "same-but-ended", "Plan": "part-of"}
    assert all(o.advice["da"] and o.advice["en"] for o in found.values())


def test_periods_are_compared_as_intervals(load):
    found = overlaps(load(KINDS), target_groups=["unge hjemløse"], start="2021", months=36)
    period = {name: next(r for r in o.respects if r.dimension == "period") for name, o in found.items()}
    assert period["Slut"].likeness == 0
    assert 0 < period["Ung"].likeness < period["Plan"].likeness
    assert period["Plan"].evidence


@settings(max_examples=25, deadline=None)
@given(
    starts=st.lists(st.floats(2000, 2030), min_size=1, max_size=6),
    years=st.none() | st.floats(0.5, 10),
    lengths=st.lists(st.none() | st.floats(0.5, 10), min_size=6, max_size=6),
)
def test_who_does_not_say_how_long_is_taken_to_last_as_long_as_the_other(starts, years, lengths):
    begin = np.array(starts)
    said = np.array([np.nan if years is None else years for years in lengths[: len(starts)]])
    alike = shared_period(2015.0, years, begin, begin + said)
    assert ((alike >= 0) & (alike <= 1)).all()
    one_is_silent = np.isnan(said) | (years is None)
    same_start = shared_period(2015.0, years, np.full(len(starts), 2015.0), 2015.0 + said)
    assert same_start[one_is_silent] == pytest.approx(1)


def test_what_is_to_be_achieved_and_where_are_compared_in_words_too(load):
    graph = (
        "id;slags;navn;målgruppe;virkning i ord;område i ord\n"
        "a;indsats;Alfa;unge hjemløse;Afsluttet svendebrev;Vollsmose\n"
        "b;indsats;Beta;unge hjemløse;Færre sygedage;Gellerup\n"
    )
    found = overlaps(load(graph), target_groups=["unge hjemløse"], outcome_metrics=["færre sygedage"])
    text = {name: next(r for r in o.respects if r.dimension == "text") for name, o in found.items()}
    assert text["Beta"].words == ("færre", "sygedage")
    assert not text["Alfa"].words
    assert next(iter(overlaps(load(graph), target_groups=["unge hjemløse"], summary="Vollsmose"))) == "Alfa"


def test_texts_are_compared_by_their_words_and_the_words_shown(load):
    found = overlaps(load(KINDS), target_groups=["unge hjemløse"], summary="Et fritidsjob og en mentor til de unge.")
    text = next(r for r in found["Ung"].respects if r.dimension == "text")
    assert {"fritidsjob", "mentor"} <= set(text.words)
    assert text.label["da"] == "ord i teksten"
    assert next(iter(found)) == "Ung"


GROUPS = st.sets(
    st.sampled_from(["unge hjemløse", "hjemløse", "ældre", "anbragte børn", "borgere med psykisk sygdom"]), max_size=3
)
METHODS = st.sets(st.sampled_from(["Housing First", "IPS", "mentor", "boliggaranti"]), max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=GROUPS, methods=METHODS)
def test_scores_are_shares_and_fall_from_first_to_last(assessor, groups, methods):
    from graph.answers.overlap import find_overlaps

    if groups or methods:
        proposal = Proposal(target_groups=sorted(groups), methods=sorted(methods))
        reading = assessor.read(proposal)
        scores = [o.score for o in find_overlaps(reading, assessor.snapshot)]
        assert all(0 <= score <= 1 for score in scores)
        assert scores == sorted(scores, reverse=True)


SEVERAL = """\
id;slags;navn;tema;målgruppe;metode;område
enlig;indsats;Enlig;;hjemløse;mentor;
mange;indsats;Mange;;hjemløse;mentor|IPS|boliggaranti|gadeplan;
tema;indsats;Tema;Flere hjemløse i egen bolig;ældre;sundhedshus;Aarhus
sted;indsats;Sted;Flere hjemløse i egen bolig;ældre;sundhedshus;Bispehaven
"""


def test_who_does_one_of_the_things_alone_is_nearer_than_who_does_it_among_many(load):
    found = overlaps(load(SEVERAL), target_groups=["hjemløse"], methods=["mentor", "Housing First"])
    method = {name: next(r for r in o.respects if r.dimension == "method").likeness for name, o in found.items()}
    assert method["Enlig"] > method["Mange"]


def test_a_theme_and_a_wide_place_bind_nobody_and_a_narrow_place_does(load):
    council = "raadet;råd;Rådet;;;;Aarhus\n"
    both = {"target_groups": ["anbragte børn"], "themes": ["Flere hjemløse i egen bolig"]}
    assert set(overlaps(load(SEVERAL + council), areas=["Aarhus", "Bispehaven"], **both)) == {"Sted"}
    assert overlaps(load(SEVERAL + council), areas=["Aarhus"], **both) == {}


def test_where_neither_group_nor_method_is_proposed_the_outcome_binds(load):
    graph = "id;slags;navn;virkning\na;indsats;Alfa;beskæftigelse\nb;indsats;Beta;færre indlæggelser\n"
    found = overlaps(load(graph), outcome_metrics=["beskæftigelse"])
    assert set(found) == {"Alfa"}
