"""How well Danish proposals are read and answered: precision and recall of each part, on proposals written beforehand.

Run: .venv/bin/python -m bench.answers.proposals            (the proposals and what is expected: tests/proposals)
     .venv/bin/python -m bench.answers.proposals --wrong    also what is missing (-) and what is too much (+)

Four sets are scored apart: those worked on; those held out of the same hand as the paraphrases, whose amounts were
corrected after their score; those of another hand whose faults were looked at and mended by classes; and those of a
second other hand, never looked at. Of the last the score alone is printed, and says what to expect. Of lists,
everything expected and everything given counts; of rankings, recall is of the first ten and precision of the first
three. Of single figures, precision is of those given and recall of those expected.
"""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench.answers.baseline import baseline
from graph.answers.assessment import Assessment, Assessor
from graph.reading.facets import DIMENSIONS, Dimension, Reading
from ingest.proposal_file import read_proposal_file

PROPOSALS: Final = Path(__file__).parents[2] / "tests" / "proposals"
YEAR: Final = 2023  # the year in which the proposals are made
DEEP, FIRST = 10, 3
WORKED_ON: Final = "worked on"
SECOND_HAND: Final = "a second other hand, never looked at"
SHOWN: Final = (WORKED_ON, "another hand, looked at")  # the sets whose faults may be looked at case by case
FIGURES: Final = ("budget", "requested", "own", "months", "payback_months", "participants")
RANKED: Final = ("overlaps", "policies", "coinvestors")
CERTAINTIES: Final = ("certain", "likely", "uncertain")


@dataclass
class Tally:
    """Of one part: how many were expected and of these found, how many given and of these right."""

    wanted: int = 0
    found: int = 0
    given: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Return the share of what is expected that was found."""
        return self.found / self.wanted if self.wanted else float("nan")

    @property
    def precision(self) -> float:
        """Return the share of what was given that is right."""
        return self.right / self.given if self.given else float("nan")


@dataclass(frozen=True)
class Part:
    """What one proposal gets of one part, and what it should get; `also` is right too but not asked for."""

    name: str
    wanted: frozenset[str]
    also: frozenset[str]
    given: Sequence[str]

    def add_to(self, tally: Tally) -> None:
        """Count this part."""
        deep, first = (self.given[:DEEP], self.given[:FIRST]) if self.name in RANKED else (self.given, self.given)
        tally.wanted += len(self.wanted)
        tally.found += len(self.wanted & set(deep))
        tally.given += len(first)
        tally.right += sum(g in self.wanted | self.also for g in first)


def main() -> None:
    """Measure and print."""
    expected, answers = answered()
    parts = {name: list(compare(answers[name], said)) for name, said in expected.items()}
    sets: dict[str, list[str]] = defaultdict(list)
    for name, said in expected.items():
        sets[said.get("set", WORKED_ON)].append(name)
    for title, names in sets.items():
        print_table(f"\n{len(names)} proposals, {title}", [part for name in names for part in parts[name]])
        print_certainty([(expected[name], answers[name].reading) for name in names])
    if "--wrong" in sys.argv:
        print_wrong({name: parts[name] for shown in SHOWN for name in sets[shown]})


@cache
def answered() -> tuple[Mapping[str, Mapping[str, Any]], Mapping[str, Assessment]]:
    """Return what is expected of each proposal (by the name of its file), and what it gets from the shipped graph."""
    expected = tomllib.loads((PROPOSALS / "expected.toml").read_text("utf-8"))
    assessor = Assessor(baseline())
    return expected, {name: assessor.assess(read_proposal_file(PROPOSALS / name), YEAR) for name in expected}


def compare(answer: Assessment, said: Mapping[str, Any]) -> Iterator[Part]:
    """Yield every part of an answer of which something is expected."""
    given, said = given_of(answer), with_roles(said)
    if "gates" in said:
        given["gates"] = [g for g in given["gates"] if g.split()[0] in said["gates"]]
    for name, things in given.items():
        if name in said or (name in {"statutory", *FIGURES} and things):
            yield expect(name, _listed(said.get(name, ())), things)


def expect(name: str, wanted: Sequence[str], given: Sequence[str]) -> Part:
    """Return one part of what is wanted and given; what is wanted with a question mark is right but not asked for."""
    must = frozenset(w for w in wanted if not w.endswith("?"))
    also = frozenset(w[:-1] for w in wanted if w.endswith("?"))
    return Part(name, must, also, given)


def concepts_of(reading: Reading, dimension: Dimension) -> list[str]:
    """Return the concepts that a reading gives in one dimension, by the last part of their addresses."""
    return [slug(iri) for iri in reading.concepts(dimension)]


def given_of(answer: Assessment) -> dict[str, list[str]]:
    """Return what an answer holds, part by part, in the words of the expectations."""
    reading = answer.reading
    given: dict[str, list[str]] = {d: concepts_of(reading, d) for d in DIMENSIONS}
    given["department"] = [slug(d) for d in reading.departments]
    others = [p for p in reading.parties if not p.is_department]
    called = [(slug(p.thing.id) if p.thing else p.name.lower().replace(" ", "-"), p.role) for p in others]
    given["party"] = [name for name, _ in called]
    given["role"] = [f"{name} {slug(role.id)}" for name, role in called if role]
    ages = reading.ages
    given["age"] = [f"{ages.min or 0}-{ages.max or 0}"] if ages else []
    for name in FIGURES:
        figure = getattr(reading, name)
        given[name] = [f"{figure.value:.0f}"] if figure else []
    given["statutory"] = [("yes" if reading.statutory.value else "no")] if reading.statutory else []
    given["overlaps"] = [slug(o.initiative.id) for o in answer.overlaps]
    given["policies"] = [slug(p.policy.id) for p in answer.policies]
    given["coinvestors"] = [slug(c.organisation.id) for c in answer.coinvestors if not c.already_party]
    given["gates"] = [f"{slug(g.id)} {g.answer}" for g in answer.gates]
    return given


def with_roles(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the expectations with parties and their roles apart."""
    parties: Sequence[str] = said.get("party", ())
    mark = {p: "?" if p.endswith("?") else "" for p in parties}
    roles = {"role": list(parties), "party": [p.split()[0] + mark[p] for p in parties]} if "party" in said else {}
    return {**said, **roles}


