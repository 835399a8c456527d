"""The graph as it stood at one version, in memory and immutable: what every answer is computed from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from graph.evidence import evidence, recording
from graph.evidence.evidence import Passage
from graph.evidence.sameness import links, representatives
from graph.evidence.texts import Quote, Texts
from graph.known.home import Home
from graph.store import Store
from ontology.namespaces import CONCEPT, DCT, ID, OA, OWL, PROV, RDF, RDFS, SAMSPIL, SKOS
from ontology.vocabulary import Vocabulary, local_name, vocabulary
from ontology.words import Words, words

if TYPE_CHECKING:
    from graph.known.deals import Deals
    from graph.known.index import Index

LABELS: Final = (SKOS.prefLabel, DCT.title, RDFS.label, SAMSPIL.budgetArea)
MANY: Final = 100
"""So many statements that point at one thing are worth sorting."""
NAMES: Final = (SKOS.prefLabel.value, SKOS.altLabel.value, SKOS.hiddenLabel.value, SAMSPIL.abbreviation.value)


@dataclass(frozen=True, slots=True)
class Statement:
    """One accepted statement, and the evidence (IRIs) that says so."""

    subject: str
    predicate: str
    object: NamedNode | Literal
    evidence: tuple[str, ...]

    @property
    def target(self) -> str | None:
        """Return the IRI of the thing it points at, or nothing where it gives a value."""
        return self.object.value if isinstance(self.object, NamedNode) else None

    @property
    def value(self) -> str:
        """Return the IRI or the value as text."""
        return self.object.value


@dataclass(frozen=True)
class Record:
    """What is known of one piece of evidence: its source and place, how and when it was read, by which table row or in
    which words of a document.
    """

    iri: str
    source: str | None
    locator: str | None
    read_by: str
    confidence: float
    generated_at: str
    table: str | None
    row: int | None
    valid_from: str | None
    valid_until: str | None
    passage: Passage | None = None
    decisions: tuple[tuple[str, bool], ...] = ()
    """When it was decided on, in order (ISO times), and whether it was accepted before."""


@dataclass(frozen=True)
class Snapshot:
    """The accepted view with its evidence. Subjects and objects are IRIs as text."""

    version: str
    about: Mapping[str, tuple[Statement, ...]]
    """Statements by subject."""
    pointing_at: Mapping[str, tuple[Statement, ...]]
    """Statements by the IRI that they point at."""
    records: Mapping[str, Record]
    terms: Vocabulary
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    """The words that evidence (IRIs) stands in, where the text of the source is at hand."""

    def statements(self, subject: str, predicate: NamedNode) -> tuple[Statement, ...]:
        """Return what is stated of the subject with the predicate."""
        wanted = predicate.value
        return tuple([s for s in self.about.get(subject, ()) if s.predicate == wanted])

    def to(self, target: str, predicate: NamedNode) -> tuple[Statement, ...]:
        """Return the statements with the predicate that point at the target."""
        pointing = self.pointing_at.get(target, ())
        if len(pointing) > MANY:
            return self._pointing_by_predicate(target).get(predicate.value, ())
        wanted = predicate.value
        return tuple([s for s in pointing if s.predicate == wanted])

    def _pointing_by_predicate(self, target: str) -> Mapping[str, tuple[Statement, ...]]:
        """Return the statements that point at the target by predicate: sorted once, where there are many."""
        if target not in self._sorted:
            self._sorted[target] = _group(self.pointing_at[target], lambda s: s.predicate)
        return self._sorted[target]

    @cached_property
    def _sorted(self) -> dict[str, Mapping[str, tuple[Statement, ...]]]:
        return {}

    def targets(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        """Return the IRIs that the subject points at with the predicate."""
        return tuple([s.object.value for s in self.statements(subject, predicate)])

    def value(self, subject: str, predicate: NamedNode) -> str | None:
        """Return one value of the predicate, the first in order of text."""
        return next((s.value for s in self.statements(subject, predicate)), None)

    def latest(self, subject: str, predicate: NamedNode) -> tuple[Statement, ...]:
        """Return what is stated with the predicate, what holds from the latest date first: a status changes in time."""
        return tuple(sorted(self.statements(subject, predicate), key=lambda s: self.since(s) or "", reverse=True))

    def since(self, statement: Statement) -> str | None:
        """Return from when the statement holds, as far as its evidence says: an ISO date, else that of the source."""
        records = [self.records[e] for e in statement.evidence]
        return max((d for r in records if (d := r.valid_from or self._dates.get(r.source or ""))), default=None)

    @cached_property
    def _dates(self) -> Mapping[str, str]:
        return {s.subject: s.value for about in self.about.values() for s in about if s.predicate == SAMSPIL.date.value}

    def number(self, subject: str, predicate: NamedNode) -> float | None:
        """Return one numeric value of the predicate."""
        text = self.value(subject, predicate)
        return float(text) if text is not None else None

    def text(self, subject: str, predicate: NamedNode) -> Words:
        """Return a text of the subject in both languages, empty where there is none."""
        return words(
            {
                s.object.language or "": s.value
                for s in self.statements(subject, predicate)
                if isinstance(s.object, Literal)
            }
        )

    def label(self, iri: str) -> Words:
        """Return the name of a thing or term in both languages; of a nameless relation what it relates; else the last
        part of its IRI.
        """
        named = (self.text(iri, predicate) for predicate in LABELS)
        return next((text for text in named if text["da"]), None) or self._related(iri) or words({}, local_name(iri))

    def _related(self, iri: str) -> Words | None:
        class_ = self.terms.classes.get(self.class_of(iri) or "")
        if not class_ or not class_.edge_from or not class_.edge_to:
            return None
        ends = [
            [self.label(t) for t in self.targets(iri, NamedNode(end))] for end in (class_.edge_from, class_.edge_to)
        ]
        return Words(
            da=" → ".join(", ".join(label["da"] for label in labels) for labels in ends),
            en=" → ".join(", ".join(label["en"] for label in labels) for labels in ends),
        )

    def without(self, evidence_iris: Set[str]) -> "Snapshot":
        """Return what would be known without some evidence (IRIs): what nothing else says is gone."""

        def rest(groups: Mapping[str, tuple[Statement, ...]]) -> dict[str, tuple[Statement, ...]]:
            kept = (
                (key, tuple(s for s in g if not s.evidence or set(s.evidence) - evidence_iris))
                for key, g in groups.items()
            )
            return {key: group for key, group in kept if group}

        return replace(self, about=rest(self.about), pointing_at=rest(self.pointing_at))

    @cached_property
    def known_as(self) -> Mapping[str, str]:
        """What each thing that the graph no longer speaks of is known as (IRIs)."""
        said = (
            Triple(NamedNode(s.subject), OWL.sameAs, s.object)
            for about in self.about.values()
            for s in about
            if s.predicate == OWL.sameAs.value
        )
        return {iri.value: stays.value for iri, stays in representatives(links(said)).items() if iri != stays}

    def names(self, iri: str) -> Iterator[str]:
        """Yield every name that the thing goes by."""
        return (s.value for s in self.about.get(iri, ()) if s.predicate in NAMES)

    def class_of(self, iri: str) -> str | None:
        """Return the class of a thing, the most special one where several are stated."""
        stated = [c for c in self.targets(iri, RDF.type) if c in self.terms.classes]
        return max(stated, key=lambda c: len(self.terms.classes[c].ancestors), default=None)

    def kind_of(self, iri: str) -> str | None:
        """Return the kind of a thing: `organisation`, `initiative`, `policy`, `concept` …"""
        found = self.class_of(iri)
        return self.terms.kind_of(found) if found else None

    def is_a(self, iri: str, class_: NamedNode) -> bool:
        """Tell whether a class of the thing is `class_` or below it."""
        return any(self.terms.is_a(c, class_.value) for c in self.targets(iri, RDF.type))

    def of_class(self, class_: NamedNode) -> tuple[str, ...]:
        """Return the things of the class and its subclasses, in order of IRI."""
        return self._by_class.get(class_.value, ())

    def concepts(self, scheme: str) -> tuple[str, ...]:
        """Return the concepts of the scheme, in order of IRI."""
        return tuple(sorted(s.subject for s in self.to(scheme, SKOS.inScheme)))

    def ancestors(self, concept: str) -> tuple[str, ...]:
        """Return the concept and all that are broader, nearest first."""
        if concept not in self._ancestors:
            found = [concept]
            for c in found:
                found += [b for b in self.targets(c, SKOS.broader) if b not in found]
            self._ancestors[concept] = tuple(found)
        return self._ancestors[concept]

    @cached_property
    def _ancestors(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _by_class(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for statements in self.about.values():
            for s in statements:
                if s.predicate == RDF.type.value:
                    for ancestor in (
                        self.terms.classes[s.value].ancestors if s.value in self.terms.classes else (s.value,)
                    ):
                        found[ancestor].add(s.subject)
        return {class_: tuple(sorted(things)) for class_, things in found.items()}

    @cached_property
    def of_policies(self) -> Mapping[str, tuple[Statement, ...]]:
        """Return what is stated of policies by the IRI that it points at."""
        return _group((s for policy in self.of_class(SAMSPIL.Policy) for s in self.about[policy]), lambda s: s.target)

    @cached_property
    def index(self) -> "Index":
        """Return what the initiatives are about, as arrays."""
        from graph.known.index import Index  # arrays take long to import, and most commands need none

        return Index(self)

    @cached_property
    def home(self) -> Home:
        """Return where the councils work."""
        return Home(self)

    @cached_property
    def deals(self) -> "Deals":
        """Return who invested in what before, as arrays."""
        from graph.known.deals import Deals

        return Deals(self)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Return everything that has a kind, in order of IRI: things and concepts, but not the ontology's own terms."""
        return tuple(sorted(iri for iri in self.about if iri.startswith((ID, CONCEPT)) and self.kind_of(iri)))


