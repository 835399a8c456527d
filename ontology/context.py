"""The JSON-LD context, made from the ontology: `python -m ontology.context > ontology/context.jsonld`."""

import json
import sys
from typing import Any

from ontology.namespaces import PREFIXES, XSD
from ontology.vocabulary import PropertyTerm, Vocabulary, vocabulary


def build_context(terms: Vocabulary) -> dict[str, Any]:
    """Return the JSON-LD document whose `@context` gives every class and property its short name, type and language."""
    context: dict[str, Any] = {**PREFIXES, "id": "@id", "type": "@type"}
    context |= {term.name: term.iri for term in terms.classes.values()}
    context |= {term.name: _definition(term) for term in terms.properties.values()}
    return {"@context": context}


def _definition(term: PropertyTerm) -> dict[str, str]:
    if term.is_text:
        return {"@id": term.iri, "@container": "@language"}
    if term.is_date or not term.ranges or term.ranges == (XSD.string.value,):
        return {"@id": term.iri}  # a date says itself how precise it is
    if term.ranges[0].startswith(str(XSD)):
        return {"@id": term.iri, "@type": term.ranges[0]}
    return {"@id": term.iri, "@type": "@id"}


if __name__ == "__main__":
    json.dump(build_context(vocabulary()), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
