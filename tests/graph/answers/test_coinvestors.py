"""Co-investors: those who were in deals like the proposal, with the deals as reasons, and not five of a kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answers.assessment import Assessor
from graph.answers.investors import FEATURES, cast_votes, features, in_turn
from graph.answers.likeness import ALIKE_TEXTS
from graph.known.vectors import incidence
from graph.reading.proposal import AgeRange, Party, Proposal

HEADER = (
    "id;slags;navn;forkortelse;beskrivelse;målgruppe;metode;område;fra;sektor;giver;modtager;rolle;virkemiddel;beløb;valuta;"
    "leverandør;støtter ikke;alder fra;alder til;hører under;tema;bruger virkemiddel;støtte mindst;støtte højst;"
    "område i ord\n"
)
COLUMNS = HEADER.strip().split(";")


def row(**values):
    return ";".join(values.get(column.replace(" ", "_"), "") for column in COLUMNS) + "\n"


def initiative(name, **values):
    return row(id=name.lower().replace(" ", "-"), slags="indsats", navn=name, **values)


def funder(name, kind="fond", **values):
    return row(id=name.lower(), slags=kind, navn=name, sektor=values.pop("sektor", "fond"), **values)


def pays(giver, modtager, rolle="investor", **values):
    ident = f"{giver}-{modtager}".lower().replace(" ", "-")
    return row(id=ident, slags="finansiering", giver=giver, modtager=modtager, rolle=rolle, **values)


GRAPH = HEADER + "".join(
    (
        initiative("Hjem", målgruppe="unge hjemløse", metode="Housing First", fra="2020"),
        initiative("Gammelt hjem", målgruppe="unge hjemløse", metode="Housing First", fra="2010"),
        initiative("Spisevenner", målgruppe="ældre", metode="frivillige", fra="2020", leverandør="Gamma"),
        funder("Alfa"),
        funder("Beta"),
        funder("Gamma"),
        funder("Resultat"),
        funder("Byen", kind="kommune", sektor="kommune"),
        pays("Alfa", "Hjem", beløb="2000000", virkemiddel="lån"),
        pays("Beta", "Gammelt hjem"),
        pays("Gamma", "Spisevenner"),
        pays("Resultat", "Hjem", rolle="resultatbetaler"),
        pays("Byen", "Hjem"),
    )
)
YOUNG = {"target_groups": ["unge hjemløse"], "methods": ["Housing First"], "start": "2021"}
MSB = row(id="msb", slags="afdeling", navn="Sociale Forhold", forkortelse="MSB", hører_under="byen")


@pytest.fixture
def candidates(load):
    def ask(text=GRAPH, **fields):
        found = Assessor(load(text)).assess(Proposal(**fields)).coinvestors
        return {c.organisation.label["da"]: c for c in found}

    return ask


@pytest.fixture
def ruled_out(load):
    """Return who is ruled out, each with what speaks against it, by respect."""

    def ask(text, **fields):
        found = Assessor(load(text)).assess(Proposal(**fields))
        assert not {r.organisation.id for r in found.ruled_out} & {c.organisation.id for c in found.coinvestors}
        return {r.organisation.label["da"]: {f.respect["da"]: f for f in r.because} for r in found.ruled_out}

    return ask


def alfa(**says):
    return GRAPH.replace(funder("Alfa"), funder("Alfa", **says))


def test_who_was_in_the_most_alike_and_newest_deal_comes_first(candidates):
    assert list(candidates(**YOUNG)) == ["Alfa", "Beta"]


def test_of_two_deals_alike_the_one_in_the_place_that_the_proposal_names_comes_first(candidates):
    text = HEADER + "".join(
        (
            initiative("Nord", målgruppe="unge hjemløse", fra="2020", område_i_ord="Skagen"),
            initiative("Syd", målgruppe="unge hjemløse", fra="2020", område_i_ord="Gedser"),
            funder("Alfa"),
            funder("Beta"),
            pays("Alfa", "Nord"),
            pays("Beta", "Syd"),
        )
    )
    assert next(iter(candidates(text, target_groups=["unge hjemløse"], summary="Et hus i Skagen."))) == "Alfa"
    assert next(iter(candidates(text, target_groups=["unge hjemløse"], summary="Et hus i Gedser."))) == "Beta"


def test_a_deal_by_an_intermediary_of_several_that_the_proposal_does_not_have_counts_less(candidates):
    text = HEADER.replace("\n", ";formidler\n") + "".join(
        line.replace("\n", f";{broker}\n")
        for broker, line in (
            ("Delta", initiative("A", målgruppe="unge hjemløse", fra="2020")),
            ("Delta", initiative("B", målgruppe="ældre", fra="2020")),
            ("Solo", initiative("C", målgruppe="unge hjemløse", fra="2020")),
            ("", funder("Alfa")),
            ("", funder("Beta")),
            ("", funder("Delta", kind="organisation")),
            ("", funder("Solo", kind="organisation")),
            ("", pays("Alfa", "A")),
            ("", pays("Alfa", "B")),
            ("", pays("Beta", "C")),
        )
    )
    assert list(candidates(text, target_groups=["unge hjemløse"])) == ["Beta", "Alfa"]
    with_it = candidates(text, target_groups=["unge hjemløse"], parties=[Party(name="Delta", role="formidler")])
    assert list(with_it) == ["Alfa", "Beta"]


def test_the_reason_is_a_path_with_evidence(candidates):
    (reason,) = candidates(**YOUNG)["Alfa"].reasons
    assert [step.object.label["da"] for step in reason.path] == ["Hjem", "unge hjemløse", "Housing First"]
    assert (reason.strength, reason.amount) == (1.0, 2_000_000)
    assert reason.evidence


def test_authorities_and_who_only_paid_for_outcomes_are_no_candidates(candidates):
    assert not {"Byen", "Resultat"} & set(candidates(**YOUNG))


def test_a_deal_that_shares_nothing_but_the_place_is_no_reason(candidates):
    assert "Gamma" not in candidates(**YOUNG)
    assert "Gamma" in candidates(target_groups=["ældre"])


def test_role_instrument_and_money_are_those_of_the_past(candidates):
    alfa = candidates(**YOUNG, budget=8_000_000)["Alfa"]
    assert (alfa.role.label["da"], alfa.instrument.label["da"]) == ("investor", "lån")
    assert (alfa.money.median, alfa.money.known, alfa.money.share_of_need) == (2_000_000, 1, 0.25)


def test_how_fresh_the_facts_are_is_told(candidates):
    text = GRAPH.replace(pays("Beta", "Gammelt hjem"), pays("Beta", "Gammelt hjem", fra="2011-03"))
    assert candidates(text, **YOUNG)["Beta"].latest == "2011-03"


def test_what_a_funder_says_that_it_supports_is_held_against_the_proposal(candidates):
    text = alfa(målgruppe="hjemløse", støtter_ikke="drift", alder_til="30", bruger_virkemiddel="lån")
    fits = {f.respect["da"]: f for f in candidates(text, **YOUNG, age_range=AgeRange(min=18, max=24))["Alfa"].fits}
    assert fits["målgruppe"].fits is fits["alder"].fits is True
    assert (fits["støtter ikke"].text["da"], fits["støtter ikke"].fits) == ("drift", None)
    assert fits["virkemiddel"].note["da"] == "Det siger forslaget intet om."
    assert fits["område"].note["da"] == "Det siger giveren intet om."
    assert [f.answer_label["da"] for f in fits.values() if f.is_stated] == ["opfyldt", "opfyldt", "ukendt", "ukendt"]
    assert all(f.evidence for f in fits.values() if f.is_stated)


def test_a_funder_of_other_ages_is_ruled_out_with_the_reason(ruled_out):
    against = ruled_out(alfa(alder_fra="65"), **YOUNG, age_range=AgeRange(min=18, max=24))
    assert against["Alfa"]["alder"].note["da"] == "0 % af forslagets aldre er med."


def test_ages_of_which_most_are_supported_are_met(candidates):
    found = candidates(alfa(alder_fra="20"), **YOUNG, age_range=AgeRange(min=18, max=24))
    assert next(f for f in found["Alfa"].fits if f.respect["da"] == "alder").fits is True


def test_a_funder_that_never_paid_outside_its_own_area_is_ruled_out_elsewhere(ruled_out, candidates):
    text = alfa(område="Region Nordjylland")
    assert "område" in ruled_out(text, **YOUNG, areas=["Gellerup"])["Alfa"]
    assert "Alfa" not in ruled_out(text, **YOUNG, areas=["Aalborg"])
    elsewhere = text.replace("Housing First;;2020", "Housing First;Viborg;2020")
    area = next(
        f for f in candidates(elsewhere, **YOUNG, areas=["Gellerup"])["Alfa"].fits if f.respect["da"] == "område"
    )
    assert area.fits is None


def test_a_sum_below_the_least_that_a_funder_gives_rules_it_out(ruled_out):
    text = alfa(støtte_mindst="1000000")
    assert "beløb" in ruled_out(text, **YOUNG, budget=500_000)["Alfa"]
    assert "Alfa" not in ruled_out(text, **YOUNG, budget=2_000_000)


def test_who_does_not_support_municipalities_is_out_unless_another_can_apply(ruled_out, candidates):
    text = alfa(støtter_ikke="kommuner og regioner") + MSB
    assert "ansøger" in ruled_out(text, **YOUNG, departments=["MSB"])["Alfa"]
    club = row(id="klub", slags="civilsamfundsorganisation", navn="Klubben", sektor="civilsamfund")
    found = candidates(text + club, **YOUNG, departments=["MSB"], parties=[Party(name="Klubben")])
    applicant = next(f for f in found["Alfa"].fits if f.respect["da"] == "ansøger")
    assert (applicant.fits, applicant.note["da"]) == (True, "Klubben kan søge.")


def test_what_is_done_may_be_what_a_funder_does_not_support(ruled_out):
    assert "støtter ikke" in ruled_out(alfa(støtter_ikke="Housing First"), **YOUNG)["Alfa"]


def test_another_purpose_rules_out_only_who_never_paid_for_the_like(ruled_out, candidates):
    other = GRAPH.replace(funder("Gamma"), funder("Gamma", målgruppe="ældre"))
    shared_place = {"target_groups": ["unge hjemløse"], "start": "2021"}
    assert "målgruppe" in ruled_out(other, **shared_place)["Gamma"]
    assert "Alfa" in candidates(alfa(målgruppe="ældre"), **YOUNG)


def test_another_instrument_is_told_but_rules_nobody_out(candidates):
    fields = {**YOUNG, "summary": "Pengene gives som en social effektinvestering."}
    fits = {f.respect["da"]: f for f in candidates(alfa(bruger_virkemiddel="donation"), **fields)["Alfa"].fits}
    assert fits["virkemiddel"].fits is False


def test_who_says_that_it_supports_the_group_is_a_candidate_without_any_deal(candidates):
    found = candidates(GRAPH + funder("Ny", målgruppe="hjemløse"), **YOUNG)
    (reason,) = found["Ny"].reasons
    assert (reason.is_stated, reason.amount, found["Ny"].money.known) == (True, None, 0)
    assert [step.object.label["da"] for step in reason.path] == ["hjemløse"]
    assert list(found) == ["Alfa", "Ny", "Beta"]


def test_a_shared_department_alone_is_no_bond(candidates):
    text = GRAPH.replace("frivillige;;2020;;;;;;;;Gamma", "frivillige;;2020;;;;;;;;MSB") + MSB
    assert text.count("MSB") == 2
    assert "Gamma" not in candidates(text, target_groups=["unge hjemløse"], departments=["MSB"])


def test_who_would_both_pay_and_deliver_is_a_conflict(candidates):
    gamma = candidates(target_groups=["ældre"], parties=[Party(name="Gamma", role="leverandør")])["Gamma"]
    assert gamma.already_party
    assert {t.label["da"] for t in gamma.conflict} == {"Spisevenner", "leverandør"}


def test_a_shared_provider_is_a_reason(candidates):
    found = candidates(target_groups=["borgere med selvskadende adfærd"], parties=[Party(name="Gamma")])
    assert [step.object.label["da"] for step in found["Gamma"].reasons[0].path] == ["Spisevenner", "Gamma"]


def test_the_list_is_not_two_of_a_kind(candidates):
    twins = "".join(funder(name) for name in ("Aa", "Ab")) + "".join(
        pays(name, deal) for name in ("Aa", "Ab") for deal in ("Hjem", "Gammelt hjem")
    )
    found = list(candidates(GRAPH.replace(pays("Beta", "Gammelt hjem"), "") + twins, **YOUNG))
    assert set(found) == {"Aa", "Ab", "Alfa"}
    assert found[0] == "Aa"


def test_nobody_is_asked_where_nothing_was_paid(candidates):
    assert candidates(HEADER + initiative("Hjem", målgruppe="unge hjemløse"), target_groups=["unge hjemløse"]) == {}


DEALS = st.lists(st.sets(st.integers(0, 5), max_size=4), min_size=1, max_size=8)


@given(deals=DEALS, covered=st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_taking_turns_keeps_everyone_and_without_cover_the_order_of_votes(deals, covered):
    links = incidence([sorted(deal) for deal in deals], 6)
    weight = np.linspace(1, 2, len(deals))
    votes = np.asarray(links.T @ weight)
    order = in_turn(weight, links, votes, covered).tolist()
    assert sorted(order) == list(range(6))
    assert votes[order[0]] == votes.max()
    if covered == 1.0:
        assert [votes[i] for i in order] == sorted(votes, reverse=True)


def test_after_a_syndicate_member_comes_who_was_not_with_it():
    links = incidence([[0, 1], [0, 1], [2]], 3)
    weight = np.array([0.4, 0.3, 0.25])
    votes = np.asarray(links.T @ weight)
    assert in_turn(weight, links, votes, 1.0).tolist() == [0, 1, 2]
    assert in_turn(weight, links, votes, 0.3).tolist() == [0, 2, 1]


def test_of_two_with_nearly_the_same_votes_the_one_with_fewer_deals_comes_first():
    links = incidence([[0, 1], [0], [0]], 2)
    weight = np.array([0.98, 0.01, 0.01])
    votes = np.asarray(links.T @ weight)
    assert in_turn(weight, links, votes, 1.0).tolist() == [0, 1]
    assert in_turn(weight, links, votes, 1.0, 0.05).tolist() == [1, 0]


def test_who_takes_part_has_the_vote_of_one_more_deal_in_the_area():
    weights = {**dict.fromkeys(FEATURES, 1.0), "party": 0.0}
    alike = np.zeros((2, len(FEATURES)))
    alike[0, FEATURES.index("area")] = 1
    links = incidence([[0], [1]], 2)
    _, without = cast_votes(alike, links, np.zeros(2), weights)
    weight, votes = cast_votes(alike, links, np.array([0.0, 1.0]), weights)
    assert votes - without == pytest.approx([0, weight[0]])


def test_what_no_deal_tells_of_makes_none_less_alike(load):
    snapshot = load(GRAPH.replace("unge hjemløse", "").replace("Housing First", ""))
    deals, index = snapshot.deals, snapshot.index
    reading = Assessor(snapshot).assess(Proposal(title="Nyt")).reading
    found = {"text": np.linspace(0.1, 0.4, len(index.initiatives))}
    unknown = {**found, "target-group": np.full(len(index.initiatives), np.nan)}
    content = FEATURES.index("content")
    alone, with_group = (features(reading, f, "", None, snapshot)[:, content] for f in (found, unknown))
    assert alone == pytest.approx(with_group)
    assert alone == pytest.approx(found["text"][deals.rows] / ALIKE_TEXTS)


def test_a_deal_that_is_more_alike_gives_more_votes():
    weights = {**dict.fromkeys(FEATURES, 1.0), "party": 0.0}
    alike = np.zeros((2, len(FEATURES)))
    alike[1, 0] = 1
    weight, votes = cast_votes(alike, incidence([[0], [1]], 2), np.zeros(2), weights)
    assert weight.sum() == pytest.approx(1)
    assert votes[1] > votes[0]
