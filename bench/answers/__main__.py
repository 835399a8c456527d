"""How good the answers are: Danish proposals part by part, and the rankings with the baselines beside them.

Run: .venv/bin/python -m bench.answers            (needs ../shared/data/indigo; some minutes)
     .venv/bin/python -m bench.answers --bad      also the five worst answers of each
"""

import sys

from bench.answers import coinvestors, overlap, proposals
from bench.answers.coinvestors import PARTIES, TESTED, USED, fit, rolling
from bench.answers.indigo import Indigo
from bench.answers.measures import Ranks
from graph.answers.weights import DEALS
from ontology.namespaces import ID


def main() -> None:
    """Measure and print."""
    proposals.main()
    indigo = Indigo()
    print_coinvestors(indigo)
    print_overlap(indigo)


def print_coinvestors(indigo: Indigo) -> None:
    """Print the co-investor part of the table."""
    every = coinvestors.cases(indigo, True, range(2010, TESTED.stop))
    tested = [c for c in every if c.year in TESTED]
    mean = sum(len(c.funders) for c in tested) / len(tested)
    print(f"\nCo-investors: {len(tested)} projects that started 2016-2019, {mean:.0f} candidates on average")
    _head()
    _row("most frequent investors", coinvestors.by_votes(tested, coinvestors.most_frequent))
    _row("most frequent in country and sector", coinvestors.by_votes(tested, coinvestors.in_country_and_sector(indigo)))
    _row("personalised PageRank, all links", coinvestors.by_votes(tested, coinvestors.pagerank(indigo)))
    _row("nearest deals, unfitted", coinvestors.by_votes(tested, coinvestors.nearest))
    ours = rolling(every)
    _row("Samspil, weights of the years before", ours)
    for signal in USED:
        _row(f"  without {signal}", rolling(every, [u for u in USED if u != signal]))
    _row("  without taking turns", rolling(every, covered=1.0))
    _row("  without counting many deals less", rolling(every, narrow=0.0))
    _row("  without any party", rolling(every, [u for u in USED if u not in PARTIES]))
    early = fit([c for c in every if c.year < TESTED.start])
    _row("  weights of 2010-2015 for all years", coinvestors.measure(tested, lambda _: early))
    _row("  shipped weights (have seen these years)", coinvestors.measure(tested, lambda _: DEALS))
    print(f"{len(USED) + 1} fitted weights ({', '.join(USED)}, narrow); {len(every) - len(tested)} cases before 2016")
    if "--bad" in sys.argv:
        worst = sorted(zip(ours.cases, tested, strict=True), key=lambda pair: -pair[0][0])[:5]
        for found, case in worst:
            _bad(indigo, case.project, found[0], case.order(early)[:3], sorted(case.wanted))


def print_overlap(indigo: Indigo) -> None:
    """Print the overlap part of the table."""
    every = overlap.cases(indigo)
    later = [c for c in every if c.start >= overlap.FIRST_TESTED]
    print(f"\nOverlap: {len(every)} projects with siblings in the same fund, {len(every[0].others)} others to rank")
    _head()
    _row("best possible", Ranks([list(range(1, len(c.siblings) + 1)) for c in every]))
    _row("text alone", overlap.measure(every, overlap.only("text")))
    early = overlap.fit(every, until=overlap.FIRST_TESTED)
    ours = overlap.measure(every, early)
    _row("Samspil (text, place, period)", ours)
    for left in overlap.RESPECTS:
        kept = {r: 0.0 if r == left else w for r, w in early.items()}
        _row(f"  without {left}", overlap.measure(every, kept))
    _row(f"  {len(later)} that started after the fitted years", overlap.measure(later, early))
    _row("    of these text alone", overlap.measure(later, overlap.only("text")))
    print("fitted parameters: 2 (the weights of place and period beside the text), to pairs that started before 2016")
    if "--bad" in sys.argv:
        worst = sorted(zip(ours.cases, every, strict=True), key=lambda pair: -pair[0][0])[:5]
        for found, case in worst:
            _bad(indigo, case.project, found[0], case.order(early)[:3], sorted(case.siblings)[:3])


def _head() -> None:
    print(f"{'':44}{'MRR':>6}{'±':>6}{'R@10':>7}{'±':>6}{'of 10':>7}")


def _row(name: str, found: Ranks) -> None:
    mrr, recall = (
        f"{found.reciprocal:6.3f}{found.reciprocal_error:6.3f}",
        f"{found.recall:7.3f}{found.recall_error:6.3f}",
    )
    print(f"{name:44}{mrr}{recall}{found.recall_of_ten:7.3f}", flush=True)


def _bad(indigo: Indigo, project: str, rank: int, first: list[str], wanted: list[str]) -> None:
    def names(iris: list[str]) -> str:
        return ", ".join(indigo.snapshot.label(i)["en"] for i in iris)

    label = indigo.snapshot.label(project)["en"]
    print(f"  rank {rank}: {project.removeprefix(ID)} {label}\n    first: {names(first)}\n    wanted: {names(wanted)}")


if __name__ == "__main__":
    main()
