"""The IRIs that the project and the vocabularies it builds on begin with."""

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/samspil/"
CONCEPT: Final = BASE + "concept/"
ID: Final = BASE + "id/"


class Namespace:
    """An IRI prefix whose attributes are its terms: `SAMSPIL.theme`."""

    def __init__(self, base: str) -> None:
        """Take the IRI that the terms begin with."""
        self._base = base

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term `name` of the namespace; it is made once."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = self.__dict__[name] = NamedNode(self._base + name)
        return term

    def __str__(self) -> str:
        """Return the IRI that the terms begin with."""
        return self._base


SAMSPIL: Final = Namespace(BASE + "def#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("https://schema.org/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Final[dict[str, str]] = {
    "samspil": str(SAMSPIL),
    "concept": CONCEPT,
    "thing": ID,
    "dct": str(DCT),
    "oa": str(OA),
    "org": "http://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
