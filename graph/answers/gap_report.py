"""The gaps of the whole graph as one answer, with their evidence."""

from collections.abc import Mapping

from graph.answers.assessment import Assessor
from graph.answers.gaps import Gap, find_gaps
from graph.known.answers import Answer, Citation, Severity, cite


class GapReport(Answer):
    """The gaps of the graph, of how many in all, and the evidence that they name."""

    graph_version: str
    as_of: str | None
    total: int
    gaps: tuple[Gap, ...]
    evidence: Mapping[str, Citation]


def evidence_of_gap(gap: Gap) -> tuple[str, ...]:
    """Return the evidence that a gap and the claims behind it name."""
    return (*gap.evidence, *(e for claim in gap.claims for e in claim.evidence))


def report_gaps(assessor: Assessor, severity: Severity | None = None, about: str | None = None) -> GapReport:
    """Return the gaps of the assessor's graph: those of a severity, and those about a thing or concept, if asked for.

    `about` is any name of it. Raises `NotFound`, `InputError`.
    """
    every = find_gaps(assessor.snapshot, assessor.view, day=assessor.day)
    iri = assessor.names.anything(about) if about else None
    gaps = tuple(
        g
        for g in every
        if severity in {None, g.severity} and (iri is None or iri in {t.id for t in (g.kind, *g.about, *g.ask)})
    )
    named = {e for g in gaps for e in evidence_of_gap(g)}
    return GapReport(
        graph_version=assessor.snapshot.version,
        as_of=assessor.day,
        total=len(every),
        gaps=gaps,
        evidence={e: cite(assessor.snapshot, e) for e in sorted(named) if e in assessor.snapshot.records},
    )
