"""Policies: what each changes, from when, and what it means for the proposal, from facts only."""

import pytest

from graph.answers.assessment import Assessor
from graph.reading.proposal import Proposal


def bearings(assessor, **fields):
    policies = assessor.assess(Proposal(**fields)).policies
    return {p.policy.id.rsplit("/", 1)[-1]: (p.bearing.id.rsplit("/", 1)[-1], p) for p in policies}


def test_a_policy_helps_limits_or_replaces_where_a_source_says_so(assessor):
    found = bearings(assessor, target_groups=["hjemløse"], methods=["støtte i egen bolig"])
    assert found["hjemloesereform-2023"][0] == "helps"
    assert found["hjemloesereform-2023"][1].takes_effect == "2023-10-01"
    assert found["hjemloesereform-2023"][1].change
    plan = bearings(assessor, target_groups=["beboere i udsatte boligområder"], methods=["boligsocial helhedsplan"])
    assert plan["beskaering-boligsociale-planer"][0] == "limits"
    advice = bearings(assessor, target_groups=["udsatte børn"], methods=["rådgivning og vejledning"])
    assert advice["barnets-lov-30"][0] == "replaces"


def test_what_no_source_says_is_unknown(assessor):
    assert bearings(assessor, target_groups=["udsatte børn"])["barnets-lov-30"][0] == "unknown"  # another method
    assert bearings(assessor, target_groups=["hjemløse"])["hjemloeseaftale-aarhus-2023"][0] == "unknown"


def test_a_policy_that_has_been_succeeded_or_repealed_no_longer_applies(assessor):
    found = bearings(assessor, themes=["Bedre hverdag for børn med særlige behov"])
    bearing, policy = found["serviceloven-11-3"]
    assert bearing == "lapsed"
    assert [t.label["da"] for t in policy.bearing_because] == ["Barnets lov § 30"]


@pytest.mark.parametrize(
    ("by", "fields"), [("målgruppe", {"target_groups": ["ældre"]}), ("metode", {"methods": ["IPS"]})]
)
def test_a_policy_bears_on_a_proposal_by_target_group_or_method(load, by, fields):
    value = next(iter(fields.values()))[0]
    snapshot = load(f"id;slags;navn;{by};status\nplan;handleplan;Planen;{value};vedtaget\n")
    assert set(bearings(Assessor(snapshot), **fields)) == {"plan"}


def test_money_that_has_come_of_it_to_what_overlaps_helps(load):
    snapshot = load(
        "id;slags;navn;målgruppe;giver;modtager;udmønter;sektor\n"
        "plan;handleplan;Planen;;;;;\n"
        "byen;kommune;Byen;;;;;kommune\n"
        "gang;indsats;Gang;ældre;;;Planen;\n"
        "penge;finansiering;;;Byen;Gang;Planen;\n"
    )
    bearing, policy = bearings(Assessor(snapshot), target_groups=["ældre"])["plan"]
    assert bearing == "helps"
    assert [t.label["da"] for t in policy.bearing_because] == ["Gang"]


def test_what_shares_a_group_comes_before_what_applies_to_the_whole_theme(load):
    rows = "".join(f"lov{n};lov;Lov {n};Flere hjemløse i egen bolig;;;202{n}\n" for n in range(8))
    ours = "maal;strategi;Målet;Flere hjemløse i egen bolig;;Aarhus;2010\n"
    group = "plan;handleplan;Planen;;hjemløse;;2011\n"
    council = "raadet;råd;Rådet;;;Aarhus;\n"
    snapshot = load(f"id;slags;navn;styrer tema;målgruppe;område;dato\n{council}{rows}{ours}{group}")
    theme = {"themes": ["Flere hjemløse i egen bolig"]}
    found = bearings(Assessor(snapshot), target_groups=["hjemløse"], **theme)
    assert list(found) == ["plan", "lov7", "lov6", "lov5", "lov4", "maal"]
    assert found["plan"][1].bonds == 1
    assert found["lov7"][1].bonds == 0
    assert len(bearings(Assessor(snapshot), **theme)) == 9


def test_a_policy_of_fewer_themes_comes_before_one_of_many(load):
    snapshot = load(
        "id;slags;navn;styrer tema;dato\n"
        "bred;lov;Bred;Flere hjemløse i egen bolig|Mere lighed i sundhed;2024\n"
        "smal;lov;Smal;Flere hjemløse i egen bolig;2014\n"
    )
    assert list(bearings(Assessor(snapshot), themes=["Flere hjemløse i egen bolig"])) == ["smal", "bred"]
