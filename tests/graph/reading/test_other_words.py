"""People, money and time as officers, volunteers and journalists write of them, in words that name no concept."""

import pytest

from graph.reading.accounts import accounts
from graph.reading.proposal import Proposal
from tests.graph.reading.conftest import slugs


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Alt for mange unge ender på herberg.", "young-homeless"),
        ("Vi hjælper unge. De fleste af dem har været anbragt i en plejefamilie.", "formerly-placed"),
        ("Det er for borgere, der hører stemmer.", "mental-illness"),
        ("Borgerne ryger dagligt hash og har en psykisk lidelse.", "dual-diagnosis"),
        ("Kvinder, der er flygtet fra en voldelig mand, får hjælp.", "violence-exposed"),
        ("Børn, hvis far afsoner en dom, mødes hver uge.", "vulnerable-children"),
        ("De 13-16-årige fra kvarteret hænger ud ved centret.", "area-young"),
        ("Forældrene får tabt arbejdsfortjeneste.", "parents-lost-earnings"),
        ("Målgruppen er kontanthjælpsmodtagere med psykisk sygdom.", "cash-benefit-mental"),
        ("Lærlinge og elever på erhvervsskolen får besøg.", "vocational-students"),
    ],
)
def test_a_group_is_who_it_is_with_what_is_said_of_them(read, text, group):
    assert group in slugs(read(text).facet("target-group"))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Unge får en kammerat, så færre ender på gaden.", "young-homeless"),
        ("Elever får hjælp, så ingen af børnene skal være anbragt.", "placed-children"),
        ("Vi maler ældre bygninger på havnen.", "elderly"),
        ("Fra plejefamilie til egen bolig for unge.", "foster-families"),
    ],
)
def test_what_is_to_be_less_or_is_no_person_is_no_group(read, text, group):
    assert group not in slugs(read(text).facet("target-group"))


def test_beside_a_narrow_group_a_bare_word_for_people_is_no_group_of_its_own(read):
    assert slugs(read("Unge hjemløse og deres familier.").facet("target-group")) == {"young-homeless"}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Deltagerne er fra 65 til 80 og bor hjemme.", "elderly-65-80"),
        ("Det er for dem fra 25 og op, der bor på gaden.", "homeless-over-25"),
        ("Hun er 19, sidder i kørestol og vil gerne flytte hjemmefra.", "young-disability"),
        ("Vuggestuen på hjørnet får en sundhedsplejerske.", "children-early"),
        ("De har drukket i mange år og vil gerne holde op.", "substance-abuse"),
    ],
)
def test_ages_and_places_tell_who_people_are_whom_no_word_names(read, text, group):
    assert group in slugs(read(text).facet("target-group"))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Vi ansætter en tidligere hjemløs som medarbejder.", "homeless"),
        ("Foreningen er stiftet af forældre til børn med autisme.", "children-disability"),
        ("Projektet er for unge med ustabil boligsituation, inden de bliver hjemløse.", "young-homeless"),
        ("Borgere i risiko for type 2-diabetes får et kursus.", "diabetes"),
    ],
)
def test_who_helps_founded_or_is_only_threatened_is_not_whom_it_is_for(read, text, group):
    assert group not in slugs(read(text).facet("target-group"))


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Det foregår i Trøjborg for unge.", "aarhus-n"),
        ("Beboerne på Grøfthøjparken er med.", "viby-syd"),
        ("Værestedet ligger i Latinerkvarteret.", "aarhus-c"),
        ("Vi går fra dør til dør på Gudrunsvej.", "gellerup-toveshoej"),
        ("Klinikken ligger i Kampala.", "ug"),
        ("Holdene åbner på Fyn og i Sønderjylland.", "region-syddanmark"),
    ],
)
def test_an_area_is_told_by_what_lies_there(read, text, area):
    assert slugs(read(text).facet("area")) == {area}


def test_a_place_is_a_name_and_where_somebody_has_an_office_is_no_area(read):
    assert not read("Vi vil have et nice sted til unge.").facet("area")
    assert slugs(read("Foreningen har kontor i Risskov. Arbejdet foregår i Gellerup.").facet("area")) == {
        "gellerup-toveshoej"
    }


def test_a_repayment_that_is_expected_is_no_wait(read):
    text = "Udgiften ventes tilbagebetalt efter 48 måneder, fordi de unge bruger færre tilbud."
    assert "shorter-waiting" not in slugs(read(text).facet("outcome"))


def test_a_theme_that_nothing_points_at_is_what_the_prose_tells_most_of(read):
    (theme,) = read("Skolen har kurser om recovery.").facet("theme")
    assert theme.thing.id.endswith("/mental-illness")
    assert theme.certainty == "likely"


def test_where_people_are_is_no_method(read):
    assert "shelter" not in slugs(read("Unge på herberg får en mentor.").facet("method"))


