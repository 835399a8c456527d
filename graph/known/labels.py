"""Names of things straight from the store, also of those that are only proposed."""

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph.known.snapshot import LABELS
from graph.store import DEFAULT_GRAPH, Store
from ontology.namespaces import RDF
from ontology.vocabulary import local_name, vocabulary
from ontology.words import Words, words


class Labels:
    """The names that things go by in the accepted view, else in any evidence; each is looked up once."""

    def __init__(self, store: Store) -> None:
        """Take the store as it is now."""
        self._store = store
        self._known = cache(self._look_up)

    def __call__(self, iri: str) -> Words:
        """Return the name of a thing or term in both languages; of a nameless relation what it relates; else the last
        part of its IRI.
        """
        return self._known(iri)

    def _look_up(self, iri: str) -> Words:
        for predicate in LABELS:
            named = {o.language or "": o.value for o in self._objects(iri, predicate) if isinstance(o, Literal)}
            if named:
                return words(named)
        return self._related(iri) or words({}, local_name(iri))

    def _objects(self, iri: str, predicate: NamedNode) -> list[object]:
        """Return what is stated in the accepted view, else in any evidence; in order, which stores do not keep."""
        quads = sorted(self._store.quads(NamedNode(iri), predicate), key=lambda q: str(q.object))
        return [q.object for q in quads if q.graph_name == DEFAULT_GRAPH] or [q.object for q in quads]

    def _related(self, iri: str) -> Words | None:
        classes = (vocabulary().classes.get(getattr(o, "value", "")) for o in self._objects(iri, RDF.type))
        relation = next((c for c in classes if c and c.edge_from and c.edge_to), None)
        if not relation or not relation.edge_from or not relation.edge_to:
            return None
        ends = [self._names(self._objects(iri, NamedNode(end))) for end in (relation.edge_from, relation.edge_to)]
        return Words(da=" → ".join(e["da"] for e in ends), en=" → ".join(e["en"] for e in ends))

    def _names(self, things: Iterable[object]) -> Words:
        labels = [self(t.value) for t in things if isinstance(t, NamedNode)]
        return Words(da=", ".join(x["da"] for x in labels), en=", ".join(x["en"] for x in labels))