def take_snapshot(store: Store, texts: Texts | None = None) -> Snapshot:
    """Read the accepted view and its evidence from the store, and the words that it stands in from the `texts`."""
    supports: dict[Triple, list[str]] = defaultdict(list)
    described: dict[str, dict[str, str]] = defaultdict(dict)
    view: list[Triple] = []
    for quad in store.quads():
        if isinstance(quad.graph_name, DefaultGraph):
            view.append(quad.triple)
        elif quad.graph_name == evidence.EVIDENCE_GRAPH:
            described[cast("NamedNode", quad.subject).value][quad.predicate.value] = cast(
                "NamedNode | Literal", quad.object
            ).value
        else:
            supports[quad.triple].append(quad.graph_name.value)
    accepted = {
        iri for iri, about in described.items() if about.get(SAMSPIL.reviewStatus.value) == evidence.ACCEPTED.value
    }
    statements = sorted(
        (_statement(t, accepted.intersection(supports[t])) for t in view),
        key=lambda s: (s.subject, s.predicate, str(s.object)),
    )
    decisions = _decisions(described)
    records = {iri: replace(_record(iri, described), decisions=decisions.get(iri, ())) for iri in sorted(accepted)}
    passages = {iri: record.passage for iri, record in records.items() if record.passage}
    return Snapshot(
        version=recording.version(store),
        about=_group(statements, lambda s: s.subject),
        pointing_at=_group(statements, lambda s: s.target),
        records=records,
        terms=vocabulary(),
        quotes=texts.quotes(passages) if texts else {},
    )


