"""Answers Cypher queries from outside, within bounds."""

from collections.abc import Mapping
from threading import Event, Timer
from typing import Any, Final

from neo4j import READ_ACCESS
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship
from pydantic import JsonValue

from graph.cypher.answer import CypherAnswer
from graph.cypher.read_only import check_read_only
from graph.cypher.server import CypherServer
from graph.sparql.worker import Bounds
from ontology.errors import QueryRefused, QueryTimeout, StoreError

TIMED_OUT: Final = "Neo.ClientError.Transaction.TransactionTimedOut"


def ask_cypher(
    server: CypherServer,
    version: str,
    query: str,
    parameters: Mapping[str, JsonValue],
    bounds: Bounds,
    left: float | None = None,
) -> CypherAnswer:
    """Answer a query that only reads, in the seconds of the bounds or what is left of them.

    Raises `QueryRefused` for what is not allowed, not valid or too large, `QueryTimeout`, and `StoreError` where the
    server is gone.
    """
    check_read_only(query)
    # Neo4j stops a transaction that takes too long; the embedded engine does not, and is stopped itself.
    stopped = Event()

    def stop() -> None:
        stopped.set()
        server.kill()

    seconds = bounds.seconds if left is None else left
    timer = Timer(seconds, stop)
    timer.start()
    try:
        with (
            server.reader.session(database=server.database, default_access_mode=READ_ACCESS) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(query, dict(parameters))
            columns = tuple(result.keys())
            rows, size = [], 0
            for record in result:
                rows.append(tuple(_cell(value) for value in record.values()))
                size += sum(len(str(cell)) for cell in rows[-1])
                if len(rows) > bounds.rows or size > bounds.size:
                    raise QueryRefused("The answer is larger than it may be. Ask for less, or add LIMIT.")
    except (Neo4jError, DriverError) as error:
        raise _fault(error, bounds, stopped=stopped.is_set()) from error
    finally:
        timer.cancel()
        timer.join()  # an engine that is being stopped is gone before the next query
    return CypherAnswer(graph_version=version, columns=columns, rows=tuple(rows))


def _fault(error: Neo4jError | DriverError, bounds: Bounds, *, stopped: bool) -> QueryRefused | StoreError:
    if stopped or (isinstance(error, Neo4jError) and error.code == TIMED_OUT):
        return QueryTimeout(
            "The query took longer than {seconds} seconds. Ask for less, or add LIMIT.", seconds=bounds.seconds
        )
    if isinstance(error, Neo4jError):
        return QueryRefused("The query is not valid: {reason}", reason=error.message or error.code)
    return StoreError("The Cypher server does not answer: {reason}", reason=error)


def _cell(value: Any) -> JsonValue:  # noqa: ANN401 - whatever the server answers
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_cell(item) for item in value]
        case dict():
            return {str(key): _cell(item) for key, item in value.items()}
        case Node():
            return {"labels": _cell(sorted(value.labels)), "properties": _cell(dict(value))}
        case Relationship():
            start, end = (node.get("iri") if node else None for node in value.nodes)
            return {"type": value.type, "start": _cell(start), "end": _cell(end), "properties": _cell(dict(value))}
        case Path():
            cells: list[JsonValue] = [_cell(value.nodes[0])]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                cells += [_cell(relationship), _cell(node)]
            return cells
        case _:
            return str(value)  # dates, times, durations, points
