"""How well matching tells the same from the different, on names of real organisations that were judged by reading.

Run: .venv/bin/python bench/matching.py   (add the home of a store to see what is certain and what is asked in it)
"""

import csv
import sys
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode
from pyoxigraph import Store as Oxigraph

from graph.evidence.recording import record
from graph.known.names import Names
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import EmbeddedStore
from graph.upkeep.matching import CERTAIN, DOUBTFUL, Match, find_matches
from ingest.load import read_tables
from ingest.ontology import ingest_ontology
from ingest.statements import introduce
from ingest.table import read_table
from ontology.errors import ManyErrors
from ontology.namespaces import ID
from ontology.vocabulary import local_name

JUDGED = Path(__file__).parents[1] / "tests" / "graph" / "upkeep" / "matching"
THRESHOLDS = (DOUBTFUL, 0.75, 0.8, 0.85, CERTAIN, 0.95)
Pair = frozenset[str]


def unmatched(table: Path) -> Snapshot:
    """Return the graph that a table of ours makes, without matching."""
    store, now = EmbeddedStore(Oxigraph()), datetime.now(UTC)
    ingest_ontology(store, now)
    rows = {NamedNode(f"{ID}table/{table.stem}"): read_table(table)}
    names = Names(take_snapshot(store))
    introduce(chain.from_iterable(rows.values()), names)
    found, faults = read_tables(rows, names, NamedNode(ID + "agent/bench"))
    if faults:
        raise ManyErrors(faults)
    record(store, found, at=now)
    return take_snapshot(store)


def judged() -> tuple[Snapshot, set[Pair]]:
    """Return the graph of the judged organisations, and the pairs of them that are the same."""
    with (JUDGED / "same.csv").open(encoding="utf-8") as file:
        same = {frozenset(row.values()) for row in csv.DictReader(file, delimiter=";")}
    return unmatched(JUDGED / "organisations.csv"), same


def pair(match: Match) -> Pair:
    """Return the ids of the two things."""
    return frozenset((local_name(match.one), local_name(match.other)))


def tell(match: Match, snapshot: Snapshot) -> str:
    """Return a match in one line."""
    return f"  {match.score:.2f}  {'; '.join(r.in_words(snapshot)['en'] for r in match.reasons)}"


def main() -> None:
    """Print precision and recall at each threshold, then what is wrong and what is missed."""
    snapshot, same = judged()
    found = find_matches(snapshot)
    print(f"{len(snapshot.entities)} things and concepts, {len(same)} pairs the same\n")
    print("score at least   pairs   right   precision   recall")
    for threshold in THRESHOLDS:
        taken = [m for m in found if m.score >= threshold]
        right = sum(pair(m) in same for m in taken)
        print(f"{threshold:14.2f} {len(taken):7} {right:7} {right / (len(taken) or 1):11.3f} {right / len(same):8.3f}")
    for title, certain in (("Wrong and certain", True), ("Asked, and not the same", False)):
        print(f"\n{title}")
        for m in (m for m in found if m.certain is certain and pair(m) not in same):
            print(tell(m, snapshot))
    print("\nMissed: neither merged nor asked")
    for missed in sorted(sorted(p) for p in same - {pair(m) for m in found}):
        print("  " + " = ".join(snapshot.label(f"{ID}organisation/{iri}")["da"] for iri in missed))
    if len(sys.argv) > 1:
        of_store = take_snapshot(EmbeddedStore.reading(Path(sys.argv[1])))
        for m in find_matches(of_store):
            print(("certain" if m.certain else "asked  ") + tell(m, of_store))


if __name__ == "__main__":
    main()
