"""The graph as it was at a date: what had been read by then, and what holds then as far as the evidence says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode, Triple

from graph.evidence.evidence import BY_ONTOLOGY, fingerprint
from graph.known.snapshot import Record, Snapshot, Statement
from ontology.errors import InputError
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
