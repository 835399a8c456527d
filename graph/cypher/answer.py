"""What a Cypher query answers."""

from pydantic import Field, JsonValue

from graph.known.answers import Answer


class CypherAnswer(Answer):
    """The answer to a Cypher query. A cell is a JSON value. A node has `labels` and `properties`, a relationship
    `type`, `start`, `end` (IRIs, null where the node itself is not in the answer) and `properties`; a path is a list of
    both in turn.
    """

    graph_version: str
    columns: tuple[str, ...]
    rows: tuple[tuple[JsonValue, ...], ...] = Field(description="One list of cells for each row")
