"""The prose of a proposal: the names and paraphrases found in it, each with how it is meant and how certain it is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from graph.known.answers import thing
from graph.known.snapshot import Snapshot
from graph.reading.changes import Changes
from graph.reading.context import Passage, Standing, passages, sentence_at, standing_at, telling, telling_next, words
from graph.reading.facets import Certainty, Dimension, Facet, Span
from graph.reading.groups import Groups, bare, covered, meant_through
from graph.reading.paraphrase import COMPETING, Paraphrases
from graph.reading.proposal import Proposal
from graph.reading.thesaurus import Match, Thesaurus
from ontology.namespaces import CONCEPT

ANYWHERE: Final = frozenset({"evidence-level"})
"""Evidence from elsewhere, or from earlier, is evidence."""
AS_AN_END: Final = frozenset({"outcome", "target-group", "area"})
"""That violence ends is an outcome; that a plan ends is not what is proposed."""


WHERE_REACH, THREAT_REACH = 25, 70  # letters before a name that may say that it is a place, or a threat


class Place(Protocol):
    """Anything that has its place in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Mention:
    """A place where something is named, how it is meant there, and how certain it is that it is meant."""

    iri: str
    span: Span
    standing: Standing
    certainty: Certainty


class Prose:
    """The title and summary of a proposal, read."""

    def __init__(
        self,
        proposal: Proposal,
        thesaurus: Thesaurus,
        paraphrases: Paraphrases,
        groups: Groups,
        changes: Changes,
    ) -> None:
        """Find every name in the prose."""
        self.fields = {"title": proposal.title, "summary": proposal.summary}
        self.passages: dict[str, list[Passage]] = {field: passages(text) for field, text in self.fields.items()}
        self.beyond = {
            field: [m.span() for m in telling("beyond").finditer(text)] for field, text in self.fields.items()
        }
        self._helpers = {
            field: [m.span() for m in telling("helpers").finditer(text)] for field, text in self.fields.items()
        }
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        self._things: set[str] = set()
        for field, text in self.fields.items():
            named = [*thesaurus.find(text)]
            for match in named:
                self._add(field, match, "likely" if match.is_part or match.faults else "certain")
            parties = [(m.start, m.end) for m in named if not m.iris[0].startswith(CONCEPT)]
            for match in (*paraphrases.find(text), *groups.find(text), *changes.find(text)):
                # 'Landsforeningen mod Spiseforstyrrelser' tells of no people, 'idræt som vej til job' of no job support
                same = [(m.start, m.end) for m in named if m.iris == match.iris]
                if not _is_within((*parties, *same, *_names_beside(named, match)), match):
                    self._add(field, match, "uncertain" if match.is_weak else "likely")
        for iri in self._things:
            self.mentions.pop(iri, None)

    def _add(self, field: str, match: Match, certainty: Certainty) -> None:
        if match.negated or _is_within(self.beyond[field], match):
            return
        standing = self.standing(field, match.start)
        before = self.fields[field][max(0, match.start - WHERE_REACH) : match.start]
        is_where = telling("where").search(before)
        is_made = telling("made").search(before) or telling_next("made_after").match(self.fields[field], match.end)
        is_seat = telling("seat").search(before)
        is_threat = self._is_threat(field, match, certainty)
        is_helper = _is_within(self._helpers[field], match)
        of_a_thing = telling_next("things").match(self.fields[field], match.end)
        for iri in match.iris:
            if of_a_thing and iri.startswith((f"{CONCEPT}target-group/", f"{CONCEPT}theme/")):
                self._things.add(iri)
                continue
            if (is_threat or is_helper) and iri.startswith(f"{CONCEPT}target-group/"):
                continue
            if is_seat and iri.startswith(f"{CONCEPT}area/"):
                continue
            name = iri.removeprefix(CONCEPT)
            if name.startswith("method/") and telling("instead").search(before):
                continue
            if (is_where and name in words()["places"]) or (not is_made and name in words()["made_places"]):
                continue
            self.mentions[iri].append(Mention(iri, self.span(field, match), standing, certainty))

    def _is_threat(self, field: str, match: Match, certainty: Certainty) -> bool:
        """Tell whether the words before a name, or before the last word of a paraphrase, say that it may only come."""
        text = self.fields[field]
        last = match.start if certainty == "certain" else max(match.start, text.rfind(" ", 0, match.end) + 1)
        before, before_last = (text[max(0, at - THREAT_REACH) : at] for at in (match.start, last))
        return bool(telling("threat").search(before) or telling("not_yet").search(before_last))

    def span(self, field: str, at: Place | re.Match[str]) -> Span:
        """Return a place as words of a field."""
        start, end = at.span() if isinstance(at, re.Match) else (at.start, at.end)
        return Span(field=field, start=start, end=end, text=self.fields[field][start:end])

    def standing(self, field: str, at: int) -> Standing:
        """Return how the passage at an offset is meant."""
        return standing_at(self.passages[field], at)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Yield every place where a pattern matches."""
        for field, text in self.fields.items():
            yield from (self.span(field, m) for m in pattern.finditer(text))

    def facets(self, dimension: Dimension, snapshot: Snapshot) -> list[Facet]:
        """Return the concepts that the proposal is about; one that a narrower one implies is left out ('unge' beside
        'unge hjemløse').
        """
        return self._without_implied(dimension, snapshot, self._meant(dimension))

    def unsure(self, dimension: Dimension, snapshot: Snapshot) -> list[Facet]:
        """Return the groups that are named only as background, and what is only weakly told."""
        meant = self._meant(dimension)
        aside = {
            iri: [m for m in said if _is_doubtful(m, dimension)]
            for iri, said in self._of(dimension).items()
            if iri not in meant
        }
        found = self._without_implied(dimension, snapshot, {iri: said for iri, said in aside.items() if said})
        return [f.model_copy(update={"certainty": "uncertain"}) for f in found]

    def _of(self, dimension: Dimension) -> dict[str, list[Mention]]:
        return {iri: said for iri, said in self.mentions.items() if iri.startswith(f"{CONCEPT}{dimension}/")}

    def _meant(self, dimension: Dimension) -> dict[str, list[Mention]]:
        own = {"own", "ending"} if dimension in AS_AN_END else {"own"}
        found = {
            iri: [m for m in said if (dimension in ANYWHERE or m.standing in own) and m.certainty != "uncertain"]
            for iri, said in self._of(dimension).items()
        }
        if dimension == "area":
            tested = [m.span for said in self._of("evidence-level").values() for m in said]
            found = {
                iri: [m for m in said if not any(self._share_sentence(m.span, t) for t in tested)]
                for iri, said in found.items()
            }
        return {iri: said for iri, said in found.items() if said}

    def _share_sentence(self, one: Span, other: Span) -> bool:
        """Tell whether two spans stand in one sentence: where something was tested is not where it is proposed."""
        text = self.fields[one.field]
        return one.field == other.field and sentence_at(text, one.start) == sentence_at(text, other.start)

    def _without_implied(
        self, dimension: Dimension, snapshot: Snapshot, found: dict[str, list[Mention]]
    ) -> list[Facet]:
        implied = {broader for iri in found for broader in snapshot.ancestors(iri)[1:]}
        implied |= {other for iri in found for other in covered(iri)}
        implied |= {
            other
            for iri in found
            for other in meant_through(iri)
            if not any(m.certainty == "certain" for m in found.get(other, ()))
        }
        if found.keys() - bare():
            implied |= bare()
        return [
            Facet(
                dimension=dimension,
                thing=thing(snapshot, iri),
                origin="text",
                certainty="certain" if any(m.certainty == "certain" for m in said) else "likely",
                spans=tuple(m.span for m in said),
            )
            for iri, said in found.items()
            if iri not in implied
        ]


def _names_beside(named: Iterable[Match], match: Match) -> list[tuple[int, int]]:
    """Return where other methods are named than the one that a match tells of, or other outcomes."""
    scheme = next((s for s in COMPETING if match.iris[0].startswith(s)), None)
    if not scheme:
        return []
    return [(m.start, m.end) for m in named if m.iris[0].startswith(scheme) and match.iris[0] not in m.iris]


def _is_doubtful(mention: Mention, dimension: Dimension) -> bool:
    """Tell whether a mention raises the question: a group in the background, and what is only weakly told."""
    is_aside = mention.standing == "background" and dimension == "target-group"
    return is_aside or (mention.standing == "own" and mention.certainty == "uncertain")


def _is_within(spans: Iterable[tuple[int, int]], place: Place) -> bool:
    return any(start <= place.start and place.end <= end for start, end in spans)
