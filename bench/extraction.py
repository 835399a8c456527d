"""How well documents are read: precision and recall by relation, how true the confidences are, and what is wrong.

Run: .venv/bin/python -m bench.extraction [--baseline] [--wrong] [--fit] [DOCUMENT FACTS]

Without arguments it reads the vision paper (`../shared`), compared with the gold facts of three of its themes, with
these and our own facts of all six, and the documents in `tests/ingest/reading`. `--baseline` reads with the shipped
facts in the graph, where most names of the paper are known; without, only the language is. `--wrong` lists what was
missed and what no fact holds. `--fit` fits `ingest/extraction/confidence.toml` anew to all facts. DOCUMENT and FACTS
read any other document with other facts of the same form. `reading_facts.py` says when two names are the same.

A statement counts as wrong when no fact holds it: against the gold facts alone even where they are silent on a true
one.
"""

import itertools
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode

from bench.reading_facts import RELATIONS, Fact, Said, is_same, read_facts, said_by, same_theme
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import EmbeddedStore
from ingest.documents import read_document
from ingest.extraction import read_claims
from ingest.extraction.confidence import LEAST, WEIGHTS, features
from ingest.load import load_baseline
from ingest.ontology import ingest_ontology
from ontology.namespaces import CONCEPT, ID

HERE = Path(__file__).parents[1]
SHARED = HERE.parent / "shared" / "data" / "vision"
DOCUMENTS = HERE / "tests" / "ingest" / "reading"
AT = datetime(2026, 1, 1, tzinfo=UTC)
STRENGTH = 1.0  # of the pull towards no weight at all
FIRST_SIGHT, PRIOR = 0.85, 4  # each rule begins with so many observations, at the precision in documents never seen
STEPS, RATE = 1500, 0.3
LEAST_WEIGHT = 0.01
THEMES = (
    "children-special-needs",
    "young-work-education",
    "mental-illness",
    "homelessness",
    "health-equality",
    "vulnerable-housing-areas",
)  # as the vision paper numbers them
BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True)
class Extracted:
    """A relation that was read: of which document and theme, how sure, by which features."""

    group: str
    said: Said
    confidence: float
    features: tuple[str, ...]


def snapshot_with(*, baseline: bool) -> Snapshot:
    """Return a snapshot of the language alone, or with the shipped facts."""
    with tempfile.TemporaryDirectory() as home, EmbeddedStore.writing(Path(home), "bench") as store:
        (load_baseline if baseline else ingest_ontology)(store, AT)
        return take_snapshot(store)


def extracted(path: Path, snapshot: Snapshot, least: float) -> list[Extracted]:
    """Return what is read in a document, each relation once."""
    document = read_document(path)
    pairs = read_claims(document, NamedNode(f"{ID}document/{path.stem}"), snapshot, least)
    by_iri = {evidence.iri.value: claim for claim, evidence in pairs}
    found: dict[Said, Extracted] = {}
    for evidence, said in said_by([e for _, e in pairs], snapshot):
        claim = by_iri[evidence.iri.value]
        item = Extracted(f"{path.stem}: {said.theme}", said, float(evidence.confidence), tuple(features(claim)))
        if said not in found or found[said].confidence < item.confidence:
            found[said] = item
    return _joined(found.values())


def _joined(found: Iterable[Extracted]) -> list[Extracted]:
    """Return what was read with the figures that two places give for one policy put together."""
    joined: dict[tuple[object, ...], Extracted] = {}
    for e in found:
        key = (e.said.theme, e.said.relation, e.said.subject, e.said.object)
        if e.said.relation != "governs":
            key = (e.said,)
        if key in joined:
            old = joined[key].said
            said = replace(old, low=old.low or e.said.low, high=old.high or e.said.high, year=old.year or e.said.year)
            joined[key] = replace(joined[key], said=said, confidence=max(e.confidence, joined[key].confidence))
        else:
            joined[key] = e
    return list(joined.values())


