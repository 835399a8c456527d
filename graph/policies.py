"""The laws, agreements, strategies and reforms that bear on a proposal."""

from collections.abc import Sequence

from pydantic import Field

from graph.answers import Answer, Thing, evidence_of, thing, things
from graph.overlap import Overlap
from graph.reading import Reading
from graph.snapshot import Snapshot, Statement
from ontology.namespaces import DCT, RDF, SAMSPIL
from ontology.words import Words


class PolicyAnswer(Answer):
    """A policy, what kind it is, what it says, and the themes and overlapping initiatives by which it bears on the
    proposal.
    """

    policy: Thing
    kind: Words
    year: int | None
    takes_effect: str | None = Field(description="ISO date of any precision: 2022, 2022-11 or 2022-11-30")
    status: Thing | None
    description: Words | None
    because: tuple[Thing, ...]
    evidence: tuple[str, ...]


def find_policies(reading: Reading, overlaps: Sequence[Overlap], snapshot: Snapshot) -> tuple[PolicyAnswer, ...]:
    """Return the policies that govern the proposal's themes or that an overlapping initiative implements, the newest
    first.
    """
    reasons: dict[str, list[tuple[str, Statement]]] = {}
    for theme in reading.concepts("theme"):
        for s in snapshot.to(theme, SAMSPIL.governs):
            reasons.setdefault(s.subject, []).append((theme, s))
    for overlap in overlaps:
        for s in snapshot.statements(overlap.initiative.id, SAMSPIL.implements):
            reasons.setdefault(s.value, []).append((overlap.initiative.id, s))
    answers = [_answer(policy, said, snapshot) for policy, said in reasons.items()]
    return tuple(sorted(answers, key=lambda a: (-(a.year or 0), a.policy.id)))


def _answer(policy: str, reasons: Sequence[tuple[str, Statement]], snapshot: Snapshot) -> PolicyAnswer:
    decided, start = snapshot.statements(policy, SAMSPIL.date), snapshot.statements(policy, SAMSPIL.start)
    status = snapshot.latest(policy, SAMSPIL.status)
    words_in = DCT.description if snapshot.statements(policy, DCT.description) else SAMSPIL.change
    described = snapshot.statements(policy, words_in)
    class_ = snapshot.class_of(policy)
    return PolicyAnswer(
        policy=thing(snapshot, policy),
        kind=snapshot.label(class_ or RDF.type.value),
        year=next((int(s.value[:4]) for s in (*decided, *start)), None),
        takes_effect=start[0].value if start else None,
        status=thing(snapshot, status[0].value) if status else None,
        description=snapshot.text(policy, words_in) if described else None,
        because=things(snapshot, dict.fromkeys(iri for iri, _ in reasons)),
        evidence=evidence_of((*(s for _, s in reasons), *decided, *start, *status, *described)),
    )
