"""The answer to a proposal: reading, overlap, coordination, policies, co-investors and gates, stamped and with its
evidence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from typing import Final

from pydantic import BaseModel, Field

from graph.answers.coinvestors import CoInvestor, RuledOut, find_coinvestors
from graph.answers.coordination import Coordination, find_coordination
from graph.answers.explanations import Explanations, explain
from graph.answers.gaps import Gaps
from graph.answers.gates import Gate, check_gates, gates_version
from graph.answers.overlap import Overlap, find_overlaps
from graph.answers.policies import PolicyAnswer, find_policies
from graph.answers.portfolio import Portfolio, find_portfolios
from graph.answers.whatif import disregard
from graph.known.answers import Answer, Citation, cite
from graph.known.names import Names
from graph.known.past import as_of
from graph.known.snapshot import Snapshot
from graph.reading.facets import Reading
from graph.reading.proposal import Proposal
from graph.reading.reader import Reader
from graph.reading.thesaurus import Thesaurus
from ontology.namespaces import SAMSPIL

RECORD_VERSION: Final = 2
"""Of what an assessment holds: one more where a field is added or taken away. Records without a version are of 1."""


class Compared(Answer):
    """What the proposal was compared with: how many initiatives, funders and policies the graph knew."""

    initiatives: int
    funders: int
    policies: int


class Assessment(Answer):
    """A whole answer. The same proposal, graph version and gates version give the same assessment, id included."""

    id: str
    record_version: int = Field(default=RECORD_VERSION, description="Which version of the record's fields it holds")
    graph_version: str
    gates_version: str
    as_of: str | None = Field(description="The ISO date as of which the graph was asked, if another than now")
    year: int | None = Field(description="The year in which the proposal is made")
    proposal: Proposal
    reading: Reading
    overlaps: tuple[Overlap, ...]
    coordination: Coordination
    policies: tuple[PolicyAnswer, ...]
    coinvestors: tuple[CoInvestor, ...]
    ruled_out: tuple[RuledOut, ...] = ()
    gates: tuple[Gate, ...]
    portfolios: tuple[Portfolio, ...]
    explanations: Explanations
    compared: Compared
    evidence: Mapping[str, Citation]
    """Every piece of evidence that an answer above names."""


class Assessor:
    """What is needed to assess proposals against one snapshot: its names and its thesaurus, made once.

    With a `day`, proposals are assessed against the graph as it was then (see `past`).
    """

    def __init__(self, snapshot: Snapshot, day: date | None = None) -> None:
        """Prepare a snapshot. Raises `InputError` if nothing had been read by the day."""
        self.day = day.isoformat() if day else None
        self.snapshot = as_of(snapshot, day) if day else snapshot
        self.names = Names(self.snapshot)
        self.thesaurus = Thesaurus(self.snapshot)
        self.reader = Reader(self.snapshot, self.names, self.thesaurus)
        self.gaps = Gaps(self.snapshot, self.day)
        self._portfolios = lru_cache(maxsize=4)(partial(find_portfolios, self.snapshot))  # by year

    @cached_property
    def compared(self) -> Compared:
        """Return how much a proposal is compared with."""
        return _compared(self.snapshot)

    def read(self, proposal: Proposal) -> Reading:
        """Return how a proposal is understood. Raises `UnknownName`."""
        return disregard(self.reader.read(proposal), proposal.without)

    def assess(self, proposal: Proposal, year: int | None = None) -> Assessment:
        """Answer a proposal made in a year, if that is given: what the fund has left depends on it.

        Raises `UnknownName` for a name in its form that the graph does not know.
        """
        snapshot, day = self.snapshot, self.day
        year = int(day[:4]) if day else year
        reading = self.read(proposal)
        prose = proposal.prose
        # What cannot be compared is compared with nothing: a word in common, or a department, looks like more.
        asked = reading if reading.is_comparable else reading.model_copy(update={"facets": (), "parties": ()})
        overlaps = find_overlaps(asked, snapshot, prose, proposal.start)
        portfolios = self._portfolios(year)
        coordination = find_coordination(asked, overlaps, snapshot, self.gaps)
        policies = find_policies(asked, overlaps, snapshot, day)
        investors = find_coinvestors(asked, overlaps, snapshot, self.thesaurus, prose, proposal.start)
        gates = check_gates(reading, snapshot, overlaps, portfolios, year)
        assessment = Assessment(
            id=_id(proposal, snapshot.version, day, year),
            graph_version=snapshot.version,
            gates_version=gates_version(),
            as_of=day,
            year=year,
            proposal=proposal,
            reading=reading,
            overlaps=overlaps,
            coordination=coordination,
            policies=policies,
            coinvestors=investors.candidates,
            ruled_out=investors.ruled_out,
            gates=gates,
            portfolios=portfolios,
            explanations=explain(reading, overlaps, coordination.gaps, policies, investors.candidates, gates, snapshot),
            compared=self.compared,
            evidence={},
        )
        named = sorted({e for e in _evidence(assessment) if e in snapshot.records})
        return assessment.model_copy(update={"evidence": {e: cite(snapshot, e) for e in named}})


def _id(proposal: Proposal, version: str, day: str | None, year: int | None) -> str:
    """Return an id that depends on what was asked, of which graph, by which gates and when: 16 hexadecimal digits."""
    asked = f"{version} {gates_version()} {day} {year} {proposal.model_dump_json(exclude_defaults=True)}"
    return sha256(asked.encode()).hexdigest()[:16]


def _compared(snapshot: Snapshot) -> Compared:
    funders = {f for funding in snapshot.of_class(SAMSPIL.Funding) for f in snapshot.targets(funding, SAMSPIL.funder)}
    return Compared(
        initiatives=len(snapshot.of_class(SAMSPIL.Initiative)),
        funders=len(funders),
        policies=len(snapshot.of_class(SAMSPIL.Policy)),
    )


def _evidence(part: object) -> Iterator[str]:
    """Yield the evidence that a part of an answer names, however deep."""
    if isinstance(part, BaseModel):
        yield from getattr(part, "evidence", ())
        for name in type(part).model_fields:
            yield from _evidence(getattr(part, name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _evidence(item)