def table(name: str, found: Sequence[Extracted], facts: Sequence[Fact], allowed: Sequence[Fact] = ()) -> None:
    """Print precision and recall by relation of what was found; `allowed` are true too, but need not be found."""
    true = {id(e): any(is_same(f, e.said) for f in (*facts, *allowed)) for e in found}
    print(f"\n{name}\n{'relation':17}{'facts':>6}{'found':>7}{'precision':>11}{'recall':>8}")
    totals = [0, 0, 0, 0]
    for relation in (*RELATIONS, "all"):
        of = [e for e in found if relation in {e.said.relation, "all"}]
        wanted = [f for f in facts if relation in {f.relation, "all"}]
        hits = sum(any(is_same(f, e.said) for e in found) for f in wanted)
        right = sum(true[id(e)] for e in of)
        totals = [len(wanted), len(of), right, hits]
        shares = (f"{right / len(of):11.2f}" if of else f"{'-':>11}", f"{hits / len(wanted):8.2f}" if wanted else "")
        print(f"{relation:17}{len(wanted):6}{len(of):7}{''.join(shares)}")
    wanted_n, found_n, right_n, hits_n = totals
    precision, recall = right_n / max(found_n, 1), hits_n / max(wanted_n, 1)
    print(f"F1 {2 * precision * recall / max(precision + recall, 1e-9):.2f}")


def wrong(found: Sequence[Extracted], facts: Sequence[Fact], allowed: Sequence[Fact] = ()) -> None:
    """Print the facts that were missed, and what was found that no fact holds."""
    for f in facts:
        if not any(is_same(f, e.said) for e in found):
            print(f"  missed  {f.relation}: {f.subject} → {f.object} {f.amount or ''} {f.year or ''} {f.value or ''}")
    for e in found:
        if not any(is_same(f, e.said) for f in (*facts, *allowed)):
            print(
                f"  no fact {e.said.relation} ({e.confidence:.2f}): {e.said}   [{e.features[0].removeprefix('rule:')}]"
            )


def of_themes(found: Iterable[Extracted], facts: Sequence[Fact]) -> list[Extracted]:
    """Return what was found about the themes that there are facts of."""
    themes = {f.theme for f in facts}
    return [e for e in found if any(same_theme(t, e.said.theme) for t in themes)]


def reliability(rows: Sequence[tuple[float, bool]]) -> None:
    """Print how often what has a confidence is true, by bins, and the Brier score."""
    print(f"{'confidence':>12}{'n':>6}{'mean':>7}{'true':>7}")
    for low, high in itertools.pairwise(BINS):
        of = [(p, t) for p, t in rows if low <= p < high]
        if of:
            mean, true = sum(p for p, _ in of) / len(of), sum(t for _, t in of) / len(of)
            print(f"{low:7.2f}-{min(high, 1):.2f}{len(of):6}{mean:7.2f}{true:7.2f}")
    print(f"Brier score {sum((p - t) ** 2 for p, t in rows) / len(rows):.3f} (n = {len(rows)})")


