"""What the environment decides: where the graph is, in which language, and how much a query may take."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.rights import Role
from graph.cypher.address import Neo4jAddress
from graph.sparql.worker import Bounds
from graph.store import Place, server_address
from ontology.words import Language


def _folder_or_address(given: object) -> object:
    """Return what names a server as it is, and what names a folder as a path."""
    return Path(given) if isinstance(given, str) and "://" not in given else given


class Settings(BaseSettings):
    """The settings, each from the environment variable `SAMSPIL_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="SAMSPIL_")

    store: Annotated[Path | str, BeforeValidator(_folder_or_address)] = Field(
        default=Path(".samspil"),
        description="The folder with the graph, or the address of a SPARQL 1.1 server that holds it (https://…).",
    )
    store_update: str = Field(
        default="",
        description="Where the server takes updates; SAMSPIL_STORE is where it answers queries then. If empty, "
        "they are at /update and /query of SAMSPIL_STORE.",
    )
    store_user: str = Field(default="", description="Who Samspil is to that server, where it asks.")
    store_password: SecretStr = Field(default=SecretStr(""), description="The password for it.")
    store_plain: bool = Field(default=False, description="Whether that server may be reached by http:// elsewhere.")
    home: Path = Field(
        default=Path(".samspil"),
        description="The folder for what is kept beside a graph on a server: texts, records, notes of work. A graph in "
        "a folder has them there.",
    )
    lang: Language = Field(default="da", description="The language of texts for people: da or en.")
    user: str = Field(
        default="", description="Who gives the commands, as named in evidence and reviews; the account's name if empty."
    )
    query_seconds: float = Field(default=20.0, gt=0, description="The longest that a SPARQL query may take.")
    query_rows: int = Field(default=100_000, gt=0, description="The most rows of an answer to a SPARQL query.")
    query_bytes: int = Field(default=20_000_000, gt=0, description="The largest answer of a SPARQL query.")
    query_memory: int = Field(
        default=2 * 2**30, ge=2**28, description="The most memory, in bytes, that a SPARQL query may take."
    )
    public: Literal["", "read"] = Field(
        default="", description="What those may who have not signed in: read, or nothing."
    )
    rate: int = Field(default=600, gt=0, description="The most requests a minute of one key or person.")
    public_rate: int = Field(default=120, gt=0, description="The most requests a minute of one unknown address.")
    address: str = Field(
        default="",
        pattern=r"^(https?://[^/?#\s]+)?$",
        description="What browsers call the server, such as https://samspil.example.dk.",
    )
    proxies: str = Field(
        default="", description="Addresses of the proxies in front, with commas, whose X-Forwarded-For is believed."
    )
    session_hours: int = Field(default=8, gt=0, le=168, description="How long a sign-in in the browser lasts.")
    session_secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="What cookies are signed with, 32 characters or more; made at each start without it.",
    )
    oidc_issuer: str = Field(default="", description="The OpenID Connect provider: its issuer address; if empty, none.")
    oidc_client_id: str = Field(default="", description="What the provider knows Samspil as.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The password for it; none for a public client."
    )
    oidc_scope: str = Field(default="openid profile email", description="What the provider is asked for.")
    oidc_name_claim: str = Field(
        default="preferred_username",
        description="The claim that names a person uniquely, as shown in evidence and the audit trail.",
    )
    oidc_role_claim: str = Field(default="roles", description="The claim with the person's roles or groups.")
    oidc_roles: dict[str, Role] = Field(
        default={}, description='The role for each value of it, as JSON: {"samspil-editors": "editor"}.'
    )
    neo4j_uri: str = Field(
        default="",
        description="The Neo4j server that Cypher is asked of (bolt:// or neo4j://); if empty, the embedded engine.",
    )
    neo4j_user: str = Field(default="neo4j", description="Who Samspil is to the Neo4j server.")
    neo4j_password: SecretStr = Field(default=SecretStr(""), description="The password for it.")
    neo4j_database: str = Field(default="", description="The database there; the server's default if empty.")

    @model_validator(mode="after")
    def _at_home_in_the_folder(self) -> Self:
        if isinstance(self.store, Path):
            self.home = self.store
        return self

    @property
    def place(self) -> Place:
        """Return where the graph is. Raises `InputError` for an address that is not safe."""
        if isinstance(self.store, Path):
            return self.store
        password = self.store_password.get_secret_value()
        return server_address(self.store, self.store_update, self.store_user, password, plain=self.store_plain)

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
