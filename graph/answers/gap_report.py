"""The gaps of the whole graph as one answer, a part of them at a time, with their evidence."""

from collections.abc import Mapping
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
    offset: int = Field(description="How many of these stand before the first one here")
    more: int = Field(description="How many of these stand after the last one here: ask for them with `offset`")
    gaps: tuple[Gap, ...]
    evidence: Mapping[str, Citation]


def report_gaps(
    assessor: Assessor,
    severity: Severity | None = None,
    about: str | None = None,
    offset: int = 0,
    limit: int = MOST_GAPS,
) -> GapReport:
    """Report the gaps of the assessor's graph, the gravest first, `limit` of them from `offset` on: those of a
    severity, and those about a thing or concept, if asked for.

    `about` is any name of it. Raises `NotFound`, `InputError`.
    """
    known = assessor.gaps
    matching = known.numbers(severity, assessor.names.anything(about) if about else None)
    gaps = tuple(known.at(number) for number in matching[offset : offset + limit])
    named = {e for g in gaps for e in (*g.evidence, *(c for claim in g.claims for c in claim.evidence))}
    return GapReport(
        graph_version=assessor.snapshot.version,
        as_of=assessor.day,
        total=len(known),
        matching=len(matching),
        offset=offset,
        more=max(len(matching) - offset - len(gaps), 0),
        gaps=gaps,
        evidence={e: cite(assessor.snapshot, e) for e in sorted(named) if e in assessor.snapshot.records},
    )
