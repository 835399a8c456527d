"""Counts of people are read with their year; not those of the country, of money or of room."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("I 2024 var der 172 hjemløse.", {"2024 172"}),
        ("I 2024 var der 172 hjemløse, heraf 40 unge.", {"2024 172", "2024 40"}),
        ("I 2024 var der 172 hjemløse mod 150 året før.", {"2024 172", "2023 150"}),
        ("I 2024 var 12 procent af de unge ensomme.", {"2024 12"}),
    ],
    ids=["count", "part has the year of the whole", "year before", "share"],
)
def test_people_are_counted_with_their_year(read, sentence, counts):
    assert {" ".join(line.split()[-2:]) for line in read(sentence, "observation")} == counts


@pytest.mark.parametrize(
    "sentence",
    [
        "På landsplan var 6.500 borgere hjemløse i 2024.",
        "I Danmark var der 6.500 hjemløse i 2024.",
        "I 2024 var der plads til 40 unge.",
        "I 2024 var der 40 møder.",
    ],
    ids=["country", "Denmark", "room", "no people"],
)
def test_other_numbers_are_no_count(read, sentence):
    assert read(sentence, "observation") == set()
