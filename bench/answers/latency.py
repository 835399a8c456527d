"""How long an assessment takes at 1,000, 10,000 and 100,000 initiatives, and where the time goes.

The initiatives are made up after the shipped ones: each draws its facets, ages, dates, text, parties and payers from
those of real ones, facet by facet. What is told is processor time: on an idle machine that is what one waits, and on a
busy one the others' work is not counted.

Run: .venv/bin/python -m bench.answers.latency [1000 10000 100000]
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from resource import RUSAGE_SELF, getrusage
from statistics import median
from types import MappingProxyType
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from bench.answers.baseline import baseline
from graph.answers.assessment import Assessor
from graph.answers.coinvestors import find_coinvestors
from graph.answers.coordination import find_coordination
from graph.answers.explanations import explain
from graph.answers.gap_report import MOST_GAPS, report_gaps
from graph.answers.gates import check_gates
from graph.answers.overlap import find_overlaps
from graph.answers.policies import find_policies
from graph.known.snapshot import Snapshot, Statement
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.namespaces import ID, RDF, SAMSPIL

RUNS = 5
ENOUGH = 3000  # milliseconds
YEAR = 2022
T = TypeVar("T")


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


class Times:
    """What each part takes, in milliseconds of processor time, and what the same took at the size before."""

    def __init__(self, before: "Times | None") -> None:
        """Begin a size."""
        self.taken: dict[str, float] = {}
        self._before = before.taken if before else {}

    def of(self, name: str, work: Callable[[], T], runs: int = RUNS) -> T:
        """Do the work so many times, or until it has taken `ENOUGH`; keep the median."""
        taken: list[float] = []
        while True:
            begun = time.process_time()
            done = work()
            taken.append((time.process_time() - begun) * 1000)
            if len(taken) == runs or sum(taken) > ENOUGH:
                self.taken[name] = median(taken)
                return done

    def show(self, name: str, whole: float | None = None) -> None:
        """Print a row: milliseconds, how many times those of the size before, and the share of the whole."""
        taken, before = self.taken[name], self._before.get(name)
        growth = f"{taken / before:8.1f}x" if before else f"{'':9}"
        share = f"{taken / whole:8.0%}" if whole else ""
        print(f"  {name:34}{taken:12,.1f}{growth}{share}", flush=True)


ONCE = "once a graph"
WHOLE = "a whole assessment"
PARTS = ("reading", "overlap", "coordination", "policies", "co-investors", "gates", "explanations")
FIRST = "once: first page of all gaps"
NEXT = "another page of all gaps"


def measure(snapshot: Snapshot, before: Times | None) -> Times:
    """Print the time of what is done once a graph, of a whole assessment after that, and of its parts."""
    proposal = read_proposal_file(EXAMPLE)
    prose, start = proposal.prose, proposal.start
    times, index, deals = Times(before), snapshot.index, snapshot.deals
    times.of("index", lambda: (index.facets, index.ages, index.periods), 1)
    times.of("words of the texts", lambda: index.texts, 1)
    times.of("deals", lambda: (deals.links, deals.parties, deals.starts), 1)
    assessor = times.of("names and thesaurus", lambda: Assessor(snapshot), 1)
    times.of("questions behind the gaps", lambda: assessor.gaps.around({}), 1)
    times.of("the rest, by the first assessment", lambda: assessor.assess(proposal, YEAR), 1)
    once = tuple(times.taken)
    times.taken[ONCE] = sum(times.taken.values())
    times.of(WHOLE, lambda: assessor.assess(proposal, YEAR))
    reading = times.of("reading", lambda: assessor.read(proposal))
    overlaps = times.of("overlap", lambda: find_overlaps(reading, snapshot, prose, start))
    coordination = times.of("coordination", lambda: find_coordination(reading, overlaps, snapshot, assessor.gaps))
    policies = times.of("policies", lambda: find_policies(reading, overlaps, snapshot))
    investors = times.of(
        "co-investors", lambda: find_coinvestors(reading, overlaps, snapshot, assessor.thesaurus, prose, start)
    )
    gates = times.of("gates", lambda: check_gates(reading, snapshot, overlaps))
    gaps = coordination.gaps
    times.of("explanations", lambda: explain(reading, overlaps, gaps, policies, investors.candidates, gates, snapshot))
    times.of(FIRST, lambda: report_gaps(assessor), 1)
    times.of(NEXT, lambda: report_gaps(assessor, cursor=MOST_GAPS))
    for name in (*once, ONCE):
        times.show(name, times.taken[ONCE])
    for name in (*PARTS, WHOLE):
        times.show(name, times.taken[WHOLE])
    for name in (FIRST, NEXT):
        times.show(name)
    print(f"  {len(assessor.gaps):,} gaps; {getrusage(RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB of memory at the most")
    return times


def main() -> None:
    """Print the times, size by size."""
    small, times = baseline(), None
    for size in [int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        print(
            f"{size:,} initiatives: median milliseconds, times those of the size before, share",
            flush=True,
        )
        times = measure(grown(small, size), times)


if __name__ == "__main__":
    main()
