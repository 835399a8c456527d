"""Queries from outside are read only, stay here, and cannot take the server down."""

import asyncio
import gzip
import json
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.sparql.processes import WORKERS, SparqlWorkers
from graph.sparql.text import refuse_outward, refuse_outward_update, with_data_set
from graph.sparql.worker import Ask, Bounds
from graph.store import DEFAULT_GRAPH, EmbeddedStore
from ontology.errors import Busy, NotFound, QueryRefused, QueryTimeout, StoreError, StoreMissing, TooManyAtOnce

BOUNDS = Bounds(seconds=1.5, rows=2000, size=500_000, memory=2**28)
THREE_WAYS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
TWENTY = ("?{0}, " * 19 + "?{0}").format
TWENTYFOLD = "SELECT (STRLEN(?g) AS ?n) {{ BIND('0123456789' AS ?a) {} }}".format(
    " ".join(f"BIND(CONCAT({TWENTY(x)}) AS ?{y})" for x, y in pairwise("abcdefg"))
)
ENDLESS = f"SELECT (COUNT(*) AS ?n) WHERE {{ {THREE_WAYS} }}"


def asking(query, **more):
    return Ask(query, table="application/sparql-results+json", graph="text/turtle", **more)


@pytest.fixture(scope="module")
def run():
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def workers(home, run):
    workers = SparqlWorkers(home, BOUNDS)
    run(workers.start())
    yield workers
    run(workers.close())


async def whole(workers, ask, client="somebody"):
    answer = await workers.ask(ask, client)
    return answer.media_type, b"".join([piece async for piece in answer.content()])


@pytest.fixture
def answer(workers, run):
    def answered(query, **more):
        return run(whole(workers, asking(query, **more)))

    return answered


def boolean(answered):
    return json.loads(answered[1])["boolean"]


def test_a_select_is_answered_with_the_projects_prefixes(answer):
    found = json.loads(answer("SELECT ?s WHERE { ?s a samspil:Council }")[1])
    assert [b["s"]["value"].rsplit("/", 1)[-1] for b in found["results"]["bindings"]] == [
        "raadet-for-sociale-investeringer"
    ]


def test_evidence_is_asked_for_as_named_graphs(answer):
    said = "GRAPH ?evidence { ?s samspil:donationCeiling ?o }"
    assert boolean(answer(f"ASK {{ {said} GRAPH thing:evidence {{ ?evidence samspil:locator 'Metode' }} }}")) is True


def test_a_construct_is_answered_as_turtle_with_the_projects_prefixes(answer):
    media_type, content = answer("CONSTRUCT WHERE { ?s a samspil:Council }")
    assert media_type == "text/turtle"
    assert b"a samspil:Council" in content


def test_a_resource_is_described(answer):
    assert b"Bikubenfonden" in answer("DESCRIBE <https://w3id.org/samspil/id/organisation/bikubenfonden>")[1]


def test_graphs_that_are_named_are_the_whole_data_set(answer):
    evidence = "https://w3id.org/samspil/id/evidence"
    assert boolean(answer("ASK { ?s a samspil:Evidence }", default_graphs=(evidence,))) is True
    assert boolean(answer("ASK { ?s a samspil:Council }", default_graphs=(evidence,))) is False
    assert boolean(answer("ASK { ?s ?p ?o }", named_graphs=(evidence,))) is False
    assert boolean(answer("ASK { GRAPH ?g { ?s ?p ?o } }", default_graphs=(evidence,))) is False


def test_a_graph_that_must_be_there_and_is_not(answer):
    with pytest.raises(NotFound, match=r"no graph http://example\.org/none"):
        answer("CONSTRUCT WHERE { ?s ?p ?o }", exists="http://example.org/none")


@pytest.mark.parametrize("named", [{"exists": "no iri"}, {"default_graphs": ("no iri",)}])
def test_a_graph_whose_name_is_no_iri_is_refused(answer, named):
    with pytest.raises(QueryRefused, match="is no IRI"):
        answer("ASK {}", **named)


