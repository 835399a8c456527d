"""What the sources claim to name all of: so that what is missing in the graph is told from what is missing in the
world.

A claim (`samspil:Coverage`) names a class of things or a property, and may be limited to themes, target groups,
methods, areas, and to those it is about. What is missing is known to be missing only where a claim reaches over all of
it; else it is unknown, and somebody must be asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from graph.known.answers import Answer, Thing, evidence_of, thing
from graph.known.snapshot import Snapshot
from graph.reading.themes import themes_having
from ontology.namespaces import CONCEPT, SAMSPIL

KNOWN: Final = f"{CONCEPT}standing/known"
UNKNOWN: Final = f"{CONCEPT}standing/unknown"
SEEN: Final = f"{CONCEPT}standing/seen"
LIMITS: Final = {
    "theme": SAMSPIL.theme,
    "target-group": SAMSPIL.targetGroup,
    "method": SAMSPIL.method,
    "area": SAMSPIL.area,
}
"""By which properties a claim is limited to concepts, by the scheme of the concepts."""
MOST_ASKED: Final = 3


class Claim(Answer):
    """A claim to name all of something: from when until when (ISO dates of any precision), and where it is made."""

    coverage: Thing
    since: str | None
    until: str | None
    evidence: tuple[str, ...]


class Coverages:
    """The claims of a snapshot's sources."""

    def __init__(self, snapshot: Snapshot, day: str | None = None) -> None:
        """Take the claims, those that hold on `day` only, if one is given (an ISO date)."""
        self._snapshot = snapshot
        self._claims = tuple(c for c in snapshot.of_class(SAMSPIL.Coverage) if not day or self._holds(c, day))
        self._of = cache(self._claims_of)
        self._limits = cache(self._limits_of)
        self._claim = cache(self._told)

    def _holds(self, claim: str, day: str) -> bool:
        start, end = (self._snapshot.value(claim, p) or day for p in (SAMSPIL.start, SAMSPIL.end))
        return start <= day[: len(start)] and day[: len(end)] <= end

    def claims(self, missing: str, scope: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims that reach over what is missing: a class or property (IRI), of or between the things and
        concepts in `scope`.
        """
        claims = self._of(missing)
        if not claims:
            return ()
        wanted = list(scope)
        concepts = self._concepts(wanted)
        return tuple(self._claim(iri) for iri in claims if self._reaches(iri, wanted, concepts))

    def _claims_of(self, missing: str) -> tuple[str, ...]:
        return tuple(iri for iri in self._claims if self._is_of(iri, missing))

    def _is_of(self, claim: str, missing: str) -> bool:
        terms = self._snapshot.terms
        classes = self._snapshot.targets(claim, SAMSPIL.coversClass)
        return missing in self._snapshot.targets(claim, SAMSPIL.coversProperty) or any(
            terms.is_a(missing, c) for c in classes
        )

    def _concepts(self, scope: Iterable[str]) -> Mapping[str, set[str]]:
        """Return the concepts in the scope and those of its initiatives, with all broader ones, by scheme."""
        found: dict[str, set[str]] = {scheme: set() for scheme in LIMITS}
        for iri in scope:
            is_initiative = self._snapshot.is_a(iri, SAMSPIL.Initiative)
            for scheme, property_ in LIMITS.items():
                said = self._snapshot.targets(iri, property_) if is_initiative else ()
                if iri.startswith(f"{CONCEPT}{scheme}/"):
                    said = (iri, *said)
                for concept in said:
                    found[scheme].update(self._snapshot.ancestors(concept))
        return found

    def _reaches(self, claim: str, scope: Iterable[str], concepts: Mapping[str, set[str]]) -> bool:
        limits, about = self._limits(claim)
        return all(not concepts[scheme].isdisjoint(limit) for scheme, limit in limits.items()) and (
            not about or not about.isdisjoint(scope)
        )

    def _limits_of(self, claim: str) -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
        """Return the concepts that a claim is limited to by scheme, where it is, and what it is about."""
        limits = {scheme: self._snapshot.targets(claim, p) for scheme, p in LIMITS.items()}
        about = frozenset(self._snapshot.targets(claim, SAMSPIL.about))
        return {scheme: limit for scheme, limit in limits.items() if limit}, about

    def _told(self, iri: str) -> Claim:
        start, end = (self._snapshot.value(iri, p) for p in (SAMSPIL.start, SAMSPIL.end))
        said = [s for s in self._snapshot.about[iri] if s.predicate != str(SAMSPIL.about)]
        return Claim(coverage=thing(self._snapshot, iri), since=start, until=end, evidence=evidence_of(said))


def whom_to_ask(scope: Iterable[str], snapshot: Snapshot) -> tuple[str, ...]:
    """Return those who would know of what is missing: the departments in the scope, those that run its initiatives,
    else those responsible for its themes; where there are none, the council.
    """
    wanted = list(scope)
    asked = _unique(_departments_in(wanted, snapshot), MOST_ASKED)
    if not asked:
        themes = dict.fromkeys(theme for iri in wanted for theme in _themes(iri, snapshot))
        asked = _unique((s.subject for t in themes for s in snapshot.to(t, SAMSPIL.responsibleFor)), MOST_ASKED)
    return asked or _unique(snapshot.of_class(SAMSPIL.Council), MOST_ASKED)


def _departments_in(scope: Iterable[str], snapshot: Snapshot) -> Iterator[str]:
    yield from (iri for iri in scope if snapshot.is_a(iri, SAMSPIL.Department))
    for property_ in (SAMSPIL.ledBy, SAMSPIL.provider):
        yield from (
            d for iri in scope for d in snapshot.targets(iri, property_) if snapshot.is_a(d, SAMSPIL.Department)
        )


def _unique(iris: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the first of the things, each once."""
    found: dict[str, None] = {}
    for iri in iris:
        found[iri] = None
        if len(found) == most:
            break
    return tuple(found)


def _themes(iri: str, snapshot: Snapshot) -> Iterable[str]:
    if iri.startswith(f"{CONCEPT}theme/"):
        return (iri,)
    if iri.startswith(f"{CONCEPT}target-group/"):
        return [s.subject for s in themes_having(iri, snapshot)]
    stated: Iterable[NamedNode] = (SAMSPIL.theme, SAMSPIL.governs)
    return (theme for property_ in stated for theme in snapshot.targets(iri, property_))
