"""What the environment decides: where the graph is, in which language, and how much a query may take."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

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
