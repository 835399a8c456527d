"""A budget is what the municipality has for something that is named; not a part, a saving or the country's money."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "budget"),
    [
        ("Budgettet til projektet Broen er 2 mio. kr. i 2025.", "projektet Broen → Godt naboskab 2,000,000 2025"),
        ("Projektet Broen koster 2 mio. kr. om året.", "Broen → Godt naboskab 2,000,000"),
        (
            "Budgettet til projektet Broen er 2 mio. kr., heraf 500.000 kr. til løn.",
            "projektet Broen → Godt naboskab 2,000,000",
        ),
    ],
    ids=["budget for", "costs", "whole, not part"],
)
def test_what_something_costs_is_its_budget(read, sentence, budget):
    assert read(sentence, "budget") == {f"budget: {budget}"}


@pytest.mark.parametrize(
    "sentence",
    [
        "På landsplan er budgettet til projektet Broen 2 mio. kr.",
        "Merforbruget til projektet Broen var 2 mio. kr. i 2024.",
        "Budgettet til projektet Broen er ikke 2 mio. kr.",
        "Kommunen ansøger om et budget til projektet Broen på 2 mio. kr.",
    ],
    ids=["country", "overspent", "denied", "asked for"],
)
def test_other_amounts_are_no_budget(read, sentence):
    assert read(sentence, "budget") == set()
