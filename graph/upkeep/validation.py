"""What is not well formed in the graph, by the SHACL shapes, and where it came from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode, Triple

from graph.evidence.evidence import EVIDENCE_GRAPH, Evidence
from graph.evidence.recording import Change
from graph.evidence.sameness import Naming
from graph.known.snapshot import Record, Snapshot, Statement
from graph.store import DEFAULT_GRAPH, Store
from graph.store.work import UNWATCHED, Work
from graph.upkeep.result import Result
from ontology.namespaces import ID, PROV, RDF, RDFS
from ontology.vocabulary import SHAPES_FILE

BATCH: Final = 2000  # things that are looked at at a time


@dataclass(frozen=True)
class Finding:
    """A result, the statements that it is about, and the table rows (or other places) that these came from."""

    result: Result
    statements: tuple[Statement, ...]
    records: tuple[Record, ...]


def check(store: Store, snapshot: Snapshot) -> list[Finding]:
    """Return what is not well formed in the accepted view and the evidence."""
    from graph.upkeep.shacl import as_rdflib, validate

    triples = (q.triple for graph in (DEFAULT_GRAPH, EVIDENCE_GRAPH) for q in store.quads(None, None, None, graph))
    return [_finding(snapshot, r) for r in validate(as_rdflib(triples), SHAPES_FILE)]


def check_change(
    store: Store,
    change: Change,
    described: Iterable[Triple] = (),
    only: Set[str] | None = None,
    work: Work = UNWATCHED,
) -> list[tuple[Result, list[Evidence]]]:
    """Return the violations about things that the change speaks of, as if it were made; each with the evidence that
    says what is wrong, or else all evidence in the change that speaks of the thing. `described` is what is said of the
    evidence itself, if that is to be checked too; `only` are the IRIs of things to look at, without it all.
    """
    speaks_of: dict[str, list[Evidence]] = defaultdict(list)
    for item in change.evidence.values():
        for subject in {change.naming.of(t.subject) for t in item.statements} | {item.iri}:
            speaks_of[getattr(subject, "value", "")].append(item)
    things = speaks_of.keys() if only is None else speaks_of.keys() & only
    if not things:
        return []
    return [
        (r, [e for e in speaks_of[r.focus] if says(e, r, change.naming)] or speaks_of[r.focus])
        for r in _violations(things, store, change, described, work)
    ]


def violations(store: Store, change: Change) -> list[Result]:
    """Return the violations about things that the accepted view says something else of if the change is made, and about
    things that point at one whose class is said or taken back.
    """
    things = {t.subject for t in change.gained | change.lost}
    classed = {t.subject for t in change.gained | change.lost if t.predicate == RDF.type}
    things |= {q.subject for thing in classed for q in store.quads(None, None, thing, DEFAULT_GRAPH)}
    return _violations({getattr(thing, "value", "") for thing in things}, store, change, (), UNWATCHED)


def _violations(
    things: Set[str], store: Store, change: Change, described: Iterable[Triple], work: Work
) -> list[Result]:
    """Return the violations, looked for in batches of things; a batch that was found well formed before an
    interruption is not looked at again.
    """
    after: dict[str, list[Triple]] = defaultdict(list)
    for triple in chain(change.gained, described):
        after[getattr(triple.subject, "value", "")].append(triple)
    ordered = sorted(things)
    from graph.upkeep.shacl import validate_strictly

    found: list[Result] = []
    for at in range(0, len(ordered), BATCH):
        work.tell("checking", at, len(ordered))
        batch = frozenset(ordered[at : at + BATCH])
        around = _around(batch, store, change, after)
        digest = _digest(around)
        if not work.is_done(digest):
            results = [r for r in validate_strictly(around) if r.focus in batch]
            found += results
            if not results:
                work.note(digest)
    return sorted(found, key=lambda r: r.place)


def _digest(triples: Set[Triple]) -> str:
    """Return a digest of triples and shapes; when evidence was read is no matter."""
    written = sorted(str(t) for t in triples if t.predicate != PROV.generatedAtTime)
    return sha256("\n".join([*written, SHAPES_FILE.read_text(encoding="utf-8")]).encode()).hexdigest()


def _around(things: Set[str], store: Store, change: Change, after: Mapping[str, list[Triple]]) -> set[Triple]:
    """Return all that the shapes ask about the things, as if the change were made: what is said of them, the classes of
    what they point at, and the hierarchy of classes. No shape looks further (a test holds it). `after` is what will be
    said in addition, by subject.
    """

    def said_of(thing: str, predicate: NamedNode | None = None) -> Iterator[Triple]:
        known = (q.triple for q in store.quads(NamedNode(thing), predicate, None, DEFAULT_GRAPH))
        yield from (t for t in known if t not in change.lost)
        yield from (t for t in after.get(thing, ()) if predicate in {None, t.predicate})

    around = {t for thing in things for t in said_of(thing)}
    pointed_at = {t.object.value for t in around if isinstance(t.object, NamedNode)} - things
    around |= {t for thing in pointed_at for t in said_of(thing, RDF.type)}
    return around | {q.triple for q in store.quads(None, RDFS.subClassOf, None, DEFAULT_GRAPH)}


def says(evidence: Evidence, result: Result, naming: Naming) -> bool:
    """Tell whether the evidence says what the result is about."""
    return any(is_about(t, result, naming) for t in evidence.statements)


def is_about(triple: Triple, result: Result, naming: Naming) -> bool:
    """Tell whether a statement is what the result is about: the property of the thing, with the value, if any."""
    subject, predicate, value = (getattr(naming.of(term), "value", None) for term in triple)
    return (subject, predicate) == (result.focus, result.path) and result.value in {None, value}


def _finding(snapshot: Snapshot, result: Result) -> Finding:
    """Return the result with where it was said: the statements of the property if there are any, else all of the
    thing's.
    """
    if result.focus in snapshot.records:
        return Finding(result, (), (snapshot.records[result.focus],))
    about = snapshot.about.get(result.focus, ())
    faulty = tuple(s for s in about if s.predicate == result.path)
    evidence = sorted({e for s in faulty or about for e in s.evidence if e.startswith(ID)})
    return Finding(result, faulty, tuple(snapshot.records[e] for e in evidence))
