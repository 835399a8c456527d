"""A store on a server: what is there, what goes wrong, and what two writers may not do to each other."""

import http.server
import threading
from contextlib import contextmanager

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

from graph.evidence.evidence import PROPOSED, read
from graph.evidence.recording import record
from graph.known.snapshot import take_snapshot
from graph.store import DEFAULT_GRAPH, ServerAddress, changing, reading, server_address, writing
from graph.store.remote import REVISION, current_copy
from ingest.load import load_baseline
from ontology.errors import InputError, StoreChanged, StoreError, StoreMissing
from tests.conftest import NOON
from tests.graph.evidence.test_evidence import said, view
from tests.servers import free_port

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")


@pytest.fixture
def address(place):
    if not isinstance(place, ServerAddress):
        pytest.skip("needs a server")
    return place


def test_the_shipped_facts_have_the_same_version_everywhere(place, snapshot):
    with writing(place, "tests") as store:
        load_baseline(store, NOON)
        assert take_snapshot(store) == snapshot
        again = load_baseline(store, NOON)
    assert again.same == len(snapshot.records) - ontology_files(snapshot)
    assert take_snapshot(reading(place)) == snapshot


def ontology_files(snapshot):
    return sum(r.read_by == "ontology" for r in snapshot.records.values())


def test_queries_of_each_form_are_answered(any_store):
    record(any_store, [said("a", 1)], at=NOON)
    assert isinstance(any_store.query("SELECT * WHERE { ?s ?p ?o }"), QuerySolutions)
    assert isinstance(any_store.query("ASK { ?s ?p 1 }"), QueryBoolean)
    found = any_store.query("CONSTRUCT { ?s rdf:value ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    assert [t.object for t in found] == [Literal(1)]


def test_the_dump_holds_all_graphs_or_the_one_asked_for(any_store):
    record(any_store, [said("a", 1)], at=NOON)
    assert b"https://example.org/evidence/a" in any_store.dump(RdfFormat.TRIG)
    assert b"https://example.org/evidence/a" not in any_store.dump(RdfFormat.TURTLE, DEFAULT_GRAPH)


def test_a_store_that_holds_nothing_is_told_with_the_remedy(place):
    with pytest.raises(StoreMissing, match=r"Make one with: samspil demo|Bring one in with: samspil ingest"):
        reading(place)


def test_what_another_process_writes_is_seen_by_the_next_reader(place):
    with writing(place, "tests") as store:
        record(store, [said("a", 1)], at=NOON)
    before = reading(place)
    with writing(place, "tests") as store:
        record(store, [said("b", 2)], at=NOON)
    assert {t.object.value for t in view(before)} == {"1"}
    assert {t.object.value for t in view(reading(place))} == {"1", "2"}


def test_the_server_holds_the_truth_and_its_revision_is_nobodys_statement(address):
    with writing(address, "tests") as store:
        record(store, [said("a", 1)], at=NOON)
        there = set(store.quads())
    query = "SELECT ?s ?g { GRAPH ?g { ?s ?p ?o } }"
    told = httpx2.get(address.query, params={"query": query}, headers={"Accept": "text/csv"}).text
    assert "https://example.org/evidence/a" in told
    assert told.count(REVISION.value) == 2  # subject and graph of one statement: no receipt is left
    assert not [q for q in there if q.graph_name == REVISION]
    assert set(current_copy(address).quads) == there


def test_of_two_writers_the_second_changes_nothing_that_it_has_not_seen(address):
    with writing(address, "tests") as one, writing(address, "tests") as other:
        record(one, [said("a", 1)], at=NOON)
        with pytest.raises(StoreChanged, match="changed by somebody else meanwhile"):
            record(other, [said("b", 2)], at=NOON)
        record(one, [said("c", 3)], at=NOON)
    assert {t.object.value for t in view(reading(address))} == {"1", "3"}


def test_evidence_outside_the_view_is_guarded_too(address):
    waiting = said("a", 1, status=PROPOSED)
    with writing(address, "tests") as one, writing(address, "tests") as other:
        record(one, [waiting], at=NOON)
        with pytest.raises(StoreChanged):
            record(other, [said("a", 2, status=PROPOSED)], at=NOON)
    assert read(reading(address), waiting.iri) == waiting


def test_writers_that_meet_try_again_and_none_is_lost(address):
    def write(number):
        changing(address, "tests", lambda store: record(store, [said(f"e{number}", number)], at=NOON))

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {t.object.value for t in view(reading(address))} == {"0", "1", "2", "3"}


def test_a_server_that_is_not_there_is_told_with_its_address():
    address = server_address(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match=f"The graph on {address.query} cannot be reached"):
        reading(address)


@contextmanager
def answering(status, content):
    """A server that gives the same answer to everything."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server_address(f"http://127.0.0.1:{server.server_port}", user="us", password="secret")  # noqa: S106 - of a server in the test
        server.shutdown()


def test_a_server_that_refuses_says_why():
    with (
        answering(401, b"Who are you?") as address,
        pytest.raises(StoreError, match="answers 401: Who are you") as told,
    ):
        reading(address)
    assert "secret" not in str(told.value)
    assert "secret" not in repr(address)


@pytest.mark.parametrize("content", [b"<html>Welcome</html>", b"{}", b'{"head": {}, "boolean": true}'])
def test_what_answers_as_no_sparql_server_does_is_told(content):
    with answering(200, content) as address, pytest.raises(StoreError, match="does not answer as a SPARQL server does"):
        reading(address)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.org/graph", "SAMSPIL_STORE_PLAIN"),
        ("https://us:secret@example.org/graph", "SAMSPIL_STORE_USER"),
        ("ftp://example.org/graph", "cannot be read"),
        ("https:///graph", "cannot be read"),
        ("https://example.org:nowhere/", "cannot be read"),
        ("https://example.org/graph?query=x", "cannot be read"),
    ],
)
def test_an_address_that_is_not_safe_is_refused(url, problem):
    with pytest.raises(InputError, match=problem) as told:
        server_address(url)
    assert "secret" not in str(told.value)
    with pytest.raises(InputError, match=problem):
        server_address("https://example.org/query", update=url)


def test_an_address_names_both_places_or_their_common_beginning():
    assert server_address("https://example.org/ds/").update == "https://example.org/ds/update"
    both = server_address("http://[::1]:3030/ds/sparql", update="http://localhost:3030/ds/update")
    assert (both.query, both.update) == ("http://[::1]:3030/ds/sparql", "http://localhost:3030/ds/update")
    assert server_address("http://graph.intern:3030/ds", plain=True).query == "http://graph.intern:3030/ds/query"


@contextmanager
def losing_answers(address):
    """The server behind a line that is cut after each second update has arrived."""
    updates = 0

    class Line(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            nonlocal updates
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name: self.headers[name] for name in ("Content-Type", "Accept")}
            url = address.update if self.path == "/update" else address.query
            answer = httpx2.post(url, content=body, headers=headers)
            updates += self.path == "/update"
            if self.path == "/update" and updates % 2:
                return
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Line) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server_address(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def test_a_change_whose_answer_was_lost_is_found_to_be_done(address):
    with losing_answers(address) as line, writing(line, "tests") as store:
        store.change(remove=[], add=[Quad(S, P, Literal(1), DEFAULT_GRAPH)])
        store.change(remove=[], add=[Quad(S, P, Literal(2), DEFAULT_GRAPH)])
        store.change(remove=[], add=[Quad(S, P, Literal(3), DEFAULT_GRAPH)])
    assert len(current_copy(address).quads) == 3
