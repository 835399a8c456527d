"""The answer to a proposal: reading, overlap, coordination, policies, co-investors and gates, stamped and with its
evidence.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from pydantic import BaseModel

from graph.answers import Answer, Citation, cite
from graph.coinvestors import CoInvestor, find_coinvestors
from graph.gaps import Coordination, find_coordination
from graph.gates import Gate, check_gates, gates_version
from graph.names import Names
from graph.overlap import Overlap, find_overlaps
from graph.policies import PolicyAnswer, find_policies
from graph.proposal import Proposal
from graph.reading import Reading, read
from graph.snapshot import Snapshot
from graph.thesaurus import Thesaurus
from ontology.namespaces import SAMSPIL


class Compared(Answer):
    """What the proposal was compared with: how many initiatives, funders and policies the graph knew."""

    initiatives: int
    funders: int
    policies: int


class Assessment(Answer):
    """A whole answer. The same proposal, graph version and gates version give the same assessment, id included."""

    id: str
    graph_version: str
    gates_version: str
    proposal: Proposal
    reading: Reading
    overlaps: tuple[Overlap, ...]
    coordination: Coordination
    policies: tuple[PolicyAnswer, ...]
    coinvestors: tuple[CoInvestor, ...]
    gates: tuple[Gate, ...]
    compared: Compared
    evidence: Mapping[str, Citation]
    """Every piece of evidence that an answer above names."""


class Assessor:
    """What is needed to assess proposals against one snapshot: its names and its thesaurus, made once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Prepare a snapshot."""
        self.snapshot = snapshot
        self.names = Names(snapshot)
        self.thesaurus = Thesaurus(snapshot)

    def assess(self, proposal: Proposal) -> Assessment:
        """Answer a proposal. Raises `UnknownName` for a name in its form that the graph does not know."""
        snapshot = self.snapshot
        reading = read(proposal, snapshot, self.names, self.thesaurus)
        prose = f"{proposal.title} {proposal.summary}"
        overlaps = find_overlaps(reading, snapshot, prose, proposal.start)
        assessment = Assessment(
            id=_id(proposal, snapshot.version),
            graph_version=snapshot.version,
            gates_version=gates_version(),
            proposal=proposal,
            reading=reading,
            overlaps=overlaps,
            coordination=find_coordination(reading, overlaps, snapshot),
            policies=find_policies(reading, overlaps, snapshot),
            coinvestors=find_coinvestors(reading, overlaps, snapshot, prose, proposal.start),
            gates=check_gates(reading, snapshot),
            compared=_compared(snapshot),
            evidence={},
        )
        named = sorted({e for e in _evidence(assessment) if e in snapshot.records})
        return assessment.model_copy(update={"evidence": {e: cite(snapshot, e) for e in named}})


def _id(proposal: Proposal, version: str) -> str:
    """Return an id that depends on what was asked, of which graph and by which gates: 16 hexadecimal digits."""
    asked = f"{version} {gates_version()} {proposal.model_dump_json(exclude_defaults=True)}"
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
