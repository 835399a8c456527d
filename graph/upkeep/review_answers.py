"""Reviews as answers: what a decision did, and what was decided of a piece of evidence before."""

from datetime import datetime

from pydantic import Field

from graph.evidence.history import Review, is_standing
from graph.known.answers import Answer
from graph.store import Store
from graph.upkeep.review import Decided
from graph.upkeep.waiting import Progress, Waiting
from ontology.vocabulary import local_name
from ontology.words import Words


class StepRecord(Answer):
    """One piece of evidence (IRI) in a review: its status before and after."""

    evidence: str
    before: str = Field(examples=["proposed"])
    after: str = Field(examples=["accepted"])


class ReviewRecord(Answer):
    """One act of one person. `undoes` is the id of the review that it takes back; `stands` tells whether it is a
    decision that nobody has taken back.
    """

    id: str = Field(examples=["17-9f86d081"])
    number: int
    by: str
    at: datetime
    comment: str
    undoes: str | None
    stands: bool
    steps: tuple[StepRecord, ...]


class Brought(Answer):
    """Evidence that was accepted with the rest, because that needs it."""

    id: str
    says: Words


class Made(Answer):
    """What a decision did: the review (none where all was so already), what was accepted along, and how far the review
    of each source has come.
    """

    review: ReviewRecord | None
    along: tuple[Brought, ...]
    progress: tuple[Progress, ...]


class EvidenceRecord(Answer):
    """A piece of evidence, and what has been decided of it, the latest first."""

    evidence: Waiting
    reviews: tuple[ReviewRecord, ...]


def review_record(store: Store, review: Review) -> ReviewRecord:
    """Describe a review."""
    return ReviewRecord(
        id=local_name(review.iri.value),
        number=review.number,
        by=local_name(review.agent.value),
        at=review.at,
        comment=review.comment,
        undoes=local_name(review.undoes.value) if review.undoes else None,
        stands=is_standing(store, review),
        steps=tuple(
            StepRecord(evidence=s.evidence.value, before=local_name(s.before.value), after=local_name(s.after.value))
            for s in review.steps
        ),
    )


def made(store: Store, done: Decided, along: dict[str, Words], progress: list[Progress]) -> Made:
    """Describe what a decision did; `along` says in words what was accepted along, by IRI."""
    return Made(
        review=review_record(store, done.review) if done.review else None,
        along=tuple(Brought(id=iri, says=says) for iri, says in along.items()),
        progress=tuple(progress),
    )
