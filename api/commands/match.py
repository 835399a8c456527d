"""The command `samspil match`: which things are the same, and which may be."""

import json
from typing import TYPE_CHECKING

from api.commands.options import JsonOption, LangOption, StoreOption, console_of, settings_of
from api.language import translation
from ontology.words import Language

if TYPE_CHECKING:
    from rich.console import Console

    from graph.evidence.evidence import Evidence
    from graph.known.snapshot import Snapshot
    from graph.store import Store
    from graph.upkeep.merging import Matched


def match(store: StoreOption = None, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Match all things of the graph, and tell what was merged and what is asked."""
    from datetime import UTC, datetime

    from api.access.log import at_terminal
    from graph.evidence.evidence import PROPOSED
    from graph.known.snapshot import take_snapshot
    from graph.store import changing, reading
    from graph.upkeep.merging import match as match_all
    from graph.upkeep.merging import samenesses

    settings = settings_of(store, lang)
    say = translation(settings.lang)
    console = console_of()

    def compare(graph: "Store") -> "tuple[Matched, list[Evidence], Snapshot]":
        done = match_all(graph, datetime.now(UTC))
        return done, [e for e in samenesses(graph) if e.status == PROPOSED], take_snapshot(graph)

    reading(settings.place)  # nothing is noted, or made, where there is no graph
    with console.status(say("Comparing …")), at_terminal(settings).acting("match"):
        done, asked, snapshot = changing(settings.place, "samspil match", compare)
    if as_json:
        told = [_as_json(e) for e in (*done.merged, *asked)]
        console.print(json.dumps({"merged": len(done.merged), "found": told}, ensure_ascii=False), soft_wrap=True)
    else:
        _print(done, asked, snapshot, console, settings.lang)


def _print(
    done: "Matched", asked: "list[Evidence]", snapshot: "Snapshot", console: "Console", language: Language
) -> None:
    say = translation(language)
    counted = say("{merged} merged; {asked} may be the same; {dropped} no longer asked about.")
    console.print(counted.format(merged=len(done.merged), asked=len(asked), dropped=done.dropped))
    for title, found in ((say("Merged"), done.merged), (say("The same?"), asked)):
        if found:
            console.print(f"\n{title}", style="bold")
        for e in found:
            (goes, stays), reasons = _things(e), {r.language: r.value for r in e.reasons}
            name = snapshot.label(stays)[language]
            console.print(f"{float(e.confidence):.2f}  {_short(goes)} → {_short(stays)} ({name})", soft_wrap=True)
            console.print(f"      {reasons[language]}", style="dim", soft_wrap=True)


def _as_json(e: "Evidence") -> dict[str, object]:
    goes, stays = _things(e)
    return {
        "evidence": e.iri.value,
        "thing": goes,
        "same_as": stays,
        "status": e.status.value.rpartition("/")[2],
        "score": float(e.confidence),
        "reasons": {r.language: r.value for r in e.reasons},
    }


def _things(e: "Evidence") -> tuple[str, str]:
    """Return the thing that goes and the one that stays (IRIs)."""
    (said,) = e.statements
    return said.subject.value, said.object.value  # type: ignore[union-attr]


def _short(iri: str) -> str:
    return iri.rpartition("/id/")[2]
