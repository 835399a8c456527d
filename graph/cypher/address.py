"""Where a Neo4j server is."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Neo4jAddress:
    """Where a Neo4j server is, and who asks it. `database` is the server's default where it is empty."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = ""
