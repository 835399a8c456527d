"""Matching on record: what is certainly the same is merged, what may be the same is asked.

A sameness is evidence like any other: accepted it merges, taken back it restores (see `graph.evidence.sameness`).
What a person has rejected is not asked again; what is still proposed follows the graph.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence import evidence, recording
from graph.evidence.evidence import ACCEPTED, BY_MATCHING, EVIDENCE_GRAPH, PROPOSED, REJECTED, Evidence
from graph.evidence.recording import Change
from graph.known.snapshot import Snapshot, take_snapshot
from graph.store import Store
from graph.upkeep.matching import KINDS, Match, find_matches, speaks_against
from ontology.namespaces import ID, OWL, SAMSPIL, SKOS

SOURCE: Final = NamedNode(ID + "source/samspil-matching")
AGENT: Final = NamedNode(ID + "agent/samspil")
THINGS: Final = tuple(f"{ID}{kind}/" for kind in KINDS)
Pair = frozenset[str]


@dataclass(frozen=True)
class Matched:
    """What matching came to: the samenesses that it accepted, those that it asks about, and the number of those that it
    asks about no more.
    """

    merged: tuple[Evidence, ...] = ()
    asked: tuple[Evidence, ...] = ()
    dropped: int = 0


def match_new(store: Store, change: Change, at: datetime) -> Matched:
    """Match what came in with a change that has been committed, as of the time `at`; see `match`."""
    subjects = {getattr(t.subject, "value", "") for t in change.gained}
    new = {iri for iri in subjects if iri.startswith(THINGS)}
    return match(store, at, new) if new else Matched()


def match(store: Store, at: datetime, among: Set[str] | None = None) -> Matched:
    """Match the things of the graph with each other, or only those `among` them with all, and record what is found."""
    snapshot = take_snapshot(store)
    rejected = _rejected(store, snapshot)
    found = [m for m in find_matches(snapshot, among) if _pair(m) not in rejected]
    groups, links = _merge(found, rejected, snapshot)
    told = [_sameness(m, goes, stays, ACCEPTED, snapshot) for m, goes, stays in links]
    asked: set[Pair] = set()
    for m in found:
        one, other = sorted((_best(groups.get(i, {i}), snapshot) for i in (m.one, m.other)), key=_rank(snapshot))
        if one != other and frozenset((one, other)) not in asked | rejected:
            asked.add(frozenset((one, other)))
            told.append(_sameness(m, other, one, PROPOSED, snapshot))
    no_more = set()
    if among is None:
        no_more = {e.iri for e in samenesses(store) if e.status == PROPOSED} - {e.iri for e in told}
    change = recording.prepare(store, told, no_more)
    recording.commit(store, change, at)
    new = [e for e in told if e.iri in change.evidence]
    return Matched(
        merged=tuple(e for e in new if e.status == ACCEPTED),
        asked=tuple(e for e in new if e.status == PROPOSED),
        dropped=len(no_more),
    )


def samenesses(store: Store) -> list[Evidence]:
    """Return the samenesses on record that matching found, whatever became of them, the surest first."""
    iris = (q.subject for q in store.quads(None, SAMSPIL.readBy, BY_MATCHING, EVIDENCE_GRAPH))
    found = [e for iri in iris if isinstance(iri, NamedNode) and (e := evidence.read(store, iri))]
    return sorted(found, key=lambda e: (-float(e.confidence), e.iri.value))


def _merge(
    found: Iterable[Match], rejected: Set[Pair], snapshot: Snapshot
) -> tuple[Mapping[str, Set[str]], list[tuple[Match, str, str]]]:
    """Return the groups of things that are certainly the same, by thing, and the matches that hold each together, with
    the thing that goes and the one that stays.

    Two groups come together only where nothing speaks against any two of their things being the same.
    """
    groups: dict[str, set[str]] = {}
    beside: dict[str, list[Match]] = defaultdict(list)
    for m in (m for m in found if m.certain):
        a, b = groups.setdefault(m.one, {m.one}), groups.setdefault(m.other, {m.other})
        apart = (frozenset((x, y)) in rejected or speaks_against(x, y, snapshot) for x in a for y in b)
        if a is not b and not any(apart):
            a |= b
            groups |= dict.fromkeys(b, a)
            beside[m.one].append(m)
            beside[m.other].append(m)
    best = {_best(group, snapshot) for group in groups.values()}
    return groups, [link for stays in sorted(best) for link in _towards(stays, beside)]


def _towards(stays: str, beside: Mapping[str, list[Match]]) -> Iterator[tuple[Match, str, str]]:
    """Yield the matches of a group, each with the thing that is farther from the one that stays, and the nearer one."""
    waiting, reached = [stays], {stays}
    for near in waiting:
        for m in beside.get(near, ()):
            far = m.other if m.one == near else m.one
            if far not in reached:
                reached.add(far)
                waiting.append(far)
                yield m, far, near


def _rank(snapshot: Snapshot) -> Callable[[str], tuple[bool, int, str]]:
    """Return the order in which things stay: with a Danish name first, then of what more is said, then by IRI."""

    def rank(iri: str) -> tuple[bool, int, str]:
        languages = {
            s.object.language for s in snapshot.statements(iri, SKOS.prefLabel) if isinstance(s.object, Literal)
        }
        said = (*snapshot.about[iri], *snapshot.pointing_at.get(iri, ()))
        return "da" not in languages, -len({e for s in said for e in s.evidence}), iri

    return rank


def _best(group: Iterable[str], snapshot: Snapshot) -> str:
    return min(group, key=_rank(snapshot))


def _sameness(m: Match, goes: str, stays: str, status: NamedNode, snapshot: Snapshot) -> Evidence:
    names = "--".join(sorted(iri.removeprefix(ID).replace("/", "-") for iri in (goes, stays)))
    reasons = [r.in_words(snapshot) for r in m.reasons]
    return Evidence(
        iri=NamedNode(f"{ID}evidence/matching/{names}"),
        statements=frozenset({Triple(NamedNode(goes), OWL.sameAs, NamedNode(stays))}),
        read_by=BY_MATCHING,
        agent=AGENT,
        source=SOURCE,
        confidence=str(m.score),
        reasons=frozenset(
            Literal("; ".join(r[language] for r in reasons), language=language) for language in ("da", "en")
        ),
        status=status,
    )


def _pair(m: Match) -> Pair:
    return frozenset((m.one, m.other))


def _rejected(store: Store, snapshot: Snapshot) -> set[Pair]:
    """Return the pairs that are not the same, of things as they are known by now."""
    rejected = {q.subject for q in store.quads(None, SAMSPIL.reviewStatus, REJECTED, EVIDENCE_GRAPH)}
    said = (q for q in store.quads(None, OWL.sameAs, None) if q.graph_name in rejected)
    pairs = ([getattr(node, "value", "") for node in (q.subject, q.object)] for q in said)
    return {frozenset(snapshot.known_as.get(iri, iri) for iri in pair) for pair in pairs}
