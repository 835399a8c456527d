"""Ages in years, in school years, and by the words for a stage of life."""

import pytest

from graph.reading.ages import ages as ages_in


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("unge mellem 18 og 24 år", [(18, 24)]),
        ("de 65-80-årige", [(65, 80)]),
        ("unge i alderen 15 til 30 år", [(15, 30)]),
        ("hjemløse under 25 år", [(None, 24)]),
        ("borgere over 25 år", [(25, None)]),
        ("ældre på 65+ år", [(65, None)]),
        ("forløbet varer 2 til 4 år", []),
        ("projektet løber i 3 år", []),
        ("fra 2019 til 2024", []),
    ],
)
def test_ages(text, ages):
    assert [(f.value, f.high) for f in ages_in(text)] == ages


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Piger på 11, 13 og 14 år.", (11, 14)),
        ("Vejlederen begynder, når den unge er 16, og slipper, når hun er 22.", (16, 22)),
        ("De fleste er mænd mellem 25 og 40 fra Syrien.", (25, 40)),
        ("Alle rygere fra 25 år og op er med.", (25, None)),
        ("Man kan komme fra man er 14 år og til og med 35.", (14, 35)),
        ("For femten- til attenårige.", (15, 18)),
        ("De unge voksne (18–30) får et tilbud.", (18, 30)),
        ("Vi møder gutter på 13-16, der keder sig.", (13, 16)),
        ("Borgerne er typisk over 30 og har gæld.", (30, None)),
    ],
)
def test_ages_are_said_in_many_ways(read, text, ages):
    assert (read(text).ages.min, read(text).ages.max) == ages
    assert read(text).ages.certainty == "certain"


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Elever på mellemtrinnet og i udskolingen.", (10, 16)),
        ("Vi hjælper hjemløse i halvtredserne og tresserne.", (50, 69)),
        ("Det er til konfirmander i sognet.", (13, 15)),
        ("Elever i 8. klasse får en mentor.", (14, 15)),
        ("Borgere i pensionsalderen får besøg.", (67, None)),
    ],
)
def test_a_stage_of_life_gives_likely_ages(read, text, ages):
    assert (read(text).ages.min, read(text).ages.max, read(text).ages.certainty) == (*ages, "likely")


def test_ages_in_years_count_before_a_stage_of_life(read):
    assert (read("Teenagere i klubben. De er 14-16 år.").ages.min, read("Klubben er for teenagere.").ages.min) == (
        14,
        13,
    )


@pytest.mark.parametrize(
    "text", ["Vi søger mellem 18 og 30 stole.", "Borgere på kontanthjælp i over tre år.", "Efter 9. klasse går de ud."]
)
def test_other_numbers_are_no_ages(read, text):
    assert read(text).ages is None
