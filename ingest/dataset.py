"""Foreign data sets: folders of tables, read by a shipped mapping. What is at fault in them is told of and left out;
the rest comes in, whole or not at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode

from graph import evidence
from graph.evidence import Change, Evidence, Recorded
from graph.names import Names
from graph.review import keep_decisions
from graph.snapshot import take_snapshot
from graph.store import Store
from graph.validation import check_change, is_about, says
from graph.work import UNWATCHED, Work
from ingest.load import commit_and_match, fault_in_words, read_tables
from ingest.mapping import DatasetMapping, mapped_rows, mapping_of
from ingest.ontology import ingest_ontology
from ingest.slug import slug
from ingest.statements import introduce
from ingest.table import Row
from ontology.errors import InputError
from ontology.namespaces import ID

Rows = Mapping[NamedNode, Sequence[Row]]


def load_dataset(
    store: Store, folder: Path, agent: str, at: datetime, work: Work = UNWATCHED
) -> tuple[Recorded, list[InputError]]:
    """Put a folder of tables into the store by the shipped mapping that knows them, on behalf of `agent` at the time
    `at`; return what was done, and what was left out because it is at fault.

    Reading it again changes nothing; a changed row replaces what it said before and a row that is gone is withdrawn.
    Raises `InputError` where there is nothing to read, and changes nothing then.
    """
    work.tell("reading", 0, 0)
    mapping = mapping_of(folder)
    rows, faults = _rows(folder, mapping)
    ingest_ontology(store, at)
    names = Names(take_snapshot(store))
    introduce(chain.from_iterable(rows.values()), names)
    found, faults_in_cells = read_tables(rows, names, NamedNode(f"{ID}agent/{slug(agent)}"))
    change, faults_in_things = _well_formed(store, found, rows, work)
    return commit_and_match(store, change, at, work), [*faults, *faults_in_cells, *faults_in_things]


def _rows(folder: Path, mapping: DatasetMapping) -> tuple[Rows, list[InputError]]:
    there = {path.name: path for path in sorted(folder.glob("*.csv"))}
    rows: dict[NamedNode, Sequence[Row]] = {}
    faults = list(_strangers(folder, set(there), mapping))
    for name in sorted(set(there) & set(mapping.tables)):
        table = NamedNode(f"{ID}table/{mapping.name}/{slug(there[name].stem)}")
        rows[table], found = mapped_rows(there[name], mapping.tables[name], mapping.name)
        faults += found
    return {NamedNode(f"{ID}table/{mapping.name}"): [mapping.source_row()], **rows}, faults


def _strangers(folder: Path, there: set[str], mapping: DatasetMapping) -> Iterator[InputError]:
    for table in sorted(there - set(mapping.tables) - set(mapping.dataset.left_out)):
        yield InputError("{table}: the mapping '{name}' does not know this table.", table=table, name=mapping.name)
    for table in sorted(set(mapping.tables) - there):
        yield InputError("There is no table {table} in {folder}.", table=table, folder=folder)


def _well_formed(store: Store, found: list[Evidence], rows: Rows, work: Work) -> tuple[Change, list[InputError]]:
    """Return the change that the evidence makes but for what would break a shape, and what that was: a value at fault
    is left out, and so is a thing that lacks what it needs.
    """
    faults: list[InputError] = []
    known = frozenset().union(*(evidence.from_origin(store, table) for table in rows))
    suspects: set[str] | None = None
    while True:
        change = evidence.prepare(store, *keep_decisions(store, found, known - {e.iri for e in found}))
        broken = check_change(store, change, only=suspects, work=work)
        if not broken:
            return change, faults
        faults += [fault_in_words(result, said_by[0], rows) for result, said_by in broken]
        for result, said_by in broken:
            touched = {e.iri for e in said_by}
            found = [
                replace(e, statements=frozenset(t for t in e.statements if not is_about(t, result, change.naming)))
                if e.iri in touched
                else e
                for e in found
                if e.iri not in touched or says(e, result, change.naming)
            ]
        # What was mended may lack something now, and what points at a thing that was left out.
        mended = {result.focus for result, _ in broken}
        known_as = change.naming.of
        suspects = mended | {
            known_as(t.subject).value
            for e in found
            for t in e.statements
            if isinstance(t.object, NamedNode)
            and isinstance(t.subject, NamedNode)
            and known_as(t.object).value in mended
        }
