"""The council's strategy as checks: pass, attention, stop or unknown, each with why.

The gates are SHACL shapes in `gates.ttl`; here the proposal is laid beside the facts that they ask about, validated,
and what they answer is put into words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Triple

from graph.answers.overlap import Overlap
from graph.answers.portfolio import Portfolio, portfolio_triples
from graph.known.answers import Answer, Thing, evidence_of, thing, things
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import PROPERTIES, Reading, ReadParty
from graph.upkeep.constraints import find_violations
from graph.upkeep.result import Result
from ontology.namespaces import DCT, ID, RDF, RDFS, SAMSPIL, SKOS, XSD
from ontology.vocabulary import GATES_FILE, Description, describe, local_name
from ontology.words import Language, Words, joined, words

PROPOSAL: Final = NamedNode(ID + "proposal/this")
ASKED_ABOUT: Final = (
    SAMSPIL.Council,
    SAMSPIL.Coverage,
    SAMSPIL.Budget,
    SAMSPIL.Organisation,
    SKOS.Concept,
)
IRI: Final = re.compile(r"https://w3id\.org/samspil/(?:id|concept)/[\w/-]+")
Naming = Callable[[str], Words]
GateStatus = OneOf["pass", "attention", "stop", "unknown"]
GRAVEST_FIRST: Final[tuple[GateStatus, ...]] = ("stop", "attention", "unknown", "pass")


class GateLine(Answer):
    """Why a gate answers as it does, or what to find out; with the things it rests on and the evidence."""

    message: Words
    about: tuple[Thing, ...]
    evidence: tuple[str, ...]


class Gate(Answer):
    """A gate, its answer, why, and where the council asks for it."""

    id: str
    label: Words
    answer: GateStatus
    answer_label: Words
    lines: tuple[GateLine, ...]
    source: Thing | None
    locator: str | None


def check_gates(
    reading: Reading,
    snapshot: Snapshot,
    overlaps: Sequence[Overlap] = (),
    portfolios: Sequence[Portfolio] = (),
    year: int | None = None,
) -> tuple[Gate, ...]:
    """Return the answer of every gate, in the gates' order; `year` is the one in which the proposal is made."""
    asked_about = (i for kind in ASKED_ABOUT for i in snapshot.of_class(kind))
    facts = (
        Triple(NamedNode(s.subject), NamedNode(s.predicate), s.object)
        for i in (*asked_about, *(o.initiative.id for o in overlaps))
        for s in snapshot.about[i]
    )
    data = (*proposal_triples(reading, year), *facts, *portfolio_triples(portfolios))
    results = find_violations(data, PROPOSAL, GATES_FILE)
    parties = enumerate(reading.parties, start=1)
    called = {_party(p, number): words({}, p.name) for number, p in parties if not p.thing}

    def name(iri: str) -> Words:
        return called.get(iri) or snapshot.label(iri)

    gates, gate_of_shape = _gates()
    found: dict[str, list[Result]] = {gate.iri: [] for gate in gates}
    for result in results:
        found[gate_of_shape[result.shape]].append(result)
    return tuple(_answer(gate, found[gate.iri], name, snapshot) for gate in gates)


def gates_version() -> str:
    """Return a fingerprint of the gates: 12 hexadecimal digits."""
    return sha256(GATES_FILE.read_bytes()).hexdigest()[:12]


def proposal_triples(reading: Reading, year: int | None = None) -> Iterator[Triple]:
    """Yield the proposal as RDF, as it was read, and the year in which it is made."""
    yield Triple(PROPOSAL, RDF.type, SAMSPIL.Proposal)
    if year is not None:
        yield Triple(PROPOSAL, SAMSPIL.date, Literal(f"{year:04}", datatype=XSD.gYear))
    for facet in reading.facets:
        yield Triple(PROPOSAL, PROPERTIES[facet.dimension], NamedNode(facet.thing.id))
    for number, party in enumerate(reading.parties, start=1):
        yield from _party_triples(party, number)
    if reading.statutory:
        yield Triple(PROPOSAL, SAMSPIL.statutory, Literal(reading.statutory.value))
    if asked := reading.requested or reading.budget:
        yield Triple(PROPOSAL, SAMSPIL.requestedAmount, Literal(f"{asked.value:.2f}", datatype=XSD.decimal))
    for predicate, figure in ((SAMSPIL.months, reading.months), (SAMSPIL.paybackMonths, reading.payback_months)):
        if figure:
            yield Triple(PROPOSAL, predicate, Literal(round(figure.value)))


