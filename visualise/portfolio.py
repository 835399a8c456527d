"""What a fund has left, as lines of a table."""

from collections.abc import Callable

from graph.answers.portfolio import Portfolio


def portfolio_facts(p: Portfolio, say: Callable[[str], str]) -> dict[str, float | str]:
    """Return the fund's rules and what is left under them, by what they are called; what is not known is left out."""
    told: dict[str, float | None] = {
        say("size of the fund (DKK)"): p.capital,
        say("expected to be repaid (%)"): p.repayment_percent,
        say("can invest a year (DKK)"): p.yearly_investment,
        say("committed in the year, as far as known (DKK)"): p.committed_in_year,
        say("left to invest, at most (DKK)"): p.left_to_invest,
        say("for donations and maturing a year (DKK)"): p.donation_pool,
        say("donated in the year, as far as known (DKK)"): p.donated_in_year,
        say("left to donate, at most (DKK)"): p.left_to_donate,
        say("all known commitments (DKK)"): p.committed,
        say("of which not expected back (DKK)"): p.not_expected_back,
    }
    facts: dict[str, float | str] = {name: value for name, value in told.items() if value is not None}
    if p.in_doubt:
        doubt = say("{n} commitments may belong to the year, but their amount or year is not known")
        facts[say("not known")] = doubt.format(n=p.in_doubt)
    return facts
