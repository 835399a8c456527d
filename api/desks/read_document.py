"""A document that was read, as an answer tells of it."""

from pydantic import BaseModel, Field

from graph.evidence.document import Document
from ingest.prose import document_iri


class ReadDocument(BaseModel):
    """A document that was read: what it is known as, its name, and how its bytes were read where they are a text."""

    id: str = Field(examples=["https://w3id.org/samspil/id/document/vision"])
    name: str = Field(examples=["vision.txt"])
    media_type: str = Field(examples=["text/plain"])
    encoding: str | None = Field(examples=["utf-8"])

    @classmethod
    def of(cls, document: Document) -> "ReadDocument":
        """Return what is told of a document."""
        iri = document_iri(document.name).value
        return cls(id=iri, name=document.name, media_type=document.media_type, encoding=document.encoding)
