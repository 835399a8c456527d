"""Prose says what is proposed in many ways, and much besides; how a passage is meant counts, and who has which role."""

import pytest

from graph.reading.context import passages
from graph.reading.proposal import Proposal
from tests.graph.reading.conftest import slugs


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Vi giver unge en bolig.", "own"),
        ("På landsplan er 6.000 uden hjem.", "background"),
        ("Vi tilbyder ikke døgnbehandling.", "denied"),
        ("Kommunen skal tilbyde det efter serviceloven § 101.", "duty"),
        ("Projektet stopper til sommer.", "ending"),
        ("Børnene går i dagtilbud.", "own"),
    ],
)
def test_a_passage_has_its_standing(text, standing):
    assert [p.standing for p in passages(text)] == [standing]


def test_a_denial_that_points_back_reaches_what_it_points_at():
    assert [p.standing for p in passages("Før brugte vi mentorer; det indgår ikke her.")] == ["denied", "denied"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Det er for unge uden fast bolig.", "young-unstable-housing"),
        ("Vi hjælper børn, der ikke kommer i skole.", "children-absence"),
        ("Lejere, der står til udsættelse, får råd.", "eviction-threatened"),
    ],
)
def test_a_target_group_is_found_in_other_words_and_said_to_be_likely(read, text, group):
    (facet,) = (f for f in read(text).facet("target-group") if f.thing.id.endswith(f"/{group}"))
    assert facet.certainty == "likely"
    assert facet.spans[0].text in text


@pytest.mark.parametrize(
    "text",
    [
        "Vi hjælper ældre. Når den boligsociale helhedsplan ophører, mangler der noget.",
        "Vi hjælper ældre. I dag bruger nabokommunen Housing First.",
        "Vi hjælper ældre. Vi tilbyder ikke familiebehandling eller mentorer.",
        "Vi hjælper ældre. Kommunen er forpligtet til at tilbyde rusmiddelbehandling.",
    ],
)
def test_what_is_not_proposed_is_no_method(read, text):
    assert slugs(read(text).facet("method")) == set()


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        ("Bikubenfonden bevilger 2 mio. kr.", "bikubenfonden", "grant-maker"),
        ("Lind Foundation går ind som investor.", "lind-foundation", "investor"),
        ("TrygFonden stiller lokaler til rådighed.", "trygfonden", "in-kind"),
        ("Det sker i samarbejde med Folkestedet.", "folkestedet", "partner"),
    ],
)
def test_a_party_has_the_role_that_the_words_near_it_say(read, text, party, role):
    (found,) = read(text).parties
    assert found.thing.id.endswith(f"/{party}")
    assert found.role.id.endswith(f"/{role}")


def test_who_is_only_asked_is_no_party(read):
    assert read("Vi søger 2 mio. kr. hos Bikubenfonden.").parties == ()


def test_a_region_that_the_graph_does_not_know_is_kept_by_name_with_its_sector(read):
    (party,) = read("Region Midtjylland er samarbejdspartner.").parties
    assert (party.name, party.thing) == ("Region Midtjylland", None)
    assert party.sector.id.endswith("/region")


def test_amounts_are_told_apart(read):
    reading = read("Det samlede budget er 7,4 mio. kr. Heraf søger vi 5 mio. kr., og vi lægger selv 2,4 mio. kr.")
    assert (reading.budget.value, reading.requested.value, reading.own.value) == (7_400_000, 5_000_000, 2_400_000)


@pytest.mark.parametrize(
    ("text", "months", "payback"),
    [
        ("Indsatsen varer to år.", 24, None),
        ("Der søges 1 mio. kr. over tre et halvt år.", 42, None),
        ("Projektet løber i 3 år. Pengene er betalt tilbage efter fem år.", 36, 60),
        ("Det er for unge på 18 år.", None, None),
        ("Et hold tager ni måneder, og projektet løber i 2 år.", 24, None),
    ],
)
def test_how_long_it_lasts_is_not_any_duration(read, text, months, payback):
    reading = read(text)
    assert reading.months == months if months is None else reading.months.value == months
    assert reading.payback_months == payback if payback is None else reading.payback_months.value == payback


def test_participants_are_not_those_of_the_statistics(read):
    assert read("På landsplan er 6.000 unge hjemløse. Vi vil nå 40 unge.").participants.value == 40


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Voksne, der er fyldt 30, kan deltage.", 30, None),
        ("Folk på 25 år og opefter.", 25, None),
        ("Vi følger dem, fra de er 17, til de er 23 år.", 17, 23),
        ("Elever fra 4. til 6. klasse.", 10, 13),
        ("På landsplan er voksne mellem 40 og 50 år ramt. De 65-80-årige er med.", 65, 80),
    ],
)
def test_ages_are_written_in_many_ways(read, text, low, high):
    assert (read(text).ages.min, read(text).ages.max) == (low, high)


def test_a_duty_is_a_hint_with_its_law_and_is_asked_about(read):
    reading = read("Vi hjælper ældre. Behandling skal kommunen tilbyde efter serviceloven § 101.")
    assert reading.statutory is None
    assert [d.law for d in reading.duties] == ["serviceloven § 101"]
    (question,) = (q for q in reading.questions if q.field == "statutory")
    assert "serviceloven § 101" in question.text["da"]


def test_what_is_only_in_the_background_is_asked_about_and_counts_for_nothing(read):
    reading = read("I dag lever mange hjemløse i byen. Vi laver et hus.")
    assert reading.facet("target-group") == ()
    assert slugs(reading.unsure) == {"homeless"}
    assert reading.questions[0].field == "target_groups"


def test_every_answer_has_a_sentence_in_both_languages_and_its_evidence(assessor):
    answer = assessor.assess(Proposal(summary="Unge uden fast bolig får en lejlighed med det samme, uden krav."), 2023)
    told = answer.explanations
    given = (answer.overlaps, answer.coordination.gaps, answer.policies, answer.coinvestors, answer.gates)
    sentences = (told.overlaps, told.gaps, told.policies, told.coinvestors, told.gates)
    assert list(map(len, given)) == list(map(len, sentences))
    assert told.overlaps
    for sentence in (*told.overlaps, *told.policies, *told.coinvestors):
        assert sentence.sentence["da"] != sentence.sentence["en"]
        assert sentence.evidence
        assert set(sentence.evidence) <= set(answer.evidence)
    assert {s.confidence for s in told.overlaps} <= {"likely", "uncertain"}, "the group was read in other words"


@pytest.mark.parametrize(
    "text",
    [
        "Projektet omfatter hverken mentorer, lektiehjælp eller psykologhjælp, men alene nye møbler.",
        "I stedet for lektiehjælp får børnene nye computere.",
        "Vi har droppet tanken om mentorer.",
        "Vi undersøgte også terapi, men valgte det fra.",
        "Rapporten beskriver opsøgende arbejde i 1980'erne.",
    ],
)
def test_what_is_turned_down_or_only_told_of_is_no_method(read, text):
    assert not read(text).facet("method")
