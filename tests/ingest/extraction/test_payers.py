"""Who pays is read from the verb or from 'af' and 'fra', each with what it gives; asked for or refused is not paid."""

import pytest

NORTH, SOUTH = "funds: Nordfonden → Broen", "funds: Sydfonden → Broen"


@pytest.mark.parametrize(
    ("sentence", "paid"),
    [
        ("Nordfonden har bevilget 2 mio. kr. til projektet Broen.", {NORTH + " 2,000,000"}),
        ("Projektet Broen er støttet af Nordfonden med 2 mio. kr. i 2024-2026.", {NORTH + " 2,000,000 2024"}),
        (
            "Projektet Broen får 2 mio. kr. fra Nordfonden og 1 mio. kr. fra Sydfonden.",
            {NORTH + " 2,000,000", SOUTH + " 1,000,000"},
        ),
        (
            "Nordfonden giver 2 mio. kr. og Sydfonden giver 1 mio. kr. til projektet Broen.",
            {NORTH + " 2,000,000", SOUTH + " 1,000,000"},
        ),
    ],
)
def test_each_payer_gives_its_own_amount(read, sentence, paid):
    assert read(sentence, "funds") == paid


def test_what_two_give_together_is_the_amount_of_neither(read):
    together = "Nordfonden og Sydfonden giver tilsammen 3 mio. kr. til projektet Broen."
    assert read(together, "funds") == {NORTH, SOUTH}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kommunen har søgt Nordfonden om 2 mio. kr. til projektet Broen.",
        "Nordfonden har ikke bevilget 2 mio. kr. til projektet Broen.",
        "Nordfonden gav afslag på 2 mio. kr. til projektet Broen.",
        "Kommunen giver 2 mio. kr. til projektet Broen.",
    ],
    ids=["asked for", "denied", "refused", "own money"],
)
def test_money_that_nobody_else_gives_has_no_payer(read, sentence):
    assert read(sentence, "funds") == set()
