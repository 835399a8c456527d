"""How often answers of a score are right on the Danish proposals, and whether the words for it hold.

Run: .venv/bin/python -m bench.answers.calibration        a table of reliability, by bands that have not seen it
     .venv/bin/python -m bench.answers.calibration --fit  also writes graph/answers/calibration.toml

INDIGO says which of some hundred funders invested, not whether the others would have fitted, and its siblings are
judgement of an overlap: its shares would be of another thing. So the bands are of the expectations alone.
Right is what the expectations name, asked for or not.

The answers to one proposal are right or wrong together. So the share of a band (pooled adjacent violators) is the lower
end of its interval with proposals as the units that were drawn (cluster sampling, Cochran 1977, after Laplace's
(k + 1) / (n + 2)). Those who write proposals differ too: for each hand what came true is held against two promises, by
all other proposals, as the words are made, and by the other hands' alone. To the second other hand nothing but these
bands is fitted. Nothing is expected of gaps, so they have no bands.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import numpy as np

from bench.answers.proposals import SECOND_HAND, answered, compare, slug
from graph.answers.assessment import Assessment
from graph.answers.calibration import CALIBRATION_FILE, CERTAIN_FROM, LIKELY_FROM, Band, share_right

PARTS: Final = ("overlaps", "coinvestors", "policies", "gates")
FIRST, OTHER, SECOND = "the first hand", "another hand", "a second other hand"
HANDS: Final = (FIRST, OTHER, SECOND)
LEAST: Final = 20
"""A band holds at least so many answers; a part with less than twice as many has none."""
MOST_BANDS: Final = 3
ONE_SIDED: Final = 1.64
"""So many standard errors below the share, in nineteen of twenty samples the true one is higher."""
WORDS: Final = (("certain", CERTAIN_FROM, 1.1), ("likely", LIKELY_FROM, CERTAIN_FROM), ("uncertain", 0, LIKELY_FROM))


class Seen(NamedTuple):
    """One answer: of which proposal, by whose hand, its score, and whether it is right."""

    proposal: str
    hand: str
    score: float
    right: bool


def main() -> None:
    """Measure and print, and write if asked to."""
    seen = gather()
    lines = [
        "# How often answers of a score are right at least. Written by: python -m bench.answers.calibration --fit",
        f"# on {datetime.now(UTC).date().isoformat()}; of all in tests/proposals.",
    ]
    for part in PARTS:
        for hand in HANDS:
            of = [s for s in seen[part] if s.hand == hand]
            others = fit([s for s in seen[part] if s.hand != hand])
            report(f"{part}: {hand}, by all other proposals", [(s, bands_without(seen[part], s.proposal)) for s in of])
            report(f"{part}: {hand}, by the other hands alone", [(s, others) for s in of])
        lines += ["", *toml_table(part, seen[part])]
    if "--fit" in sys.argv:
        CALIBRATION_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def gather() -> dict[str, list[Seen]]:
    """Return every answer of which something is expected, by part."""
    expected, answers = answered()
    found: dict[str, list[Seen]] = {part: [] for part in PARTS}
    for name, said in expected.items():
        hand, scores = _hand(said.get("set", "")), scored(answers[name])
        for part in (p for p in compare(answers[name], said) if p.name in PARTS):
            given = [(scores[part.name][g], g in part.wanted | part.also) for g in part.given if g in scores[part.name]]
            found[part.name] += [Seen(name, hand, score, right) for score, right in given]
    return found


def _hand(title: str) -> str:
    """Return whose hand a set of proposals is by."""
    if title == SECOND_HAND:
        return SECOND
    return OTHER if title.startswith(OTHER) else FIRST


def scored(answer: Assessment) -> Mapping[str, Mapping[str, float]]:
    """Return the scores of the answers by part, by the names of the expectations. A gate that answers has the score 1;
    one that does not know promises nothing.
    """
    return {
        "overlaps": {slug(o.initiative.id): o.score for o in answer.overlaps},
        "coinvestors": {slug(c.organisation.id): c.score for c in answer.coinvestors},
        "policies": {slug(p.policy.id): float(p.bonds) for p in answer.policies},
        "gates": {f"{slug(g.id)} {g.answer}": 1.0 for g in answer.gates if g.answer != "unknown"},
    }


def bands_without(seen: Sequence[Seen], proposal: str) -> list[Band]:
    """Return what is promised by all proposals but one."""
    return fit([s for s in seen if s.proposal != proposal])


def fit(seen: Sequence[Seen]) -> list[Band]:
    """Return at most `MOST_BANDS` bands, the lowest first, whose shares rise with the score; none of too little."""
    if len(seen) < 2 * LEAST:
        return []
    scores = sorted(s.score for s in seen)
    pools: list[list[Seen]] = []
    for cut in _cut(seen, sorted({0.0, *scores[:: max(LEAST, -(-len(scores) // MOST_BANDS))]})):
        pools.append(cut)
        while len(pools) > 1 and (min(map(len, pools[-2:])) < LEAST or _share(pools[-2]) >= _share(pools[-1])):
            pools[-2:] = [[*pools[-2], *pools[-1]]]
    return [Band(min(s.score for s in p) if i else 0.0, len(p), _share(p)) for i, p in enumerate(pools)]


def _cut(seen: Sequence[Seen], starts: Sequence[float]) -> Iterator[list[Seen]]:
    """Yield the answers from each start to the next."""
    for low, high in zip(starts, [*starts[1:], np.inf], strict=True):
        yield [s for s in seen if low <= s.score < high]


def report(title: str, judged: Sequence[tuple[Seen, Sequence[Band]]]) -> None:
    """Print for each word its answers, what it promised at least, and what came true."""
    known = [(s, share) for s, bands in judged if (share := share_right(bands, s.score)) is not None]
    print(f"\n{title}\n{'':12}{'n':>5}{'promised':>10}{'right':>8}")
    if not known:
        print("too little to measure")
        return
    for name, least, most in WORDS:
        of = [(s, share) for s, share in known if least <= share < most]
        if of:
            print(f"{name:12}{len(of):5}{np.mean([p for _, p in of]):10.2f}{np.mean([s.right for s, _ in of]):8.2f}")


def toml_table(part: str, seen: Sequence[Seen]) -> list[str]:
    """Return a part of `calibration.toml`, line by line."""
    bands = [f"    {{ least = {b.least:.3f}, n = {b.n}, share = {b.share:.2f} }}," for b in fit(seen)]
    counted = [f"proposals = {len({s.proposal for s in seen})}", f"answers = {len(seen)}"]
    return [f"[{part}]", *counted, "bands = [", *bands, "]"]


def _share(pool: Sequence[Seen]) -> float:
    """Return the share that is right at least; 0 where all are of one proposal, which tells nothing of others."""
    proposals = sorted({s.proposal for s in pool})
    if len(proposals) < 2:
        return 0.0
    share = (sum(s.right for s in pool) + 1) / (len(pool) + 2)
    beside = [sum(s.right - share for s in pool if s.proposal == p) for p in proposals]
    error = np.sqrt(len(proposals) / (len(proposals) - 1) * np.sum(np.square(beside))) / len(pool)
    return max(0.0, float(share - ONE_SIDED * error))


if __name__ == "__main__":
    main()
