"""What a request asks of `/sparql`, as SPARQL 1.1 Protocol 2.1 and 2.2 say it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request

from api.http.problems import UnsupportedMediaType
from ontology.errors import QueryRefused

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
MOST_GRAPHS: Final = 200
LONGEST_IRI: Final = 2000


@dataclass(frozen=True)
class Operation:
    """A query or an update with the graphs of its data set (IRIs), or neither: then the service is to be described."""

    query: str | None = None
    update: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def operation_of(request: Request) -> Operation:
    """Return what the request asks. Raises `QueryRefused` for what the protocol forbids, `UnsupportedMediaType`."""
    in_address = _fields(request.url.query)
    if request.method != "POST":
        return _operation(in_address, may_update=False)
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    charset = rest.partition("charset=")[2].strip(' "').lower()
    if charset not in {"", "utf-8", "utf8"}:
        raise UnsupportedMediaType("The body is in {charset}. Send it as UTF-8.", charset=charset[:50])
    try:
        body = (await request.body()).decode()
    except UnicodeDecodeError as error:
        raise QueryRefused("The body is not UTF-8 text.") from error
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            return _asked(_operation([*in_address, *_fields(body)], may_update=True))
        case "application/sparql-query":
            return _operation([*in_address, ("query", body)], may_update=False)
        case "application/sparql-update":
            return _operation([*in_address, ("update", body)], may_update=True)
    raise UnsupportedMediaType(
        "A query is posted as {query}, an update as {update}, either as {form} with the field query or update.",
        query=QUERY,
        update=UPDATE,
        form=FORM,
    )


def _asked(operation: Operation) -> Operation:
    if operation.query is None and operation.update is None:
        raise QueryRefused("The form has neither the field query nor the field update.")
    return operation


def _fields(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=2 * MOST_GRAPHS)
    except ValueError as error:
        raise QueryRefused("The parameters cannot be read: {reason}", reason=error) from error


def _operation(fields: list[tuple[str, str]], may_update: bool) -> Operation:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    queries, updates = values("query"), values("update")
    if len(queries) + len(updates) > 1:
        raise QueryRefused("There is more than one query or update. Send one.")
    if updates and not may_update:
        raise QueryRefused("An update is posted, as {update} or as a form.", update=UPDATE)
    default, named = (
        ("using-graph-uri", "using-named-graph-uri") if updates else ("default-graph-uri", "named-graph-uri")
    )
    graphs = values(default), values(named)
    if sum(map(len, graphs)) > MOST_GRAPHS or any(len(g) > LONGEST_IRI for g in (*graphs[0], *graphs[1])):
        raise QueryRefused("The data set names more than {most} graphs, or too long ones.", most=MOST_GRAPHS)
    return Operation(
        query=queries[0] if queries else None,
        update=updates[0] if updates else None,
        default_graphs=graphs[0],
        named_graphs=graphs[1],
    )
