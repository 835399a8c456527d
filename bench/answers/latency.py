"""How long an assessment takes at 1,000, 10,000 and 100,000 initiatives, and where the time goes.

The initiatives are made up after the shipped ones: each draws its facets, ages, dates, text, parties and payers from
those of real ones, facet by facet.

Run: .venv/bin/python -m bench.answers.latency [1000 10000 100000]
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from graph.answers.assessment import Assessor
from graph.answers.coinvestors import find_coinvestors
from graph.answers.coordination import find_coordination
from graph.answers.gates import check_gates
from graph.answers.overlap import find_overlaps
from graph.answers.policies import find_policies
from graph.known.snapshot import Snapshot, Statement, take_snapshot
from graph.store import EmbeddedStore
from ingest.load import load_baseline
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.namespaces import ID, RDF, SAMSPIL

RUNS = 5
ENOUGH = 3.0  # seconds
T = TypeVar("T")


def baseline() -> Snapshot:
    """Return the shipped graph."""
    with TemporaryDirectory() as home, EmbeddedStore.writing(Path(home), "bench") as store:
        load_baseline(store, datetime(2026, 1, 1, tzinfo=UTC))
        return take_snapshot(store)


def grown(snapshot: Snapshot, initiatives: int) -> Snapshot:
    """Return the snapshot with made-up initiatives and fundings added, up to so many initiatives."""
    about = dict(snapshot.about)
    pointing: dict[str, list[Statement]] = {iri: list(said) for iri, said in snapshot.pointing_at.items()}
    chance = random.Random(1)  # noqa: S311 - made-up data needs no secret
    for statements in _made_up(snapshot, initiatives - len(snapshot.of_class(SAMSPIL.Initiative)), chance):
        about[statements[0].subject] = statements
        for s in statements:
            if s.target is not None:
                pointing.setdefault(s.target, []).append(s)
    return Snapshot(
        version=f"{snapshot.version}+{initiatives}",
        about=MappingProxyType(about),
        pointing_at=MappingProxyType({iri: tuple(said) for iri, said in pointing.items()}),
        records=snapshot.records,
        terms=snapshot.terms,
    )


def _made_up(snapshot: Snapshot, more: int, chance: random.Random) -> Iterator[tuple[Statement, ...]]:
    """Yield the statements of each made-up thing: of a real one the shape, of others the values."""
    real = snapshot.of_class(SAMSPIL.Initiative)
    fundings = snapshot.of_class(SAMSPIL.Funding)
    values: dict[str, list[NamedNode | Literal]] = {}
    for iri in real:
        for s in snapshot.about[iri]:
            values.setdefault(s.predicate, []).append(s.object)
    kept = {RDF.type.value, SAMSPIL.partOf.value, SAMSPIL.succeeds.value}
    for number in range(more):
        iri, model = f"{ID}initiative/made-up-{number}", chance.choice(real)
        yield tuple(
            Statement(
                iri, s.predicate, s.object if s.predicate in kept else chance.choice(values[s.predicate]), s.evidence
            )
            for s in snapshot.about[model]
        )
        if chance.random() < len(fundings) / len(real):
            paid, funding = chance.choice(fundings), f"{ID}funding/made-up-{number}"
            yield tuple(
                Statement(
                    funding,
                    s.predicate,
                    NamedNode(iri) if s.predicate == SAMSPIL.funded.value else s.object,
                    s.evidence,
                )
                for s in snapshot.about[paid]
            )


def timed(name: str, work: Callable[[], T], runs: int = 1) -> T:
    """Do the work so many times, or until it has taken `ENOUGH`; print the median in milliseconds."""
    taken: list[float] = []
    while True:
        begun = time.perf_counter()
        done = work()
        taken.append(time.perf_counter() - begun)
        if len(taken) == runs or sum(taken) > ENOUGH:
            print(f"  {name:28}{median(taken) * 1000:12,.1f}", flush=True)
            return done


def measure(snapshot: Snapshot) -> None:
    """Print the time of what is done once a graph, and of each part of an assessment."""
    proposal = read_proposal_file(EXAMPLE)
    prose = f"{proposal.title} {proposal.summary}"
    index, deals = snapshot.index, snapshot.deals
    timed("once: index", lambda: (index.facets, index.ages, index.periods))
    timed("once: words of the texts", lambda: index.texts)
    timed("once: deals", lambda: (deals.links, deals.parties, deals.starts))
    assessor = timed("once: names and thesaurus", lambda: Assessor(snapshot))
    reading = timed("reading", lambda: assessor.read(proposal), RUNS)
    overlaps = timed("overlap", lambda: find_overlaps(reading, snapshot, prose, "2022"), RUNS)
    timed(
        "co-investors", lambda: find_coinvestors(reading, overlaps, snapshot, assessor.thesaurus, prose, "2022"), RUNS
    )
    timed("policies", lambda: find_policies(reading, overlaps, snapshot), RUNS)
    timed("gates", lambda: check_gates(reading, snapshot, overlaps), RUNS)
    view = timed("once: view for questions", lambda: assessor.view)
    timed("coordination", lambda: find_coordination(reading, overlaps, snapshot, view), RUNS)


def main() -> None:
    """Print the times in milliseconds, size by size."""
    small = baseline()
    for size in [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        print(f"{size:,} initiatives: median milliseconds", flush=True)
        measure(grown(small, size))


if __name__ == "__main__":
    main()