def test_an_answer_is_packed_when_wanted(answer):
    query = "SELECT ?s WHERE { ?s a samspil:Council }"
    assert gzip.decompress(answer(query, gzip=True)[1]) == answer(query)[1]


def test_a_query_that_is_not_sparql_is_refused_with_the_place(answer):
    with pytest.raises(QueryRefused, match="not valid SPARQL in line 1, character "):
        answer("SELEC * { }")


@pytest.mark.parametrize(
    ("query", "fault", "why"),
    [
        (ENDLESS, QueryTimeout, "longer than 1.5 seconds"),
        ("SELECT (COUNT(*) AS ?n) { ?a (<x:>|!<x:>)* ?b . ?c (<x:>|!<x:>)* ?d }", QueryTimeout, "longer than"),
        (f"SELECT * {{ {THREE_WAYS} }} ORDER BY ?c ?f ?i", QueryTimeout, "longer than|more memory"),
        (f"SELECT (GROUP_CONCAT(STR(?a)) AS ?x) {{ {THREE_WAYS} }}", QueryTimeout, "longer than|more memory"),
        (TWENTYFOLD, QueryTimeout, "more memory"),
        ("SELECT * {" + "{" * 40_000 + "}" * 40_000 + "}", QueryTimeout, "more memory"),
        (f"SELECT * {{ {THREE_WAYS} }}", QueryRefused, "more than 2000 rows|larger than 500000 bytes"),
        (f"SELECT ?a {{ {THREE_WAYS} }}", QueryRefused, "more than 2000 rows"),
        ("SELECT ?x { VALUES ?x { '" + "x" * 600 + "' } ?a ?b ?c }", QueryRefused, "larger than 500000 bytes"),
    ],
    ids=["cross", "paths", "sort", "concat", "double", "nesting", "rows and bytes", "rows", "bytes"],
)
def test_a_pathological_query_is_stopped_and_others_go_on(workers, run, query, fault, why):
    async def both():
        bad = asyncio.create_task(whole(workers, asking(query), "bad"))
        times = []
        while not bad.done():
            begun = time.perf_counter()
            assert boolean(await whole(workers, asking("ASK { ?s a samspil:Council }"), "good")) is True
            times.append(time.perf_counter() - begun)
            await asyncio.sleep(0.02)
        with pytest.raises(fault, match=why):
            await bad
        return times

    begun = time.perf_counter()
    assert max(run(both()), default=0) < 1
    assert time.perf_counter() - begun < BOUNDS.seconds + 2


TRIPLES = "CONSTRUCT { ?a <x:> ?c } WHERE { SELECT DISTINCT ?a ?c { ?a ?b ?c } LIMIT %d }"


@pytest.mark.parametrize(
    ("media_type", "query"),
    [
        ("application/sparql-results+json", "SELECT ?a { ?a ?b ?c } LIMIT %d"),
        ("application/sparql-results+xml", "SELECT ?a { ?a ?b ?c } LIMIT %d"),
        ("text/csv", "SELECT ?a { ?a ?b ?c } LIMIT %d"),
        ("text/tab-separated-values", "SELECT ?a { ?a ?b ?c } LIMIT %d"),
        ("text/turtle", TRIPLES),
        ("application/ld+json", TRIPLES),
    ],
)
def test_rows_are_bounded_exactly_in_each_format(workers, run, media_type, query):
    async def ask(limit):
        answer = await workers.ask(Ask(query % limit, media_type, media_type))
        return answer, sum([len(piece) async for piece in answer.content()])

    answer, size = run(ask(2000))
    assert answer.rows == 2000
    assert answer.size == size
    with pytest.raises(QueryRefused, match="more than 2000 rows"):
        run(ask(2001))


def test_what_reads_like_the_end_of_a_row_is_counted_as_no_row(workers, run):
    async def rows(table):
        answer = await workers.ask(Ask('SELECT ("a}},{\\"b\\n</result><result>" AS ?x) {}', table, None))
        async for _ in answer.content():
            pass
        return answer.rows

    for table in ("application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"):
        assert run(rows(table)) == 1


