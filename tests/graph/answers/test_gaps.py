"""Gaps of the graph: each with evidence, a sentence, how grave, what to do, whom to ask, and whether it is known."""

from collections import Counter

import pytest

from graph.answers.brokers import find_brokers
from graph.answers.gap_report import report_gaps
from graph.answers.gaps import Gaps
from graph.answers.question import questions
from graph.known.snapshot import take_snapshot
from graph.reading.proposal import Proposal
from ingest.load import load_files
from ontology.namespaces import CONCEPT
from ontology.vocabulary import CONCEPT_FILES, describe
from tests.conftest import NOON


def kind(gap):
    return gap.kind.id.rsplit("/", 1)[-1]


def every(gaps):
    return [gaps.at(number) for number in gaps.numbers()]


@pytest.fixture(scope="module")
def gaps(assessor):
    return every(assessor.gaps)


def test_the_baseline_shows_gaps_of_these_kinds(gaps):
    found = Counter(map(kind, gaps))
    assert set(found) == {
        "area-without-initiative",
        "broker",
        "ends-without-successor",
        "gains-without-paying",
        "group-without-initiative",
        "no-budget-holder",
        "no-evaluation",
        "no-outcome-payer",
        "no-recorded-collaboration",
        "no-recorded-payer",
        "plans-without-link",
        "policy-without-implementation",
        "transition-not-bridged",
    }


def test_every_kind_is_a_named_question_or_about_the_proposal_itself():
    (path,) = (p for p in CONCEPT_FILES if p.stem == "gap-kind")
    kinds = {iri for iri in describe(path) if iri.startswith(f"{CONCEPT}gap-kind/")}
    asked = {q.gap.kind for q in questions().values() if q.gap}
    assert asked <= kinds
    assert {iri.rsplit("/", 1)[-1] for iri in kinds - asked} == {"not-at-the-table", "broker"}
    for question in questions().values():
        if question.gap:
            assert question.lack, question.name
            columns = {c.name for c in question.columns}
            assert {*question.gap.key, *question.gap.around, *question.lack.of} <= columns, question.name


def test_every_gap_is_a_sentence_in_both_languages_with_evidence_remedy_and_whom_to_ask(gaps, assessor):
    for gap in gaps:
        for text in (gap.sentence, gap.remedy):
            assert text["da"] != text["en"]
            assert not any(mark in t for t in text.values() for mark in "{}[]?")
        assert gap.evidence
        assert set(gap.evidence) <= set(assessor.snapshot.records)
        assert gap.ask


def test_no_data_is_never_reported_as_none(gaps):
    for gap in gaps:
        assert bool(gap.claims) == gap.standing.id.endswith("/known")
    known = {gap.about[0].label["da"] for gap in gaps if gap.claims}
    assert known == {f"Boligsocial helhedsplan {a}" for a in ("Trigeparken", "Frydenlund", "Herredsvang")}


TRANSITION = """
@prefix c: <https://w3id.org/samspil/concept/> . @prefix s: <https://w3id.org/samspil/def#> .
@prefix group: <https://w3id.org/samspil/concept/target-group/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/samspil/concept/transition/pension> a skos:Concept ; skos:inScheme c:transition ;
    skos:prefLabel "fra job til pension"@da ; skos:definition "Arbejdslivet slutter."@da ;
    s:fromGroup group:outside-work ; s:toGroup group:elderly .
"""


@pytest.mark.parametrize(("second", "is_gap"), [("ældre", True), ("ældre|borgere uden for arbejdsmarkedet", False)])
def test_transitions_are_data(store, tmp_path, second, is_gap):
    transition, table = tmp_path / "overgang.ttl", tmp_path / "facts.csv"
    transition.write_text(TRANSITION, encoding="utf-8")
    table.write_text(
        f"id;slags;navn;målgruppe\nen;indsats;En;borgere uden for arbejdsmarkedet\nto;indsats;To;{second}\n", "utf-8"
    )
    load_files(store, [transition, table], "tester", NOON)
    snapshot = take_snapshot(store)
    told = [g for g in every(Gaps(snapshot)) if "fra job til pension" in g.sentence["da"]]
    assert bool(told) == is_gap


def test_an_age_of_a_theme_that_no_initiative_reaches_is_a_gap(load):
    snapshot = load(
        "id;slags;navn;tema;alder fra;alder til\n"
        "theme/young-work-education;begreb;;;15;29\n"
        "skole;indsats;Skole;Flere unge i job og uddannelse;15;20\n"
    )
    ages = [g.sentence["da"] for g in every(Gaps(snapshot)) if kind(g) == "age-without-initiative"]
    assert [s for s in ages if "Flere unge" in s] == [
        "Temaet Flere unge i job og uddannelse omfatter 25-29-årige, "
        "men ingen indsats, hvis alder er kendt, er for dem."
    ]


def test_what_a_source_claims_to_name_all_of_makes_a_gap_known(load):
    snapshot = load(
        "id;slags;navn;område;sektor;nævner alle\n"
        "raad;råd;Rådet;Aarhus;kommune;\n"
        "alt;dækning;Alle indsatser i Risskov;Risskov;;indsats\n"
    )
    areas = {
        g.about[0].label["da"]: g.standing.id.rsplit("/", 1)[-1]
        for g in every(Gaps(snapshot))
        if kind(g) == "area-without-initiative"
    }
    assert areas["Risskov"] == "known"
    assert areas["Bispehaven"] == "unknown"


def test_the_broker_is_the_one_without_whom_the_others_fall_apart(load):
    snapshot = load(
        "id;slags;navn;sektor;deltager\n"
        + "".join(f"o{n};fond;O{n};fond;\n" for n in range(5))
        + "en;samarbejde;En;;O0|O1\nto;samarbejde;To;;O0|O2\ntre;samarbejde;Tre;;O0|O3|O4\n"
    )
    (broker,) = find_brokers(snapshot)
    assert broker.organisation.endswith("/o0")
    assert [o.rsplit("/", 1)[-1] for o in broker.cut_off] == ["o1", "o2"]
    # Of the six pairs of others, five have their only path through the broker.
    assert broker.betweenness == pytest.approx(5 / 6, abs=0.001)
    assert broker.evidence


def test_the_same_graph_gives_the_same_bytes(assessor):
    first, again = (report_gaps(assessor).model_dump_json() for _ in range(2))
    assert first == again


def test_gaps_around_a_proposal_are_about_what_it_is_about(assessor):
    found = assessor.assess(Proposal(target_groups=["tidligere anbragte"], departments=["MSB"])).coordination.gaps
    told = " ".join(g.sentence["da"] for g in found)
    assert "fra anbringelse til voksenliv" in told
    assert "nævner tidligere anbragte" in told
    assert "fra hospital" not in told
