"""Finding the IRI that somebody means by a name, and saying what was perhaps meant where there is none."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from graph.snapshot import Snapshot
from ontology.errors import InputError, NotFound, UnknownName
from ontology.namespaces import CONCEPT, ID, SKOS
from ontology.vocabulary import vocabulary


class Names:
    """Every name of every thing and concept, by what it may stand for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the names that the graph knows."""
        self._snapshot = snapshot
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, str] = {}
        for iri in snapshot.entities:
            self.add(iri, (*snapshot.names(iri), *(s.value for s in snapshot.statements(iri, SKOS.notation))))

    def add(self, iri: str, names: Iterable[str]) -> None:
        """Learn names of a thing; the last part of its IRI is one too."""
        path = iri.removeprefix(CONCEPT).removeprefix(ID)
        for name in (*names, path, path.partition("/")[2]):
            self._by_name[_key(name)].add(iri)
            self._written.setdefault(_key(name), name)

    def concept(self, name: str, scheme: str) -> str:
        """Return the concept of the scheme that goes by the name. Raises `UnknownName`."""
        return self._one(name, lambda iri: iri.startswith(scheme + "/"), self._snapshot.label(scheme)["da"])

    def thing(self, name: str, kinds: Iterable[str], called: str) -> str:
        """Return the thing of one of the kinds that goes by the name, or by `kind/name`. Raises `UnknownName`, or
        `InputError` if several do.
        """
        prefixes = tuple(f"{ID}{kind}/" for kind in kinds)
        return self._one(name, lambda iri: iri.startswith(prefixes), called)

    def anything(self, name: str) -> str:
        """Return the thing or concept that goes by the name, by `kind/name` or by its IRI. Raises `NotFound`,
        `InputError`.
        """
        iris = {name, ID + name, CONCEPT + name} & set(self._snapshot.entities)
        found = iris or self._by_name.get(_key(name), set())
        if not found:
            raise NotFound("'{name}' is not known. {remedy}", name=name, remedy=self._remedy(name, lambda _: True))
        return self._only(name, found)

    def _one(self, name: str, belongs: Callable[[str], bool], called: str) -> str:
        found = set(filter(belongs, self._by_name.get(_key(name), ())))
        if not found:
            remedy = self._remedy(name, belongs)
            raise UnknownName("'{name}' is not known as {called}. {remedy}", name=name, called=called, remedy=remedy)
        return self._only(name, found)

    def _only(self, name: str, found: set[str]) -> str:
        if len(found) == 1:
            return next(iter(found))
        several = ", ".join(sorted(iri.removeprefix(ID).removeprefix(CONCEPT) for iri in found))
        raise InputError("'{name}' may be several: {several}. Say which.", name=name, several=several)

    def _remedy(self, name: str, belongs: Callable[[str], bool]) -> InputError:
        if name.partition("/")[0] in vocabulary().kinds:  # one id is as near as another
            return InputError("Add it first, or correct the name.")
        candidates = [known for known, iris in self._by_name.items() if any(map(belongs, iris))]
        best = process.extractOne(_key(name), candidates, scorer=fuzz.WRatio, score_cutoff=60)
        if best:
            return InputError("Did you mean '{near}'?", near=self._written[best[0]])
        return InputError("Add it first, or correct the name.")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
