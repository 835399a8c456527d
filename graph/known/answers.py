"""What all answers are made of: things with names in both languages, and citations of the evidence."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.known.snapshot import Snapshot, Statement
from ontology.namespaces import ID, SAMSPIL
from ontology.words import Words

LONGEST_QUOTE: Final = 300
Severity = Literal["low", "medium", "high"]


class Answer(BaseModel):
    """A part of an assessment: immutable, and typed to the last field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Thing(Answer):
    """A thing or concept: its IRI, its name in both languages, and its kind (`organisation`, `initiative`, `target-
    group` …).
    """

    id: str = Field(examples=["https://w3id.org/samspil/id/initiative/havnegade"])
    label: Words
    kind: str = Field(examples=["initiative"])


class Citation(Answer):
    """Where a statement was said: the source and the place in it, how it was read, and by which row of which table, or
    in which words.
    """

    id: str
    source: str | None
    title: Words
    address: str | None = Field(description="The page that the source was read on")
    locator: str | None
    read_by: str
    confidence: float
    table: str | None
    row: int | None
    quote: str | None = Field(
        default=None, description="The words that say so, where the text of the source is at hand"
    )
    page: int | None = Field(default=None, description="The page that they stand on")


def thing(snapshot: Snapshot, iri: str) -> Thing:
    """Describe a thing by its name and kind (see `shown_kind`)."""
    return Thing(id=iri, label=snapshot.label(iri), kind=shown_kind(iri, snapshot.kind_of(iri) or "unknown"))


def shown_kind(iri: str, kind: str) -> str:
    """Return the kind of a thing as it is shown: that of a concept is its scheme."""
    return iri.rsplit("/", 2)[-2] if kind == "concept" else kind


def things(snapshot: Snapshot, iris: Iterable[str]) -> tuple[Thing, ...]:
    """Describe several things."""
    return tuple(thing(snapshot, iri) for iri in iris)


def cite(snapshot: Snapshot, evidence: str) -> Citation:
    """Describe a piece of evidence."""
    record, quote = snapshot.records[evidence], snapshot.quotes.get(evidence)
    return Citation(
        id=evidence,
        source=record.source,
        title=snapshot.label(record.source or evidence),
        address=snapshot.value(record.source or evidence, SAMSPIL.url),
        locator=record.locator,
        read_by=record.read_by,
        confidence=record.confidence,
        table=record.table.removeprefix(f"{ID}table/") if record.table else None,
        row=record.row,
        quote=shorten(quote.words, LONGEST_QUOTE, placeholder=" …") if quote else None,
        page=quote.page if quote else None,
    )


def evidence_of(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the evidence of the statements, each once, in order."""
    return tuple(dict.fromkeys(e for s in statements for e in s.evidence))