def test_a_theme_follows_from_methods_where_no_group_has_one(read):
    (theme,) = read("Vi bruger Housing First og giver en boliggaranti.").facet("theme")
    assert theme.thing.id.endswith("/homelessness")
    assert (theme.certainty, theme.origin) == ("likely", "graph")
    assert theme.because


@pytest.mark.parametrize(
    ("text", "amounts", "reckoning"),
    [
        ("Projektet koster 9,5 mio. kr. Vi søger rådet om 6 mio., og MSB lægger 1,5 mio. kr.", (9.5e6, 6e6), None),
        ("Prisen er 450.000 kr. årligt i tre år.", (1.35e6, None), "450.000 kr. × 3"),
        ("60 kvinder er med. Økonomi: 55.000 kr. pr. deltager.", (3.3e6, None), "55.000 kr. × 60"),
        ("Vi søger 2 mio. kr., og X Fonden giver 1 mio. kr.", (3e6, 2e6), "2.000.000 kr. + 1.000.000 kr."),
        ("Det koster 4 mio. kr. i alt, og vi søger rådet om halvdelen.", (4e6, 2e6), None),
        ("Budgettet er 2 mio. kr. Besparelsen er 1.200 kr. pr. døgn.", (2e6, None), None),
    ],
)
def test_amounts_are_told_apart_and_what_follows_is_reckoned(read, text, amounts, reckoning):
    reading = read(text)
    assert (reading.budget.value, reading.requested and reading.requested.value) == amounts
    assert reading.budget.reckoning == reckoning


TABLE = """## Økonomi (t.kr.)

| Post | 2024 | 2025 | I alt |
| --- | ---: | ---: | ---: |
| Løn | 1.150 | 1.400 | 2.550 |
| **Samlet budget** | 1.470 | 1.690 | **3.160** |
"""


def test_a_table_gives_its_sum_in_its_unit(read):
    assert [(a.label, a.value) for a in accounts(TABLE)] == [("Løn", 2_550_000), ("Samlet budget", 3_160_000)]
    assert read(TABLE).budget.value == 3_160_000


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("De unge får bostøtte, der følger dem i 2 år. Det koster 9 mio. kr. over tre år.", 36),
        ("Projektperiode: 1. marts 2024 – 31. august 2026.", 30),
        ("Periode: 1.1.2026-31.12.2028", 36),
        ("Vi søger 1 mio. kr. til to skoleår.", 24),
        ("I alt 135 over de tre år, projektet varer.", 36),
    ],
)
def test_what_the_project_lasts_counts_before_a_service(read, text, months):
    assert read(text).months.value == months


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("45 om året, i alt 135 over de tre år.", 135),
        ("Der tages 25 familier ind om året, altså 50 i alt.", 50),
        ("Projektet løber i to år. 200 om året i to år.", 400),
        ("Vi håber på 60 faste unge.", 60),
        ("Ti pensionister er med.", 10),
    ],
)
def test_participants_a_year_and_in_all(read, text, people):
    assert read(text).participants.value == people


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Sygemeldte mellem 30 og 60.", (30, 60)),
        ("Den dag man fylder 18, og til de er fyldt 23.", (18, 23)),
        ("Elever i alderen 17-25.", (17, 25)),
        ("Familier med et barn under 13 år.", (None, 12)),
    ],
)
def test_ages_need_not_be_said_in_years(read, text, ages):
    assert (read(text).ages.min, read(text).ages.max) == ages


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Odense Kommune vil hjælpe unge hjemløse.", "Forslaget handler ikke om Aarhus"),
        (
            "Der skal lægges ny asfalt på cykelstien og nye vinduer i hallen.",
            "Forslaget handler ikke om en social indsats, men",
        ),
        ("Regnskabet blev godkendt.", "Forslaget handler ikke om en social indsats: hverken"),
    ],
)
def test_a_proposal_that_is_none_for_the_council_is_told_so(read, text, begins):
    assert read(text).outside["da"].startswith(begins)


@pytest.mark.parametrize("text", ["Unge hjemløse i Aarhus får en bolig.", "Nogle borgere har det ikke let."])
def test_what_may_be_for_the_council_is_not_said_to_be_none(read, text):
    assert read(text).outside is None


def test_a_department_is_told_by_what_it_does_and_an_applicant_by_the_label(read):
    reading = read("Ansøger: Unikt Blik\n\nDen forvaltning, der står for biblioteker og kulturhuse, er med.")
    assert [d.rsplit("/", 1)[1] for d in reading.departments] == ["mkb"]
    assert [(p.name, p.role.id.rsplit("/", 1)[1]) for p in reading.parties if not p.is_department] == [
        ("Unikt Blik", "lead")
    ]


