"""The desk: several Cypher queries at a time, one that takes too long is stopped, and no other pays for it."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph.cypher.desk import CypherDesk
from ontology.errors import Busy, QueryTimeout, StoreError
from tests.graph.cypher.test_cypher import BOUNDS, SLOW

pytest.importorskip("arcadedb", reason="the embedded engine is not installed: pip install 'samspil[cypher]'")
QUICK = "MATCH (c:Council) RETURN count(c)"


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def desk(request, tmp_path):
    address = request.getfixturevalue("neo4j") if request.param == "neo4j" else None
    desk = CypherDesk(tmp_path, address, replace(BOUNDS, seconds=8))
    yield desk
    desk.close()


def test_others_are_answered_while_queries_take_too_long_and_after(desk, snapshot):
    assert desk.ask(snapshot, QUICK, {}).rows == ((1,),)
    with ThreadPoolExecutor(2) as crowd:
        bad = [crowd.submit(desk.ask, snapshot, SLOW, {})]
        time.sleep(1)
        bad.append(
            crowd.submit(desk.ask, snapshot, SLOW, {})
        )  # of the same engine, which ends for the first one's sake
        times = []
        while not all(b.done() for b in bad):
            begun = time.monotonic()
            assert desk.ask(snapshot, QUICK, {}).rows == ((1,),)
            times.append(time.monotonic() - begun)
            time.sleep(0.05)
        for b in bad:
            with pytest.raises(QueryTimeout, match="longer than 8 seconds"):
                b.result()
    assert len(times) > 20
    assert statistics.median(times) < 0.5
    assert desk.ask(snapshot, QUICK, {}).rows == ((1,),)


def test_the_next_graph_is_asked_by_all_that_come_after(desk, snapshot):
    assert desk.ask(snapshot, QUICK, {}).graph_version == snapshot.version
    without = replace(snapshot, version="0" * 64, about={}, pointing_at={}, records={})
    assert desk.ask(without, QUICK, {}).rows in {(), ((0,),)}
    assert desk.ask(snapshot, QUICK, {}).rows == ((1,),)


def test_an_engine_that_was_made_ready_answers_at_once(tmp_path, snapshot):
    desk = CypherDesk(tmp_path, None, BOUNDS)
    try:
        desk.ready(lambda: snapshot)
        begun = time.monotonic()
        assert desk.ask(snapshot, QUICK, {}).rows == ((1,),)
        assert time.monotonic() - begun < 2
    finally:
        desk.close()


def test_nothing_is_started_where_there_is_no_graph_or_after_the_end(tmp_path, snapshot):
    def no_graph():
        raise StoreError("There is no graph.")

    desk = CypherDesk(tmp_path, None, BOUNDS)
    desk.ready(no_graph)
    desk.close()
    desk.ready(lambda: snapshot)
    with pytest.raises(Busy):
        desk.ask(snapshot, QUICK, {})
    assert not any(tmp_path.iterdir())
