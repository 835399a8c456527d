"""`/sparql` and `/graph-store` through the real application on the shipped baseline."""

import csv
import io
import json
import re

import pyoxigraph
import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import Namespace

from api.access.keys import Keys
from api.app import create_app
from api.http.sparql_answer import GRAPHS, TABLES
from api.rights import Role
from api.settings import Settings
from graph.evidence.evidence import BY_ENTRY, read, read_all
from graph.store import ServerAddress, reading, writing
from tests.api.test_app import problem
from tests.conftest import empty, fill

SELECT = "SELECT ?s WHERE { ?s a samspil:Council }"
CONSTRUCT = "CONSTRUCT WHERE { ?s a samspil:Council }"
FUND = "https://w3id.org/samspil/id/organisation/bikubenfonden"
OWN = "http://example.org/own"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")


@pytest.fixture(scope="module")
def client(home):
    settings = Settings(store=home, query_seconds=2, query_bytes=3_000_000)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def editor(server, home, tmp_path_factory):
    """A client of a server that takes updates, on a store of its own of each kind."""
    own = tmp_path_factory.mktemp("updates")
    settings = Settings(store=server or own, home=own)
    empty(settings.place)
    fill(settings.place, home)
    key = Keys(own).add("Ada Editor", Role.EDITOR)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        client.place, client.keys = settings.place, Keys(own)
        client.headers["Authorization"] = f"Bearer {key}"
        yield client


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, text/tab-separated-values;q=0.1", "text/csv"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
        ("text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        *((t, t) for t in TABLES),
    ],
)
def test_a_select_is_answered_in_the_format_that_is_preferred(client, accept, media_type):
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in response.headers["vary"]
    assert "raadet-for-sociale-investeringer" in response.text


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("accept", ["*/*", *GRAPHS])
def test_a_construct_is_answered_in_a_format_that_rdflib_reads(client, accept):
    response = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})
    media_type = response.headers["content-type"].partition(";")[0]
    assert media_type == (accept if accept in GRAPHS else "text/turtle")
    assert len(rdflib.Dataset(default_union=True).parse(data=response.text, format=media_type)) == 1


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_an_ask_is_answered_as_yes_or_no(client, accept):
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert bool(rdflib.query.Result.parse(io.BytesIO(response.content), format=accept.rpartition("+")[2])) is True


def test_queries_are_posted_as_a_form_or_as_they_are(client):
    by_form = client.post("/sparql", data={"query": "SELECT ('50%25' AS ?x) {}"}, headers={"Accept": "text/csv"})
    assert next(csv.DictReader(io.StringIO(by_form.text))) == {"x": "50%25"}
    headers = {"Content-Type": "application/sparql-query; charset=UTF-8", "Accept": "text/csv"}
    direct = client.post("/sparql", content=SELECT, headers=headers)
    assert "raadet-for-sociale-investeringer" in direct.text