def _statement(triple: Triple, evidence_iris: set[str]) -> Statement:
    subject, predicate, object_ = triple
    return Statement(
        cast("NamedNode", subject).value,
        predicate.value,
        cast("NamedNode | Literal", object_),
        tuple(sorted(evidence_iris)),
    )


def _group(
    statements: Iterable[Statement], key: Callable[[Statement], str | None]
) -> Mapping[str, tuple[Statement, ...]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        if (k := key(s)) is not None:
            groups[k].append(s)
    return MappingProxyType({k: tuple(v) for k, v in groups.items()})


def _decisions(described: Mapping[str, Mapping[str, str]]) -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return when each piece of evidence was decided on, and whether it was accepted before (see `history`)."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for node, about in described.items():
        if before := about.get(SAMSPIL.statusBefore.value):
            at = described[node.rpartition("#")[0]][PROV.endedAtTime.value]
            found[about[PROV.entity.value]].append((at, before == evidence.ACCEPTED.value))
    return {iri: tuple(sorted(steps)) for iri, steps in found.items()}


def _record(iri: str, described: Mapping[str, Mapping[str, str]]) -> Record:
    about, target, selector = described[iri], described.get(iri + "#target", {}), described.get(iri + "#selector", {})
    origin = target.get(OA.hasSource.value)
    row, start, end = (selector.get(p.value) for p in (RDF.value, OA.start, OA.end))
    return Record(
        iri=iri,
        source=about.get(PROV.hadPrimarySource.value),
        locator=about.get(SAMSPIL.locator.value),
        read_by=local_name(about[SAMSPIL.readBy.value]),
        confidence=float(about[SAMSPIL.confidence.value]),
        generated_at=about[PROV.generatedAtTime.value],
        table=origin if row else None,
        row=int(row.removeprefix("row=")) if row else None,
        valid_from=about.get(SAMSPIL.validFrom.value),
        valid_until=about.get(SAMSPIL.validUntil.value),
        passage=Passage(NamedNode(origin), int(start), int(end)) if origin and start and end else None,
    )
