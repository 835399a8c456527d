"""What waits for a person to review it: which evidence, in which order, in words and with its passage."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from pydantic import Field
from pyoxigraph import Literal, NamedNode

from graph.evidence.evidence import BY_ONTOLOGY, EVIDENCE_GRAPH, PROPOSED, Evidence, read
from graph.evidence.texts import Texts, quote
from graph.known.answers import Answer, Thing
from graph.known.entity import Term, Value
from graph.known.labels import Labels
from graph.store import DEFAULT_GRAPH, Store
from graph.upkeep.sentences import said_by
from ontology.errors import InputError, NotFound
from ontology.namespaces import CONCEPT, ID, PROV, RDF, SAMSPIL
from ontology.vocabulary import local_name, vocabulary
from ontology.words import Words, words

STATUSES: Final = ("proposed", "accepted", "rejected", "withdrawn")


@dataclass(frozen=True)
class Asked:
    """Which evidence to review; what is left empty asks nothing.

    `source` is a part of the source's title or IRI, `kind` a class that something in it is of, `predicate` a property
    that it states (short names or labels), `place` a part of the locator, `text` words of the sentence.
    """

    source: str = ""
    kind: str = ""
    predicate: str = ""
    place: str = ""
    text: str = ""
    min_confidence: float = 0
    max_confidence: float = 1
    status: str = "proposed"


class Passage(Answer):
    """The words that say so, with what stands before and after, the headings above (outermost first) and the page."""

    before: str
    words: str
    after: str
    path: tuple[str, ...]
    page: int | None


class Stated(Answer):
    """One statement: its subject, property, and object (a thing, a term of the ontology or a value)."""

    subject: Thing
    predicate: Term
    object: Thing | Term | Value


class Waiting(Answer):
    """A piece of evidence as its reviewer sees it. `brings` are the things in it that nothing accepted says the class
    of: what is proposed of them is accepted with it.
    """

    id: str
    says: Words
    statements: tuple[Stated, ...]
    status: str = Field(examples=["proposed"])
    confidence: float
    read_by: str
    reasons: Words | None
    source: str | None
    title: Words
    address: str | None = Field(description="The page that the source was read on")
    locator: str | None
    table: str | None
    row: int | None
    passage: Passage | None
    brings: tuple[Words, ...]
    corrects: str | None = Field(description="The evidence that a person corrected by this")


class Progress(Answer):
    """How far the review of one source has come: pieces of evidence by status."""

    source: str | None
    title: Words
    proposed: int
    accepted: int
    rejected: int
    withdrawn: int


def queue(store: Store, asked: Asked, labels: Labels) -> list[Evidence]:
    """Return the evidence asked for, in the order in which a person reads: source by source, passage by passage (row by
    row), in one passage what things are before what is said of them, and the most certain first.

    Raises `InputError` for a class, property or status that there is not.
    """
    if asked.status not in STATUSES:
        raise InputError(
            "There is no status '{status}'. Write one of: {all}.", status=asked.status, all=", ".join(STATUSES)
        )
    class_, property_ = vocabulary().class_named(asked.kind), vocabulary().property_named(asked.predicate)
    for name, found in ((asked.kind, class_), (asked.predicate, property_)):
        if name and not found:
            raise InputError("'{name}' is neither a kind of thing nor a property of the language.", name=name)
    status = NamedNode(f"{CONCEPT}review-status/{asked.status}")
    iris = [q.subject for q in store.quads(None, SAMSPIL.reviewStatus, status, EVIDENCE_GRAPH)]
    items = [e for iri in iris if (e := read(store, cast("NamedNode", iri))) and e.read_by != BY_ONTOLOGY]

    def is_asked_for(item: Evidence) -> bool:
        return (
            asked.min_confidence <= float(item.confidence) <= asked.max_confidence
            and asked.place.casefold() in (item.locator or "").casefold()
            and (not asked.source or bool(item.source and _is_called(item.source.value, asked.source, labels)))
            and (not property_ or any(t.predicate.value == property_.iri for t in item.statements))
            and (not class_ or any(vocabulary().is_a(c, class_.iri) for c in _classes(store, item)))
            and (not asked.text or _holds(said_by(item, labels), asked.text))
        )

    return sorted(filter(is_asked_for, items), key=lambda e: _place(e, labels))


def as_waiting(store: Store, items: Iterable[Evidence], texts: Texts, labels: Labels) -> list[Waiting]:
    """Return pieces of evidence as their reviewer sees them, with their passages where the text is at hand."""
    document = cache(texts.get)

    def passage(item: Evidence) -> Passage | None:
        if not item.passage:
            return None
        try:
            found = quote(document(item.passage.document), item.passage)
        except NotFound:
            return None
        return Passage(**vars(found)) if found else None

    return [_waiting(store, item, passage(item), labels) for item in items]


def progress(store: Store, labels: Labels) -> list[Progress]:
    """Return how far the review has come, by source: what has most waiting first, then by title."""
    ours = {q.subject for q in store.quads(None, SAMSPIL.readBy, BY_ONTOLOGY, EVIDENCE_GRAPH)}
    sources = {q.subject: q.object for q in store.quads(None, PROV.hadPrimarySource, None, EVIDENCE_GRAPH)}
    counts: dict[str | None, Counter[str]] = {}
    for q in store.quads(None, SAMSPIL.reviewStatus, None, EVIDENCE_GRAPH):
        if q.subject not in ours:
            source = getattr(sources.get(q.subject), "value", None)
            counts.setdefault(source, Counter())[local_name(cast("NamedNode", q.object).value)] += 1
    found = [
        Progress(source=source, title=_title(source, labels), **{status: n[status] for status in STATUSES})
        for source, n in counts.items()
    ]
    return sorted(found, key=lambda p: (-p.proposed, p.title["da"].casefold(), p.source or ""))


def _waiting(store: Store, item: Evidence, passage: Passage | None, labels: Labels) -> Waiting:
    introduced = {t.subject for t in item.statements if t.predicate == RDF.type}
    things = {
        term for t in item.statements for term in (t.subject, t.object) if isinstance(term, NamedNode)
    } - introduced
    unknown = {t for t in things if t.value.startswith(ID) and not _accepted_classes(store, t)}
    reasons = {r.language or "": r.value for r in item.reasons}
    order = {iri: place for place, iri in enumerate(vocabulary().properties)}
    statements = sorted(
        item.statements, key=lambda t: (str(t.subject), order.get(t.predicate.value, -1), str(t.object))
    )
    return Waiting(
        id=item.iri.value,
        says=said_by(item, labels),
        statements=tuple(
            Stated(
                subject=_thing(cast("NamedNode", t.subject), labels),
                predicate=Term(id=t.predicate.value, label=vocabulary().label(t.predicate.value)),
                object=_object(cast("NamedNode | Literal", t.object), labels),
            )
            for t in statements
        ),
        status=local_name(item.status.value),
        confidence=float(item.confidence),
        read_by=local_name(item.read_by.value),
        reasons=words(reasons) if reasons else None,
        source=item.source.value if item.source else None,
        title=_title(item.source.value if item.source else None, labels),
        address=_address(store, item.source),
        locator=item.locator,
        table=item.table.value.removeprefix(f"{ID}table/") if item.table else None,
        row=item.row,
        passage=passage,
        brings=tuple(labels(t.value) for t in sorted(unknown, key=str)) if item.status == PROPOSED else (),
        corrects=item.revision_of.value if item.revision_of else None,
    )


def _object(o: NamedNode | Literal, labels: Labels) -> Thing | Term | Value:
    if isinstance(o, Literal):
        return Value(value=o.value, datatype=o.datatype.value, language=o.language)
    if o.value.startswith((ID, CONCEPT)):
        return _thing(o, labels)
    return Term(id=o.value, label=labels(o.value))


def _thing(iri: NamedNode, labels: Labels) -> Thing:
    parts = iri.value.removeprefix(ID).removeprefix(CONCEPT).split("/")
    return Thing(id=iri.value, label=labels(iri.value), kind=parts[0])


def _address(store: Store, source: NamedNode | None) -> str | None:
    found = store.quads(source, SAMSPIL.url, None) if source else ()
    return next((q.object.value for q in found if isinstance(q.object, Literal)), None)


def _title(source: str | None, labels: Labels) -> Words:
    return labels(source) if source else Words(da="uden kilde", en="without a source")


def _place(item: Evidence, labels: Labels) -> tuple[str, str, int, bool, float, str]:
    """Return what evidence is sorted by."""
    origin = item.passage.document if item.passage else item.table
    at = item.passage.start if item.passage else item.row or 0
    introduces = any(t.predicate == RDF.type for t in item.statements)
    title = _title(item.source.value if item.source else None, labels)["da"].casefold()
    return title, origin.value if origin else "", at, not introduces, -float(item.confidence), item.iri.value


def _classes(store: Store, item: Evidence) -> set[str]:
    """Return the classes of the things that the evidence speaks of, as it says or as is accepted."""
    said = {t.object for t in item.statements if t.predicate == RDF.type}
    subjects = {t.subject for t in item.statements if isinstance(t.subject, NamedNode)}
    return {getattr(c, "value", "") for c in said.union(*(_accepted_classes(store, s) for s in subjects))}


def _accepted_classes(store: Store, thing: NamedNode) -> set[object]:
    return {q.object for q in store.quads(thing, RDF.type, None, DEFAULT_GRAPH)}


def _is_called(iri: str, asked: str, labels: Labels) -> bool:
    return asked in iri or _holds(labels(iri), asked)


def _holds(text: Words, asked: str) -> bool:
    """Tell whether a text holds all the words asked for, in one of its languages and in any case."""
    return any(all(word in said.casefold() for word in asked.casefold().split()) for said in (text["da"], text["en"]))
