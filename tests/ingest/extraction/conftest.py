"""Danish read by the real reader, with a snapshot that knows the language alone."""

import pytest
from pyoxigraph import NamedNode

from bench.reading_facts import said_by
from ingest.documents import read_here
from ingest.extraction import extract
from ontology.namespaces import ID


@pytest.fixture(scope="session")
def read_document(language):
    """Read a text; what it says as lines 'relation: subject → object figures'."""

    def read(text):
        evidence = extract(read_here(text.encode(), "notat.txt"), NamedNode(ID + "document/notat"), language)
        return {f"{said.relation}: {said}".rstrip() for _, said in said_by(evidence, language)}

    return read


@pytest.fixture(scope="session")
def read(read_document):
    """Read a sentence in the field of a form that tells what is done about a theme."""

    def read(sentence, relation=""):
        said = read_document(f"Tema: Godt naboskab\n\nNuværende indsatser:\n\n{sentence}\n")
        return {line for line in said if line.startswith(relation)}

    return read
