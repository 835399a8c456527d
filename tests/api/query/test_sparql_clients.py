"""The programs that analysts bring, each asking the running server."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from api.access.keys import Keys
from api.rights import Role
from graph.store import EmbeddedStore
from tests.conftest import served

PREFIX = "PREFIX samspil: <https://w3id.org/samspil/def#> "
COUNCIL = "https://w3id.org/samspil/id/organisation/raadet-for-sociale-investeringer"
SELECT = PREFIX + "SELECT ?s WHERE { ?s a samspil:Council }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?s a ?t } WHERE { ?s a samspil:Council , ?t }"
COMUNICA = Path(sys.prefix) / "clients" / "node_modules" / ".bin" / "comunica-sparql"
CURL = shutil.which("curl")


@pytest.fixture(scope="module")
def address(home):
    with served(home) as (address, _):
        yield address + "/sparql"


@pytest.fixture(scope="module")
def with_key(tmp_path_factory):
    """The address of a server that one signs in to, and the header with an editor's key."""
    home = tmp_path_factory.mktemp("signed-in")
    with EmbeddedStore.writing(home, "tests"):
        pass
    key = Keys(home).add("sparqlwrapper", Role.EDITOR)
    with served(home) as (address, _):
        yield address + "/sparql", {"Authorization": f"Bearer {key}"}


@pytest.fixture
def wrapper(address):
    return SPARQLWrapper(address)


@pytest.mark.parametrize("method", [(GET, None), (POST, None), (POST, POSTDIRECTLY)], ids=["get", "form", "direct"])
def test_sparqlwrapper_asks_in_each_way(wrapper, method):
    wrapper.setMethod(method[0])
    if method[1]:
        wrapper.setRequestMethod(method[1])
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    assert [b["s"]["value"] for b in found["results"]["bindings"]] == [COUNCIL]


def test_sparqlwrapper_reads_each_format(wrapper):
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(XML)
    assert wrapper.queryAndConvert().getElementsByTagName("uri")[0].firstChild.data == COUNCIL
    wrapper.setReturnFormat(CSV)
    assert list(csv.DictReader(io.StringIO(wrapper.queryAndConvert().decode()))) == [{"s": COUNCIL}]
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert())) >= 1


def test_sparqlwrapper_is_told_of_a_bad_query(wrapper):
    wrapper.setQuery("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryBadFormed, match="SERVICE"):
        wrapper.query()


def test_sparqlwrapper_updates_with_a_key(with_key):
    address, header = with_key
    wrapper = SPARQLWrapper(address)
    for name, value in header.items():
        wrapper.addCustomHttpHeader(name, value)
    wrapper.setMethod(POST)
    wrapper.setQuery("INSERT DATA { <a:wrapper> <a:says> 'hello' }")
    assert wrapper.query().response.status == 200
    wrapper.setQuery("ASK { <a:wrapper> <a:says> 'hello' }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_through_its_sparqlstore(address, method):
    graph = rdflib.Graph(store=SPARQLStore(address, method=method))
    kind = rdflib.URIRef("https://w3id.org/samspil/def#Council")
    assert list(graph.subjects(rdflib.RDF.type, kind)) == [rdflib.URIRef(COUNCIL)]
    assert bool(graph.query("ASK {}")) is True
    assert len(graph.query(CONSTRUCT).graph) >= 1


def test_rdflib_updates_through_its_store(with_key):
    address, header = with_key
    store = SPARQLUpdateStore(address, address, headers=header, autocommit=True)
    graph = rdflib.Graph(store=store, identifier="http://example.org/notes")
    hello = (rdflib.URIRef("a:rdflib"), rdflib.URIRef("a:says"), rdflib.Literal("hello"))
    graph.add(hello)
    assert hello in graph
    graph.remove(hello)
    assert hello not in graph


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(not CURL, reason="curl is not installed")
def test_curl_asks_and_is_told_when_an_answer_breaks_off(address):
    asked = run(CURL, "-sG", "--compressed", address, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}")
    assert asked.stdout.split() == ["s", COUNCIL]
    refused = run(CURL, "-sf", "-d", "update=CLEAR ALL", address)
    assert refused.returncode == 22
    # More rows than an answer may have: it begins with 200, since that is not known yet, and ends without its end.
    broken = run(CURL, "-sG", address, "--data-urlencode", "query=SELECT * { ?a ?b ?c . ?d ?e ?f }", "-o", "/dev/null")
    assert broken.returncode == 18  # transfer closed with outstanding read data remaining


@pytest.mark.skipif(not COMUNICA.exists(), reason="Comunica is not installed (npm install in .ci/run)")
def test_comunica_asks_the_endpoint(address):
    asked = run("node", COMUNICA, f"sparql@{address}", SELECT, "-t", "application/sparql-results+json")
    assert asked.returncode == 0, asked.stderr
    assert [b["s"]["value"] for b in json.loads(asked.stdout)["results"]["bindings"]] == [COUNCIL]
