"""One sentence for each answer, from its facts alone, in Danish and English, with its evidence and how sure it is.

Gaps and gates say their sentence themselves; overlaps, policies and co-investors are told here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from graph.answers.calibration import word
from graph.answers.coinvestors import CoInvestor
from graph.answers.gaps import Gap
from graph.answers.gates import Gate
from graph.answers.overlap import Overlap, Respect
from graph.answers.policies import PolicyAnswer
from graph.answers.reasons import Reason
from graph.known.answers import Answer, Thing
from graph.known.snapshot import Snapshot
from graph.reading.facets import Certainty, Reading
from ontology.words import Language, Words, joined

MOST_NAMED: Final = 2
CERTAIN_SAID: Final = 0.9
LIKELY_SAID: Final = 0.6
SURE: Final[Mapping[Certainty, Words]] = {
    "certain": Words(da="sikker", en="certain"),
    "likely": Words(da="sandsynlig", en="likely"),
    "uncertain": Words(da="usikker", en="uncertain"),
}
AKIN: Final = Words(da="som angår noget beslægtet:", en="which is about something akin:")
THE: Final[Mapping[str, Words]] = {
    "theme": Words(da="temaet", en="the theme"),
    "target-group": Words(da="målgruppen", en="the target group"),
    "method": Words(da="metoden", en="the method"),
    "area": Words(da="området", en="the area"),
    "outcome": Words(da="virkningen", en="the outcome"),
    "age": Words(da="alderen", en="the ages"),
    "text": Words(da="ordene i teksten", en="the words of the text"),
    "period": Words(da="perioden", en="the period"),
}
"""The respects in a sentence."""
ORDER: Final[Sequence[Certainty]] = ("certain", "likely", "uncertain")


class Explanation(Answer):
    """A sentence that says why something is an answer, how sure it is, and its evidence."""

    about: Thing
    sentence: Words
    confidence: Certainty
    confidence_label: Words
    evidence: tuple[str, ...]


class Explanations(Answer):
    """The sentences of an assessment, in the order of its answers."""

    overlaps: tuple[Explanation, ...]
    gaps: tuple[Explanation, ...]
    policies: tuple[Explanation, ...]
    coinvestors: tuple[Explanation, ...]
    gates: tuple[Explanation, ...]


def explain(
    reading: Reading,
    overlaps: Sequence[Overlap],
    gaps: Sequence[Gap],
    policies: Sequence[PolicyAnswer],
    coinvestors: Sequence[CoInvestor],
    gates: Sequence[Gate],
    snapshot: Snapshot,
) -> Explanations:
    """Return a sentence for every answer. An answer is no surer than what was read and what was said (the confidence of
    the evidence), and than its own strength.
    """
    teller = _Teller(reading, snapshot)
    return Explanations(
        overlaps=tuple(map(teller.overlap, overlaps)),
        gaps=tuple(map(teller.gap, gaps)),
        policies=tuple(map(teller.policy, policies)),
        coinvestors=tuple(map(teller.coinvestor, coinvestors)),
        gates=tuple(map(teller.gate, gates)),
    )


class _Teller:
    """What is needed to tell answers: how sure each concept of the proposal was read, and each evidence is."""

    def __init__(self, reading: Reading, snapshot: Snapshot) -> None:
        self._read = {f.thing.id: f.certainty for f in reading.facets}
        self._records = snapshot.records
        self._most: Certainty = "uncertain" if reading.outside else "certain"

    def overlap(self, o: Overlap) -> Explanation:
        same = [r for r in o.respects if r.same]
        other = [r for r in o.respects if r.likeness == 0 and r.existing]
        sentence = _both(lambda lang: _overlap_sentence(o, same, other, lang))
        used = [t.id for r in same for t in r.proposed]
        shared = [e for r in same for e in r.evidence]
        return self._say(o.initiative, sentence, (*o.evidence, *shared), used, word("overlaps", o.score))

    def policy(self, p: PolicyAnswer) -> Explanation:
        sentence = _both(lambda lang: _policy_sentence(p, lang))
        return self._say(p.policy, sentence, p.evidence, [t.id for t in p.because], word("policies", p.bonds))

    def coinvestor(self, c: CoInvestor) -> Explanation:
        sentence = _both(lambda lang: _coinvestor_sentence(c, self._read, lang))
        evidence = [e for r in c.reasons[:1] for e in r.evidence]
        used = [s.object.id for r in c.reasons[:1] for s in (r.path if r.is_stated else r.path[1:])]
        return self._say(c.organisation, sentence, evidence, used, word("coinvestors", c.score))

    def gap(self, gap: Gap) -> Explanation:
        return self._say(gap.kind, gap.sentence, gap.evidence, [t.id for t in gap.about], word("gaps", 1))

    def gate(self, gate: Gate) -> Explanation:
        line = gate.lines[0] if gate.lines else None
        message = line.message if line else gate.answer_label
        about = Thing(id=gate.id, label=gate.label, kind="gate")
        known: Certainty = "uncertain" if gate.answer == "unknown" else word("gates", 1)
        used = [t.id for t in line.about] if line else []
        return self._say(about, message, line.evidence if line else (), used, known)

    def _say(
        self, about: Thing, sentence: Words, evidence: Iterable[str], used: Iterable[str], own: Certainty
    ) -> Explanation:
        cited = tuple(dict.fromkeys(evidence))
        parts = [own, self._most, *(self._read.get(iri, "certain") for iri in used)]
        parts += [_by_confidence(self._records[e].confidence) for e in cited if e in self._records]
        sure = max(parts, key=ORDER.index)
        return Explanation(about=about, sentence=sentence, confidence=sure, confidence_label=SURE[sure], evidence=cited)


def _overlap_sentence(o: Overlap, same: Sequence[Respect], other: Sequence[Respect], lang: Language) -> str:
    kind = o.kind.label[lang]
    shares = joined((_respect(r, lang) for r in same[:MOST_NAMED]), lang)
    differs = joined((THE[r.dimension][lang] for r in other[:MOST_NAMED]), lang)
    text = {"da": f"{o.initiative.label['da']}: {kind}", "en": f"{o.initiative.label['en']}: {kind}"}[lang]
    if shares:
        text += {"da": f"; fælles er {shares}", "en": f"; shared: {shares}"}[lang]
    if differs:
        text += {"da": f", men ikke {differs}", "en": f", but not {differs}"}[lang]
    return text + "."


def _respect(respect: Respect, lang: Language) -> str:
    names = joined((t.label[lang] for t in respect.existing[:MOST_NAMED]), lang)
    label = THE[respect.dimension][lang]
    return f"{label} {names}" if names else label


def _policy_sentence(p: PolicyAnswer, lang: Language) -> str:
    because = joined((t.label[lang] for t in p.because[:MOST_NAMED]), lang)
    name, bearing = p.policy.label[lang], p.bearing.label[lang]
    when = p.takes_effect or (str(p.year) if p.year else "")
    since = {"da": f" (fra {when})", "en": f" (from {when})"}[lang] if when else ""
    if not p.bonds:
        return {
            "da": f"{name}{since} gælder hele temaet {because}: {bearing}.",
            "en": f"{name}{since} applies to the whole theme {because}: {bearing}.",
        }[lang]
    return {
        "da": f"{name}{since} angår forslaget på grund af {because}: {bearing}.",
        "en": f"{name}{since} bears on the proposal by {because}: {bearing}.",
    }[lang]


def _coinvestor_sentence(c: CoInvestor, read: Collection[str], lang: Language) -> str:
    """Tell the strongest reason: what the deal shares that was `read` in the proposal, else what is akin to it."""
    name = c.organisation.label[lang]
    if not c.reasons:
        return {"da": f"{name} kan være medinvestor.", "en": f"{name} may co-invest."}[lang]
    reason: Reason = c.reasons[0]
    if reason.is_stated:
        supports = joined((s.object.label[lang] for s in reason.path[:MOST_NAMED]), lang)
        return {"da": f"{name} siger, at den støtter {supports}.", "en": f"{name} says that it supports {supports}."}[
            lang
        ]
    paid = reason.path[0].object.label[lang]
    there = [s.object for s in reason.path[1:]]
    same = [t for t in there if t.id in read]
    shared = joined(dict.fromkeys(t.label[lang] for t in (same or there)[:MOST_NAMED]), lang)
    others = joined((t.label[lang] for t in reason.together_with[:MOST_NAMED]), lang)
    company = {"da": f" sammen med {others}", "en": f" with {others}"}[lang] if others else ""
    about = {"da": "som også angår", "en": "which is also about"} if same else AKIN
    alike = f", {about[lang]} {shared}" if shared else ""
    cheque = _cheque(c, lang)
    return {
        "da": f"{name} betaler for {paid}{company}{alike}{cheque}.",
        "en": f"{name} pays for {paid}{company}{alike}{cheque}.",
    }[lang]


def _cheque(c: CoInvestor, lang: Language) -> str:
    """Say how much of what is needed the usual amount is."""
    if not c.money.share_of_need:
        return ""
    share = round(100 * c.money.share_of_need)
    if share >= 100:
        return {
            "da": "; det sædvanlige beløb dækker hele behovet",
            "en": "; the usual amount covers all that is needed",
        }[lang]
    return {
        "da": f"; det sædvanlige beløb dækker {share} % af behovet",
        "en": f"; the usual amount covers {share} % of what is needed",
    }[lang]


def _both(tell: Callable[[Language], str]) -> Words:
    return Words(da=tell("da"), en=tell("en"))


def _by_confidence(confidence: float) -> Certainty:
    return "certain" if confidence >= CERTAIN_SAID else "likely" if confidence >= LIKELY_SAID else "uncertain"
