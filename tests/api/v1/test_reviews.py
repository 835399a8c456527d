"""Reviewing at the doors of the server: the API, and the page by plain forms."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from ontology.namespaces import ID
from tests.conftest import held_by_another_process
from tests.review_example import FOR_OLD, FOR_YOUNG, HARBOUR, IS_HALL, PAYS, SOURCE, paper_that_waits


@pytest.fixture
def client(tmp_path):
    with TestClient(create_app(Settings(store=paper_that_waits(tmp_path / "home"), user="Anna"))) as client:
        yield client


def queue(client, **asked):
    return client.get("/v1/reviews/queue", params=asked).json()


def waiting(client, **asked):
    return [w["id"].rsplit("/", 1)[-1] for w in queue(client, **asked)["items"]]


def decide(client, decision, *items, **headers):
    body = {"evidence": [e.iri.value for e in items], "decision": decision}
    return client.post("/v1/reviews", json=body, headers=headers)


def accepted_groups(client):
    known = client.get("/v1/entities/initiative/havnegade").json()
    return {s["object"]["label"]["da"] for s in known["statements"] if s["predicate"]["label"]["da"] == "målgruppe"}


def test_the_queue_follows_the_paper_in_words_with_the_passage(client):
    assert waiting(client) == ["unge", "kollegiet", "betaler", "aeldre"]
    paid = queue(client)["items"][2]
    assert paid["says"] == {
        "da": "Bikubenfonden betaler 2,5 mio. kr. til Kollegiet ved Åen (2027)",
        "en": "Bikubenfonden pays DKK 2.5 million for Kollegiet ved Åen (2027)",
    }
    assert paid["passage"]["words"] == "Bikubenfonden giver 2,5 mio. kr. til Kollegiet ved Åen"
    assert paid["passage"]["after"].startswith(" i 2027.")
    assert paid["passage"]["path"] == ["Indsatser"]
    assert paid["brings"] == [{"da": "Kollegiet ved Åen", "en": "Kollegiet ved Åen"}]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"source": "boliger"}, 4),
        ({"source": "en anden"}, 0),
        ({"kind": "finansiering"}, 1),
        ({"kind": "initiative"}, 3),
        ({"predicate": "målgruppe"}, 2),
        ({"min_confidence": 0.9}, 2),
        ({"max_confidence": 0.5}, 1),
        ({"text": "unge havnegade"}, 1),
        ({"place": "indsatser"}, 4),
        ({"status": "accepted"}, 3),
    ],
)
def test_the_queue_is_filtered(client, asked, found):
    assert queue(client, **asked)["total"] == found


def test_the_queue_comes_in_pages(client):
    first = queue(client, limit=3)
    assert (len(first["items"]), first["total"]) == (3, 4)
    assert waiting(client, limit=3, cursor=first["next_cursor"]) == ["aeldre"]


def test_what_is_accepted_is_known_at_once_and_no_more_when_taken_back(client):
    answer = decide(client, "accepted", FOR_YOUNG)
    assert answer.status_code == 201
    assert accepted_groups(client) == {"unge hjemløse"}
    made = client.get(answer.headers["Location"]).json()
    assert (made["by"], made["stands"], made["steps"][0]["after"]) == ("anna", True, "accepted")
    assert client.post(answer.headers["Location"] + "/undo").status_code == 201
    assert accepted_groups(client) == set()
    assert [(r["number"], r["stands"]) for r in client.get("/v1/reviews").json()["items"]] == [(2, False), (1, False)]


def test_what_is_needed_is_accepted_along_and_told_of(client):
    made = decide(client, "accepted", PAYS).json()
    assert [brought["id"] for brought in made["along"]] == [IS_HALL.iri.value]
    counts = next(p for p in made["progress"] if p["source"] == SOURCE.value)
    assert (counts["proposed"], counts["accepted"]) == (2, 3)


def test_a_correction_is_read_like_the_cells_of_a_table(client):
    line = {"subject": HARBOUR.value, "property": "målgruppe", "value": "hjemløse"}
    answer = client.post("/v1/reviews/corrections", json={"evidence": FOR_OLD.iri.value, "statements": [line]})
    assert answer.status_code == 201
    assert accepted_groups(client) == {"hjemløse"}
    record = client.get(f"/v1/evidence/{FOR_OLD.iri.value}").json()
    assert record["evidence"]["status"] == "rejected"
    assert len(record["reviews"]) == 1


def test_a_correction_at_fault_is_refused_with_the_remedy(client):
    line = {"subject": HARBOUR.value, "property": "målgruppe", "value": "hjemlose"}
    answer = client.post("/v1/reviews/corrections", json={"evidence": FOR_OLD.iri.value, "statements": [line]})
    assert answer.status_code == 422
    assert "Mente du 'hjemløse'?" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"evidence": ["papiret/findes-ikke"], "decision": "accepted"}, 404),
        ({"evidence": ["<ikke en iri>"], "decision": "accepted"}, 422),
        ({"evidence": [], "decision": "accepted"}, 422),
        ({"evidence": ["papiret/unge"], "decision": "måske"}, 422),
    ],
)
def test_a_decision_on_nothing_is_a_problem(client, body, status):
    answer = client.post("/v1/reviews", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_page_of_another_site_cannot_decide(client):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert decide(client, "accepted", FOR_YOUNG, **headers).status_code == 403
        form = {"evidence": FOR_YOUNG.iri.value, "decision": "accepted"}
        assert client.post("/review", data=form, headers=headers).status_code == 403
    assert accepted_groups(client) == set()


def test_while_another_changes_the_graph_one_is_asked_to_try_again(client):
    home = client.app.state.settings.store
    with held_by_another_process(home):
        answer = decide(client, "accepted", FOR_YOUNG)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert decide(client, "accepted", FOR_YOUNG).status_code == 201


# --- The page without JavaScript --------------------------------------------------------------------------------------


def test_the_page_marks_the_span_and_escapes_what_sources_say(client):
    page = client.get("/review").text
    assert "<mark>unge hjemløse</mark>" in page
    assert html.escape("Papiret <i>om</i> boliger") in page
    assert "<i>" not in page


def test_forms_decide_take_back_and_keep_the_filter(client):
    form = {"evidence": FOR_YOUNG.iri.value, "decision": "accepted"}
    page = client.post("/review?predicate=targetGroup", data=form)
    assert "predicate=targetGroup" in str(page.url)
    assert "1 afgjort af anna." in page.text
    assert "Havnegade er for ældre" in page.text
    assert "Bikubenfonden betaler" not in page.text
    (review,) = set(re.findall(r'name="review" value="([^"]+)"', page.text))
    page = client.post("/review", data={"decision": "undone", "review": review})
    assert "Havnegade er for unge hjemløse" in page.text
    assert accepted_groups(client) == set()


def test_all_shown_are_decided_at_once(client):
    shown = re.findall(r'name="evidence" value="([^"]+)"', client.get("/review").text.partition('id="all"')[2])
    assert len(shown) == 4
    page = client.post("/review", data={"evidence": shown, "decision": "accepted"})
    assert "Intet venter på gennemgang her." in page.text
    assert accepted_groups(client) == {"unge hjemløse", "ældre"}


def test_a_form_corrects(client):
    form = {
        "evidence": FOR_OLD.iri.value,
        "decision": "corrected",
        "subject": HARBOUR.value,
        "property": "targetGroup",
        "value": "hjemløse",
    }
    assert client.post("/review", data=form).status_code == 200
    assert accepted_groups(client) == {"hjemløse"}


def test_what_cannot_be_is_told_on_the_page(client):
    decide(client, "rejected", IS_HALL)
    page = client.post("/review", data={"evidence": PAYS.iri.value, "decision": "accepted"})
    assert page.status_code == 422
    assert "siger, hvad 'Kollegiet ved Åen' er." in html.unescape(page.text)
    assert client.post("/review", data={"decision": "accepted"}).status_code == 422


def test_a_filter_that_is_no_word_is_told(client):
    page = client.get("/review", params={"kind": "enhjørning"})
    assert "enhjørning" in page.text
    assert client.get("/v1/reviews/queue", params={"kind": "enhjørning"}).status_code == 422


def test_evidence_is_found_by_its_short_name_too(client):
    record = client.get("/v1/evidence/papiret/unge").json()
    assert record["evidence"]["id"] == f"{ID}evidence/papiret/unge"
    assert record["reviews"] == []
    assert client.get("/v1/evidence/papiret/intet").status_code == 404
