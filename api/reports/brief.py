"""An assessment in short, for the terminal: a sentence for each answer, with what to do and its evidence."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from api.reports.assessment import AssessmentPage
from api.reports.evidence_list import grid
from api.reports.gap_list import SEVERITY_STYLES
from graph.answers.assessment import Assessment
from graph.answers.coinvestors import CoInvestor, RuledOut
from graph.answers.explanations import Explanation
from graph.answers.overlap import Overlap
from ontology.words import Language

MOST_TOLD = 5


def print_brief(assessment: Assessment, console: Console, language: Language) -> None:
    """Print an assessment in short, with numbered evidence and the list of what is cited at the end."""
    console.print(_Brief(assessment, language).render())


class _Brief(AssessmentPage):
    """An assessment being laid out in short."""

    def overlaps(self, overlaps: Sequence[Overlap]) -> RenderableType:
        _ = self.translate
        if not overlaps:
            return Text(self.no_overlap())
        table = grid("", "")
        for o, why in list(zip(overlaps, self.assessment.explanations.overlaps, strict=True))[:MOST_TOLD]:
            table.add_row(self.score(o.score), f"{self.told(why)}\n→ {self.say(o.advice)}")
        return Group(table, *self.more(len(overlaps)))

    def coordination(self) -> RenderableType:
        _ = self.translate
        c = self.assessment.coordination
        table = grid("", "")
        for seat in c.seats:
            named = _("named") if seat.named else _("not named")
            table.add_row(_("at the table"), f"{self.say(seat.department.label)} ({named}){self.cite(seat.evidence)}")
        for gap in c.gaps[:MOST_TOLD]:
            ask = _("Ask: {names}.").format(names=self.names(gap.ask)) if gap.ask else ""
            table.add_row(
                Text(self.say(gap.kind.label), style=SEVERITY_STYLES[gap.severity]),
                f"{self.say(gap.sentence)} ({self.say(gap.standing.label)}){self.cite(gap.evidence)}\n"
                f"→ {self.say(gap.remedy)} {ask}",
            )
        return Group(table, *self.more(len(c.gaps))) if c.seats or c.gaps else Text(_("The graph shows no gap."))

    def policies(self) -> RenderableType:
        told = self.assessment.explanations.policies
        if not told:
            return Text(self.no_policy())
        return Group(*(Text(self.told(why)) for why in told[:MOST_TOLD]), *self.more(len(told)))

    def coinvestors(self, candidates: Sequence[CoInvestor]) -> RenderableType:
        _ = self.translate
        if not candidates:
            return Text(self.nobody_pays())
        table = grid("", "")
        for c, why in list(zip(candidates, self.assessment.explanations.coinvestors, strict=True))[:MOST_TOLD]:
            notes = ", ".join(self.candidate_notes(c))
            table.add_row(self.score(c.score), f"{self.told(why)}\n→ {notes}")
        return Group(table, *self.more(len(candidates)))

    def ruled_out(self, ruled_out: Sequence[RuledOut]) -> Iterator[RenderableType]:
        if ruled_out:
            names = self.names(r.organisation for r in ruled_out)
            yield Text("  " + self.translate("Ruled out: {names}.").format(names=names), style="dim")

    def told(self, why: Explanation) -> str:
        """Return the sentence of an answer, how sure it is, and its evidence."""
        return self.because(why) + self.cite(why.evidence)

    def more(self, answers: int) -> Iterator[Text]:
        """Yield how many answers are left out, if any are."""
        if answers > MOST_TOLD:
            yield Text(self.translate("{n} more: see --full.").format(n=answers - MOST_TOLD), style="dim")
