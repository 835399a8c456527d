"""Gaps in the coordination of what the graph knows.

A kind of gap is a named question with a section `gap` in its `question.toml`: its rows are what is missing. Whether
that is known to be missing or only not known of, the sources' claims to completeness say (see `coverage`). Nothing in
Python knows a kind of gap, but for brokers, which are found in the network of collaborations (see `brokers`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolution

from graph.answers.brokers import Broker, find_brokers
from graph.answers.coverage import KNOWN, SEEN, UNKNOWN, Claim, Coverages, whom_to_ask
from graph.answers.lack import GapKind, Lack, say
from graph.answers.question import Question, fill, questions, select
from graph.known.answers import Answer, Severity, Thing, evidence_of, thing, things
from graph.known.snapshot import Snapshot, Statement
from graph.store import Store
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.words import Words, words

GRAVEST_FIRST: Final[tuple[Severity, ...]] = ("high", "medium", "low")
MOST_EVIDENCE: Final = 8
MOST_POINTING: Final = 500  # statements about one thing that are searched for links
BROKER: Final = Words(
    da="Uden {organisation} er {others} ikke længere forbundet med de andre i de samarbejder, som grafen kender.",
    en="Without {organisation}, {others} are no longer linked to the others in the collaborations that are known.",
)


class Gap(Answer):
    """A gap: its kind, how grave, what it is about, a sentence that says it, what to do and whom to ask.

    `standing` says whether it is known that something is missing (then `claims` are the sources' claims to name all),
    unknown, or seen in what is known. `question` is the named question that finds it, if it is found so.
    """

    kind: Thing
    severity: Severity
    standing: Thing
    about: tuple[Thing, ...]
    sentence: Words
    remedy: Words
    ask: tuple[Thing, ...]
    claims: tuple[Claim, ...] = ()
    question: str | None = None
    evidence: tuple[str, ...]


Around = Mapping[str, Sequence[str]]
"""What gaps are looked for around: the things and concepts (IRIs) that a question's columns may hold."""


def find_gaps(snapshot: Snapshot, view: Store, around: Around | None = None, day: str | None = None) -> tuple[Gap, ...]:
    """Return the gaps of the whole graph, or those around something, the gravest first.

    `view` holds the snapshot's accepted view. Claims to completeness count only if they hold on `day` (an ISO date), if
    one is given.
    """
    coverages = Coverages(snapshot, day)
    found = [
        gap
        for question in questions().values()
        if question.gap and question.lack
        for gap in _of_kind(question, question.gap, question.lack, snapshot, view, coverages, around)
    ]
    brokers = find_brokers(snapshot)
    if around is not None:
        brokers = tuple(b for b in brokers if b.organisation in around.get("organisation", ()))
    return in_order((*found, *(_of_broker(b, snapshot) for b in brokers)))


def in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the gaps, the gravest first, and of equals those that are known before those that are not."""
    return tuple(
        sorted(
            gaps,
            key=lambda g: (
                GRAVEST_FIRST.index(g.severity),
                g.standing.id == UNKNOWN,
                g.kind.id,
                g.sentence["da"],
                [t.id for t in g.about],
            ),
        )
    )


def make_gap(
    kind: str,
    severity: Severity,
    sentence: Words,
    about: Sequence[Thing],
    evidence: tuple[str, ...],
    snapshot: Snapshot,
    *,
    claims: tuple[Claim, ...] = (),
    standing: str = UNKNOWN,
    ask: Iterable[str] = (),
    question: str | None = None,
) -> Gap:
    """Return a gap of a kind (the IRI of its concept), with the remedy that the kind's scope note says."""
    return Gap(
        kind=thing(snapshot, kind),
        severity=severity,
        standing=thing(snapshot, standing),
        about=tuple(about),
        sentence=sentence,
        remedy=snapshot.text(kind, SKOS.scopeNote),
        ask=things(snapshot, ask),
        claims=claims,
        question=question,
        evidence=evidence,
    )


def _of_kind(
    question: Question,
    kind: GapKind,
    lack: Lack,
    snapshot: Snapshot,
    view: Store,
    coverages: Coverages,
    around: Around | None,
) -> Iterator[Gap]:
    """Yield the gaps that the question finds; rows that agree in the kind's key are one. Around something, all rows of
    a kind that is not grave are: one sentence about several initiatives, instead of several.
    """
    merged: dict[tuple[str, ...], dict[str, dict[str, None]]] = {}
    claims: dict[tuple[str, ...], list[tuple[Claim, ...]]] = {}
    key_of = kind.key if around is None or kind.severity != "low" else ()
    for row in _rows(question, kind, snapshot, view, around):
        if any(is_elsewhere(_text(row[column.name]), snapshot) for column in question.columns):
            continue
        key = tuple(_text(row[column]) for column in key_of)
        held = merged.setdefault(key, {c.name: {} for c in question.columns})
        for column in question.columns:
            if text := _text(row[column.name]):
                held[column.name][text] = None
        scope = [_text(row[column]) for column in lack.of]
        claims.setdefault(key, []).append(coverages.claims(lack.missing, scope))
    for key, held in merged.items():
        every = claims[key]
        iris = [iri for values in held.values() for iri in values if iri in snapshot.about]
        yield make_gap(
            kind.kind,
            kind.severity,
            say(kind.sentence, {name: [_name(v, snapshot) for v in values] for name, values in held.items()}),
            things(snapshot, dict.fromkeys(iris)),
            _links(iris, snapshot),
            snapshot,
            standing=KNOWN if all(every) else UNKNOWN,
            claims=tuple({c.coverage.id: c for found in every for c in found}.values()) if all(every) else (),
            ask=whom_to_ask([iri for column in (*kind.key, *lack.of) for iri in held[column]], snapshot),
            question=question.name,
        )


def _rows(
    question: Question, kind: GapKind, snapshot: Snapshot, view: Store, around: Around | None
) -> Iterator[QuerySolution]:
    """Yield the question's rows, those around something if asked for; a parameter `theme` stands for every theme."""
    query = question.query
    if any(p.name == "theme" for p in question.parameters):
        themes = (around or {}).get("theme") or snapshot.concepts(f"{CONCEPT}theme")
        query = fill(question, {"theme": _terms(themes)})
    if around is None:
        yield from select(view, query)
        return
    anchor, *others = kind.around
    if not around.get(anchor):
        return
    query = query.replace("WHERE {", f"WHERE {{ VALUES ?{anchor} {{ {_terms(around[anchor])} }}", 1)
    for row in select(view, query):
        if all(not around.get(column) or _text(row[column]) in around[column] for column in others):
            yield row


def is_elsewhere(iri: str, snapshot: Snapshot) -> bool:
    """Tell whether it is an initiative known to be elsewhere than in or around the council's area: no gap of ours."""
    if not snapshot.is_a(iri, SAMSPIL.Initiative):
        return False
    homes = [a for c in snapshot.of_class(SAMSPIL.Council) for a in snapshot.targets(c, SAMSPIL.area)]
    areas = snapshot.targets(iri, SAMSPIL.area)
    return bool(areas and homes) and not any(
        home in snapshot.ancestors(area) or area in snapshot.ancestors(home) for area in areas for home in homes
    )


def _of_broker(broker: Broker, snapshot: Snapshot) -> Gap:
    others = [_name(iri, snapshot) for iri in broker.cut_off]
    return make_gap(
        f"{CONCEPT}gap-kind/broker",
        "medium",
        say(BROKER, {"organisation": [_name(broker.organisation, snapshot)], "others": others}),
        things(snapshot, (broker.organisation, *broker.cut_off)),
        broker.evidence[:MOST_EVIDENCE],
        snapshot,
        standing=SEEN,
        ask=[broker.organisation],
        question="organisations-that-alone-connect-others",
    )


def _links(iris: Sequence[str], snapshot: Snapshot) -> tuple[str, ...]:
    """Return the evidence of what links the things with one another, directly or through one other thing; else of
    when they end, and of what they are called.
    """
    wanted = set(iris)
    direct = [
        s for iri in iris for s in snapshot.about[iri] if s.target in wanted and s.predicate != SKOS.broader.value
    ]
    kinds = (
        (s for iri in iris for s in snapshot.statements(iri, p)) for p in (SAMSPIL.end, SAMSPIL.status, SKOS.prefLabel)
    )
    first = next((found for said in kinds if (found := list(said))), [])
    return evidence_of(direct or _through(iris, snapshot) or first)[:MOST_EVIDENCE]


def _through(iris: Sequence[str], snapshot: Snapshot) -> list[Statement]:
    """Return the statements by which other things link at least two of these."""
    linked: dict[str, list[tuple[str, Statement]]] = {}
    for iri in iris:
        for s in snapshot.about[iri]:
            if s.target and s.predicate == SAMSPIL.responsibleFor.value:
                linked.setdefault(s.target, []).append((iri, s))
        for s in snapshot.pointing_at.get(iri, ())[:MOST_POINTING]:
            if s.predicate != SKOS.broader.value:
                linked.setdefault(s.subject, []).append((iri, s))
    return [s for said in linked.values() if len({iri for iri, _ in said}) > 1 for _, s in said]


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _name(value: str, snapshot: Snapshot) -> Words:
    return snapshot.label(value) if value in snapshot.about else words({}, value)