def _party_triples(party: ReadParty, number: int) -> Iterator[Triple]:
    iri = NamedNode(_party(party, number))
    yield Triple(PROPOSAL, SAMSPIL.party, iri)
    if party.sector and not party.thing:
        yield Triple(iri, SAMSPIL.sector, NamedNode(party.sector.id))
    if party.is_department:
        yield Triple(PROPOSAL, SAMSPIL.department, iri)
    if party.role:
        funding = NamedNode(f"{PROPOSAL.value}/funding/{number}")
        yield Triple(funding, SAMSPIL.funder, iri)
        yield Triple(funding, SAMSPIL.funded, PROPOSAL)
        yield Triple(funding, SAMSPIL.role, NamedNode(party.role.id))


def _party(party: ReadParty, number: int) -> str:
    """Return the IRI of a party; one that the graph does not know has its number in the proposal."""
    return party.thing.id if party.thing else f"{PROPOSAL.value}/party/{number}"


@cache
def _gates() -> tuple[tuple[Description, ...], Mapping[str, str]]:
    """Return the gates in order, and the gate of each shape."""
    described = describe(GATES_FILE)
    gate_of_shape = {iri: gate for iri, d in described.items() if (gate := d.value(SAMSPIL.gate))}
    gates = sorted(
        (d for d in described.values() if d.is_a(SAMSPIL.Gate)), key=lambda d: int(d.value(SAMSPIL.order) or 0)
    )
    return tuple(gates), gate_of_shape


def _answer(gate: Description, results: Iterable[Result], name: Naming, snapshot: Snapshot) -> Gate:
    by_answer: dict[str, list[Result]] = {}
    for result in results:
        by_answer.setdefault(local_name(result.severity).lower(), []).append(result)
    answer: GateStatus = next((a for a in GRAVEST_FIRST if a in by_answer), "unknown")
    source = gate.value(DCT.source)
    return Gate(
        id=gate.iri,
        label=gate.text(RDFS.label),
        answer=answer,
        answer_label=snapshot.label(f"{SAMSPIL}{answer.capitalize()}"),
        lines=tuple(_lines(by_answer.get(answer, ()), name, snapshot)),
        source=thing(snapshot, source) if source else None,
        locator=gate.value(SAMSPIL.locator),
    )


def _lines(results: Iterable[Result], name: Naming, snapshot: Snapshot) -> Iterator[GateLine]:
    """Yield a line for each different message, with all that it rests on; what differs in the value alone is one line
    that names them all.
    """
    alike: dict[str, list[Result]] = {}
    for result in results:
        but_value = IRI.sub(lambda m, value=result.value: "" if m[0] == value else m[0], result.message["da"])  # type: ignore[misc]
        alike.setdefault(f"{result.shape} {but_value}", []).append(result)
    for same in alike.values():
        values = list(dict.fromkeys(r.value for r in same if r.value))
        message = same[0].message
        yield GateLine(
            message=Words(
                da=_in_words(message["da"], "da", values, name), en=_in_words(message["en"], "en", values, name)
            ),
            about=things(snapshot, (v for v in values if v in snapshot.about)),
            evidence=evidence_of(s for r in same for s in _cited(r, snapshot)),
        )


def _cited(result: Result, snapshot: Snapshot) -> Iterable[Statement]:
    """Return the statements that an answer rests on: those of its path, else all about its value."""
    said = snapshot.about.get(result.value or "", ())
    return [s for s in said if s.predicate == result.path] or said


def _in_words(message: str, language: Language, values: Sequence[str], name: Naming) -> str:
    """Replace the IRIs in a message by names, the first of the values by those of all, and set thousands apart in its
    amounts.
    """

    def called(found: re.Match[str]) -> str:
        iris = values if found[0] in values[:1] else [found[0]]
        return joined([name(iri)[language] for iri in iris], language)

    separator = "." if language == "da" else ","
    return re.sub(
        r"\b(\d{4,})(?:\.\d+)?(?= (?:kr\.|DKK))",
        lambda m: f"{int(m[1]):,}".replace(",", separator),
        IRI.sub(called, message),
    )
