"""An assessment in the terminal, section by section, with all that is behind each answer."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from api.reports.assessment_words import AssessmentWords
from api.reports.evidence_list import amount, evidence_list, grid, headed
from api.reports.gap_list import gap_table
from graph.answers.assessment import Assessment
from graph.answers.coinvestors import CoInvestor, RuledOut
from graph.answers.explanations import Explanation
from graph.answers.gates import Gate
from graph.answers.overlap import Overlap
from graph.answers.portfolio import Portfolio
from graph.reading.facets import Reading
from ontology.words import Language
from visualise.portfolio import portfolio_facts

ANSWER_STYLES = {"pass": "bold green", "attention": "bold yellow", "stop": "bold red", "unknown": "bold cyan"}
MOST_SHOWN = 5  # overlaps are told in full; the others are named


def print_assessment(assessment: Assessment, console: Console, language: Language) -> None:
    """Print an assessment, section by section, with numbered evidence and the list of it at the end."""
    console.print(AssessmentPage(assessment, language).render())


class AssessmentPage(AssessmentWords):
    """An assessment being laid out for the terminal."""

    def render(self) -> RenderableType:
        """Return the whole page."""
        _ = self.translate
        a = self.assessment
        return Group(
            Text(
                "\n" + _("Lookup: {title}").format(title=a.reading.title or _("proposal without a title")), style="bold"
            ),
            Text(self.stamp(), style="dim"),
            self.section(_("1. Reading"), Group(*self.outside(a.reading), self.reading(a.reading))),
            *(self.compared() if a.reading.is_comparable else [Text(f"\n{self.nothing_compared()}", style="yellow")]),
            self.section(_("6. The council's gates"), self.gates(a.gates)),
            self.section(_("Evidence"), evidence_list(self.notes, self.language)),
        )

    def compared(self) -> list[RenderableType]:
        """Return what the proposal was compared with, part by part."""
        _ = self.translate
        return [
            self.section(_("2. Overlap"), self.overlaps(self.assessment.overlaps)),
            self.section(_("3. Coordination"), self.coordination()),
            self.section(_("4. Policies"), self.policies()),
            self.section(_("5. Co-investors"), self.coinvestors(self.assessment.coinvestors)),
            *self.ruled_out(self.assessment.ruled_out),
        ]

    def section(self, title: str, body: RenderableType) -> RenderableType:
        """Return a part under its title."""
        return Group(Text(""), Rule(title, align="left", style="blue"), Padding(body, (0, 0, 0, 2)))

    # --- 1 ---

    def outside(self, reading: Reading) -> list[RenderableType]:
        """Return why it is plainly no proposal for the council, if so."""
        return [Text(self.say(reading.outside), style="yellow")] if reading.outside else []

    def reading(self, reading: Reading) -> RenderableType:
        """Return how the proposal was read."""
        table = grid("bold", "")
        for line in self.read(reading):
            table.add_row(Text(line.name, style="" if line.known else "yellow"), line.text)
        return table

    # --- 2 ---

    def overlaps(self, overlaps: Sequence[Overlap]) -> RenderableType:
        """Return the initiatives that overlap."""
        _ = self.translate
        if not overlaps:
            return Text(self.no_overlap())
        told = self.assessment.explanations.overlaps
        blocks = [self.overlap(n, o, why) for n, (o, why) in enumerate(zip(overlaps, told, strict=True), 1)][
            :MOST_SHOWN
        ]
        weaker = _("Weaker: {names}.").format(names=self.names(o.initiative for o in overlaps[MOST_SHOWN:]))
        return Group(*blocks, *([Text(weaker, style="dim")] if len(overlaps) > MOST_SHOWN else []))

    def overlap(self, number: int, o: Overlap, why: Explanation) -> RenderableType:
        """Return one initiative that overlaps."""
        _ = self.translate
        unknown = _("not known")
        ending = _("ends {date}").format(date=o.ends) if o.ends else ""
        status = ", ".join(filter(None, (self.say(o.status.label) if o.status else "", ending)))
        title = Text.assemble(f"{number}. ", (self.say(o.initiative.label), "bold"), (f"  {status}", "dim"))
        title.append(f"  {self.score(o.score)}  {self.say(o.kind.label)}")
        facts = grid("dim", "")
        facts.add_row(_("in short"), self.because(why))
        facts.add_row(_("compared"), "\n".join(self.respects(o.respects)))
        facts.add_row(_("run by"), self.names((*o.led_by, *o.delivered_by)) or unknown)
        facts.add_row(_("paid by"), (self.names(o.paid_by) or unknown) + self.cite(o.evidence))
        facts.add_row(_("advice"), self.say(o.advice))
        return Group(title, Padding(facts, (0, 0, 1, 3)))

    # --- 3 ---

    def coordination(self) -> RenderableType:
        """Return who must be at the table, who works together, and the gaps."""
        _ = self.translate
        c = self.assessment.coordination
        seats = headed(_("at the table"), _("named"), _("answers for"))
        for s in c.seats:
            seats.add_row(
                self.say(s.department.label),
                _("yes") if s.named else _("no"),
                self.names(s.because) + self.cite(s.evidence),
            )
        known = [Text(self.together(k)) for k in c.collaborations]
        gaps = gap_table(c.gaps, self.notes, self.language)
        return Group(*([seats] if c.seats else []), *known, gaps if c.gaps else Text(_("The graph shows no gap.")))

    # --- 4 and 5 ---

    def policies(self) -> RenderableType:
        """Return the policies that bear on the proposal."""
        _ = self.translate
        if not self.assessment.policies:
            return Text(self.no_policy())
        table = headed(_("policy"), _("from"), _("what it says and changes"), _("for the proposal"), _("bears on"))
        for p, why in zip(self.assessment.policies, self.assessment.explanations.policies, strict=True):
            name = Text.assemble(
                (self.say(p.policy.label), "bold"),
                ("\n" + self.kind_of_policy(p), "dim"),
            )
            table.add_row(name, *self.policy_columns(p, why))
        return table

    def coinvestors(self, candidates: Sequence[CoInvestor]) -> RenderableType:
        """Return who could pay with the council."""
        _ = self.translate
        if not candidates:
            return Text(self.nobody_pays())
        table = headed(_("candidate"), _("strength"), _("reasons"))
        for c, why in zip(candidates, self.assessment.explanations.coinvestors, strict=True):
            table.add_row(
                Text.assemble(
                    (self.say(c.organisation.label), "bold"), ("\n" + ", ".join(self.candidate_notes(c)), "dim")
                ),
                self.score(c.score),
                self.reasons(c, why),
            )
        return table

    def ruled_out(self, ruled_out: Sequence[RuledOut]) -> Iterator[RenderableType]:
        """Yield who could not, and why."""
        if ruled_out:
            table = headed(self.translate("ruled out"), self.translate("reasons"))
            for r in ruled_out:
                table.add_row(Text(self.say(r.organisation.label)), "\n".join(map(self.fit, r.because)))
            yield table

    # --- 6 and the list of evidence ---

    def gates(self, gates: Sequence[Gate]) -> RenderableType:
        """Return the council's gates, and what its fund has left."""
        table = grid("", "", "")
        for gate in gates:
            table.add_row(
                Text(self.say(gate.answer_label).upper(), style=ANSWER_STYLES[gate.answer]),
                Text(self.say(gate.label), style="bold"),
                "\n".join(self.gate_lines(gate)),
            )
        return Group(table, *map(self.portfolio, self.assessment.portfolios))

    def portfolio(self, p: Portfolio) -> RenderableType:
        """Return what a fund has left."""
        _ = self.translate
        facts = grid("dim", "")
        for name, value in portfolio_facts(p, _).items():
            facts.add_row(name, value if isinstance(value, str) else amount(value, self.language))
        title = _("The fund of {council} in {year}").format(council=self.say(p.council.label), year=p.year or "?")
        return Group(Text(f"\n{title}{self.cite(p.evidence)}", style="bold"), Padding(facts, (0, 0, 0, 2)))
