"""What an editor enters by a SPARQL update, as evidence: never a bare write to the accepted view.

The update is tried on a copy of the graph in memory, where its WHERE clauses see everything, and what it changes there
is worked out. A statement added to the default graph is said by a piece of evidence named after what is said; one added
to a graph of the editor's own makes that graph a piece of evidence. A statement can only be taken away where nobody
else says it: of what others say the review decides. The rest is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple
from pyoxigraph import Store as Oxigraph

from graph.evidence.evidence import ACCEPTED, BY_ENTRY, EVIDENCE_GRAPH, REJECTED, WITHDRAWN, Evidence, read
from graph.evidence.recording import commit, naming_of, prepare, version
from graph.evidence.sameness import evidence_of
from graph.sparql.text import refuse_outward_update, with_data_set
from graph.store import DEFAULT_GRAPH, GraphName, Store
from graph.upkeep.validation import check_change
from ontology.errors import InputError, ManyErrors, QueryRefused
from ontology.namespaces import BASE, ID, PREFIXES, SAMSPIL
from ontology.vocabulary import local_name

ENTERED: Final = ID + "evidence/entered/"
BY_UPDATE: Final = NamedNode(ID + "source/sparql-update")
MOST_CHANGES: Final = 10_000


@dataclass(frozen=True)
class Entered:
    """What an update did: pieces of evidence new, changed and withdrawn, their IRIs, and the graph version after it."""

    new: int
    changed: int
    withdrawn: int
    evidence: tuple[str, ...]
    graph_version: str


def enter_update(
    store: Store, update: str, agent: str, at: str, base: str, default: Sequence[str], named: Sequence[str]
) -> Entered:
    """Carry out an update on behalf of an agent (IRI), as of the time `at`, whole or not at all.

    `default` and `named` are the graphs that its WHERE clauses see, all where there are none; `base` is what relative
    IRIs are relative to. Raises `QueryRefused` for an update that is not allowed or not valid, `ManyErrors` where what
    it says is not well formed, `StoreError`.
    """
    refuse_outward_update(update)
    gained, lost = _tried(store, with_data_set(update, default, named), base)
    change = prepare(store, as_evidence(store, gained, lost, NamedNode(agent)))
    faults = [
        InputError("{thing}: {message}", thing=local_name(result.focus), message=result.message)
        for result, _ in check_change(store, change)
    ]
    if faults:
        raise ManyErrors(faults)
    done = commit(store, change, datetime.fromisoformat(at))
    iris = tuple(sorted(iri.value for iri in change.evidence))
    withdrawn = sum(e.status == WITHDRAWN for e in change.evidence.values())
    return Entered(done.new, done.changed - withdrawn, withdrawn, iris, version(store))


def as_evidence(store: Store, gained: Iterable[Quad], lost: Iterable[Quad], agent: NamedNode) -> list[Evidence]:
    """Return the evidence that says what is gained and no longer says what is lost; what is left with nothing to say is
    withdrawn. Raises `QueryRefused` for what is not the editor's to change.
    """
    said: dict[NamedNode, set[Triple]] = {}
    known: dict[NamedNode, Evidence | None] = {}

    def statements_of(graph: NamedNode) -> set[Triple]:
        if graph not in said:
            known[graph] = evidence = read(store, graph) if graph != EVIDENCE_GRAPH else None
            _refuse_foreign(graph, evidence)
            said[graph] = set(evidence.statements) if evidence and evidence.status != WITHDRAWN else set()
        return said[graph]

    accepted = {q.subject for q in store.quads(None, SAMSPIL.reviewStatus, ACCEPTED, EVIDENCE_GRAPH)}
    naming = naming_of(store)
    for quad in lost:
        in_view = quad.graph_name == DEFAULT_GRAPH
        says = {q.graph_name for q in store.quads(*quad.triple)} & accepted if in_view else {quad.graph_name}
        for graph in says:
            if isinstance(graph, NamedNode):
                statements = statements_of(graph)
                statements -= {t for t in statements if naming.settled(frozenset({t})) == {quad.triple}}
    by_graph: dict[GraphName, set[Triple]] = defaultdict(set)
    for quad in gained:
        by_graph[quad.graph_name].add(quad.triple)
    if entered := by_graph.pop(DEFAULT_GRAPH, None):
        by_graph[_named_after(entered, agent)] = entered
    for name, triples in by_graph.items():
        if not isinstance(name, NamedNode):
            raise QueryRefused("A graph has no name. Give it an IRI.")
        statements_of(name).update(triples)
    return [_evidence(graph, triples, agent) for graph, triples in said.items() if triples or known[graph]]


def _tried(store: Store, update: str, base: str) -> tuple[set[Quad], set[Quad]]:
    """Return which quads an update adds and removes. What is said of evidence is not for updates to see, nor evidence
    that counts no longer, nor the graphs of what was entered into the default graph: that stands there.
    """
    over = {q.subject for s in (WITHDRAWN, REJECTED) for q in store.quads(None, SAMSPIL.reviewStatus, s)}
    beside = {q.object for q in store.quads(None, SAMSPIL.asSaid, None, EVIDENCE_GRAPH)}
    hidden = over | beside | {EVIDENCE_GRAPH}
    before = {
        q for q in store.quads() if q.graph_name not in hidden and not str(q.graph_name).startswith(f"<{ENTERED}")
    }
    copy = Oxigraph()
    copy.bulk_extend(before)
    try:
        copy.update(update, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryRefused("The update is not valid SPARQL: {reason}", reason=error) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryRefused("The update cannot be carried out: {reason}", reason=error) from error
    after = set(copy)
    gained, lost = after - before, before - after
    if len(gained) > MOST_CHANGES:
        raise QueryRefused("The update adds more than {most} statements. Bring in a file instead.", most=MOST_CHANGES)
    for quad in gained:
        if any(not isinstance(term, NamedNode | Literal) for term in quad.triple):
            raise QueryRefused(
                "A statement has a nameless node ({statement}). Give the thing an IRI.", statement=quad.triple
            )
    return gained, lost


def _refuse_foreign(graph: NamedNode, evidence: Evidence | None) -> None:
    is_beside = graph != evidence_of(graph)
    entered = graph.value.startswith(ENTERED) and not is_beside if evidence is None else evidence.source == BY_UPDATE
    if evidence and not entered:
        raise QueryRefused(
            "{graph} is evidence that was not entered by an update. It is changed at its source or in the review.",
            graph=graph.value,
        )
    if evidence is None and not entered and (is_beside or graph.value.startswith(BASE)):
        raise QueryRefused("{graph} is not a name for a graph of your own. Take another.", graph=graph.value)
    if evidence and evidence.status == REJECTED:
        raise QueryRefused("{graph} has been rejected in the review.", graph=graph.value)


def _named_after(triples: Set[Triple], agent: NamedNode) -> NamedNode:
    said = "\n".join([agent.value, *sorted(map(str, triples))])
    return NamedNode(ENTERED + sha256(said.encode()).hexdigest()[:16])


def _evidence(graph: NamedNode, triples: Set[Triple], agent: NamedNode) -> Evidence:
    status = ACCEPTED if triples else WITHDRAWN
    said = frozenset(triples)
    return Evidence(iri=graph, statements=said, read_by=BY_ENTRY, agent=agent, source=BY_UPDATE, status=status)
