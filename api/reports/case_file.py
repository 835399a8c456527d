"""An assessment as a document for the case file (Word): the same words and numbers of evidence as in the terminal."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from babel.dates import format_date

from api.reports.assessment_words import AssessmentWords
from api.reports.evidence_list import amount
from api.reports.gap_list import standing_of
from api.reports.word_document import LOCALES, WordDocument
from graph.answers.assessment import Assessment
from graph.answers.coinvestors import CoInvestor
from graph.answers.explanations import Explanation
from graph.answers.gates import Gate
from graph.answers.overlap import Overlap
from graph.answers.policies import PolicyAnswer
from graph.answers.portfolio import Portfolio
from graph.known.answers import Citation
from ontology.words import Language
from visualise.portfolio import portfolio_facts

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case_file(assessment: Assessment, language: Language, made: date) -> bytes:
    """Return the document of an assessment that was made on a day. The same of both gives the same bytes."""
    return _CaseFile(assessment, language).written(made)


class _CaseFile(AssessmentWords):
    """An assessment being laid out as a document; evidence is cited in the order of the terminal."""

    def written(self, made: date) -> bytes:
        _, a = self.translate, self.assessment
        title = a.reading.title or _("Proposal without a title")
        self.page = WordDocument(title, self.language, made)
        day = format_date(made, "long", locale=LOCALES[self.language].replace("-", "_"))
        self.page.running(f"Samspil · {day} · {title[:80]}", _("Page {page} of {pages}"))
        self.page.paragraph(_("Lookup in the graph of initiatives, made on {day}.").format(day=day), "Subtitle")
        self.page.paragraph(self.stamp())
        self.in_short(a.gates)
        self.page.heading(_("1. Reading"))
        if a.proposal.summary:
            self.page.paragraph(a.proposal.summary, "Quote")
        lines = [(line.name, line.text) for line in self.read(a.reading)]
        self.table((_("field"), _("how it was read")), lines, (1, 3))
        if a.reading.outside:
            self.page.paragraph(self.say(a.reading.outside))
        if a.reading.is_comparable:
            self.compared()
        else:
            self.page.paragraph(self.nothing_compared())
        self.gates(a.gates, a.portfolios)
        self.evidence()
        return self.page.content()

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Add a table, if it has rows; who does not see it is told what its columns are."""
        if rows:
            about = self.translate("Table with the columns {columns}").format(columns=", ".join(header))
            self.page.table(header, rows, widths, about)

    def in_short(self, gates: Sequence[Gate]) -> None:
        _ = self.translate
        rows = [(self.say(g.label), self.say(g.answer_label)) for g in gates]
        self.page.heading(_("The gates in short"))
        self.table((_("gate"), _("answer")), rows, (3, 1))

    def compared(self) -> None:
        _, a = self.translate, self.assessment
        told = a.explanations
        self.page.heading(_("2. Overlap"))
        overlaps = [self.overlap(o, why) for o, why in zip(a.overlaps, told.overlaps, strict=True)]
        header = (_("Initiative"), _("Strength"), _("Compared"), _("Run by, paid by"), _("Advice"))
        self.table(header, overlaps, (2.2, 1.2, 3.6, 2, 3))
        if not overlaps:
            self.page.paragraph(self.no_overlap())
        self.page.heading(_("3. Coordination"))
        self.coordination()
        self.page.heading(_("4. Policies"))
        policies = [self.policy(p, why) for p, why in zip(a.policies, told.policies, strict=True)]
        header = (_("policy"), _("from"), _("what it says and changes"), _("for the proposal"), _("bears on"))
        self.table(header, policies, (2.2, 1.2, 4, 2, 2.2))
        if not policies:
            self.page.paragraph(self.no_policy())
        self.page.heading(_("5. Co-investors"))
        candidates = [self.candidate(c, why) for c, why in zip(a.coinvestors, told.coinvestors, strict=True)]
        self.table((_("candidate"), _("strength"), _("reasons")), candidates, (2.4, 1, 6))
        if not candidates:
            self.page.paragraph(self.nobody_pays())
        ruled_out = [(self.say(r.organisation.label), "\n".join(map(self.fit, r.because))) for r in a.ruled_out]
        if ruled_out:
            self.table((_("ruled out"), _("reasons")), ruled_out, (2.4, 7))

    def overlap(self, o: Overlap, why: Explanation) -> Sequence[str]:
        _ = self.translate
        unknown = _("not known")
        status = [self.say(o.status.label)] if o.status else []
        status += [_("ends {date}").format(date=o.ends)] if o.ends else []
        respects = "\n".join(self.respects(o.respects))
        run_by = self.names((*o.led_by, *o.delivered_by)) or unknown
        paid_by = (self.names(o.paid_by) or unknown) + self.cite(o.evidence)
        return (
            "\n".join([self.say(o.initiative.label), *status]),
            f"{self.score(o.score)}\n{self.say(o.kind.label)}",
            respects,
            f"{_('run by')}: {run_by}\n{_('paid by')}: {paid_by}",
            f"{self.because(why)}\n{self.say(o.advice)}",
        )

    def coordination(self) -> None:
        _, c = self.translate, self.assessment.coordination
        seats = [
            (
                self.say(s.department.label),
                _("yes") if s.named else _("no"),
                self.names(s.because) + self.cite(s.evidence),
            )
            for s in c.seats
        ]
        self.table((_("at the table"), _("named"), _("answers for")), seats, (3, 1, 4))
        for known in c.collaborations:
            self.page.paragraph(self.together(known), "List Bullet")
        gaps = []
        for g in c.gaps:
            sentence = self.say(g.sentence) + self.cite(g.evidence)
            ask = "\n" + _("Ask: {names}.").format(names=self.names(g.ask)) if g.ask else ""
            standing = standing_of(g, self.notes, self.language)
            gaps.append((self.say(g.kind.label), sentence, standing, self.say(g.remedy) + ask))
        self.table((_("gap"), _("what the graph shows"), _("is it so?"), _("what to do")), gaps, (1.6, 3.2, 2.4, 3))
        if not gaps:
            self.page.paragraph(_("The graph shows no gap."))

    def policy(self, p: PolicyAnswer, why: Explanation) -> Sequence[str]:
        return f"{self.say(p.policy.label)}\n{self.kind_of_policy(p)}", *self.policy_columns(p, why)

    def candidate(self, c: CoInvestor, why: Explanation) -> Sequence[str]:
        name = f"{self.say(c.organisation.label)}\n{', '.join(self.candidate_notes(c))}"
        return name, self.score(c.score), self.reasons(c, why)

    def gates(self, gates: Sequence[Gate], portfolios: Sequence[Portfolio]) -> None:
        _ = self.translate
        self.page.heading(_("6. The council's gates"))
        rows = [(self.say(g.answer_label), self.say(g.label), "\n".join(self.gate_lines(g))) for g in gates]
        self.table((_("answer"), _("gate"), _("why")), rows, (1.2, 2.4, 6))
        for p in portfolios:
            fund = _("The fund of {council} in {year}").format(council=self.say(p.council.label), year=p.year or "?")
            self.page.heading(fund + self.cite(p.evidence), 2)
            facts = portfolio_facts(p, _).items()
            told = [(name, v if isinstance(v, str) else amount(v, self.language)) for name, v in facts]
            self.table((_("field"), _("value")), told, (3, 1))

    def evidence(self) -> None:
        """List the evidence by number, under its source."""
        self.page.heading(self.translate("Evidence"))
        for cited in self.notes.by_source().values():
            first = cited[0][1]
            self.page.heading(self.say(first.title), 2)
            if first.address:
                self.page.paragraph(first.address)
            for number, citation in cited:
                self.page.paragraph(f"[{number}] " + "\n".join(self.cited(citation)), "List Paragraph")

    def cited(self, c: Citation) -> Iterator[str]:
        """Yield the place of a citation, and the words that stand there."""
        say = self.translate
        row = say("{table}.csv, line {row}").format(table=c.table, row=c.row) if c.table else ""
        page = say("page {number}").format(number=c.page) if c.page else ""
        yield ", ".join(filter(None, (c.locator, row or page))) or self.say(c.title)
        if c.quote:
            yield f"“{c.quote}”"
