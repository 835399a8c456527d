"""The graph as a server sees it: taken anew when it has changed, and the past of a day kept until then."""

from datetime import date

from api.http.current_graph import MOST_DAYS, CurrentGraph
from graph.store import EmbeddedStore
from ingest.load import load_files
from tests.conftest import NOON

DAYS = [date(2026, 1, day) for day in range(1, 2 + MOST_DAYS)]


def put(folder, name):
    table = folder / "facts.csv"
    table.write_text(f"id;slags;navn\nhjem;indsats;{name}\n", "utf-8")
    with EmbeddedStore.writing(folder / "quads", "tests") as store:
        load_files(store, [table], "tester", NOON)


def test_the_past_of_a_day_is_made_once_until_the_graph_is_another_and_only_the_last_days_are_kept(tmp_path):
    put(tmp_path, "Hjem")
    graph = CurrentGraph(tmp_path / "quads", tmp_path)
    first = graph.assessor(DAYS[0])
    assert graph.assessor(DAYS[0]) is first
    assert first.day == DAYS[0].isoformat()
    for day in DAYS[1:]:
        graph.assessor(day)
    assert graph.assessor(DAYS[0]) is not first
    latest = graph.assessor(DAYS[-1])
    put(tmp_path, "Et andet hjem")
    assert graph.assessor(DAYS[-1]) is not latest
