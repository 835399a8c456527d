"""An assessment, a thing and a check report in the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from api.evidence_list import amount, evidence_list, grid
from api.gap_list import gap_table
from api.language import Translate, translation
from graph.answers.assessment import Assessment
from graph.answers.coinvestors import CoInvestor, Reason
from graph.answers.explanations import SURE, Explanation
from graph.answers.gates import Gate
from graph.answers.overlap import Overlap, Respect
from graph.answers.portfolio import Portfolio
from graph.known.answers import Thing
from graph.reading.facets import Ages, Facet, Figure, Reading, ReadParty, Span, dimension_label, field_label
from ontology.words import Language, Words
from visualise.footnotes import Footnotes
from visualise.portfolio import portfolio_facts

ANSWER_STYLES = {"pass": "bold green", "attention": "bold yellow", "stop": "bold red", "unknown": "bold cyan"}
MOST_SHOWN = 5
MOST_REASONS = 3


def print_assessment(assessment: Assessment, console: Console, language: Language) -> None:
    """Print an assessment, section by section, with numbered evidence and the list of it at the end."""
    console.print(_Page(assessment, language).render())


class _Page:
    """An assessment being laid out in one language; evidence is numbered in the order in which it is first named."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.assessment = assessment
        self.language = language
        self.translate: Translate = translation(language)
        self.notes = Footnotes(assessment.evidence)

    def render(self) -> RenderableType:
        _ = self.translate
        a = self.assessment
        compared = _(
            "Compared with {initiatives} initiatives, {funders} funders and {policies} policies in the graph."
        ).format(**a.compared.model_dump())
        return Group(
            Text(
                "\n" + _("Lookup: {title}").format(title=a.reading.title or _("proposal without a title")), style="bold"
            ),
            Text(
                _("{compared} Graph {graph}, gates {gates}, record {id}.").format(
                    compared=compared, graph=a.graph_version[:12], gates=a.gates_version, id=a.id
                )
                + (" " + _("The graph as it was known on {day}.").format(day=a.as_of) if a.as_of else ""),
                style="dim",
            ),
            self.section(_("1. Reading"), Group(*self.outside(a.reading), self.reading(a.reading))),
            *(self.compared() if a.reading.is_comparable else [self.nothing_compared()]),
            self.section(_("6. The council's gates"), self.gates(a.gates)),
            self.section(_("Evidence"), evidence_list(self.notes, self.language)),
        )

    def compared(self) -> list[RenderableType]:
        _ = self.translate
        return [
            self.section(_("2. Overlap"), self.overlaps(self.assessment.overlaps)),
            self.section(_("3. Coordination"), self.coordination()),
            self.section(_("4. Policies"), self.policies()),
            self.section(_("5. Co-investors"), self.coinvestors(self.assessment.coinvestors)),
        ]

    def nothing_compared(self) -> RenderableType:
        message = self.translate(
            "Nothing was compared: neither theme, target group, method, area nor outcome was found in the proposal. "
            "Describe whom it is for and what is done, or fill in the form."
        )
        return Text(f"\n{message}", style="yellow")

    def section(self, title: str, body: RenderableType) -> RenderableType:
        return Group(Text(""), Rule(title, align="left", style="blue"), Padding(body, (0, 0, 0, 2)))

    def say(self, words: Words) -> str:
        return words[self.language]

    def names(self, things: Iterable[Thing]) -> str:
        return ", ".join(self.say(t.label) for t in things)

    def cite(self, evidence: Iterable[str]) -> str:
        numbers = self.notes.cite(evidence)
        return f" [{','.join(map(str, numbers))}]" if numbers else ""

    # --- 1 ---

    def outside(self, reading: Reading) -> list[RenderableType]:
        return [Text(self.say(reading.outside), style="yellow")] if reading.outside else []

    def reading(self, reading: Reading) -> RenderableType:
        _ = self.translate
        table = grid("bold", "")
        for dimension in reading.dimensions:
            table.add_row(self.dimension(dimension), "\n".join(self.facet(f) for f in reading.facet(dimension)))
        if reading.ages:
            table.add_row(self.dimension("age"), self.ages(reading.ages))
        if reading.parties:
            table.add_row(_("parties"), "\n".join(self.party(p) for p in reading.parties))
        for name, figure in (
            (_("budget"), reading.budget),
            (_("asked for"), reading.requested),
            (_("own financing"), reading.own),
            (_("duration"), reading.months),
            (_("payback time"), reading.payback_months),
            (_("participants"), reading.participants),
        ):
            if figure:
                table.add_row(name, self.figure(figure))
        if reading.statutory:
            table.add_row(
                _("statutory"), (_("yes") if reading.statutory.value else _("no")) + self.quote(reading.statutory.spans)
            )
        for duty in reading.duties:
            table.add_row(_("the law asks for"), (duty.law or "") + self.quote(duty.spans))
        for question in reading.questions:
            asked = self.say(question.text) + (self.quote(question.spans) if question.spans else "")
            table.add_row(Text(_("to answer"), style="yellow"), asked)
        if reading.missing:
            table.add_row(
                Text(_("not given"), style="yellow"),
                ", ".join(self.say(field_label(field)) for field in reading.missing),
            )
        return table

    def dimension(self, dimension: str) -> str:
        return self.say(dimension_label(dimension))

    def facet(self, facet: Facet) -> str:
        if facet.origin == "graph":
            reason = self.translate("follows from {things}").format(things=self.names(facet.because))
            return f"{self.say(facet.thing.label)} ({reason}){self.cite(facet.evidence)}"
        return self.say(facet.thing.label) + self.sure(facet) + self.quote(facet.spans)

    def sure(self, part: Facet | Figure | ReadParty) -> str:
        return "" if part.certainty == "certain" else f" ({self.say(SURE[part.certainty])})"

    def quote(self, spans: Sequence[Span]) -> str:
        quoted = list(dict.fromkeys(f"»{span.text}«" for span in spans))
        return "  " + (" ".join(quoted) or self.translate("(from the form)"))

    def ages(self, ages: Ages) -> str:
        low, high = ("" if v is None else str(v) for v in (ages.min, ages.max))
        source = self.cite(ages.evidence) if ages.origin == "graph" else self.quote(ages.spans)
        return self.translate("{low}–{high} years").format(low=low, high=high) + source

    def party(self, party: ReadParty) -> str:
        name = self.say(party.thing.label) if party.thing else party.name
        role = f" ({self.say(party.role.label)})" if party.role else ""
        unknown = "" if party.thing else self.translate(" – not known to the graph")
        return f"{name}{role}{unknown}{self.sure(party)}{self.quote(party.spans)}"

    def figure(self, figure: Figure) -> str:
        _ = self.translate
        units = {"DKK": _("{amount} DKK"), "months": _("{amount} months"), "people": "{amount}"}
        said = units[figure.unit].format(amount=amount(figure.value, self.language))
        reckoned = f" = {figure.reckoning}" if figure.reckoning else ""
        return said + reckoned + self.sure(figure) + self.quote(figure.spans)

    # --- 2 ---

    def overlaps(self, overlaps: Sequence[Overlap]) -> RenderableType:
        _ = self.translate
        if not overlaps:
            return Text(_("No initiative in the graph overlaps with the proposal."))
        told = self.assessment.explanations.overlaps
        blocks = [self.overlap(n, o, why) for n, (o, why) in enumerate(zip(overlaps, told, strict=True), 1)][
            :MOST_SHOWN
        ]
        weaker = _("Weaker: {names}.").format(names=self.names(o.initiative for o in overlaps[MOST_SHOWN:]))
        return Group(*blocks, *([Text(weaker, style="dim")] if len(overlaps) > MOST_SHOWN else []))

    def overlap(self, number: int, o: Overlap, why: Explanation) -> RenderableType:
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

    def because(self, why: Explanation) -> str:
        return f"{self.say(why.sentence)} ({self.say(why.confidence_label)})"

    def respects(self, respects: Sequence[Respect]) -> Iterator[str]:
        for r in respects:
            if r.likeness is not None:
                mark = "=" if r.same else "~" if r.likeness > 0 else "≠"
                yield f"{mark} {self.say(r.label)}: {self.shared(r, r.likeness)}{self.cite(r.evidence)}"
        unknown = [self.say(r.label) for r in respects if r.likeness is None]
        if unknown:
            yield self.translate("? not known: {names}").format(names=", ".join(unknown))

    def shared(self, respect: Respect, likeness: float) -> str:
        if respect.dimension == "text":
            return ", ".join(f"»{word}«" for word in respect.words) or self.translate("none in common")
        return self.names(respect.existing) or self.translate("{percent} of the years").format(
            percent=f"{likeness:.0%}"
        )

    def score(self, score: float) -> str:
        return f"{score:.2f}".replace(".", "," if self.language == "da" else ".")

    # --- 3 ---

    def coordination(self) -> RenderableType:
        _ = self.translate
        c = self.assessment.coordination
        seats = _table(_("at the table"), _("named"), _("answers for"))
        for s in c.seats:
            seats.add_row(
                self.say(s.department.label),
                _("yes") if s.named else _("no"),
                self.names(s.because) + self.cite(s.evidence),
            )
        together = _("Work together: {parties} – {name}")
        known = [
            Text(
                together.format(parties=self.names(k.participants), name=self.say(k.collaboration.label))
                + self.cite(k.evidence)
            )
            for k in c.collaborations
        ]
        gaps = gap_table(c.gaps, self.notes, self.language)
        return Group(*([seats] if c.seats else []), *known, gaps if c.gaps else Text(_("The graph shows no gap.")))

    # --- 4 and 5 ---

    def policies(self) -> RenderableType:
        _ = self.translate
        if not self.assessment.policies:
            return Text(_("No policy in the graph governs the proposal's themes."))
        table = _table(_("policy"), _("from"), _("what it says and changes"), _("for the proposal"), _("bears on"))
        for p, why in zip(self.assessment.policies, self.assessment.explanations.policies, strict=True):
            name = Text.assemble(
                (self.say(p.policy.label), "bold"),
                (f"\n{self.say(p.kind)}" + (f", {self.say(p.status.label)}" if p.status else ""), "dim"),
            )
            bearing = self.say(p.bearing.label)
            table.add_row(
                name,
                p.takes_effect or str(p.year or "?"),
                "\n".join([*(self.say(text) for text in (p.description, p.change) if text), self.because(why)]),
                f"{bearing}: {self.names(p.bearing_because)}" if p.bearing_because else bearing,
                self.names(p.because) + self.cite(p.evidence),
            )
        return table

    def coinvestors(self, candidates: Sequence[CoInvestor]) -> RenderableType:
        _ = self.translate
        if not candidates:
            return Text(
                _("The graph knows of nobody but the council and public authorities who pays for anything like it.")
            )
        table = _table(_("candidate"), _("strength"), _("reasons"))
        for c, why in zip(candidates, self.assessment.explanations.coinvestors, strict=True):
            notes = [self.say(c.sector.label)] if c.sector else []
            notes += [_("already a party")] if c.already_party else []
            notes += [_("has paid with the council") if c.paid_with_council else _("new to the council")]
            notes += [_("pays for what overlaps")] if c.pays_for_overlap else []
            table.add_row(
                Text.assemble((self.say(c.organisation.label), "bold"), ("\n" + ", ".join(notes), "dim")),
                self.score(c.score),
                "\n".join([self.because(why), *map(self.reason, c.reasons[:MOST_REASONS]), *self.terms(c)]),
            )
        return table

    def terms(self, c: CoInvestor) -> Iterator[str]:
        _ = self.translate
        how = [self.say(t.label) for t in (c.role, c.instrument) if t]
        if how:
            yield _("Likely as: {how}").format(how=", ".join(how))
        if c.money.median:
            said = _("Usually {amount} DKK ({n} known)").format(
                amount=amount(c.money.median, self.language), n=c.money.known
            )
            share = c.money.share_of_need
            need = _(", {percent} of the budget").format(percent=f"{share:.0%}") if share else ""
            yield f"{said}{need}{self.cite(c.money.evidence)}"
        if c.money.least or c.money.most:
            low, high = (amount(v, self.language) if v else "" for v in (c.money.least, c.money.most))
            yield _("Supports with {low}–{high} DKK").format(low=low, high=high) + self.cite(c.money.evidence)
        for fit in c.fits:
            said = self.names(fit.stated) or (self.say(fit.text) if fit.text else "")
            mark = "?" if fit.fits is None else "=" if fit.fits else "≠"
            yield f"{mark} {self.say(fit.respect)}: {said}{self.cite(fit.evidence)}"
        if c.conflict:
            yield _("Mind: is also {things}").format(things=self.names(c.conflict))
        if c.latest:
            yield _("Newest fact: {date}").format(date=c.latest)

    def reason(self, reason: Reason) -> str:
        _ = self.translate
        first, *rest = reason.path
        shared = "; ".join(f"{self.say(s.relation)}: {self.say(s.object.label)}" for s in rest)
        parts = [_("pays for {initiative}").format(initiative=self.say(first.object.label))]
        parts += [_("with {others}").format(others=self.names(reason.together_with))] if reason.together_with else []
        if reason.amount:
            said = _("{amount} DKK") if reason.amount_covers == 1 else _("{amount} DKK for {n} initiatives together")
            parts.append(said.format(amount=amount(reason.amount, self.language), n=reason.amount_covers))
        return f"{', '.join(parts)} → {shared}{self.cite(reason.evidence)}"

    # --- 6 and the list of evidence ---

    def gates(self, gates: Sequence[Gate]) -> RenderableType:
        table = grid("", "", "")
        for gate in gates:
            lines = [self.say(line.message) + self.cite(line.evidence) for line in gate.lines] or [
                self.translate("The gate gave no answer.")
            ]
            asked = self.translate("(asked for in: {place})").format(place=gate.locator) if gate.locator else ""
            table.add_row(
                Text(self.say(gate.answer_label).upper(), style=ANSWER_STYLES[gate.answer]),
                Text(self.say(gate.label), style="bold"),
                "\n".join(lines) + f"\n{asked}",
            )
        return Group(table, *map(self.portfolio, self.assessment.portfolios))

    def portfolio(self, p: Portfolio) -> RenderableType:
        _ = self.translate
        facts = grid("dim", "")
        for name, value in portfolio_facts(p, _).items():
            facts.add_row(name, value if isinstance(value, str) else amount(value, self.language))
        title = _("The fund of {council} in {year}").format(council=self.say(p.council.label), year=p.year or "?")
        return Group(Text(f"\n{title}{self.cite(p.evidence)}", style="bold"), Padding(facts, (0, 0, 0, 2)))


def _table(*headers: str) -> Table:
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table
