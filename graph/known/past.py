"""The graph as it was at a date: what had been read by then, and what holds then as far as the evidence says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.evidence.evidence import BY_ONTOLOGY, EVIDENCE_GRAPH
from graph.evidence.recording import fingerprint
from graph.evidence.sameness import as_said
from graph.known.snapshot import Record, Snapshot, Statement
from graph.store import Store
from ontology.errors import InputError
from ontology.namespaces import PROV, SAMSPIL
from ontology.vocabulary import local_name


def as_of(snapshot: Snapshot, day: date) -> Snapshot:
    """Return the accepted view as it was known at the end of a day, and as it holds on that day.

    Evidence read or accepted after the day is left out, and so is evidence that says that its statements did not hold
    yet or no longer. The language itself (classes, properties, shipped concepts) always stays. The version is the
    fingerprint of what is left, so that an old date gives the same answers, and the same version, however much has
    been read since. Evidence that has been replaced, rejected or withdrawn since is no longer at hand, and not in the
    view. Raises `InputError` where nothing had been read by then.
    """
    language = local_name(BY_ONTOLOGY.value)
    kept = {iri: r for iri, r in snapshot.records.items() if r.read_by == language or _known(r, day.isoformat())}
    if all(r.read_by == language for r in kept.values()):
        first = min((r.generated_at[:10] for r in snapshot.records.values() if r.read_by != language), default="-")
        raise InputError(
            "The graph held nothing on {day}: the first was read on {first}. Ask for a later date.",
            day=day,
            first=first,
        )
    about = {subject: _still(said, kept) for subject, said in snapshot.about.items()}
    pointing_at = {target: _still(said, kept) for target, said in snapshot.pointing_at.items()}
    triples = (Triple(NamedNode(s.subject), NamedNode(s.predicate), s.object) for said in about.values() for s in said)
    return replace(
        snapshot,
        version=fingerprint(triples),
        about={subject: said for subject, said in about.items() if said},
        pointing_at={target: said for target, said in pointing_at.items() if said},
        records=kept,
    )


def evidence_of(past: Snapshot, day: date, store: Store) -> Iterator[Quad]:
    """Yield the evidence of a snapshot as of a day, from the store that keeps it: its named graphs, and in the evidence
    graph what is said of it, the reviews until the day, and the version of the snapshot.
    """
    for iri in past.records:
        graph = NamedNode(iri)
        yield from store.quads(graph=graph)
        yield from store.quads(graph=as_said(graph))
    ended = ((q.subject, q.object) for q in store.quads(None, PROV.endedAtTime, None, EVIDENCE_GRAPH))
    made = {
        review.value
        for review, at in ended
        if isinstance(review, NamedNode) and isinstance(at, Literal) and at.value[:10] <= day.isoformat()
    }
    for quad in store.quads(graph=EVIDENCE_GRAPH):
        node = quad.subject
        if isinstance(node, NamedNode) and (of := node.value.partition("#")[0]) and (of in past.records or of in made):
            yield quad
    yield Quad(EVIDENCE_GRAPH, SAMSPIL.graphVersion, Literal(past.version), EVIDENCE_GRAPH)


def _known(record: Record, day: str) -> bool:
    start, end = record.valid_from, record.valid_until
    was_accepted = next((before for at, before in record.decisions if at[:10] > day), True)
    return (
        record.generated_at[:10] <= day
        and was_accepted
        and (not start or start <= day[: len(start)])
        and (not end or day[: len(end)] <= end)
    )


def _still(said: tuple[Statement, ...], kept: Mapping[str, Record]) -> tuple[Statement, ...]:
    return tuple(replace(s, evidence=evidence) for s in said if (evidence := tuple(e for e in s.evidence if e in kept)))
