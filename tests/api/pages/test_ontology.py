"""Terms, concepts and things answer at their addresses: a page for people, RDF for programs."""

import pytest
import rdflib
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import EmbeddedStore
from ingest.load import load_files
from ontology.alignments import matches
from ontology.namespaces import CONCEPT, ID, SAMSPIL
from ontology.vocabulary import ONTOLOGY_FILE
from tests.conftest import NOON

FORMATS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own reader of JSON-LD


@pytest.fixture(scope="module")
def client(home):
    with TestClient(create_app(Settings(store=home)), follow_redirects=False) as c:
        yield c


def graph_of(response, media_type):
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith(media_type)
    assert "Accept" in response.headers["vary"]
    return rdflib.Graph().parse(data=response.content, format=FORMATS[media_type])


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_language_is_given_as_rdf_with_its_alignments(client, media_type):
    graph = graph_of(client.get("/ontology", headers={"Accept": media_type}), media_type)
    assert len(graph) == len(rdflib.Graph().parse(ONTOLOGY_FILE) + as_graph(matches()))


def as_graph(triples):
    graph = rdflib.Graph()
    for t in triples:
        graph.add(tuple(rdflib.URIRef(term.value) for term in t))
    return graph


@pytest.mark.parametrize("accept", [BROWSER, "*/*", None])
def test_a_browser_gets_the_page(client, accept):
    response = client.get("/ontology", headers={"Accept": accept} if accept else {})
    assert response.headers["content-type"].startswith("text/html")
    assert "Samspils sprog" in response.text


def test_the_page_follows_the_language_of_the_reader(client):
    assert "The language of Samspil" in client.get("/ontology", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_term_says_what_it_is(client, media_type):
    graph = graph_of(client.get("/ontology/Funding", headers={"Accept": media_type}), media_type)
    labels = set(graph.objects(rdflib.URIRef(f"{SAMSPIL}Funding"), rdflib.RDFS.label))
    assert labels == {rdflib.Literal("finansiering", "da"), rdflib.Literal("funding", "en")}


def test_a_browser_is_led_to_the_place_on_the_page(client):
    response = client.get("/ontology/Funding", headers={"Accept": BROWSER})
    assert (response.status_code, response.headers["location"]) == (303, "/ontology#Funding")
    assert 'id="Funding"' in client.get("/ontology").text


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/concept/theme/homelessness", f"{CONCEPT}theme/homelessness"),
        ("/id/initiative/havnegade", f"{ID}initiative/havnegade"),
    ],
)
def test_a_concept_and_a_thing_answer_with_what_is_accepted_of_them(client, path, iri):
    graph = graph_of(client.get(path, headers={"Accept": "text/turtle"}), "text/turtle")
    assert set(graph.subjects()) == {rdflib.URIRef(iri)}
    led = client.get(path, headers={"Accept": BROWSER})
    assert led.status_code == 303
    assert client.get(led.headers["location"]).status_code == 200


def test_the_address_of_what_was_merged_leads_to_what_stays(tmp_path):
    table = tmp_path / "facts.csv"
    table.write_text("id;slags;navn\na;kommune;Aarhus Kommune\nb;organisation;Aarhus Municipality\n", encoding="utf-8")
    with EmbeddedStore.writing(tmp_path, "tests") as store:
        load_files(store, [table], "tester", NOON)
    with TestClient(create_app(Settings(store=tmp_path)), follow_redirects=False) as client:
        led = client.get("/id/organisation/b", params={"format": "turtle"})
        assert (led.status_code, led.headers["location"]) == (303, "/id/organisation/a?format=turtle")
        assert client.get("/v1/entities/organisation/b").json()["thing"]["id"] == f"{ID}organisation/a"
        assert "Aarhus Kommune" in client.get("/entities/organisation/b").text


def test_a_scheme_answers_with_its_concepts(client):
    graph = graph_of(client.get("/concept/theme", params={"format": "turtle"}), "text/turtle")
    assert rdflib.URIRef(f"{CONCEPT}theme/homelessness") in set(graph.subjects())


@pytest.mark.parametrize("path", ["/ontology/Nothing", "/ontology/a%20b", "/concept/theme/nothing", "/id/initiative/x"])
def test_what_is_not_there_is_a_problem(client, path):
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize("accept", ["image/png", "text/csv"])
def test_a_format_that_is_not_there_is_refused_with_those_that_are(client, accept):
    response = client.get("/ontology", headers={"Accept": accept})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["detail"]
