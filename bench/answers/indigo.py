"""The INDIGO data set as a graph, and its projects as proposals: what each would have known before it began.

A project is put as a proposal with its name, social challenge, intervention and target population, what counts as
success, its country and place, planned start, and, where asked for, its parties other than investors (outcome payers
and funds, providers, intermediaries). It does not know its investors, its size, its results, nor its actual end; the
names of its investors are struck from its text. When co-investors are ranked the graph holds nothing of it, and nothing
of any initiative that did not start strictly before it (a year alone counts as its middle); initiatives without a date
are left out as well.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from graph.answers.investors import ROLES
from graph.known.deals import INVESTOR, OUTCOME_PAYER
from graph.known.moments import moment
from graph.known.names import Names
from graph.known.snapshot import Snapshot, Statement, take_snapshot
from graph.reading.facets import Reading
from graph.reading.proposal import Party, Proposal
from graph.reading.reader import Reader
from graph.reading.thesaurus import Thesaurus
from graph.store import EmbeddedStore
from ingest.dataset import load_dataset
from ingest.recognise import recognise
from ontology.namespaces import CONCEPT, DCT, ID, SAMSPIL

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "indigo"
PROJECT = f"{ID}initiative/indigo-poj-"
FUND = f"{ID}organisation/indigo-fund-"
TEXTS = (SAMSPIL.challenge, DCT.description, SAMSPIL.targetGroupInWords, SAMSPIL.areaInWords)
MOST_OUTCOMES, MOST_CHARACTERS = 50, 200
"""So many outcomes a proposal takes, and so long ones."""


@dataclass(frozen=True)
class Case:
    """A project as a proposal, read, with the text and the planned start that it knows."""

    project: str
    reading: Reading
    prose: str
    start: str | None


class Indigo:
    """The graph of all projects, and what is asked of it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Bring the folder in by the product's own ingest."""
        with TemporaryDirectory() as home, EmbeddedStore.writing(Path(home), "bench") as store:
            load_dataset(store, recognise(folder), "bench", datetime(2026, 1, 1, tzinfo=UTC))
            self.snapshot = take_snapshot(store)
        self._reader = Reader(self.snapshot, Names(self.snapshot), Thesaurus(self.snapshot))
        initiatives = self.snapshot.of_class(SAMSPIL.Initiative)
        self.starts = {i: moment(self.snapshot.index.start_of(i)) for i in initiatives}
        self.projects = tuple(p for p in self.starts if p.startswith(PROJECT))

    def case(self, project: str, with_parties: bool) -> Case:
        """Return a project as a proposal."""
        s = self.snapshot
        parties = self._parties(project) if with_parties else []
        start = s.index.start_of(project)
        proposal = Proposal(
            title=self._unspoilt(s.label(project)["en"], project)[:300],
            summary=self._unspoilt(" ".join(x.value for p in TEXTS for x in s.statements(project, p)), project),
            outcome_metrics=self._outcomes(project),
            areas=[a.removeprefix(CONCEPT) for a in s.targets(project, SAMSPIL.area)],
            parties=parties,
            start=start,
        )
        reading = self._reader.read(proposal)
        if not with_parties:  # nor those that its text happens to name
            reading = reading.model_copy(update={"parties": ()})
        return Case(project, reading, proposal.prose, start)

    def payers(self, project: str, role: str) -> tuple[str, ...]:
        """Return who pays for a project in a role, each once, in order of IRI."""
        s = self.snapshot
        fundings = [f.subject for f in s.to(project, SAMSPIL.funded) if role in s.targets(f.subject, SAMSPIL.role)]
        return tuple(sorted({payer for f in fundings for payer in s.targets(f, SAMSPIL.funder)}))

    def linked(self, project: str, with_investors: bool) -> list[str]:
        """Return what a project is linked to: country, sector, parties and, where asked for, investors."""
        properties = (SAMSPIL.area, SAMSPIL.policySector, SAMSPIL.intermediary, SAMSPIL.provider)
        found = [t for p in properties for t in self.snapshot.targets(project, p)]
        found += self.payers(project, OUTCOME_PAYER)
        return found + list(self.payers(project, INVESTOR) if with_investors else ())

    def before(self, project: str) -> Snapshot:
        """Return the graph as it was before a project: without it and all that did not start strictly earlier."""
        return self.without(i for i, start in self.starts.items() if not start < self.starts[project])

    def without(self, initiatives: Iterable[str]) -> Snapshot:
        """Return the graph without the initiatives and what was paid for them."""
        s, hidden = self.snapshot, set(initiatives)
        hidden |= {f.subject for i in hidden for f in s.to(i, SAMSPIL.funded)}
        return masked(s, hidden)

    def _parties(self, project: str) -> list[Party]:
        s = self.snapshot
        by_kind = {
            "intermediary": s.targets(project, SAMSPIL.intermediary),
            "payer": self.payers(project, OUTCOME_PAYER),
            "provider": s.targets(project, SAMSPIL.provider),
        }
        return [
            Party(name=o.removeprefix(ID), role=ROLES[kind].removeprefix(CONCEPT))
            for kind, organisations in by_kind.items()
            for o in organisations
        ][:50]

    def _outcomes(self, project: str) -> list[str]:
        said = [self._unspoilt(s.value, project) for s in self.snapshot.statements(project, SAMSPIL.outcomeInWords)]
        return [text for s in said if (text := s.strip()[:MOST_CHARACTERS].strip())][:MOST_OUTCOMES]

    def _unspoilt(self, text: str, project: str) -> str:
        for investor in self.payers(project, INVESTOR):
            for name in self.snapshot.names(investor):
                text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
        return text


def masked(snapshot: Snapshot, hidden: Collection[str]) -> Snapshot:
    """Return a snapshot in which nothing is said of the hidden things, nor by them."""

    def kept(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(s for s in statements if s.subject not in hidden and s.value not in hidden)

    def left(by_thing: Mapping[str, tuple[Statement, ...]]) -> Mapping[str, tuple[Statement, ...]]:
        return MappingProxyType({iri: kept(said) for iri, said in by_thing.items() if iri not in hidden})

    return replace(snapshot, about=left(snapshot.about), pointing_at=left(snapshot.pointing_at))
