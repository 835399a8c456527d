"""The gaps of the whole graph as one answer, a part of them at a time, with their evidence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import Field

from graph.answers.assessment import Assessor
from graph.answers.gaps import Gap
from graph.known.answers import Answer, Citation, Severity, cite

MOST_GAPS: Final = 200
"""So many gaps are told of where nobody asks for another number."""


class GapReport(Answer):
    """Gaps of the graph, the gravest first, and the evidence that they name."""

    graph_version: str
    as_of: str | None
    total: int = Field(description="How many gaps the graph shows in all")
    matching: int = Field(description="How many of them are of the severity and about the thing that was asked for")
    cursor: int = Field(description="How many of these stand before the first one here")
    next: int | None = Field(description="The cursor of the next part, if there is one", examples=[200])
    gaps: tuple[Gap, ...]
    evidence: Mapping[str, Citation]

    @property
    def more(self) -> int:
        """Return how many match that stand after the last one here."""
        return self.matching - self.next if self.next is not None else 0


def matching_gaps(assessor: Assessor, severity: Severity | None = None, about: str | None = None) -> Sequence[int]:
    """Return the numbers of the gaps of a severity, and about a thing or concept, if asked for, the gravest first.

    `about` is any name of it. Raises `NotFound`, `InputError`.
    """
    return assessor.gaps.numbers(severity, assessor.names.anything(about) if about else None)


def told_gaps(assessor: Assessor, numbers: Iterable[int]) -> tuple[tuple[Gap, ...], Mapping[str, Citation]]:
    """Return the gaps of these numbers, and the evidence that they and the claims behind them name."""
    gaps = tuple(assessor.gaps.at(number) for number in numbers)
    named = {e for g in gaps for e in (*g.evidence, *(c for claim in g.claims for c in claim.evidence))}
    snapshot = assessor.snapshot
    return gaps, {e: cite(snapshot, e) for e in sorted(named) if e in snapshot.records}


def report_gaps(
    assessor: Assessor,
    severity: Severity | None = None,
    about: str | None = None,
    limit: int = MOST_GAPS,
    cursor: int = 0,
) -> GapReport:
    """Report the gaps of the assessor's graph, the gravest first, at most `limit` from `cursor` on: those of a
    severity, and those about a thing or concept, if asked for.

    `about` is any name of it. Raises `NotFound`, `InputError`.
    """
    matching = matching_gaps(assessor, severity, about)
    gaps, evidence = told_gaps(assessor, matching[cursor : cursor + limit])
    return GapReport(
        graph_version=assessor.snapshot.version,
        as_of=assessor.day,
        total=len(assessor.gaps),
        matching=len(matching),
        cursor=cursor,
        next=end if (end := cursor + limit) < len(matching) else None,
        gaps=gaps,
        evidence=evidence,
    )
