"""How many statements a second come in through the whole path, beside loading the same quads in bulk into pyoxigraph.

Run: .venv/bin/python -m bench.ingest [ROWS]   (100,000 rows where none are given; INDIGO needs `../shared`)

The path: reading, the mapping, names, shapes, evidence, the accepted view and the graph version, on disk. Statements
are what the rows say, counted once a row; quads are all that is in the store then: evidence, accepted view, language.
"""

import csv
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.evidence.evidence import EVIDENCE_GRAPH
from graph.store import DEFAULT_GRAPH, EmbeddedStore
from ingest.dataset import load_dataset
from ingest.mapping import read_mapping
from ingest.recognise import Foreign, recognise, with_mapping

INDIGO = Path(__file__).parents[2] / "shared" / "data" / "indigo"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECTORS = ("Health", "Education", "Homelessness")
MAPPING = """
[[thing]]
kind = "indsats"
about = "synthetic-{Id}"

[thing.columns]
"Name" = "navn@en"
"Sector" = "politikområde"
"Start" = "fra"
"People" = "antal borgere"
"Amount" = "beløb"
"Currency" = "valuta"
"""


def synthetic(folder: Path, rows: int) -> Foreign:
    """Write a table of made-up initiatives and a mapping for it."""
    table, mapping = folder / "synthetic.csv", folder / "synthetic.toml"
    with table.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Id", "Name", "Sector", "Start", "People", "Amount", "Currency"])
        for n in range(rows):
            sector, start = SECTORS[n % len(SECTORS)], f"{2000 + n % 26}-{1 + n % 12:02}"
            lines.writerow([n, f"Initiative {n}", sector, start, 1 + n % 5000, n + 1, "EUR"])
    mapping.write_text(MAPPING, encoding="utf-8")
    return with_mapping(table, read_mapping(mapping))


def measure(name: str, data: Foreign, folder: Path) -> None:
    """Bring the data in, bring it in again, load the same quads in bulk, and print the times."""
    with EmbeddedStore.writing(folder / "store", "bench") as store:
        taken = []
        for _ in range(2):
            begun = time.perf_counter()
            load_dataset(store, data, "bench", NOW)
            taken.append(time.perf_counter() - begun)
        said = sum(1 for q in store.quads() if q.graph_name not in {DEFAULT_GRAPH, EVIDENCE_GRAPH})
        quads = store.dump(RdfFormat.N_QUADS)
    begun = time.perf_counter()
    bulk = Store(str(folder / "bulk"))
    bulk.bulk_load(quads, format=RdfFormat.N_QUADS)
    bare = time.perf_counter() - begun
    print(f"{name:10} {said:9,} statements, {len(bulk):9,} quads")
    print(f"{'':10} whole path {taken[0]:7.1f} s: {said / taken[0]:9,.0f} statements/s; again {taken[1]:.1f} s")
    print(f"{'':10} bulk load  {bare:7.1f} s: {len(bulk) / bare:9,.0f} quads/s; ratio {taken[0] / bare:.1f}")


def main() -> None:
    """Measure INDIGO, if it is here, and the synthetic table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        if INDIGO.exists():
            (Path(folder) / "indigo").mkdir()
            measure("INDIGO", recognise(INDIGO) or sys.exit("INDIGO is not recognised"), Path(folder) / "indigo")
        measure(f"{rows:,}", synthetic(Path(folder), rows), Path(folder))


if __name__ == "__main__":
    main()
