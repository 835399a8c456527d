"""What the fund has left in a year, under its rules and as far as the commitments are known."""

import pytest

from graph.answers.assessment import Assessor
from graph.answers.gates import check_gates
from graph.answers.portfolio import find_portfolios
from graph.reading.proposal import Proposal

FUND = (
    "id;slags;navn;sektor;årlig investering;årlig investering med andre;årlig ramme til modning;giver;modtager;beløb;"
    "dato;virkemiddel;nævner alle;handler om\n"
    "raad;råd;Rådet;kommune;16000000;25000000;600000;;;;;;;\n"
    "gang;indsats;Gang;;;;;;;;;;;\n"
    "en;finansiering;;;;;;Rådet;Gang;10000000;2022-05;;;\n"
    "to;finansiering;;;;;;Rådet;Gang;500000;2022;donation;;\n"
)
DOUBT = "tre;finansiering;;;;;;Rådet;Gang;;2022;;;\nfire;finansiering;;;;;;Rådet;Gang;3000000;;;;\n"
ALL = "alt;dækning;Alle rådets tilsagn;;;;;;;;;;finansiering;Rådet\n"


def test_what_is_left_is_the_yearly_amount_less_what_is_committed_in_the_year(load):
    (fund,) = find_portfolios(load(FUND + DOUBT), 2022)
    assert (fund.committed_in_year, fund.left_to_invest) == (10_000_000, 6_000_000)
    assert (fund.donated_in_year, fund.left_to_donate) == (500_000, 100_000)
    assert fund.in_doubt == 2
    assert len(fund.commitments) == 4


def test_another_year_starts_afresh_but_for_commitments_of_unknown_year(load):
    (fund,) = find_portfolios(load(FUND + DOUBT), 2023)
    assert (fund.left_to_invest, fund.in_doubt) == (16_000_000, 1)


def test_the_baseline_follows_the_vision_paper(snapshot):
    (fund,) = find_portfolios(snapshot, 2022)
    assert (fund.capital, fund.years, fund.repayment_percent) == (40_000_000, 10, 80)
    assert (fund.yearly_investment, fund.donation_pool, fund.donation_ceiling) == (16_000_000, 600_000, 100_000)
    assert fund.committed_in_year == 14_700_000  # Lær for Livet 8.7, Din vej i job 3 and IPS-PLUS 3 million
    assert fund.not_expected_back == pytest.approx(fund.committed * 0.2)


@pytest.mark.parametrize(
    ("facts", "year", "fields", "answer"),
    [
        (FUND + ALL, 2022, {"budget": 6_000_000}, "pass"),
        (FUND, 2022, {"budget": 6_000_000}, "attention"),  # nobody claims to name all commitments
        (FUND + DOUBT + ALL, 2022, {"budget": 6_000_000}, "attention"),
        (FUND + ALL, 2022, {"budget": 6_000_001}, "attention"),  # with co-investors
        (FUND + ALL, 2022, {"budget": 25_000_001}, "stop"),
        (FUND + ALL, 2022, {"budget": 100_000, "evidence_level": "uprøvet"}, "pass"),
        (FUND, 2022, {"budget": 100_000, "evidence_level": "uprøvet"}, "attention"),
        (FUND + ALL, 2022, {"budget": 100_001, "evidence_level": "uprøvet"}, "stop"),
        (FUND + ALL, 2022, {"title": "Uden beløb"}, "unknown"),
        (FUND + ALL, None, {"budget": 6_000_000}, "unknown"),
    ],
)
def test_the_gate_says_whether_there_is_room(load, facts, year, fields, answer):
    assessor = Assessor(load(facts))
    reading = assessor.read(Proposal(**fields))
    portfolios = find_portfolios(assessor.snapshot, year)
    gates = check_gates(reading, assessor.snapshot, (), portfolios, year)
    (gate,) = [g for g in gates if g.id.endswith("#fund")]
    assert gate.answer == answer
    assert not any("{?" in line.message["da"] for line in gate.lines)