def fit(rows: Sequence[tuple[tuple[str, ...], float]]) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge penalty, by gradient descent; `base` is not drawn."""
    rules = sorted({name for names, _ in rows for name in names if name.startswith("rule:")})
    rows = [*rows, *((_usual(rule), FIRST_SIGHT) for rule in rules for _ in range(PRIOR))]
    weights: dict[str, float] = defaultdict(float)
    for _ in range(STEPS):
        slopes: dict[str, float] = defaultdict(float)
        for names, is_true in rows:
            error = probability(weights, names) - is_true
            slopes["base"] += error
            for name in names:
                slopes[name] += error
        for name, slope in slopes.items():
            pull = 0.0 if name == "base" else STRENGTH * weights[name]
            weights[name] -= RATE * (slope + pull) / len(rows) * 4
    return dict(weights)


def _usual(rule: str) -> tuple[str, ...]:
    """Return the features that a claim of a rule usually has."""
    relation = rule.removeprefix("rule:").partition("/")[0]
    return rule, f"relation:{relation}", "modality:stated", "name:new"


def probability(weights: dict[str, float], names: Iterable[str]) -> float:
    """Return the probability that weights give to features."""
    return 1 / (1 + math.exp(-(weights.get("base", 0.0) + sum(weights.get(n, 0.0) for n in names))))


def cross_validated(rows: Sequence[tuple[str, tuple[str, ...], bool]]) -> list[tuple[float, bool]]:
    """Return each row's probability by weights that were fitted without its theme, and whether it is true."""
    found = []
    for group in sorted({g for g, _, _ in rows}):
        weights = fit([(n, t) for g, n, t in rows if g != group])
        found += [(probability(weights, n), t) for g, n, t in rows if g == group]
    return found


def main(arguments: Sequence[str]) -> None:
    """Read the documents and print what the module says."""
    flags = {a for a in arguments if a.startswith("--")}
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    snapshot = snapshot_with(baseline="--baseline" in flags)
    themes = {n: snapshot.label(iri)["da"] for n, iri in enumerate(_theme_iris(), 1)}
    if paths:
        found, facts = extracted(paths[0], snapshot, LEAST), read_facts(paths[1], themes)
        table(paths[0].name, of_themes(found, facts), facts)
        wrong(of_themes(found, facts), facts)
        return
    rows: list[tuple[str, tuple[str, ...], bool]] = []
    if SHARED.exists():
        gold = read_facts(SHARED / "gold_dev.json", themes)
        own = read_facts(HERE / "bench" / "facts" / "vision.json", themes)
        everything = extracted(SHARED / "vision.txt", snapshot, 0.0)
        found = [e for e in everything if e.confidence >= LEAST]
        in_gold = of_themes(found, gold)
        table("vision.txt, themes 1, 4, 6, against the gold facts alone", in_gold, gold)
        table("vision.txt, themes 1, 4, 6, where facts that the gold is silent on are true", in_gold, gold, own)
        if "--wrong" in flags:
            wrong(in_gold, gold, own)
        rest = [f for f in own if f.theme not in {g.theme for g in gold}]
        of_rest = [e for e in of_themes(found, rest) if e not in in_gold]
        table("vision.txt, themes 2, 3, 5 (our own facts)", of_rest, rest)
        if "--wrong" in flags:
            wrong(of_rest, rest)
        rows += [
            (e.group, e.features, any(is_same(f, e.said) for f in (*gold, *own))) for e in of_themes(everything, own)
        ]
    for facts_file in sorted(DOCUMENTS.glob("*.json")):
        path = next(p for p in DOCUMENTS.glob(facts_file.stem + ".*") if p.suffix != ".json")
        facts = read_facts(facts_file, themes)
        everything = extracted(path, snapshot, 0.0)
        found = [e for e in everything if e.confidence >= LEAST]
        is_new = '"looked_at": false' in facts_file.read_text(encoding="utf-8")
        looked = "not looked at while building" if is_new else "looked at while building"
        table(f"{path.name} ({looked})", found, facts)
        if "--wrong" in flags:
            wrong(found, facts)
        rows += [(e.group, e.features, any(is_same(f, e.said) for f in facts)) for e in everything]
    if "--fit" in flags:
        _write(fit([(n, t) for _, n, t in rows]))
    print("\nConfidence, each theme by weights fitted without it")
    reliability([(p, t) for p, t in cross_validated(rows) if p >= LEAST])


def _theme_iris() -> list[str]:
    return [f"{CONCEPT}theme/{name}" for name in THEMES]


def _write(weights: dict[str, float]) -> None:
    lines = [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]
    head = "# Fitted to the facts that people read in documents: .venv/bin/python -m bench.extraction --fit\n"
    WEIGHTS.write_text(head + "\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
