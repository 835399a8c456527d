"""Gaps in the terminal: those of the graph as a whole, and those around a proposal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.language import translation
from api.reports.evidence_list import evidence_list, headed
from graph.answers.gap_report import GapReport
from graph.answers.gaps import Gap
from ontology.words import Language
from visualise.footnotes import Footnotes

SEVERITY_STYLES = {"high": "red", "medium": "yellow", "low": "dim"}


def print_gaps(report: GapReport, console: Console, language: Language) -> None:
    """Print the gaps, the gravest first, with the evidence by number."""
    say = translation(language)
    notes = Footnotes(report.evidence)
    if not report.gaps:
        console.print(say("The graph shows no gap."))
        return
    console.print(gap_table(report.gaps, notes, language))
    shown = say("{shown} of {total} gaps. Unknown is not the same as missing: ask those who are named.")
    console.print(shown.format(shown=len(report.gaps), total=report.total), style="dim")
    if report.next is not None:
        rest = say("{more} more match what was asked for: see them with --cursor {next}.")
        console.print(rest.format(more=report.more, next=report.next), style="dim")
    console.print()
    console.print(evidence_list(notes, language))


def gap_table(gaps: Iterable[Gap], notes: Footnotes, language: Language) -> Table:
    """Return the gaps as a table: what, whether it is known, and what to do."""
    say = translation(language)
    table = headed(say("gap"), say("what the graph shows"), say("is it so?"), say("what to do"))
    for g in gaps:
        ask = ", ".join(t.label[language] for t in g.ask)
        table.add_row(
            Text(g.kind.label[language], style=SEVERITY_STYLES[g.severity]),
            g.sentence[language] + notes.mark(g.evidence),
            standing_of(g, notes, language),
            g.remedy[language] + ("\n" + say("Ask: {names}.").format(names=ask) if ask else ""),
        )
    return table


def standing_of(gap: Gap, notes: Footnotes, language: Language) -> str:
    """Return how sure the gap is: the claims to name all that it is seen by, with the time that they hold for."""
    claims = []
    for claim in gap.claims:
        period = "–".join(dict.fromkeys(filter(None, (claim.since, claim.until))))
        claims.append(claim.coverage.label[language] + (f" ({period})" if period else "") + notes.mark(claim.evidence))
    return gap.standing.label[language] + (": " + "; ".join(claims) if claims else "")
