"""Ages, amounts and durations as people write them in Danish."""

import pytest

from graph.reading import quantities


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("et budget på 6 mio. kr.", [6_000_000]),
        ("der søges 250.000 kr. til det", [250_000]),
        ("1,5 mia. kroner", [1_500_000_000]),
        ("i alt 2.500.000,50 DKK", [2_500_000.5]),
        ("et samlet budget på 4 mio. kr., heraf 400.000 kr. til en bil", [4_000_000, 400_000]),
        ("12 unge og 3 medarbejdere", []),
    ],
)
def test_amounts(text, amounts):
    assert [f.value for f in quantities.money(text)] == amounts


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("Projektet løber i 3 år.", [(36, False)]),
        ("en periode på 18 måneder", [(18, False)]),
        ("over to et halvt år", [(30, False)]),
        ("ventes tilbagebetalt efter 48 måneder", [(48, True)]),
        ("tilbagebetalingstid: 5 år", [(60, True)]),
    ],
)
def test_durations(text, durations):
    assert [(f.value, is_payback) for f, is_payback in quantities.durations(text)] == durations


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("ca. 636 mio. kr.", [(636e6, None)]),
        ("to milliarder kr. i årene 2022-2025", [(2e9, None)]),
        ("mellem 120 og 130 mio. kr.", [(120e6, 130e6)]),
        ("120-130 mio. kr.", [(120e6, 130e6)]),
        ("kr. 500.000", [(5e5, None)]),
        ("500 tkr.", [(5e5, None)]),
        ("2,5 mio. kr. og 3 mio. kr.", [(2.5e6, None), (3e6, None)]),
        ("i 2020 28 mio. kr.", [(28e6, None)]),
        ("to indsatser i 2020", []),
    ],
)
def test_every_amount_of_a_text_is_read(text, amounts):
    assert [(f.value, f.high) for f in quantities.money(text)] == amounts


def test_a_bare_number_is_an_amount_where_its_column_says_what_it_counts():
    assert [f.value for f in quantities.money("2,5", unit=1e6)] == [2.5e6]