def test_a_large_answer_begins_before_it_is_whole(home, run):
    async def first_and_all():
        workers = SparqlWorkers(home, replace(BOUNDS, rows=10**6, size=10**8))
        await workers.start()
        try:
            answer = await workers.ask(asking("SELECT * { ?a ?b ?c . ?d a samspil:Council }"))
            content = answer.content()
            first = await anext(content)
            began_early = answer.size == 0
            return began_early, len(first), len(first) + sum([len(piece) async for piece in content]), answer.size
        finally:
            await workers.close()

    began_early, first, everything, size = run(first_and_all())
    assert began_early
    assert first < everything == size


def test_one_client_never_has_all_workers_and_waiting_is_bounded(workers, run):
    async def crowd():
        many = [asyncio.create_task(whole(workers, asking(ENDLESS), "greedy")) for _ in range(WORKERS + 20)]
        await asyncio.sleep(0.2)
        assert workers.turns.running == WORKERS - 1
        assert boolean(await whole(workers, asking("ASK {}"), "modest")) is True
        others = [asyncio.create_task(whole(workers, asking(ENDLESS), f"other {i}")) for i in range(40)]
        await asyncio.sleep(0.2)
        with pytest.raises(Busy, match="wait already"):
            await whole(workers, asking("ASK {}"), "late")
        for task in (*many, *others):
            task.cancel()
        return await asyncio.gather(*many, *others, return_exceptions=True)

    told = run(crowd())
    assert sum(isinstance(t, TooManyAtOnce) for t in told) > 0
    assert sum(isinstance(t, Busy) for t in told) > 0
    run(asyncio.sleep(1))
    assert workers.turns.running == workers.turns.waiting == 0
    assert boolean(run(whole(workers, asking("ASK {}")))) is True


def test_a_query_that_nobody_waits_for_is_stopped(workers, run):
    async def leave():
        killed = workers.killed
        task = asyncio.create_task(whole(workers, asking(ENDLESS)))
        await asyncio.sleep(0.3)
        task.cancel()
        await asyncio.sleep(0.5)
        return workers.killed - killed, workers.turns.running

    assert run(leave()) == (1, 0)


def test_the_workers_end_with_the_server(home, run):
    workers = SparqlWorkers(home, BOUNDS)

    async def begin_and_close():
        await workers.start()
        asked = asyncio.create_task(whole(workers, asking(ENDLESS)))
        await asyncio.sleep(0.2)
        await workers.close()
        with pytest.raises(QueryTimeout, match="stopped"):
            await asked

    run(begin_and_close())
    assert all(process.returncode is not None for process in workers._processes)


def test_what_is_written_meanwhile_is_seen_at_once(tmp_path, run):
    thing = NamedNode("http://example.org/thing")
    quad = Quad(thing, thing, Literal("1"), DEFAULT_GRAPH)

    async def ask():
        workers = SparqlWorkers(tmp_path, BOUNDS)
        await workers.start()
        try:
            with pytest.raises(StoreMissing):
                await whole(workers, asking("ASK {}"))
            with EmbeddedStore.writing(tmp_path, "tests") as store:
                before = [boolean(await whole(workers, asking("ASK { ?s ?p ?o }"))) for _ in range(WORKERS)]
                store.change(remove=[], add=[quad])
                after = [boolean(await whole(workers, asking("ASK { ?s ?p ?o }"))) for _ in range(WORKERS)]
            return before, after
        finally:
            await workers.close()

    assert run(ask()) == ([False] * WORKERS, [True] * WORKERS)


