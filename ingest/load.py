"""Bringing tables and RDF files into the store, whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from graph.evidence import evidence, recording
from graph.evidence.evidence import Evidence
from graph.evidence.recording import Change, Recorded
from graph.known.names import Names
from graph.known.snapshot import take_snapshot
from graph.store import Store
from graph.store.work import UNWATCHED, Work
from graph.upkeep.merging import match, match_new
from graph.upkeep.result import Result
from graph.upkeep.review import keep_decisions
from graph.upkeep.validation import check_change
from ingest import rdf
from ingest.documents import READERS
from ingest.ontology import SAMSPIL_ITSELF, ingest_ontology
from ingest.slug import slug
from ingest.statements import introduce, read_rows
from ingest.table import Row, read_table
from ingest.workbook import ENDING
from ontology.errors import InputError, ManyErrors
from ontology.namespaces import ID
from ontology.vocabulary import local_name, vocabulary

TABLES: Final = {".csv", ENDING}
BASELINE: Final = Path(__file__).parent / "data"


def load_baseline(store: Store, at: datetime, work: Work = UNWATCHED) -> Recorded:
    """Put the shipped facts about Aarhus and Denmark into the store. Loading them again changes nothing."""
    tables = {NamedNode(f"{ID}table/{path.parent.name}/{path.stem}"): path for path in sorted(BASELINE.glob("*/*.csv"))}
    return _load(store, tables, {}, SAMSPIL_ITSELF, at, work)


def load_files(store: Store, paths: Sequence[Path], agent: str, at: datetime, work: Work = UNWATCHED) -> Recorded:
    """Put tables (CSV, Excel) and RDF files (see `rdf.FORMATS`) into the store on behalf of `agent` at the time `at`.

    A file is known by its name. Reading it again changes nothing; a changed row replaces what it said before and a
    row that is gone is withdrawn. Raises `InputError` or `ManyErrors` and changes nothing where anything is wrong.
    """
    named: dict[str, Path] = {}
    for path in paths:
        if path.suffix.lower() not in TABLES | set(rdf.FORMATS):
            endings = ", ".join(sorted(TABLES | set(rdf.FORMATS) | set(READERS)))
            raise InputError(
                "{path} has none of the endings {endings}. Save it as one of those.", path=path, endings=endings
            )
        name = slug(path.stem)
        if name in named:
            raise InputError("{path} and {other} have the same name. Rename one of them.", path=path, other=named[name])
        named[name] = path
    tables = {NamedNode(f"{ID}table/{n}"): p for n, p in named.items() if p.suffix.lower() in TABLES}
    graphs = {NamedNode(f"{ID}evidence/{n}"): p for n, p in named.items() if p.suffix.lower() not in TABLES}
    return _load(store, tables, graphs, NamedNode(f"{ID}agent/{slug(agent)}"), at, work)


def _load(
    store: Store,
    tables: Mapping[NamedNode, Path],
    graphs: Mapping[NamedNode, Path],
    agent: NamedNode,
    at: datetime,
    work: Work,
) -> Recorded:
    work.tell("reading", 0, 0)
    rows = {table: read_table(path) for table, path in tables.items()}
    said = {path: rdf.read_rdf(path, iri, agent) for iri, path in graphs.items()}
    ingest_ontology(store, at)
    names = Names(take_snapshot(store))
    introduce([row for found in rows.values() for row in found], names)
    found, faults = read_tables(rows, names, agent)
    if faults:
        raise ManyErrors(faults)
    before = {table: evidence.from_origin(store, table) for table in tables}
    for table, known in before.items():
        refuse_namesake(tables[table].name, known, found)
    gone = set().union(*before.values()) - {e.iri for e in found}
    kept, gone = keep_decisions(store, found, gone)
    change = recording.prepare(store, [*kept, *chain.from_iterable(said.values())], gone)
    change = replace(change, history=frozenset(chain.from_iterable(map(rdf.read_reviews, said))))
    files = {e.iri: path for path, in_file in said.items() for e in in_file}
    _refuse_malformed(store, change, at, rows, files, work)
    return commit_and_match(store, change, at, work)


def commit_and_match(store: Store, change: Change, at: datetime, work: Work) -> Recorded:
    """Write the change, then match what came in with what is known: everything, if it came in before an
    interruption.
    """
    done = recording.commit_in_steps(store, change, at, work)
    work.tell("matching", 0, 0)
    matched = match(store, at) if work.goes_on else match_new(store, change, at)
    return replace(done, merged=len(matched.merged), asked=len(matched.asked))


def refuse_namesake(name: str, known: Set[NamedNode], found: Iterable[Evidence]) -> None:
    """Raise `InputError` where a table of the name is `known` by evidence none of which is found now."""
    if known and not known & {e.iri for e in found}:
        raise InputError(
            "A table called {name} with quite other rows has been read before. Rename the file.", name=name
        )


def read_tables(
    rows: Mapping[NamedNode, Sequence[Row]], names: Names, agent: NamedNode
) -> tuple[list[Evidence], list[InputError]]:
    """Return the evidence that the rows of several tables give, and the faults in them; see `read_rows`."""
    evidence_and_faults = [read_rows(in_table, names, table, agent) for table, in_table in rows.items()]
    return [e for found, _ in evidence_and_faults for e in found], [
        f for _, faults in evidence_and_faults for f in faults
    ]


def fault_in_words(result: Result, item: Evidence, rows: Mapping[NamedNode, Sequence[Row]]) -> InputError:
    """Return what breaks a SHACL shape, with the row and column that say so."""
    problem = InputError("{thing}: {message}", thing=local_name(result.focus), message=result.message)
    in_line = [row for row in rows.get(item.table, ()) if row.line == item.row] if item.table else []
    if not in_line:
        return problem
    said = [(row, c.column.header) for row in in_line for c in row.cells if c.column.term.iri == result.path]
    column = vocabulary().label(result.path)["da"] if result.path else "id"
    row, header = next(iter(said), (in_line[0], column))
    return row.fault(header, problem)


def _refuse_malformed(
    store: Store,
    change: Change,
    at: datetime,
    rows: Mapping[NamedNode, Sequence[Row]],
    graphs: Mapping[NamedNode, Path],
    work: Work,
) -> None:
    """Raise `ManyErrors` where the change would break a SHACL shape."""
    faults = []
    described = [q.triple for e in change.evidence.values() for q in e.described(at)]
    for result, said_by in check_change(store, change, described, work=work):
        problem = fault_in_words(result, said_by[-1], rows)
        if said_by[-1].iri in graphs:
            problem = InputError("{path}: {problem}", path=graphs[said_by[-1].iri], problem=problem)
        faults.append(problem)
    if faults:
        raise ManyErrors(faults)
