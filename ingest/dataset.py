"""Foreign tables into the store, by a mapping. What is at fault in them is told of and left out; the rest comes in,
whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from pyoxigraph import NamedNode

from graph.evidence import evidence, recording
from graph.evidence.evidence import Evidence
from graph.evidence.recording import Change, Recorded
from graph.known.names import Names
from graph.known.snapshot import take_snapshot
from graph.store import Store
from graph.store.work import UNWATCHED, Work
from graph.upkeep.review import keep_decisions
from graph.upkeep.validation import check_change, is_about, says
from ingest.load import commit_and_match, fault_in_words, read_tables, refuse_namesake
from ingest.mapped import mapped_rows
from ingest.ontology import ingest_ontology
from ingest.recognise import Foreign
from ingest.slug import slug
from ingest.statements import introduce
from ingest.table import Row
from ontology.errors import InputError
from ontology.namespaces import ID

Rows = Mapping[NamedNode, Sequence[Row]]


def load_dataset(
    store: Store, data: Foreign, agent: str, at: datetime, work: Work = UNWATCHED
) -> tuple[Recorded, list[InputError]]:
    """Put foreign tables (see `ingest.recognise`) into the store on behalf of `agent` at the time `at`; return what was
    done, and what was left out because it is at fault.

    Reading them again changes nothing; a changed row replaces what it said before and a row that is gone is withdrawn.
    Raises `InputError` for a table of a known name that says quite other things, and changes nothing then.
    """
    work.tell("reading", 0, 0)
    rows, faults = rows_of(data)
    ingest_ontology(store, at)
    names = Names(take_snapshot(store))
    introduce(chain.from_iterable(rows.values()), names)
    found, faults_in_cells = read_tables(rows, names, NamedNode(f"{ID}agent/{slug(agent)}"))
    for table, (described, _) in data.tables.items():
        refuse_namesake(described.name, evidence.from_origin(store, table), found)
    change, faults_in_things = _well_formed(store, found, rows, work)
    told = {str(fault): fault for fault in (*faults, *faults_in_cells, *faults_in_things)}
    return commit_and_match(store, change, at, work), list(told.values())


def rows_of(data: Foreign) -> tuple[Rows, list[InputError]]:
    """Return the rows that the tables give by their mappings, by the IRI of the table, and what is at fault in them."""
    rows: dict[NamedNode, Sequence[Row]] = {data.source[0]: [data.source[1]]} if data.source else {}
    faults = list(data.strangers)
    for iri, (table, mapping) in data.tables.items():
        rows[iri], found = mapped_rows(table, mapping, data.source[1].id if data.source else None, data.left_out)
        faults += found
    return rows, faults


def _well_formed(store: Store, found: list[Evidence], rows: Rows, work: Work) -> tuple[Change, list[InputError]]:
    """Return the change that the evidence makes but for what would break a shape, and what that was: a value at fault
    is left out, and so is a thing that lacks what it needs.
    """
    faults: list[InputError] = []
    known = frozenset().union(*(evidence.from_origin(store, table) for table in rows))
    suspects: set[str] | None = None
    while True:
        change = recording.prepare(store, *keep_decisions(store, found, known - {e.iri for e in found}))
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
