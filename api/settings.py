"""What the environment decides: where the graph is, in which language, and how much a query may take."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.cypher.address import Neo4jAddress
from graph.sparql.worker import Bounds
from ontology.words import Language


class Settings(BaseSettings):
    """The settings, each from the environment variable `SAMSPIL_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="SAMSPIL_")

    store: Path = Field(
        default=Path(".samspil"), description="The folder with the graph and the records of assessments."
    )
    lang: Language = Field(default="da", description="The language of texts for people: da or en.")
    user: str = Field(default="", description="Who ingests, as named in the evidence; the account's name if empty.")
    query_seconds: float = Field(default=20.0, gt=0, description="The longest that a SPARQL query may take.")
    query_rows: int = Field(default=100_000, gt=0, description="The most rows of an answer to a SPARQL query.")
    query_bytes: int = Field(default=20_000_000, gt=0, description="The largest answer of a SPARQL query.")
    query_memory: int = Field(
        default=2 * 2**30, ge=2**28, description="The most memory, in bytes, that a SPARQL query may take."
    )
    update_token: SecretStr = Field(
        default=SecretStr(""), description="Whoever has it may change the graph by SPARQL updates; if empty, nobody."
    )
    neo4j_uri: str = Field(
        default="",
        description="The Neo4j server that Cypher is asked of (bolt:// or neo4j://); if empty, the embedded engine.",
    )
    neo4j_user: str = Field(default="neo4j", description="Who Samspil is to the Neo4j server.")
    neo4j_password: SecretStr = Field(default=SecretStr(""), description="The password for it.")
    neo4j_database: str = Field(default="", description="The database there; the server's default if empty.")

    @property
    def home(self) -> Path:
        """Return the folder for what is kept beside the graph: texts of sources, records, notes of work."""
        return self.store

    @property
    def bounds(self) -> Bounds:
        """Return what a query from outside may take."""
        return Bounds(self.query_seconds, self.query_rows, self.query_bytes, self.query_memory)

    @property
    def neo4j(self) -> Neo4jAddress | None:
        """Return the Neo4j server, if one is set."""
        if not self.neo4j_uri:
            return None
        password = self.neo4j_password.get_secret_value()
        return Neo4jAddress(self.neo4j_uri, self.neo4j_user, password, self.neo4j_database)