@pytest.mark.skipif(
    subprocess.run(["unshare", "-Un", "true"], capture_output=True).returncode != 0,
    reason="the kernel gives no network of its own to those who ask",
)
def test_no_request_leaves_a_worker_even_if_its_text_were_let_through(home, run):
    # The worker is asked past the look at the text, as if that had missed something.
    past = "import graph.sparql.worker as w\nw.refuse_outward = lambda query: None\nw.main()"
    workers = SparqlWorkers(home, BOUNDS)
    workers._command[2:4] = ["-c", past]

    async def ask(address):
        await workers.start()
        try:
            with pytest.raises(StoreError, match="unreachable"):
                await whole(workers, asking(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        finally:
            await workers.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        run(ask("http://{}:{}/".format(*listening.getsockname())))
        listening.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o } # \n VALUES ?x { 1 } service <http://127.0.0.1:9/> { }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e:x { ?s ?p ?o } }",
        "SELECT * { ?s e:a\\' ?o . OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } FILTER(?z = 'b') }",
        "SELECT * { FILTER(?a<'x>'||?b='y') SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } FILTER(?z='w') }",
        "SELECT * { ?s ?p 1SERVICE # a ' b\n <http://127.0.0.1:9/> # c\n { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o } #" + "service " * 60,
        'SELECT * { ?s ?p "the SERVICE <x> {" }',  # refused too: no string can be told from a keyword for certain
        "SELECT * { ?s ?p 'a\\'b' . SERVICE <http://127.0.0.1:9/> { ?s ?p 'c' } }",
    ],
)
def test_service_is_refused_however_it_is_written(query):
    with pytest.raises(QueryRefused, match="SERVICE is not allowed"):
        refuse_outward(query)
    with pytest.raises(QueryRefused, match="SERVICE is not allowed"):
        refuse_outward_update(query.replace("SELECT *", "DELETE {} WHERE"))


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "the SERVICE of <x>, a service" }',
        "SELECT ?service ?x { ?s ?p ?service ; ?myservice ?x { ?a ?b ?service } }",
        "PREFIX cpsv: <http://purl.org/vocab/cpsv#> SELECT * { ?s a cpsv:PublicService, cpsv:Service }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> } # SERVICE",
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
    ],
)
def test_the_word_service_is_allowed_where_it_is_no_keyword(query):
    refuse_outward(query)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA {} ; load silent <http://127.0.0.1:9/> INTO GRAPH <x:>",
        "\\u004cOAD <http://127.0.0.1:9/>",
        "PREFIX e: <http://127.0.0.1:9/> LOAD e:x",
        "LOAD # '\n <http://127.0.0.1:9/>",
    ],
)
def test_load_is_refused_however_it_is_written(update):
    with pytest.raises(QueryRefused, match="LOAD is not allowed"):
        refuse_outward_update(update)


def test_the_word_load_is_allowed_where_it_is_no_keyword():
    refuse_outward_update("INSERT DATA { <a:load> <a:b> 'a work load of 3' }")


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>"]
)
def test_an_update_is_no_query(query):
    with pytest.raises(QueryRefused, match="This is an update"):
        refuse_outward(query)


def test_looking_for_service_comes_to_an_end_however_the_query_is_made():
    # Each takes milliseconds; a look that goes back and forth would take longer than anybody waits.
    for part in ("service#", "# ", "service <", "service silent ", "service::", "\\u0053ervice ?", "load#", "load ::"):
        with suppress(QueryRefused):
            refuse_outward_update("SELECT * { " + part * (99_000 // len(part)))
        with suppress(QueryRefused):
            refuse_outward_update("SELECT * { " + "service" * 49 + part[:1] * 99_000)


def test_the_data_set_of_an_update_stands_before_each_where():
    update = "DELETE { ?s ?p 'where' } WHERE { ?s ?p ?o { SELECT * WHERE {} } } ; INSERT { <a:b> <a:c> 1 } where {}"
    assert with_data_set(update, ["a:1"], ["a:2"]) == (
        "DELETE { ?s ?p 'where' } USING <a:1> USING NAMED <a:2> WHERE { ?s ?p ?o { SELECT * WHERE {} } } ; "
        "INSERT { <a:b> <a:c> 1 } USING <a:1> USING NAMED <a:2> where {}"
    )
    assert with_data_set(update, [], []) == update


@pytest.mark.parametrize(
    "update", ["WITH <a:b> DELETE {} WHERE {}", "INSERT {} USING <a:b> WHERE {}", "DELETE # where\n WHERE { ?s ?p ?o }"]
)
def test_a_data_set_for_an_update_that_has_its_own_is_refused(update):
    with pytest.raises(QueryRefused, match="using-graph-uri"):
        with_data_set(update, ["a:1"], [])