def test_an_answer_is_packed_for_those_who_take_it(client):
    query = "SELECT * { ?s ?p ?o } LIMIT 5000"
    packed, plain = (
        client.get("/sparql", params={"query": query}, headers={"Accept-Encoding": accepted})
        for accepted in ("br, gzip;q=0.5", "gzip;q=0")
    )
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": SELECT}, "headers": {"Accept": "text/turtle"}}, 406),
        ({"params": {"query": SELECT}, "headers": {"Accept": "nonsense"}}, 406),
        ({"params": {"query": "SELEC"}}, 400),
        ({"params": {"query": ""}}, 400),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
        ({"params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 400),
        ({"params": {"query": SELECT, "default-graph-uri": "no iri"}}, 400),
        ({"params": {"query": SELECT, "default-graph-uri": [f"a:{i}" for i in range(201)]}}, 400),
        ({"method": "POST", "data": {"query": "x" * 100_001}}, 400),
        ({"params": b"query=%ff"}, 400),
        ({"params": {"update": "CLEAR ALL"}}, 400),
        ({"method": "PUT"}, 405),
        ({"method": "POST", "data": {"nothing": "x"}}, 400),
        ({"method": "POST", "data": {"query": SELECT, "update": "CLEAR ALL"}}, 400),
        ({"method": "POST", "content": SELECT, "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
    ],
)
def test_what_sparql_refuses_is_a_problem(client, request_, status):
    problem(client.request(**{"method": "GET", "url": "/sparql"} | request_), status)


def test_an_endless_query_ends_with_retry_after_and_the_server_goes_on(client):
    response = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    assert problem(response, 503)
    assert response.headers["Retry-After"]
    assert client.get("/healthz").status_code == 200


def test_without_a_query_the_service_describes_itself(client):
    response = client.get("/sparql", headers={"Accept": "*/*"})
    assert response.headers["content-type"].startswith("text/turtle")
    told = rdflib.Graph().parse(data=response.text)
    service = told.value(predicate=rdflib.RDF.type, object=SD.Service)
    assert told.value(service, SD.endpoint) == rdflib.URIRef("http://testserver/sparql")
    assert set(told.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    view = told.value(told.value(service, SD.defaultDataset), SD.defaultGraph)
    counted = client.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}, headers={"Accept": "text/csv"}
    )
    assert str(told.value(view, VOID.triples)) == counted.text.split()[1]
    parts = list(told.objects(view, VOID.propertyPartition))
    assert sum(told.value(p, VOID.triples).toPython() for p in parts) == told.value(view, VOID.triples).toPython()


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("media_type", GRAPHS)
def test_the_description_comes_in_each_format(client, media_type):
    response = client.get("/sparql", headers={"Accept": media_type})
    assert len(rdflib.Dataset(default_union=True).parse(data=response.text, format=media_type)) > 100


def test_a_browser_is_shown_the_page_with_the_query_escaped(client):
    response = client.get(
        "/sparql", params={"query": "ASK {} # </textarea><b>"}, headers={"Accept": "text/html,*/*;q=0.8"}
    )
    assert response.headers["content-type"].startswith("text/html")
    assert "ASK {} # &lt;/textarea&gt;&lt;b&gt;" in response.text


def test_a_graph_of_the_store_is_read(client):
    view = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    counted = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": "text/csv"})
    assert len(view.text.splitlines()) == len(list(csv.DictReader(io.StringIO(counted.text))))
    evidence = client.get("/graph-store", params={"graph": "https://w3id.org/samspil/id/evidence"})
    assert "prov:wasAttributedTo" in evidence.text
    assert client.head("/graph-store?default").status_code == 200


@pytest.mark.parametrize(
    ("method", "params", "status"),
    [
        ("GET", {}, 400),
        ("GET", {"default": "", "graph": OWN}, 400),
        ("GET", {"graph": OWN}, 404),
        ("GET", {"graph": "no iri"}, 400),
        ("PUT", {"graph": OWN}, 405),
        ("POST", {"default": ""}, 405),
        ("DELETE", {"graph": OWN}, 405),
        ("PATCH", {"graph": OWN}, 405),
    ],
)
def test_what_the_graph_store_refuses(client, method, params, status):
    response = client.request(method, "/graph-store", params=params)
    problem(response, status)
    assert status != 405 or response.headers["Allow"] == "GET, HEAD"


def update(client, text, status=200):
    response = client.post("/sparql", data={"update": text})
    if status != 200:
        return problem(response, status)
    assert response.status_code == 200, response.text
    return response.json()


def ask(client, text):
    return client.post("/sparql", data={"query": text}).json()["boolean"]


def test_only_editors_may_update(editor):
    analyst = {"Authorization": f"Bearer {editor.keys.add('Ann Analyst', Role.ANALYST)}"}
    response = editor.post("/sparql", data={"update": "CLEAR ALL"}, headers=analyst)
    assert "editor" in problem(response, 403)["detail"]
    assert editor.post("/sparql", data={"query": "ASK {}"}, headers=analyst).json()["boolean"]


def test_what_is_inserted_becomes_evidence_of_the_editors(editor):
    statement = f"<{FUND}> samspil:founded '1989'^^xsd:gYear"
    done = update(editor, f"INSERT DATA {{ {statement} }}")
    assert (done["new"], done["changed"], done["withdrawn"]) == (1, 0, 0)
    said = read(reading(editor.place), pyoxigraph.NamedNode(done["evidence"][0]))
    assert (said.read_by, said.agent.value.rsplit("/", 1)[1], len(said.statements)) == (BY_ENTRY, "ada-editor", 1)
    assert ask(editor, f"ASK {{ {statement} GRAPH <{said.iri.value}> {{ {statement} }} }}")
    again = update(editor, f"INSERT DATA {{ {statement} }}")
    assert (again["new"], again["evidence"], again["graph_version"]) == (0, [], done["graph_version"])
    gone = update(editor, f"DELETE DATA {{ {statement} }}")
    assert (gone["new"], gone["withdrawn"]) == (0, 1)
    assert not ask(editor, f"ASK {{ {statement} }}")
    assert gone["graph_version"] != done["graph_version"]


def test_a_graph_of_the_editors_own_is_a_piece_of_evidence(editor):
    done = update(editor, f"INSERT DATA {{ GRAPH <{OWN}> {{ <{FUND}> <a:age> 18 ; <a:size> 30 }} }}")
    assert done["evidence"] == [OWN]
    assert ask(editor, f"ASK {{ <{FUND}> <a:age> 18 }}")
    assert editor.get("/graph-store", params={"graph": OWN}).status_code == 200
    younger = "DELETE { GRAPH ?g { ?f <a:age> 18 } } INSERT { GRAPH ?g { ?f <a:age> 17 } } WHERE "
    changed = update(editor, younger + "{ GRAPH ?g { ?f <a:age> 18 } ?f a ?kind }")  # what kind, others say
    assert (changed["changed"], changed["evidence"]) == (1, [OWN])
    assert ask(editor, f"ASK {{ <{FUND}> <a:age> 17 FILTER NOT EXISTS {{ <{FUND}> <a:age> 18 }} }}")
    assert update(editor, f"CLEAR GRAPH <{OWN}>")["withdrawn"] == 1
    assert not ask(editor, f"ASK {{ {{ <{FUND}> <a:age> 17 }} UNION {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }} }}")


def test_what_is_said_of_one_that_is_the_same_as_another_is_taken_away_where_it_stands(editor):
    other = f"{FUND}-2"
    update(editor, f"INSERT DATA {{ <{other}> a samspil:Foundation ; skos:prefLabel 'Anden'@da ; <a:age> 40 }}")
    update(editor, f"INSERT DATA {{ <{other}> owl:sameAs <{FUND}> }}")
    assert ask(editor, f"ASK {{ <{FUND}> <a:age> 40 ; skos:altLabel 'Anden'@da FILTER NOT EXISTS {{ ?s <a:b> ?o }} }}")
    beside = "GRAPH ?beside { ?s <a:age> 40 }"
    unseen = update(editor, f"DELETE {{ {beside} }} WHERE {{ {beside} FILTER (STRENDS(STR(?beside), '#as-said')) }}")
    assert unseen["changed"] == 0
    assert update(editor, f"DELETE DATA {{ <{FUND}> <a:age> 40 }}")["changed"] == 1
    assert update(editor, f"DELETE DATA {{ <{other}> owl:sameAs <{FUND}> }}")["withdrawn"] == 1
    assert ask(editor, f"ASK {{ <{other}> skos:prefLabel 'Anden'@da FILTER NOT EXISTS {{ ?s <a:age> 40 }} }}")


def test_the_same_update_again_gives_the_same(editor):
    text = f"DELETE WHERE {{ <{FUND}> <a:age> ?n }} ; INSERT DATA {{ <{FUND}> <a:age> 5 }}"
    update(editor, text)
    again = update(editor, text)
    assert (again["new"], again["changed"], again["withdrawn"]) == (0, 0, 0)
    assert ask(editor, f"ASK {{ <{FUND}> <a:age> 5 }}")


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("CLEAR ALL", 400, "belæg, der ikke er skrevet ind med en opdatering"),
        ("DROP DEFAULT", 400, "belæg, der ikke er skrevet ind"),
        (f"DELETE WHERE {{ <{FUND}> a ?type }}", 400, "belæg, der ikke er skrevet ind"),
        ("DELETE WHERE { GRAPH thing:evidence { ?s ?p ?o } }", 200, ""),
        ("INSERT DATA { GRAPH thing:evidence { <a:a> <a:b> <a:c> } }", 400, "kan ikke være navn på en graf"),
        (f"INSERT DATA {{ GRAPH <{FUND}> {{ <a:a> <a:b> <a:c> }} }}", 400, "kan ikke være navn på en graf"),
        ("INSERT DATA { GRAPH <http://a.example/#as-said> { <a:a> <a:b> 1 } }", 400, "kan ikke være navn på en graf"),
        ("INSERT DATA { <a:a> <a:b> [] }", 400, "en knude uden navn"),
        ("LOAD <http://127.0.0.1:9/>", 400, "LOAD er ikke tilladt"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE er ikke tilladt"),
        ("CREATE SILENT GRAPH <a:g> ; COPY <a:g> TO DEFAULT", 400, "belæg, der ikke er skrevet ind"),
        ("INSERT { ?a <a:b> ?d } WHERE { ?a ?b ?c . ?d ?e ?f }", 503, "mere end|hukommelse"),
        ("INSERT DATA { ", 400, "ikke gyldig SPARQL"),
        (f"INSERT DATA {{ <{FUND}x> a samspil:Organisation }}", 422, "navn"),
    ],
)
def test_what_cannot_be_said_as_evidence_is_refused_and_changes_nothing(editor, text, status, why):
    before = reading(editor.place)
    detail = update(editor, text, status)
    assert status == 200 or re.search(why, detail["detail"]), detail
    assert read_all(reading(editor.place)) == read_all(before)


def test_an_update_waits_for_nobody_who_writes(editor):
    if isinstance(editor.place, ServerAddress):
        pytest.skip("nobody holds a server")
    with writing(editor.place, "tests"):
        assert "tests" in update(editor, "INSERT DATA { <a:a> <a:b> <a:c> }", 503)["detail"]


def test_the_description_says_to_whom_updates_are_open(editor):
    told = json.loads(editor.get("/sparql", headers={"Accept": "application/ld+json"}).text)
    assert "SPARQL11Update" in json.dumps(told)
    other = {"Authorization": f"Bearer {editor.keys.add('Olaf', Role.ANALYST)}", "Accept": "application/ld+json"}
    assert "SPARQL11Update" not in editor.get("/sparql", headers=other).text
