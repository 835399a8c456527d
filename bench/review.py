"""What a review costs the machine: reads the vision paper (`../shared`) into a new graph, accepts all that waits, one
by one, and prints the time of each and how much a person has to read: `python -m bench.review`.
"""

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from api.desks.review import ReviewDesk
from graph.evidence.texts import Texts
from graph.store import EmbeddedStore
from graph.upkeep.waiting import Asked
from ingest.documents import read_document
from ingest.load import load_baseline
from ingest.prose import load_documents
from ontology.errors import SamspilError

VISION = Path(__file__).parents[2] / "shared" / "data" / "vision" / "vision.txt"


def main() -> None:
    """Read, review and print."""
    with tempfile.TemporaryDirectory() as folder:
        home, now = Path(folder), datetime.now(UTC)
        with EmbeddedStore.writing(home, "bench") as store:
            load_baseline(store, now)
            load_documents(store, Texts(home), [read_document(VISION)], now)
        review(ReviewDesk(home, home, "bench"))


def review(desk: ReviewDesk) -> None:
    """Accept all that waits, one by one, and print what it took."""
    began = time.perf_counter()
    items = desk.queue(Asked()).items
    print(f"{len(items)} wait; the whole queue in {time.perf_counter() - began:.2f} s")
    clock, processor, refused, done = [], [], 0, set[str]()
    for item in items:
        if item.id in done:
            continue
        began, worked = time.perf_counter(), time.process_time()
        try:
            made = desk.decide([item.id], "accepted")
            done |= {step.evidence for step in made.review.steps} if made.review else set()
        except SamspilError as error:
            refused += 1
            print(error)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    for name, seconds in (("clock", clock), ("processor", processor)):
        cuts = statistics.quantiles(seconds, n=20)
        print(f"{name:>9}: median {statistics.median(seconds):.3f} s, 95th percentile {cuts[-1]:.3f} s")
    passages = [w.passage for w in items if w.passage]
    said = sum(len(w.says["da"].split()) for w in items) + sum(len(p.words.split()) for p in passages)
    around = sum(len(p.before.split()) + len(p.after.split()) for p in passages)
    print(f"refused {refused}; to read: {said} words in sentences and marked, {around} around them")


if __name__ == "__main__":
    main()
