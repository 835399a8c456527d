"""Gaps in the coordination of what the graph knows.

A kind of gap is a named question with a section `gap` in its `question.toml`: its rows are what is missing (see
`findings`). Whether that is known to be missing or only not known of, the sources' claims to completeness say (see
`coverage`). Nothing in Python knows a kind of gap, but for brokers, which are found in the network of collaborations
(see `brokers`).

The questions are asked once a snapshot. Of the many gaps of a large graph only those that are shown are put into words
and given their evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import Final

from graph.answers.brokers import Broker, find_brokers
from graph.answers.coverage import KNOWN, SEEN, UNKNOWN, Claim, Coverages, whom_to_ask
from graph.answers.findings import Around, Finding, Findings, find
from graph.answers.lack import say, say_in
from graph.known.answers import Answer, Severity, Thing, evidence_of, thing, things
from graph.known.snapshot import Snapshot, Statement
from ontology.namespaces import CONCEPT, SAMSPIL, SKOS
from ontology.words import Words, words

GRAVEST_FIRST: Final[tuple[Severity, ...]] = ("high", "medium", "low")
MOST_EVIDENCE: Final = 8
MOST_ABOUT: Final = 40
MOST_POINTING: Final = 500  # statements about one thing that are searched for links
BROKER: Final = Words(
    da="Uden {organisation} er {others} ikke længere forbundet med de andre i de samarbejder, som grafen kender.",
    en="Without {organisation}, {others} are no longer linked to the others in the collaborations that are known.",
)


class Gap(Answer):
    """A gap: its kind, how grave, what it is about, a sentence that says it, what to do and whom to ask.

    `standing` says whether it is known that something is missing (then `claims` are the sources' claims to name all),
    unknown, or seen in what is known. `question` is the named question that finds it, if it is found so. `about` names
    at most `MOST_ABOUT` things; `more` counts the others.
    """

    kind: Thing
    severity: Severity
    standing: Thing
    about: tuple[Thing, ...]
    more: int = 0
    sentence: Words
    remedy: Words
    ask: tuple[Thing, ...]
    claims: tuple[Claim, ...] = ()
    question: str | None = None
    evidence: tuple[str, ...]


class Gaps:
    """The gaps of a snapshot: those of the whole graph in order, and those around something."""

    def __init__(self, snapshot: Snapshot, day: str | None = None) -> None:
        """Take the snapshot; nothing is asked of it yet. Claims to completeness count only if they hold on `day` (an
        ISO date), if one is given.
        """
        self._snapshot = snapshot
        self._coverages = Coverages(snapshot, day)
        self._lock = RLock()  # who asks while the questions are being asked waits, instead of asking them again

    def __len__(self) -> int:
        """Return how many gaps there are in all."""
        return len(self._ranked)

    def around(self, around: Around) -> tuple[Gap, ...]:
        """Return the gaps around something, the gravest first."""
        with self._lock:
            found, brokers = self._found, self._brokers
        told = [self._gap(finding) for kind in found for finding in kind.around(around)]
        organisations = frozenset(around.get("organisation", ()))
        return in_order((*told, *(gap for broker, gap in brokers if broker in organisations)))

    def numbers(self, severity: Severity | None = None, about: str | None = None) -> Sequence[int]:
        """Return the places (from 0, the gravest gap first) of the gaps of a severity, and of those about a thing or
        concept (IRI) or of which it must be asked, if asked for.
        """
        with self._lock:
            ranked = self._ranked
            found = range(len(ranked)) if about is None else self._by_thing.get(about, ())
        return [number for number in found if severity in {None, _severity(ranked[number])}]

    def at(self, number: int) -> Gap:
        """Return the gap at a place."""
        with self._lock:
            found = self._ranked[number]
        return found if isinstance(found, Gap) else self._gap(found)

    @cached_property
    def _found(self) -> tuple[Findings, ...]:
        return find(self._snapshot)

    @cached_property
    def _brokers(self) -> tuple[tuple[str, Gap], ...]:
        return tuple((b.organisation, _of_broker(b, self._snapshot)) for b in find_brokers(self._snapshot))

    @cached_property
    def _ranked(self) -> tuple[Finding | Gap, ...]:
        """Return all that was found, in the order of `in_order`."""
        gaps = [(_order(gap), gap) for _, gap in self._brokers]
        found = [(self._order(finding), finding) for kind in self._found for finding in kind.every]
        ranked: list[tuple[Order, Finding | Gap]] = [*gaps, *found]
        return tuple(item for _, item in sorted(ranked, key=lambda r: r[0]))

    @cached_property
    def _by_thing(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for number, item in enumerate(self._ranked):
            if isinstance(item, Gap):
                things_of = [t.id for t in (item.kind, *item.about, *item.ask)]
            else:
                things_of = [item.kind.gap.kind, *_things(item, self._snapshot), *self._ask(item)]
            for iri in dict.fromkeys(things_of):
                found.setdefault(iri, []).append(number)
        return found

    def _order(self, finding: Finding) -> "Order":
        gap = finding.kind.gap
        known = bool(self._claims(finding))
        sentence = say_in("da", gap.sentence, finding.columns, self._name)
        return _rank(gap.severity, known, gap.kind, sentence, _things(finding, self._snapshot))

    def _name(self, value: str) -> Words:
        return self._snapshot.label(value) if value in self._snapshot.about else words({}, value)

    def _claims(self, finding: Finding) -> tuple[Claim, ...]:
        """Return the claims by which all of a finding is known to be missing; none where some of it is unknown."""
        kind = finding.kind
        places = [kind.place[column] for column in kind.lack.of]
        scopes = dict.fromkeys(tuple(row[i] for i in places) for row in finding.rows)
        found: dict[str, Claim] = {}
        for scope in scopes:
            claims = self._coverages.claims(kind.lack.missing, scope)
            if not claims:
                return ()
            found.update((claim.coverage.id, claim) for claim in claims)
        return tuple(found.values())

    def _ask(self, finding: Finding) -> tuple[str, ...]:
        columns = (*finding.kind.gap.key, *finding.kind.lack.of)
        return whom_to_ask([iri for column in columns for iri in finding.held(column)], self._snapshot)

    def _gap(self, finding: Finding) -> Gap:
        claims, gap = self._claims(finding), finding.kind.gap
        about = _things(finding, self._snapshot)
        return make_gap(
            gap.kind,
            gap.severity,
            say(gap.sentence, finding.columns, self._name),
            things(self._snapshot, about[:MOST_ABOUT]),
            _links(about[:MOST_ABOUT], self._snapshot),
            self._snapshot,
            more=max(len(about) - MOST_ABOUT, 0),
            standing=KNOWN if claims else UNKNOWN,
            claims=claims,
            ask=self._ask(finding),
            question=finding.kind.question.name,
        )


Order = tuple[int, bool, str, str, Sequence[str]]


def in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the gaps, the gravest first, and of equals those that are known before those that are not."""
    return tuple(sorted(gaps, key=_order))


def _order(gap: Gap) -> Order:
    known = gap.standing.id != UNKNOWN
    return _rank(gap.severity, known, gap.kind.id, gap.sentence["da"], [t.id for t in gap.about])


def _rank(severity: Severity, known: bool, kind: str, sentence: str, about: Sequence[str]) -> Order:
    return GRAVEST_FIRST.index(severity), not known, kind, sentence, about[:MOST_ABOUT]


def _severity(item: Finding | Gap) -> Severity:
    return item.severity if isinstance(item, Gap) else item.kind.gap.severity


def _things(finding: Finding, snapshot: Snapshot) -> list[str]:
    """Return the things that a finding is about, those first that all of it is about."""
    columns = dict.fromkeys((*finding.kind.gap.key, *finding.kind.place))
    held = (iri for column in columns for iri in finding.held(column))
    return list(dict.fromkeys(iri for iri in held if iri in snapshot.about))


def make_gap(
    kind: str,
    severity: Severity,
    sentence: Words,
    about: Sequence[Thing],
    evidence: tuple[str, ...],
    snapshot: Snapshot,
    *,
    more: int = 0,
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
        more=more,
        sentence=sentence,
        remedy=snapshot.text(kind, SKOS.scopeNote),
        ask=things(snapshot, ask),
        claims=claims,
        question=question,
        evidence=evidence,
    )


def _of_broker(broker: Broker, snapshot: Snapshot) -> Gap:
    return make_gap(
        f"{CONCEPT}gap-kind/broker",
        "medium",
        say(BROKER, {"organisation": [broker.organisation], "others": broker.cut_off}, snapshot.label),
        things(snapshot, (broker.organisation, *broker.cut_off)[:MOST_ABOUT]),
        broker.evidence[:MOST_EVIDENCE],
        snapshot,
        more=max(len(broker.cut_off) + 1 - MOST_ABOUT, 0),
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
    pointing = {iri: snapshot.pointing_at.get(iri, ()) for iri in iris}
    # What links a thing that little points at with one that much points at is found from the first.
    searched = {iri: said for iri, said in pointing.items() if len(said) <= MOST_POINTING} or pointing
    between = dict.fromkeys(s.subject for said in searched.values() for s in said[:MOST_POINTING])
    for other in between:
        for s in snapshot.about[other]:
            if s.target in pointing and s.predicate != SKOS.broader.value:
                linked.setdefault(other, []).append((s.target, s))
    for iri in iris:
        for s in snapshot.statements(iri, SAMSPIL.responsibleFor):
            linked.setdefault(s.value, []).append((iri, s))
    return [s for said in linked.values() if len({iri for iri, _ in said}) > 1 for _, s in said]
