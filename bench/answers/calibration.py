"""How often answers of a score are right on the Danish proposals, and whether the words for it hold.

Run: .venv/bin/python -m bench.answers.calibration        a table of reliability, by bands that have not seen it
     .venv/bin/python -m bench.answers.calibration --fit  also writes graph/answers/calibration.toml

INDIGO says which of some hundred funders invested, not whether the others would have fitted, and its siblings are
judgement of an overlap: its shares would be of another thing. So the bands are of the expectations alone.
Right is what the expectations name, asked for or not. The bands are of both hands together: those of another hand alone
are too few (their bands do worse than one share for all), and the others alone promise too much of them. Those of the
second other hand are left out: nothing is fitted to them.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import numpy as np

from bench.answers.proposals import SECOND_HAND, answered
from graph.answers.assessment import Assessment
from graph.answers.calibration import CALIBRATION_FILE, CERTAIN_FROM, LIKELY_FROM, Band, share_right
from ontology.vocabulary import local_name

PARTS: Final = ("overlaps", "coinvestors")
LEAST: Final = 20
"""A band holds at least so many answers; a part with less than twice as many has none."""
MOST_BANDS: Final = 3
WORDS: Final = (("certain", CERTAIN_FROM, 1.1), ("likely", LIKELY_FROM, CERTAIN_FROM), ("uncertain", 0, LIKELY_FROM))


class Seen(NamedTuple):
    """One answer: of which proposal, by whose hand, its score, and whether it is right."""

    proposal: str
    another_hand: bool
    score: float
    right: bool


def main() -> None:
    """Measure and print, and write if asked to."""
    seen = gather()
    lines = [
        "# How often answers of a score were right. Written by: python -m bench.answers.calibration --fit",
        f"# on {datetime.now(UTC).date().isoformat()}; from all proposals in tests/proposals, of both hands.",
    ]
    for part in PARTS:
        judged = [(s, bands_without(seen[part], s.proposal)) for s in seen[part]]
        report(f"{part}: each proposal by bands of the others", judged)
        report(f"{part}: of these by another hand", [(s, bands) for s, bands in judged if s.another_hand])
        bands, proposals = fit(seen[part]), len({s.proposal for s in seen[part]})
        lines += [
            "",
            f"[{part}]",
            f"proposals = {proposals}",
            f"answers = {len(seen[part])}",
            "bands = [",
        ]
        lines += [f"    {{ least = {b.least:.3f}, n = {b.n}, share = {b.share:.2f} }}," for b in bands] + ["]"]
    if "--fit" in sys.argv:
        CALIBRATION_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def gather() -> dict[str, list[Seen]]:
    """Return every answer of which something is expected, by part."""
    expected, answers = answered()
    found: dict[str, list[Seen]] = {part: [] for part in PARTS}
    for name, said in expected.items():
        if said.get("set") == SECOND_HAND:
            continue
        other = said.get("set", "").startswith("another hand")
        for part, pairs in scored(answers[name]).items():
            if part in said:
                right = {w.removesuffix("?") for w in said[part]}
                found[part] += [Seen(name, other, score, local_name(iri) in right) for iri, score in pairs]
    return found


def scored(answer: Assessment) -> dict[str, list[tuple[str, float]]]:
    """Return the things and scores of each part."""
    return {
        "overlaps": [(o.initiative.id, o.score) for o in answer.overlaps],
        "coinvestors": [(c.organisation.id, c.score) for c in answer.coinvestors if not c.already_party],
    }


def bands_without(seen: Sequence[Seen], proposal: str) -> list[Band]:
    """Return the bands of all proposals but one."""
    return fit([s for s in seen if s.proposal != proposal])


def fit(seen: Sequence[Seen]) -> list[Band]:
    """Return at most `MOST_BANDS` bands, the lowest first, whose shares rise with the score; none of too little."""
    if len(seen) < 2 * LEAST:
        return []
    ordered = sorted(seen, key=lambda s: s.score)
    size = max(LEAST, -(-len(ordered) // MOST_BANDS))
    cuts = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    if len(cuts) > 1 and len(cuts[-1]) < LEAST:
        cuts[-2:] = [[*cuts[-2], *cuts[-1]]]
    pools: list[list[Seen]] = []
    for cut in cuts:
        pools.append(list(cut))
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            pools[-2:] = [[*pools[-2], *pools[-1]]]
    return [Band(0.0 if not i else pool[0].score, len(pool), _share(pool)) for i, pool in enumerate(pools)]


def report(title: str, judged: Sequence[tuple[Seen, Sequence[Band]]]) -> None:
    """Print for each word its answers, what it promised and what came true, and the Brier score."""
    known = [(s, share) for s, bands in judged if (share := share_right(bands, s.score)) is not None]
    print(f"\n{title}\n{'':12}{'n':>5}{'promised':>10}{'right':>8}")
    if not known:
        print("too little to measure")
        return
    for name, least, most in WORDS:
        of = [(s, share) for s, share in known if least <= share < most]
        if of:
            print(f"{name:12}{len(of):5}{np.mean([p for _, p in of]):10.2f}{np.mean([s.right for s, _ in of]):8.2f}")
    right = np.array([s.right for s, _ in known], dtype=float)
    told = np.array([share for _, share in known])
    print(f"Brier {np.mean((told - right) ** 2):.3f}; of one share for all {np.mean((right.mean() - right) ** 2):.3f}")


def _share(pool: Sequence[Seen]) -> float:
    return sum(s.right for s in pool) / len(pool)


if __name__ == "__main__":
    main()
