"""The tests of the SPARQL 1.1 Protocol by the W3C, read from their manifest and put to the application."""

from dataclasses import dataclass

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import Namespace
from rdflib.collection import Collection
from rdflib.resource import Resource

from api.app import create_app
from api.http.sparql_answer import GRAPHS, TABLES
from api.settings import Settings
from graph.evidence.evidence import BY_ENTRY, Evidence
from graph.evidence.recording import record
from graph.sparql.entry import BY_UPDATE
from graph.store import writing
from ontology.namespaces import ID
from tests.conftest import NOON, SHARED, empty

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
FOLDER = SHARED / "data" / "w3c-sparql11" / "protocol"

EXCEPTIONS: dict[str, str] = {}
"""The tests that do not pass, by name, each with the reason."""


@dataclass(frozen=True)
class Exchange:
    """A request, and what its answer must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[str]
    format_: str | None
    boolean: bool | None


def entries():
    if not FOLDER.exists():
        return []
    manifest = rdflib.Graph().parse(FOLDER / "manifest.ttl", publicID=FOLDER.as_uri() + "/")
    return [manifest.resource(e) for e in Collection(manifest, next(manifest.objects(None, MF.entries)))]


def exchanges(test: Resource):
    requests = test.value(MF.action).value(HT.requests)
    for node in Collection(test.graph, requests.identifier):
        request = test.graph.resource(node)
        response, body = request.value(HT.resp), request.value(HT.body)
        headers = request.value(HT.headers)
        fields = [test.graph.resource(h) for h in Collection(test.graph, headers.identifier)] if headers else []
        boolean = response.value(MF.expectedBoolean)
        yield Exchange(
            method=str(request.value(HT.methodName)),
            path=str(request.value(HT.absolutePath)).replace("/sparql/", "/sparql"),
            headers={str(f.value(HT.fieldName)): str(f.value(HT.fieldValue)) for f in fields},
            body=str(body.value(CNT.chars)).encode(str(body.value(CNT.characterEncoding))) if body else None,
            statuses={s.identifier.rsplit("StatusCode", 1)[1][0] for s in response.objects(MF.expectedStatus)},
            format_=str(response.value(MF.expectedFormat)) if response.value(MF.expectedFormat) else None,
            boolean=boolean.toPython() if boolean is not None else None,
        )


@pytest.fixture(scope="module")
def client(server, tmp_path_factory):
    """A client of a server that takes updates, on an empty store of each kind."""
    home = tmp_path_factory.mktemp("protocol")
    settings = Settings(store=server or home, home=home)
    empty(settings.place)
    with TestClient(create_app(settings)) as client:
        client.place = settings.place
        yield client


def load(client, test):
    """Put the graphs that the test asks for into the store, as an editor's."""
    graphs = [
        Evidence(
            iri=NamedNode(str(data.value(RDFS.label))),
            statements=frozenset(q.triple for q in parse(path=file, format=RdfFormat.N_TRIPLES)),
            read_by=BY_ENTRY,
            agent=NamedNode(f"{ID}agent/tester"),
            source=BY_UPDATE,
        )
        for data in test.objects(UT.graphData)
        for file in [str(data.value(UT.graph).identifier).removeprefix("file://")]
    ]
    with writing(client.place, "tests") as store:
        record(store, graphs, at=NOON)


@pytest.mark.shared
@pytest.mark.parametrize("test", entries(), ids=lambda t: t.identifier.rsplit("#", 1)[1])
def test_protocol(client, test):
    load(client, test)
    passed = True
    for exchange in exchanges(test):
        response = client.request(
            exchange.method,
            exchange.path,
            headers={"Accept": "*/*", **exchange.headers},
            content=exchange.body,
            follow_redirects=False,
        )
        passed = passed and is_as_expected(exchange, response)
    name = test.identifier.rsplit("#", 1)[1]
    assert passed == (name not in EXCEPTIONS), response.text


def is_as_expected(exchange, response):
    if str(response.status_code)[0] not in exchange.statuses or response.status_code in {401, 403}:
        return False
    if exchange.format_ is None:
        return True
    media_type = response.headers["content-type"].partition(";")[0]
    if exchange.format_ == "RDF":
        list(parse(response.content, format=RdfFormat.from_media_type(media_type)))
        return media_type in GRAPHS
    found = parse_query_results(response.content, format=QueryResultsFormat.from_media_type(media_type))
    return media_type in TABLES and (exchange.boolean is None or bool(found) == exchange.boolean)


@pytest.mark.shared
def test_all_tests_of_the_manifest_are_run(shared):
    assert shared == SHARED
    assert len(entries()) == 34
