"""Brings the property graph in a server to what a projection says: what differs is written, what has gone is deleted.

What is there is read and compared, so a run that broke off is taken up where it was, and one with nothing to do writes
nothing. Everything that is written carries the label `Samspil`; nothing else in the database is touched.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from neo4j import READ_ACCESS, Driver, ManagedTransaction, Session

from graph.cypher.projection import BASE_LABEL, Node, Projection, Relationship

BATCH: Final = 1000
SCHEMA: Final = (
    f"CREATE CONSTRAINT samspil_iri IF NOT EXISTS FOR (n:{BASE_LABEL}) REQUIRE n.iri IS UNIQUE",
    "CREATE CONSTRAINT samspil_version IF NOT EXISTS FOR (v:SamspilVersion) REQUIRE v.iri IS UNIQUE",
)
VERSION: Final = "https://w3id.org/samspil/id/graph-version"
Done = Callable[[int], None]


@dataclass(frozen=True)
class Synced:
    """What a sync did: how many nodes and relationships were written (new or changed) and deleted."""

    version: str
    nodes_written: int = 0
    nodes_deleted: int = 0
    relationships_written: int = 0
    relationships_deleted: int = 0


@dataclass(frozen=True)
class Changes:
    """What is to be done, in groups that one statement each can carry out."""

    version: str
    nodes: Mapping[tuple[str, ...], Sequence[Node]] = field(default_factory=dict)
    """Nodes to write, by their labels."""
    gone: Sequence[str] = ()
    """Nodes to delete: what has gone, and what has other labels now and is written anew."""
    relationships: Mapping[str, Sequence[Relationship]] = field(default_factory=dict)
    """Relationships to write, by type."""
    cut: Mapping[str, Sequence[tuple[str, str, str]]] = field(default_factory=dict)
    """Relationships to delete, by type: start, end, key."""
    first: bool = False
    """There is no relationship yet."""

    @property
    def steps(self) -> int:
        """Return how many things are to be written or deleted."""
        groups = (*self.nodes.values(), self.gone, *self.relationships.values(), *self.cut.values())
        return sum(map(len, groups))


def version_of(driver: Driver, database: str | None) -> str | None:
    """Return the graph version that the server holds whole, if any."""
    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        found = session.run(f"MATCH (v:SamspilVersion {{iri: '{VERSION}'}}) RETURN v.version AS version").single()
    return found["version"] if found else None


def changes(driver: Driver, database: str | None, wanted: Projection) -> Changes:
    """Return what differs between the server and the projection."""
    with driver.session(database=database) as session:
        for statement in SCHEMA:
            session.run(statement).consume()
        nodes, gone = _node_changes(session, wanted.nodes)
        relationships, cut, first = _relationship_changes(session, wanted.relationships, frozenset(gone))
    return Changes(wanted.version, nodes, gone, relationships, cut, first)


def carry_out(
    driver: Driver, database: str | None, todo: Changes, done: Done = lambda _: None, *, alone: bool = False
) -> Synced:
    """Write and delete in batches, each a transaction of its own; `done` is told how many of each batch are done.

    The version is taken away first and set last: a graph that is not whole says none. Where nobody else writes to the
    server (`alone`), what is written first is not looked for before: the embedded engine would look through all
    relationships of a node for each.
    """
    with driver.session(database=database) as session:
        _run(session, [(f"MATCH (v:SamspilVersion {{iri: '{VERSION}'}}) DELETE v", [])])
        for some in _transactions(_statements(todo, "CREATE" if alone and todo.first else "MERGE")):
            _run(session, some)
            done(sum(len(rows) for _, rows in some))
        held = f"UNWIND $rows AS row MERGE (v:SamspilVersion {{iri: '{VERSION}'}}) SET v.version = row"
        _run(session, [(held, [todo.version])])
    return Synced(
        todo.version,
        nodes_written=sum(map(len, todo.nodes.values())),
        nodes_deleted=len(todo.gone),
        relationships_written=sum(map(len, todo.relationships.values())),
        relationships_deleted=sum(map(len, todo.cut.values())),
    )


def sync(driver: Driver, database: str | None, wanted: Projection, *, alone: bool = False) -> Synced:
    """Bring the server to the projection; nothing is read where it holds this version already."""
    if version_of(driver, database) == wanted.version:
        return Synced(wanted.version)
    return carry_out(driver, database, changes(driver, database, wanted), alone=alone)


def _statements(todo: Changes, make: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what is to be run, in order, each statement with the rows of one batch."""
    for type_, cut in todo.cut.items():
        for cuts in _batches(cut):
            yield _cut_statement(type_), [{"start": s, "end": e, "key": k} for s, e, k in cuts]
    for gone in _batches(todo.gone):
        yield f"UNWIND $rows AS iri MATCH (n:{BASE_LABEL} {{iri: iri}}) DETACH DELETE n", gone
    for labels, nodes in todo.nodes.items():
        for some in _batches(nodes):
            yield _node_statement(labels), [{"iri": n.iri, "values": {"iri": n.iri} | n.values} for n in some]
    for type_, relationships in todo.relationships.items():
        for part in _batches(relationships):
            rows = [{"start": r.start, "end": r.end, "key": r.key, "values": _kept(r)} for r in part]
            yield _relationship_statement(type_, make, keyed=bool(part[0].key)), rows


