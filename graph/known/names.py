"""Finding the IRI that somebody means by a name, and saying what was perhaps meant where there is none."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from rapidfuzz import fuzz, process

from graph.known.name_forms import forms
from graph.known.snapshot import Snapshot
from ontology.errors import InputError, NotFound, UnknownName
from ontology.namespaces import CONCEPT, ID, SKOS
from ontology.vocabulary import vocabulary

ORGANISATIONS: Final = ID + "organisation/"


class Names:
    """Every name of every thing and concept, by what it may stand for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the names that the graph knows."""
        self._snapshot = snapshot
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, str] = {}
        self._by_form: dict[tuple[str, ...], set[str]] | None = None
        for iri in snapshot.entities:
            codes = (s.value for s in snapshot.statements(iri, SKOS.notation))
            self._learn(iri, (*snapshot.names(iri), *codes, *path_and_slug(iri)))
        for iri, stays in snapshot.known_as.items():
            self._learn(stays, path_and_slug(iri))

    def add(self, iri: str, names: Iterable[str]) -> None:
        """Learn names of a thing; the last part of its IRI is one too. They stand for the thing itself, even where the
        graph knows it as another: what a source says is kept in its words.
        """
        for name in (*names, *path_and_slug(iri)):
            self._by_name[name_key(name)].discard(self._snapshot.known_as.get(iri, ""))
            self._learn(iri, [name])

    def _learn(self, iri: str, names: Iterable[str]) -> None:
        for name in names:
            self._by_name[name_key(name)].add(iri)
            self._written.setdefault(name_key(name), name)
        self._by_form = None

    def concept(self, name: str, scheme: str) -> str:
        """Return the concept of the scheme that goes by the name. Raises `UnknownName`."""
        return self._one(name, lambda iri: iri.startswith(scheme + "/"), self._snapshot.label(scheme)["da"])

    def thing(self, name: str, kinds: Iterable[str], called: str) -> str:
        """Return the thing of one of the kinds that goes by the name, or by `kind/name`. An organisation is found by
        its name in another language too: Aarhus Municipality is Aarhus Kommune. Raises `UnknownName`, or `InputError`
        if several go by the name.
        """
        prefixes = tuple(f"{ID}{kind}/" for kind in kinds)
        return self._one(name, lambda iri: iri.startswith(prefixes), called)

    def anything(self, name: str) -> str:
        """Return the thing or concept that goes by the name, by `kind/name` or by its IRI. Raises `NotFound`,
        `InputError`.
        """
        iris = {self._snapshot.known_as.get(iri, iri) for iri in (name, ID + name, CONCEPT + name)}
        found = iris & set(self._snapshot.entities) or self._by_name.get(name_key(name)) or self._in_other_words(name)
        if not found:
            raise NotFound("'{name}' is not known. {remedy}", name=name, remedy=self._remedy(name, lambda _: True))
        return self._only(name, found)

    def _one(self, name: str, belongs: Callable[[str], bool], called: str) -> str:
        found = set(filter(belongs, self._by_name.get(name_key(name), ())))
        found = found or set(filter(belongs, self._in_other_words(name)))
        if not found:
            remedy = self._remedy(name, belongs)
            raise UnknownName("'{name}' is not known as {called}. {remedy}", name=name, called=called, remedy=remedy)
        return self._only(name, found)

    def _only(self, name: str, found: set[str]) -> str:
        if len(found) > 1:
            found = {self._snapshot.known_as.get(iri, iri) for iri in found}
        if len(found) == 1:
            return next(iter(found))
        several = ", ".join(sorted(iri.removeprefix(ID).removeprefix(CONCEPT) for iri in found))
        raise InputError("'{name}' may be several: {several}. Say which.", name=name, several=several)

    def _in_other_words(self, name: str) -> set[str]:
        """Return the organisations that have the name but for articles, legal form and words for kinds of bodies."""
        if self._by_form is None:
            self._by_form = defaultdict(set)
            for key, iris in self._by_name.items():
                for iri in (i for i in iris if i.startswith(ORGANISATIONS)):
                    for form in _telling(self._written[key]):
                        self._by_form[form].add(iri)
        return {iri for form in _telling(name) for iri in self._by_form.get(form, ())}

    def _remedy(self, name: str, belongs: Callable[[str], bool]) -> InputError:
        if name.partition("/")[0] in vocabulary().kinds:  # one id is as near as another
            return InputError("Add it first, or correct the name.")
        candidates = [known for known, iris in self._by_name.items() if any(map(belongs, iris))]
        best = process.extractOne(name_key(name), candidates, scorer=fuzz.WRatio, score_cutoff=60)
        if best:
            return InputError("Did you mean '{near}'?", near=self._written[best[0]])
        return InputError("Add it first, or correct the name.")


def _telling(name: str) -> list[tuple[str, ...]]:
    """Return the forms of a name that tell alone whose it is."""
    return [f.bodies for f in forms(name) if f.whole and f.says_who and len(f.bodies) > 1]


def path_and_slug(iri: str) -> tuple[str, str]:
    """Return what an IRI is called by: `kind/slug`, and the slug alone."""
    path = iri.removeprefix(CONCEPT).removeprefix(ID)
    return path, path.partition("/")[2]


def name_key(name: str) -> str:
    """Return a name as names are told apart: without capitals, and without spaces too many."""
    return " ".join(name.casefold().split())
