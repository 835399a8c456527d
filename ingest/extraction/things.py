"""The things that a document names, and where: each known one by its IRI, each new one with an IRI of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.thesaurus import WORD, Thesaurus, stem
from ingest.slug import slug
from ontology.namespaces import CONCEPT, ID

KINDS: Final = {  # how the IRI of a thing of each kind begins
    "initiative": f"{ID}initiative/",
    "policy": f"{ID}policy/",
    "organisation": f"{ID}organisation/",
    "theme": f"{CONCEPT}theme/",
    "area": f"{CONCEPT}area/",
    "group": f"{CONCEPT}target-group/",
    "method": f"{CONCEPT}method/",
}
_SMALL: Final = frozenset(["den", "det", "de", "en", "et"])


@dataclass(eq=False)
class Thing:
    """A thing or concept: its IRI, kind and name, its class where the name tells it, other names found for it, and the
    known concept that it narrows ('unge mødre' is narrower than 'unge').
    """

    iri: str
    kind: str
    name: str
    is_new: bool
    class_: str | None = None
    other_names: set[str] = field(default_factory=set)
    broader: "Thing | None" = None


@dataclass(frozen=True)
class Mention:
    """Where a thing is named: the characters from `start` to `end` (excluded); `faults` counts misread letters."""

    thing: Thing
    start: int
    end: int
    faults: int = 0


class Things:
    """Everything that a document is found to name."""

    def __init__(self, snapshot: Snapshot, thesaurus: Thesaurus) -> None:
        """Begin with what the graph knows."""
        self._snapshot = snapshot
        self._thesaurus = thesaurus
        self._by_iri: dict[str, Thing] = {}
        self._by_key: dict[tuple[str, tuple[str, ...]], Thing] = {}

    def called(self, kind: str, name: str, class_: str | None = None) -> Thing:
        """Return the thing of a kind that goes by a name: known to the graph, named before in the document, or new."""
        key = kind, key_of(name)
        if key in self._by_key:
            said = self._by_key[key]
            said.class_ = said.class_ or class_
            return said
        known_iri = next((iri for iri in self._thesaurus.named(name) if iri.startswith(KINDS[kind])), None)
        self._by_key[key] = (self.known(known_iri) if known_iri else None) or self._new(kind, name, class_)
        return self._by_key[key]

    def _new(self, kind: str, name: str, class_: str | None) -> Thing:
        """Return the thing with the IRI that a name gives; the graph may know it under another name by now."""
        iri = KINDS[kind] + slug(name)
        thing = Thing(iri, kind, name, is_new=iri not in self._snapshot.about, class_=class_)
        return self._by_iri.setdefault(iri, thing)

    def known(self, iri: str) -> Thing | None:
        """Return a thing that the graph knows, if it is of a kind that documents are read for."""
        kind = next((k for k, begin in KINDS.items() if iri.startswith(begin)), None)
        if kind is None:
            return None
        if iri not in self._by_iri:
            class_ = (self._snapshot.class_of(iri) or "").rpartition("#")[2] or None
            self._by_iri[iri] = Thing(iri, kind, self._snapshot.label(iri)["da"], is_new=False, class_=class_)
        return self._by_iri[iri]

    def also_called(self, thing: Thing, name: str) -> None:
        """Learn another name of a thing, such as the abbreviation after it."""
        key = thing.kind, key_of(name)
        if key[1] and key not in self._by_key:
            self._by_key[key] = thing
            thing.other_names.add(name)

    def join_short_names(self, kind: str) -> None:
        """Let a name of one word, years apart, stand for the one longer name that ends with it: 'planen 2030' for 'Den
        Nye Plan'.
        """
        keys = [key for k, key in self._by_key if k == kind]
        for key in keys:
            short = tuple(part for part in key if not part.isdigit())
            longer = {
                self._by_key[kind, other]
                for other in keys
                if len(short) == 1 and other[-1] == short[0] and len(other) > 1 and other != key
            }
            longer = {t for t in longer if not any(c.isdigit() for c in t.name)}
            if len(longer) == 1:
                thing = longer.pop()
                thing.other_names.add(self._by_key[kind, key].name)
                self._by_key[kind, key] = self._by_key[kind, short] = thing

    def known_in(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """Yield where the graph's names stand in a stretch of the text, not negated."""
        for match in self._thesaurus.find(text[start:end]):
            found = [thing for iri in match.iris if not match.negated and (thing := self.known(iri))]
            for thing in found:
                yield Mention(thing, start + match.start, start + match.end, match.faults + match.is_part)
            words = text[start + match.start : start + match.end]
            if any(thing.kind == "method" for thing in found) and " " in words:
                # A method may have the group in its name: 'tilbud til unge hjemløse'.
                yield from self.known_in(text, start + match.start + words.index(" "), start + match.end)

    def named_in(self, text: str, start: int, end: int, kind: str) -> Iterator[Mention]:
        """Yield where the names of a kind that the document has brought stand in a stretch of it, longest first."""
        tokens = list(WORD.finditer(text, start, end))
        stems = [stem(token[0]) for token in tokens]
        names = sorted(((key, t) for (k, key), t in self._by_key.items() if k == kind), key=lambda n: -len(n[0]))
        taken: set[int] = set()
        for key, thing in names:
            for at in range(len(stems) - len(key) + 1):
                span = range(at, at + len(key))
                if (
                    tuple(stems[at : at + len(key)]) == key
                    and not taken & set(span)
                    and _alike(tokens[at][0], thing, key)
                ):
                    taken |= set(span)
                    yield Mention(thing, tokens[at].start(), tokens[span[-1]].end())


def key_of(name: str) -> tuple[str, ...]:
    """Return a name as it is compared: the stems of its words, without an article before them."""
    words = WORD.findall(re.sub(r"\([^)]*\)", " ", name)) or WORD.findall(name)
    while len(words) > 1 and words[0].casefold() in _SMALL:
        words = words[1:]
    return tuple(map(stem, words))


def _alike(written: str, thing: Thing, key: tuple[str, ...]) -> bool:
    """Tell whether a single word is written as the thing's name is: with a capital where that has one."""
    return len(key) > 1 or thing.name[:1].islower() or written[:1].isupper()