def test_an_area_elsewhere_is_not_meant_beside_one_at_home(read):
    assert slugs(read("Vejle gjorde det før. Vi gør det i Bispehaven.").facet("area")) == {"bispehaven"}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("De 14-årige drenge kom hjem med lussinger, og volden fortsatte.", "children-violence"),
        ("Familier, hvor rådgiveren er begyndt på en anbringelsessag, får besøg.", "children-preventive"),
        ("Kvinder, som er kommet hertil fra Syrien, og som jobcentret ikke kan hjælpe.", "immigrants-outside-work"),
        ("Mænd over 65 med to kroniske sygdomme.", "elderly-multimorbidity"),
        ("De unge sover skiftevis hos kammerater.", "young-unstable-housing"),
    ],
)
def test_groups_are_told_in_the_words_of_many(read, text, group):
    assert group in slugs(read(text).facet("target-group"))


def test_a_sentence_without_persons_speaks_of_those_who_alone_are_named(read):
    reading = read("Drengene mødes hver dag. Skolefravær fylder meget.")
    assert "children-absence" in slugs(reading.facet("target-group"))


def test_what_people_are_yet_to_attain_does_not_tell_who_they_are(read):
    text = "Målet er, at de unge begynder på en erhvervsuddannelse."
    assert "vocational-students" not in slugs(read(text).facet("target-group"))


def test_the_name_of_a_party_says_nothing_of_people(read):
    text = "Landsforeningen mod spiseforstyrrelser og selvskade (LMS) er med. Voksne med stress får hjælp."
    assert slugs(read(text).facet("target-group")) == {"stress-affected"}


def test_a_word_said_of_animals_means_animals_in_the_whole_text(read):
    text = "Der er 300 hjemløse katte. De sover på gaden, og vi finder dem et hjem."
    assert not {"homeless", "young-homeless"} & slugs(read(text).facet("target-group"))


def test_groups_of_other_ages_than_those_stated_are_not_meant_beside_another(read):
    text = "Kvinder uden job i Bispehaven. Børnene i kvarteret er tit med. De er 30-55 år."
    assert slugs(read(text).facet("target-group")) & {"area-young", "outside-work"} == {"outside-work"}


def test_ages_tell_the_group_where_nothing_else_does(read):
    (group,) = read("Borgere på 75 år og derover får træning.").facet("target-group")
    assert (group.thing.id.rsplit("/", 1)[1], group.certainty) == ("elderly", "likely")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("En rådgiver taler med borgeren, forsorgshjemmet og lægen.", set()),
        ("Vi åbner et nyt forsorgshjem.", {"shelter"}),
    ],
)
def test_a_place_is_a_method_where_it_is_to_be_made(read, text, given):
    assert slugs(read(text).facet("method")) & {"shelter"} == given


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("En social vicevært ser forbi hver tirsdag og hjælper med regninger.", "housing-support"),
        ("Sygeplejersken står på varmestuen om onsdagen.", "outreach"),
        ("Vi rykker ud dertil, hvor folk opholder sig.", "outreach"),
        ("Borgerne får en lejlighed, uden at de først skal være clean.", "housing-first"),
        ("Kontakten er tæt i begyndelsen og bliver gradvis mindre.", "cti"),
        ("En guide, der selv har været indlagt, går med.", "peer-support"),
        ("Kommunen betaler kun, hvis det lykkes.", "investment-model"),
        ("Fysioterapeuten træner med borgeren på trapperne.", "rehabilitation"),
    ],
)
def test_methods_are_told_by_who_does_what(read, text, method):
    assert method in slugs(read(text).facet("method"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Vi venter en tredjedel færre akutte indlæggelser.", "fewer-admissions"),
        ("Målet er, at de har nogen at drikke kaffe med.", "less-loneliness"),
        ("Halvdelen skal være i lære eller på skolebænken.", "education-started"),
        ("Sygedagpengeudgiften falder.", "less-benefits"),
        ("Børnene kan blive boende hos deres forældre.", "fewer-placements"),
    ],
)
def test_outcomes_are_told_in_the_words_of_many(read, text, outcome):
    assert outcome in slugs(read(text).facet("outcome"))


def test_how_long_somebody_has_done_or_waited_is_not_how_long_it_lasts(read):
    assert (
        read("Jeg har siddet her i fire år. Ventetiden er på syv måneder. Det er 90 unge på to år.").months.value == 24
    )


def test_the_area_of_the_title_is_where_it_is_to_be(assessor):
    reading = assessor.read(Proposal(title="Et projekt i Randers", summary="Til orientering for rådet i Aarhus."))
    assert slugs(reading.facet("area")) == {"randers"}


def test_a_group_that_no_theme_names_has_the_theme_of_its_initiatives(read):
    assert "mental-illness" in slugs(read("Hjælp til borgere med stress.").facet("theme"))
