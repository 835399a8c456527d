"""Where people decide about evidence: for the command line, the API and the pages alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final, Literal

from pydantic import BaseModel, Field
from pyoxigraph import NamedNode

from api.access.log import Log, at_terminal
from api.settings import Settings
from graph.evidence.evidence import ACCEPTED, REJECTED, Evidence, read
from graph.evidence.history import read_review, reviews, reviews_of
from graph.evidence.texts import Texts
from graph.known.labels import Labels
from graph.known.names import Names
from graph.known.snapshot import take_snapshot
from graph.store import DEFAULT_GRAPH, Place, Store, changing, reading
from graph.upkeep.review import Decided, correct, decide, undo
from graph.upkeep.review_answers import EvidenceRecord, Made, ReviewRecord, made, review_record
from graph.upkeep.sentences import said_by
from graph.upkeep.waiting import Asked, Progress, Waiting, as_waiting, progress, queue
from ingest.correction import Line, know_proposed, read_correction
from ontology.errors import InputError, NotFound
from ontology.namespaces import ID, SKOS
from ontology.words import Language, Words

Decision = Literal["accepted", "rejected"]
DECISIONS: Final = {"accepted": ACCEPTED, "rejected": REJECTED}
MOST_AT_ONCE: Final = 1000


class QueuePage(BaseModel):
    """Some of the evidence that waits, in reading order; `next` is the cursor of the next page, if there is one."""

    items: list[Waiting]
    total: int
    next: int | None = Field(default=None, examples=[20])


@dataclass(frozen=True)
class ReviewDesk:
    """The reviews in the store at `place`, with the texts of sources under `home`, on behalf of whoever the `log` is
    kept for.

    The store is open for writing no longer than one decision takes, and one decision at a time.
    """

    place: Place
    home: Path
    log: Log
    _one_at_a_time: Lock = field(default_factory=Lock, compare=False)

    def on_behalf_of(self, log: Log) -> "ReviewDesk":
        """Return the same desk, for somebody else."""
        return replace(self, log=log)

    def queue(self, asked: Asked, cursor: int = 0, limit: int | None = None) -> QueuePage:
        """Return what waits, from the place `cursor` on. Raises `InputError`, `StoreError`."""
        found = self.asked_for(asked)
        end = len(found) if limit is None else cursor + limit
        items = self.shown(found[cursor:end])
        return QueuePage(items=items, total=len(found), next=end if end < len(found) else None)

    def asked_for(self, asked: Asked) -> list[Evidence]:
        """Return all evidence asked for, in reading order. Raises `InputError`, `StoreError`."""
        store = reading(self.place)
        return queue(store, asked, Labels(store))

    def shown(self, items: Iterable[Evidence]) -> list[Waiting]:
        """Return pieces of evidence as their reviewer sees them. Raises `StoreError`."""
        store = reading(self.place)
        return as_waiting(store, items, Texts(self.home), Labels(store))

    def options(self) -> dict[str, list[Words]]:
        """Return the concepts by scheme (IRI), as a correction may name them. Raises `StoreError`."""
        store = reading(self.place)
        labels = Labels(store)
        found: dict[str, list[Words]] = {}
        for quad in store.quads(None, SKOS.inScheme, None, DEFAULT_GRAPH):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found.setdefault(quad.object.value, []).append(labels(quad.subject.value))
        return {scheme: sorted(concepts, key=lambda w: w["da"].casefold()) for scheme, concepts in found.items()}

    def progress(self) -> list[Progress]:
        """Return how far the review has come, by source. Raises `StoreError`."""
        store = reading(self.place)
        return progress(store, Labels(store))

    def evidence(self, name: str) -> EvidenceRecord:
        """Return a piece of evidence with its reviews. Raises `NotFound`, `StoreError`."""
        store = reading(self.place)
        item = read(store, evidence_iri(name))
        if not item:
            raise NotFound("There is no evidence '{evidence}' to review.", evidence=name)
        (shown,) = as_waiting(store, [item], Texts(self.home), Labels(store))
        return EvidenceRecord(
            evidence=shown, reviews=tuple(review_record(store, r) for r in reviews_of(store, item.iri))
        )

    def reviews(self) -> list[ReviewRecord]:
        """Return all reviews, the latest first. Raises `StoreError`."""
        store = reading(self.place)
        return [review_record(store, r) for r in reviews(store)]

    def review(self, id_: str) -> ReviewRecord:
        """Return a review by its id. Raises `NotFound`, `StoreError`."""
        store = reading(self.place)
        found = read_review(store, NamedNode(f"{ID}review/{id_}"))
        if not found:
            raise NotFound("There is no review '{id}'.", id=id_)
        return review_record(store, found)

    def decide(self, evidence: Sequence[str], decision: Decision, comment: str = "") -> Made:
        """Accept or reject evidence, all or none of it. Raises `InputError`, `StoreError`."""
        iris = [evidence_iri(name) for name in evidence]
        return self._make(
            "review", lambda store, now: decide(store, iris, DECISIONS[decision], self.agent, now, comment)
        )

    def correct(self, evidence: str, lines: Iterable[Line], language: Language, comment: str = "") -> Made:
        """Put what a person writes in place of what was read. Raises `InputError`, `StoreError`."""
        iri = evidence_iri(evidence)

        def corrected(store: Store, now: datetime) -> Decided:
            item = read(store, iri)
            if not item:
                raise NotFound("There is no evidence '{evidence}' to review.", evidence=evidence)
            names = Names(take_snapshot(store))
            know_proposed(names, store)
            return correct(
                store, iri, read_correction(item, lines, names, Labels(store), language), self.agent, now, comment
            )

        return self._make("correction", corrected)

    def undo(self, id_: str | None = None) -> Made:
        """Take a decision back, the latest without an id. Raises `InputError`, `StoreError`."""
        review = NamedNode(f"{ID}review/{id_}") if id_ else None
        return self._make("undo", lambda store, now: undo(store, review, self.agent, now))

    @property
    def agent(self) -> NamedNode:
        """Return who decides, as named in the evidence."""
        return NamedNode(self.log.who.agent)

    def _make(self, what: str, act: Callable[[Store, datetime], Decided]) -> Made:
        def reviewed(store: Store) -> Made:
            done = act(store, datetime.now(UTC).replace(microsecond=0))
            labels = Labels(store)
            along = {iri.value: said_by(item, labels) for iri in done.along if (item := read(store, iri))}
            return made(store, done, along, progress(store, labels))

        with self._one_at_a_time, self.log.acting(what) as noted:
            told = changing(self.place, "samspil review", reviewed)
            noted.about = [told.review.id] if told.review else []
            return told


def desk_of(settings: Settings) -> ReviewDesk:
    """Return the desk on the store that the settings name, for whoever sits here."""
    return ReviewDesk(settings.place, settings.home, at_terminal(settings))


def evidence_iri(name: str) -> NamedNode:
    """Return the IRI of a piece of evidence, which may be written without what all begin with. Raises `InputError`."""
    try:
        return NamedNode(name if name.startswith(ID) else f"{ID}evidence/{name.removeprefix('evidence/')}")
    except ValueError as error:
        raise InputError("'{text}' is no evidence. It is written as in the list.", text=name) from error
