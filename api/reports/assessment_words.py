"""An assessment in words, part by part, in one language: what the terminal and the document for the case file say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.language import Translate, translation
from api.reports.evidence_list import amount
from graph.answers.assessment import Assessment
from graph.answers.coinvestors import CoInvestor
from graph.answers.coordination import KnownCollaboration
from graph.answers.explanations import SURE, Explanation
from graph.answers.gates import Gate
from graph.answers.overlap import Respect
from graph.answers.policies import PolicyAnswer
from graph.answers.reasons import Reason
from graph.answers.restrictions import Fit
from graph.known.answers import Thing
from graph.reading.facets import Ages, Facet, Figure, Reading, ReadParty, Span, dimension_label, field_label
from ontology.words import Language, Words
from visualise.footnotes import Footnotes

MOST_REASONS = 3  # told of a candidate


@dataclass(frozen=True)
class ReadLine:
    """A line of the reading: what it is about, what was read, and whether that is known or to be found out."""

    name: str
    text: str
    known: bool = True


class AssessmentWords:
    """Says the parts of an assessment; evidence is numbered in the order in which it is first named."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        """Take the assessment and the language; nothing is numbered yet."""
        self.assessment = assessment
        self.language = language
        self.translate: Translate = translation(language)
        self.notes = Footnotes(assessment.evidence)

    def compared_with(self) -> str:
        """Return what the proposal was compared with."""
        said = self.translate(
            "Compared with {initiatives} initiatives, {funders} funders and {policies} policies in the graph."
        )
        return said.format(**self.assessment.compared.model_dump())

    def stamp(self) -> str:
        """Return what the answer rests on: the graph, the gates, and the record that is kept of it."""
        _, a = self.translate, self.assessment
        said = _("{compared} Graph {graph}, gates {gates}, record {id}.").format(
            compared=self.compared_with(), graph=a.graph_version[:12], gates=a.gates_version, id=a.id
        )
        return said + (" " + _("The graph as it was known on {day}.").format(day=a.as_of) if a.as_of else "")

    def nothing_compared(self) -> str:
        """Return why nothing was compared."""
        return self.translate(
            "Nothing was compared: neither theme, target group, method, area nor outcome was found in the proposal. "
            "Describe whom it is for and what is done, or fill in the form."
        )

    def read(self, reading: Reading) -> Iterator[ReadLine]:
        """Yield how the proposal was understood, and last what is not given."""
        _ = self.translate
        for dimension in reading.dimensions:
            yield ReadLine(self.dimension(dimension), "\n".join(self.facet(f) for f in reading.facet(dimension)))
        if reading.ages:
            yield ReadLine(self.dimension("age"), self.ages(reading.ages))
        if reading.parties:
            yield ReadLine(_("parties"), "\n".join(self.party(p) for p in reading.parties))
        for name, figure in (
            (_("budget"), reading.budget),
            (_("asked for"), reading.requested),
            (_("own financing"), reading.own),
            (_("duration"), reading.months),
            (_("payback time"), reading.payback_months),
            (_("participants"), reading.participants),
        ):
            if figure:
                yield ReadLine(name, self.figure(figure))
        if reading.statutory:
            said = _("yes") if reading.statutory.value else _("no")
            yield ReadLine(_("statutory"), said + self.quote(reading.statutory.spans))
        for duty in reading.duties:
            yield ReadLine(_("the law asks for"), (duty.law or "") + self.quote(duty.spans))
        for question in reading.questions:
            asked = self.say(question.text) + (self.quote(question.spans) if question.spans else "")
            yield ReadLine(_("to answer"), asked, known=False)
        if reading.missing:
            fields = ", ".join(self.say(field_label(field)) for field in reading.missing)
            yield ReadLine(_("not given"), fields, known=False)

    def say(self, words: Words) -> str:
        """Return a text in the language."""
        return words[self.language]

    def names(self, things: Iterable[Thing]) -> str:
        """Return the names of things."""
        return ", ".join(self.say(t.label) for t in things)

    def cite(self, evidence: Iterable[str]) -> str:
        """Return the numbers of evidence, as in ` [1,4]`."""
        return self.notes.mark(evidence)

    def dimension(self, dimension: str) -> str:
        """Return what a dimension is called."""
        return self.say(dimension_label(dimension))

    def facet(self, facet: Facet) -> str:
        """Return a facet with the words or things that it was read from."""
        if facet.origin == "graph":
            reason = self.translate("follows from {things}").format(things=self.names(facet.because))
            return f"{self.say(facet.thing.label)} ({reason}){self.cite(facet.evidence)}"
        return self.say(facet.thing.label) + self.sure(facet) + self.quote(facet.spans)

    def sure(self, part: Facet | Figure | ReadParty) -> str:
        """Return how sure the reading is, where it is not certain."""
        return "" if part.certainty == "certain" else f" ({self.say(SURE[part.certainty])})"

    def quote(self, spans: Sequence[Span]) -> str:
        """Return the words in the proposal."""
        quoted = list(dict.fromkeys(f"»{span.text}«" for span in spans))
        return "  " + (" ".join(quoted) or self.translate("(from the form)"))

    def ages(self, ages: Ages) -> str:
        """Return the ages."""
        low, high = ("" if v is None else str(v) for v in (ages.min, ages.max))
        source = self.cite(ages.evidence) if ages.origin == "graph" else self.quote(ages.spans)
        return self.translate("{low}–{high} years").format(low=low, high=high) + source

    def party(self, party: ReadParty) -> str:
        """Return a party with its role."""
        name = self.say(party.thing.label) if party.thing else party.name
        role = f" ({self.say(party.role.label)})" if party.role else ""
        unknown = "" if party.thing else self.translate(" – not known to the graph")
        return f"{name}{role}{unknown}{self.sure(party)}{self.quote(party.spans)}"

    def figure(self, figure: Figure) -> str:
        """Return a figure with its unit."""
        _ = self.translate
        units = {"DKK": _("{amount} DKK"), "months": _("{amount} months"), "people": "{amount}"}
        said = units[figure.unit].format(amount=amount(figure.value, self.language))
        reckoned = f" = {figure.reckoning}" if figure.reckoning else ""
        return said + reckoned + self.sure(figure) + self.quote(figure.spans)

    def no_overlap(self) -> str:
        """Return that nothing overlaps."""
        return self.translate("No initiative in the graph overlaps with the proposal.")

    def no_policy(self) -> str:
        """Return that no policy bears on the proposal."""
        return self.translate("No policy in the graph governs the proposal's themes.")

    def nobody_pays(self) -> str:
        """Return that nobody could pay with the council."""
        return self.translate(
            "The graph knows of nobody but the council and public authorities who pays for anything like it."
        )

    def because(self, why: Explanation) -> str:
        """Return the sentence that explains an answer, and how sure it is."""
        return f"{self.say(why.sentence)} ({self.say(why.confidence_label)})"

    def respects(self, respects: Sequence[Respect]) -> Iterator[str]:
        """Yield in which respects two initiatives are alike (=, ~), differ (≠) or cannot be compared (?)."""
        for r in respects:
            if r.likeness is not None:
                mark = "=" if r.same else "~" if r.likeness > 0 else "≠"
                yield f"{mark} {self.say(r.label)}: {self.shared(r, r.likeness)}{self.cite(r.evidence)}"
        unknown = [self.say(r.label) for r in respects if r.likeness is None]
        if unknown:
            yield self.translate("? not known: {names}").format(names=", ".join(unknown))

    def shared(self, respect: Respect, likeness: float) -> str:
        """Return what they share in one respect."""
        if respect.dimension == "text":
            return ", ".join(f"»{word}«" for word in respect.words) or self.translate("none in common")
        return self.names(respect.existing) or self.translate("{percent} of the years").format(
            percent=f"{likeness:.0%}"
        )

    def score(self, score: float) -> str:
        """Return a score from 0 to 1."""
        return f"{score:.2f}".replace(".", "," if self.language == "da" else ".")

    def terms(self, c: CoInvestor) -> Iterator[str]:
        """Yield on which terms a candidate may pay."""
        _ = self.translate
        how = [self.say(t.label) for t in (c.role, c.instrument) if t]
        if how:
            yield _("Likely as: {how}").format(how=", ".join(how))
        if c.money.median:
            said = _("Usually {amount} DKK ({n} known)").format(
                amount=amount(c.money.median, self.language), n=c.money.known
            )
            share = c.money.share_of_need
            need = _(", {percent} of what is needed").format(percent=f"{share:.0%}") if share else ""
            yield f"{said}{need}{self.cite(c.money.evidence)}"
        if c.money.least or c.money.most:
            low, high = (amount(v, self.language) if v else "" for v in (c.money.least, c.money.most))
            yield _("Supports with {low}–{high} DKK").format(low=low, high=high) + self.cite(c.money.evidence)
        yield from (self.fit(fit) for fit in c.fits if fit.is_stated)
        if silent := [self.say(fit.respect) for fit in c.fits if not fit.is_stated]:
            yield _("Says nothing of: {respects}").format(respects=", ".join(silent))
        if c.conflict:
            yield _("Mind: is also {things}").format(things=self.names(c.conflict))
        if c.latest:
            yield _("Newest fact: {date}").format(date=c.latest)

    def fit(self, fit: Fit) -> str:
        """Return what a candidate asks for in a respect, and whether the proposal has it."""
        said = self.names(fit.stated) or (self.say(fit.text) if fit.text else "")
        note = f" {self.say(fit.note)}" if fit.note else ""
        return f"{self.say(fit.respect)}: {said} – {self.say(fit.answer_label)}.{note}{self.cite(fit.evidence)}"

    def reason(self, reason: Reason) -> str:
        """Return a reason to ask a candidate, as a path in the graph."""
        _ = self.translate
        if reason.is_stated:
            said = "; ".join(f"{self.say(s.relation)}: {self.say(s.object.label)}" for s in reason.path)
            return _("says that it supports {what}").format(what=said) + self.cite(reason.evidence)
        first, *rest = reason.path
        shared = "; ".join(f"{self.say(s.relation)}: {self.say(s.object.label)}" for s in rest)
        parts = [_("pays for {initiative}").format(initiative=self.say(first.object.label))]
        parts += [_("with {others}").format(others=self.names(reason.together_with))] if reason.together_with else []
        if reason.amount:
            said = _("{amount} DKK") if reason.amount_covers == 1 else _("{amount} DKK for {n} initiatives together")
            parts.append(said.format(amount=amount(reason.amount, self.language), n=reason.amount_covers))
        return f"{', '.join(parts)} → {shared}{self.cite(reason.evidence)}"

    def together(self, c: KnownCollaboration) -> str:
        """Return who works together."""
        said = self.translate("Work together: {parties} – {name}")
        return said.format(parties=self.names(c.participants), name=self.say(c.collaboration.label)) + self.cite(
            c.evidence
        )

    def kind_of_policy(self, p: PolicyAnswer) -> str:
        """Return what kind of policy it is, and how it stands."""
        return self.say(p.kind) + (f", {self.say(p.status.label)}" if p.status else "")

    def policy_columns(self, p: PolicyAnswer, why: Explanation) -> Sequence[str]:
        """Return from when a policy is, what it says, what it does to the proposal, and what it bears on."""
        bearing = self.say(p.bearing.label)
        return (
            p.takes_effect or str(p.year or "?"),
            "\n".join([*(self.say(text) for text in (p.description, p.change) if text), self.because(why)]),
            f"{bearing}: {self.names(p.bearing_because)}" if p.bearing_because else bearing,
            self.names(p.because) + self.cite(p.evidence),
        )

    def reasons(self, c: CoInvestor, why: Explanation) -> str:
        """Return why to ask a candidate, and on which terms they may pay; a line each."""
        return "\n".join([self.because(why), *map(self.reason, c.reasons[:MOST_REASONS]), *self.terms(c)])

    def candidate_notes(self, c: CoInvestor) -> list[str]:
        """Return what a candidate is to the council."""
        _ = self.translate
        notes = [self.say(c.sector.label)] if c.sector else []
        notes += [_("already a party")] if c.already_party else []
        notes += [_("has paid with the council") if c.paid_with_council else _("new to the council")]
        return notes + ([_("pays for what overlaps")] if c.pays_for_overlap else [])

    def gate_lines(self, gate: Gate) -> list[str]:
        """Return what a gate says, and where it is asked for."""
        _ = self.translate
        lines = [self.say(line.message) + self.cite(line.evidence) for line in gate.lines]
        asked = [_("(asked for in: {place})").format(place=gate.locator)] if gate.locator else []
        return (lines or [_("The gate gave no answer.")]) + asked