def _transactions(
    statements: Iterable[tuple[str, Sequence[Any]]],
) -> Iterator[list[tuple[str, Sequence[Any]]]]:
    """Put statements together that have a batch of rows between them: each transaction waits for the disk."""
    together: list[tuple[str, Sequence[Any]]] = []
    for statement in statements:
        if together and sum(len(rows) for _, rows in (*together, statement)) > BATCH:
            yield together
            together = []
        together.append(statement)
    if together:
        yield together


def _node_changes(session: Session, wanted: Iterable[Node]) -> tuple[dict[tuple[str, ...], list[Node]], list[str]]:
    found = session.run(f"MATCH (n:{BASE_LABEL}) RETURN n.iri AS iri, labels(n) AS labels, properties(n) AS values")
    there = {row["iri"]: (frozenset(row["labels"]) - {BASE_LABEL}, row["values"]) for row in found}
    groups: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    relabelled = []
    for node in wanted:
        labels, values = there.pop(node.iri, (None, None))
        if labels is not None and labels != frozenset(node.labels):
            relabelled.append(node.iri)
            values = None
        if values != {"iri": node.iri} | node.values:
            groups[node.labels].append(node)
    return groups, [*there, *relabelled]


def _relationship_changes(
    session: Session, wanted: Iterable[Relationship], gone: frozenset[str]
) -> tuple[dict[str, list[Relationship]], dict[str, list[tuple[str, str, str]]], bool]:
    """Return what to write, what to cut, and whether nothing is there; the relationships of nodes that have gone go
    with them.
    """
    found = session.run(
        f"MATCH (a:{BASE_LABEL})-[r]->(b:{BASE_LABEL}) "
        "RETURN type(r) AS type, a.iri AS start, b.iri AS end, properties(r) AS values"
    )
    there = {
        (row["type"], row["start"], row["end"], row["values"].get("key", "")): row["values"]
        for row in found
        if row["start"] not in gone and row["end"] not in gone
    }
    first = not there
    write: dict[str, list[Relationship]] = defaultdict(list)
    for r in wanted:
        if there.pop(r.identity, None) != _kept(r):
            write[r.type].append(r)
    cut: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for type_, start, end, key in there:
        cut[type_].append((start, end, key))
    return write, cut, first


def _kept(relationship: Relationship) -> dict[str, Any]:
    return relationship.values | ({"key": relationship.key} if relationship.key else {})


# Labels and types cannot be parameters. They come from the ontology, and are quoted all the same.
def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _node_statement(labels: Sequence[str]) -> str:
    named = "".join(f":{_quoted(label)}" for label in (BASE_LABEL, *labels))
    return f"UNWIND $rows AS row MERGE (n{named} {{iri: row.iri}}) SET n = row.values"


def _relationship_statement(type_: str, make: str, *, keyed: bool) -> str:
    key = " {key: row.key}" if keyed and make == "MERGE" else ""  # else it is among the values
    return (
        f"UNWIND $rows AS row MATCH (a:{BASE_LABEL} {{iri: row.start}}) MATCH (b:{BASE_LABEL} {{iri: row.end}}) "
        f"{make} (a)-[r:{_quoted(type_)}{key}]->(b) SET r = row.values"
    )


def _cut_statement(type_: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (:{BASE_LABEL} {{iri: row.start}})-[r:{_quoted(type_)}]->"
        f"(:{BASE_LABEL} {{iri: row.end}}) WHERE coalesce(r.key, '') = row.key DELETE r"
    )


def _run(session: Session, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
    """Run statements in one transaction, that the driver repeats where the server asks for it."""

    def work(transaction: ManagedTransaction) -> None:
        for statement, rows in statements:
            transaction.run(statement, rows=rows).consume()

    session.execute_write(work)


def _batches(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[i : i + BATCH] for i in range(0, len(items), BATCH))
