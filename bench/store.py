"""A store in a folder beside the same store on servers: bringing the shipped facts in, reading all, one decision.

Run with the servers of the tests: FUSEKI_JAR=… .venv/bin/python -m bench.store
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from graph.evidence.evidence import read, read_all
from graph.evidence.recording import record
from graph.known.snapshot import take_snapshot
from graph.store import Place, Store, changing, reading, server_address, writing
from ingest.load import load_baseline
from tests.servers import SERVERS

TIMES = 5


def seconds(act: Callable[[], object]) -> float:
    """Return how long it takes, once."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure(place: Place) -> dict[str, float]:
    """Return the seconds that each thing takes at a place where nothing is yet."""
    now = datetime.now(UTC)

    def load() -> None:
        with writing(place, "bench") as store:
            load_baseline(store, now)

    def decide() -> None:
        def act(store: Store) -> None:
            if item := read(store, known.iri):
                record(store, [replace(item, confidence="0.5" if item.confidence == "1" else "1")], at=now)

        changing(place, "bench", act)

    def forget() -> None:
        if not isinstance(place, Path):
            from graph.store import remote

            remote._copies.clear()

    rows = {"the shipped facts in": seconds(load), "the same again": seconds(load)}
    first = []
    for _ in range(TIMES):
        forget()
        first.append(seconds(lambda: take_snapshot(reading(place))))
    rows["a snapshot by a new process"] = statistics.median(first)
    rows["opened again, unchanged"] = statistics.median(seconds(lambda: reading(place)) for _ in range(TIMES))
    known = next(e for e in read_all(reading(place)) if e.table)
    rows["one piece of evidence changed"] = statistics.median(seconds(decide) for _ in range(TIMES))
    return rows


def main() -> None:
    """Measure each place, and print a table."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        places: dict[str, Place] = {"folder": Path(folder) / "store"}
        for name, server in SERVERS.items():
            if name != "fuseki" or os.environ.get("FUSEKI_JAR"):
                (Path(folder) / name).mkdir()
                places[name] = server_address(stack.enter_context(server(Path(folder) / name)))
        measured = {name: measure(place) for name, place in places.items()}
        print(f"{len(list(reading(places['folder']).quads()))} quads")
    print(f"{'seconds':34}" + "".join(f"{name:>12}" for name in measured))
    for row in measured["folder"]:
        print(f"{row:34}" + "".join(f"{rows[row]:>12.3f}" for rows in measured.values()))


if __name__ == "__main__":
    main()