def print_table(title: str, parts: Iterable[Part]) -> None:
    """Print precision and recall of each part."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for part in parts:
        part.add_to(tallies[part.name])
    print(f"{title}\n{'':18}{'precision':>10}{'recall':>8}{'given':>7}{'wanted':>7}")
    for name, t in tallies.items():
        print(f"{name:18}{t.precision:10.2f}{t.recall:8.2f}{t.given:7}{t.wanted:7}")


def print_certainty(read: Iterable[tuple[Mapping[str, Any], Reading]]) -> None:
    """Print how often each word for certainty was right, of the facets from the prose."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for said, reading in read:
        for facet in (f for f in (*reading.facets, *reading.unsure) if f.dimension in said and f.origin == "text"):
            tally = tallies[facet.certainty]
            tally.given += 1
            tally.right += slug(facet.thing.id) in {w.rstrip("?") for w in _listed(said[facet.dimension])}
    print(", ".join(f"{c}: {tallies[c].right} of {tallies[c].given} right" for c in CERTAINTIES))


def print_wrong(parts: Mapping[str, Iterable[Part]]) -> None:
    """Print what is missing and what is too much."""
    for name, of in parts.items():
        print(f"\n{name}")
        for part in of:
            first = part.given[:FIRST] if part.name in RANKED else part.given
            missing = sorted(part.wanted - set(part.given[:DEEP] if part.name in RANKED else part.given))
            much = [g for g in first if g not in part.wanted | part.also]
            if missing or much:
                print(f"  {part.name}: {' '.join(f'-{m}' for m in missing)} {' '.join(f'+{m}' for m in much)}")


def _listed(said: object) -> list[str]:
    if isinstance(said, Mapping):
        return [f"{gate} {answer}" for gate, answer in said.items()]
    if isinstance(said, list) and said and isinstance(said[0], int):
        return ["-".join(map(str, said))]
    return [str(s) for s in said] if isinstance(said, list | tuple) else [str(said)]


def slug(iri: str) -> str:
    """Return the name by which the expectations call a thing or a gate."""
    return iri.replace("#", "/").rsplit("/", 1)[1]


if __name__ == "__main__":
    main()
