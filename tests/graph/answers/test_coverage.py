"""What the sources claim to name all of: what is missing there is known to be missing, all else is unknown."""

import pytest

from graph.answers.coverage import Coverages, whom_to_ask
from ontology.namespaces import CONCEPT, ID, SAMSPIL


def claimed(coverages, missing, *scope):
    return [c.coverage.id.rsplit("/", 1)[-1] for c in coverages.claims(missing, scope)]


@pytest.fixture(scope="module")
def coverages(snapshot):
    return Coverages(snapshot)


def test_the_vision_paper_says_that_three_plans_are_not_renewed(coverages):
    plan = f"{ID}initiative/boligsocial-helhedsplan-trigeparken"
    assert claimed(coverages, SAMSPIL.succeeds.value, plan) == ["afloesere-for-tre-helhedsplaner"]
    (claim,) = coverages.claims(SAMSPIL.succeeds.value, [plan])
    assert (claim.since, claim.until) == ("2021", "2022")
    assert claim.evidence


def test_of_most_things_it_claims_nothing(coverages, snapshot):
    assert claimed(coverages, SAMSPIL.succeeds.value, f"{ID}initiative/ips-forloeb") == []
    for area in snapshot.concepts(f"{CONCEPT}area"):
        assert claimed(coverages, SAMSPIL.Initiative.value, area) == []


def test_a_claim_reaches_no_further_than_its_limits(load):
    snapshot = load(
        "id;slags;navn;nævner alle;tema;område;fra;til\n"
        "alt;dækning;Alle indsatser i Bispehaven;indsats;Flere hjemløse i egen bolig;Bispehaven;2021;2022\n"
    )
    coverages, area = Coverages(snapshot), f"{CONCEPT}area/bispehaven"
    homelessness, health = f"{CONCEPT}theme/homelessness", f"{CONCEPT}theme/health-equality"
    assert claimed(coverages, SAMSPIL.Initiative.value, homelessness, area) == ["alt"]
    assert claimed(coverages, SAMSPIL.Initiative.value, area) == []
    assert claimed(coverages, SAMSPIL.Initiative.value, health, area) == []
    assert claimed(coverages, SAMSPIL.Initiative.value, homelessness, f"{CONCEPT}area/aarhus") == []
    assert claimed(coverages, SAMSPIL.Budget.value, homelessness, area) == []
    assert claimed(Coverages(snapshot, "2022-06-01"), SAMSPIL.Initiative.value, homelessness, area) == ["alt"]
    assert claimed(Coverages(snapshot, "2023-01-01"), SAMSPIL.Initiative.value, homelessness, area) == []


def test_the_responsible_department_is_asked_and_the_council_where_none_is_known(snapshot):
    def asked(*scope):
        return [iri.rsplit("/", 1)[-1] for iri in whom_to_ask(scope, snapshot)]

    assert asked(f"{ID}initiative/ungeindgangene") == ["msb"]
    assert asked(f"{ID}initiative/forebyggende-hjemmebesoeg") == ["mso"]
    assert asked(f"{CONCEPT}target-group/elderly-65-80") == ["mso"]
    assert asked(f"{CONCEPT}area/risskov") == ["raadet-for-sociale-investeringer"]
