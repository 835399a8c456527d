"""Claims as evidence: the statements that a claim makes in our language, with the passage that says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.document import Document
from graph.evidence.evidence import BY_DOCUMENT, PROPOSED, Evidence, Passage
from ingest.extraction.claims import Claim, Figures
from ingest.extraction.confidence import LEAST, probability
from ingest.extraction.things import Thing, Things
from ingest.slug import slug
from ontology.namespaces import BASE, CONCEPT, DCT, ID, RDF, SAMSPIL, SKOS, XSD

READER: Final = NamedNode(f"{ID}agent/samspil")
_STATUS: Final = {
    "running": "running",
    "planned": "planned",
    "starting": "starting",
    "ended": "ended",
    "proposed": "proposed",
    "doubtful": "proposed",
}
_OF_THEME: Final = {
    "responsible_for": SAMSPIL.responsibleFor,
    "addresses": SAMSPIL.theme,
    "governs": SAMSPIL.governs,
}
_OF_THINGS: Final = {
    "targets": SAMSPIL.targetGroup,
    "in_area": SAMSPIL.area,
    "part_of": SAMSPIL.partOf,
    "led_by": SAMSPIL.ledBy,
}
_CLASSES: Final = {"initiative": "Initiative", "policy": "Policy", "organisation": "Organisation"}


@dataclass(frozen=True)
class Reading:
    """What a document's claims are put into words with: the document and its IRI, what it names, its municipality."""

    document: Document
    iri: NamedNode
    things: Things
    municipality: Thing | None

    def itself(self) -> set[Triple]:
        """Return what the document is: a source with a title."""
        words = self.document.words
        title = next((words(b) for b in self.document.blocks if b.kind == "heading"), self.document.name)
        return {
            Triple(self.iri, RDF.type, SAMSPIL.Source),
            Triple(self.iri, DCT.title, Literal(" ".join(title.split())[:200], language="da")),
        }


def as_evidence(claims: Iterable[Claim], reading: Reading, least: float = LEAST) -> list[tuple[Claim, Evidence]]:
    """Return the claims that are at least so sure as proposed evidence, each once: where a document says a thing in
    several places, the one that tells most and is surest.
    """
    best: dict[str, tuple[float, Claim]] = {}
    for claim in claims:
        sure = probability(claim)
        key = _key(claim)
        if sure >= least and (key not in best or _rank(sure, claim) > _rank(*best[key])):
            best[key] = sure, claim
    found = []
    for key, (sure, claim) in best.items():
        if said := frozenset(_statements(claim, key, reading)):
            found.append((claim, _evidence(claim, key, sure, said, reading)))
    return found


def _evidence(claim: Claim, key: str, sure: float, said: frozenset[Triple], reading: Reading) -> Evidence:
    return Evidence(
        iri=NamedNode(f"{reading.iri.value.replace('/document/', '/evidence/')}/{key}"),
        statements=said | reading.itself(),
        read_by=BY_DOCUMENT,
        agent=READER,
        source=reading.iri,
        locator=_locator(claim),
        passage=Passage(reading.iri, claim.start, claim.end),
        confidence=f"{sure:.2f}",
        status=PROPOSED,
    )


def _rank(sure: float, claim: Claim) -> tuple[int, float, int]:
    """Return what makes one place better than another that says the same: that it tells figures, that it is sure."""
    return int(claim.figures.amount is not None) + int(claim.figures.date is not None), sure, -claim.start


def _key(claim: Claim) -> str:
    """Return what a claim is about as the end of an IRI, the same whenever the document is read."""
    ends = [t.iri.rsplit("/", 1)[1] for t in (claim.subject, claim.object) if t]
    if claim.sentence.theme:
        ends.append(slug(claim.sentence.theme.name)[:40].strip("-"))
    if claim.name:
        ends.append(slug(claim.name)[:60].strip("-"))
    if claim.relation in {"budget", "observation"}:
        ends.append(str(claim.figures.date or claim.figures.start or "") or "")
    if claim.relation == "governs" and claim.figures.amount:
        ends.append(f"{claim.figures.amount:.0f}")
    if claim.relation == "observation" and claim.figures.value is not None:
        ends.append(slug(f"{claim.figures.value:g}"))
    return "-".join(part for part in (claim.relation.replace("_", "-"), *ends) if part)


def _locator(claim: Claim) -> str | None:
    parts = [*claim.sentence.line.path[-1:]] if not claim.sentence.theme else [claim.sentence.theme.name]
    if claim.sentence.label:
        parts.append(claim.sentence.label.strip(" :?*"))
    return " › ".join(parts) or None


def _statements(claim: Claim, key: str, reading: Reading) -> Iterator[Triple]:
    said = list(_said(claim, key, reading))
    if not said:
        return
    yield from said
    theme = reading.things.called("theme", claim.sentence.theme.name) if claim.sentence.theme else None
    for thing in (claim.subject, claim.object, *claim.others, *([theme] if theme else [])):
        if thing is not None:
            yield from _introduced(thing, reading.municipality)


def _said(claim: Claim, key: str, reading: Reading) -> Iterator[Triple]:
    """Yield what the claim says; nothing where it has not what its relation needs."""
    written = claim.sentence.theme
    theme = NamedNode(reading.things.called("theme", written.name).iri) if written else None
    subject = NamedNode(claim.subject.iri) if claim.subject else None
    target = NamedNode(claim.object.iri) if claim.object else None
    if property_ := _OF_THEME.get(claim.relation):
        if subject and theme:
            yield Triple(subject, property_, theme)
            yield from _of_policy(subject, claim.figures) if claim.relation == "governs" else ()
            yield from _status(subject, claim.modality) if claim.relation == "addresses" else ()
    elif property_ := _OF_THINGS.get(claim.relation):
        if (subject or theme) and target:
            yield Triple(subject or theme or target, property_, target)
    elif claim.relation == "ends" and subject:
        yield from _dates(subject, claim.figures)
    elif claim.relation == "funds" and target:
        yield from _funding(claim, key, target, reading.municipality)
    elif claim.relation == "budget" and theme:
        yield from _budget(claim, key, theme)
    elif claim.relation == "observation":
        yield from _observation(claim, key, theme, target)


def _status(initiative: NamedNode, modality: str) -> Iterator[Triple]:
    if status := _STATUS.get(modality):
        yield Triple(initiative, SAMSPIL.status, NamedNode(f"{CONCEPT}status/{status}"))


def _of_policy(policy: NamedNode, figures: Figures) -> Iterator[Triple]:
    yield from _dates(policy, figures)
    yield from _amounts(policy, figures)


def _introduced(thing: Thing, municipality: Thing | None) -> Iterator[Triple]:
    """Yield what makes a new thing well formed: its class, name and other names, and what it belongs to."""
    if not thing.is_new:
        return
    iri = NamedNode(thing.iri)
    if thing.kind in _CLASSES:
        class_ = thing.class_ or _CLASSES[thing.kind]
        if class_ == "Department" and municipality is None:
            class_ = "Organisation"
        yield Triple(iri, RDF.type, NamedNode(f"{BASE}def#{class_}"))
        if class_ == "Department" and municipality:
            yield Triple(iri, SAMSPIL.unitOf, NamedNode(municipality.iri))
            yield from _introduced(municipality, None)
    else:
        yield Triple(iri, RDF.type, SKOS.Concept)
        yield Triple(iri, SKOS.inScheme, NamedNode(thing.iri.rsplit("/", 1)[0]))
        if thing.broader and not thing.broader.is_new:
            yield Triple(iri, SKOS.broader, NamedNode(thing.broader.iri))
    yield Triple(iri, SKOS.prefLabel, Literal(thing.name, language="da"))
    for name in sorted(thing.other_names):
        is_short = thing.kind == "organisation" and name.isupper()
        yield Triple(iri, SAMSPIL.abbreviation if is_short else SKOS.altLabel, Literal(name, language="da"))


def _funding(claim: Claim, key: str, target: NamedNode, municipality: Thing | None) -> Iterator[Triple]:
    payer = claim.subject or municipality
    if payer is None:
        return
    yield from _introduced(payer, municipality)
    funding = NamedNode(f"{ID}funding/{key.removeprefix('funds-')}")
    yield Triple(funding, RDF.type, SAMSPIL.Funding)
    yield Triple(funding, SAMSPIL.funder, NamedNode(payer.iri))
    yield Triple(funding, SAMSPIL.funded, target)
    for policy in claim.others:
        if policy.kind == "policy":
            yield Triple(funding, SAMSPIL.implements, NamedNode(policy.iri))
    yield from _dates(funding, claim.figures)
    yield from _amounts(funding, claim.figures)


def _budget(claim: Claim, key: str, theme: NamedNode) -> Iterator[Triple]:
    budget = NamedNode(f"{ID}budget/{key.removeprefix('budget-')}")
    yield Triple(budget, RDF.type, SAMSPIL.Budget)
    yield Triple(budget, SAMSPIL.theme, theme)
    yield Triple(budget, SAMSPIL.budgetArea, Literal(claim.name or ""))
    yield from _dates(budget, claim.figures)
    yield from _amounts(budget, claim.figures)


def _observation(claim: Claim, key: str, theme: NamedNode | None, group: NamedNode | None) -> Iterator[Triple]:
    figures = claim.figures
    observation = NamedNode(f"{ID}observation/{key.removeprefix('observation-')}")
    yield Triple(observation, RDF.type, SAMSPIL.Observation)
    yield Triple(observation, SKOS.prefLabel, Literal(claim.name or "", language="da"))
    yield Triple(observation, SAMSPIL.value, _decimal(figures.value or 0))
    yield Triple(observation, SAMSPIL.unit, Literal(figures.unit or "personer"))
    if theme:
        yield Triple(observation, SAMSPIL.theme, theme)
    if group:
        yield Triple(observation, SAMSPIL.targetGroup, group)
    for predicate, age in ((SAMSPIL.ageMin, figures.age_min), (SAMSPIL.ageMax, figures.age_max)):
        if age is not None:
            yield Triple(observation, predicate, Literal(str(age), datatype=XSD.integer))
    if figures.approximate:
        yield Triple(observation, SAMSPIL.approximate, Literal("true", datatype=XSD.boolean))
    yield from _dates(observation, figures)


def _amounts(subject: NamedNode, figures: Figures) -> Iterator[Triple]:
    if figures.amount is None:
        return
    if figures.high is None:
        yield Triple(subject, SAMSPIL.amount, _decimal(figures.amount))
    else:
        yield Triple(subject, SAMSPIL.amountMin, _decimal(figures.amount))
        yield Triple(subject, SAMSPIL.amountMax, _decimal(figures.high))
    if figures.approximate:
        yield Triple(subject, SAMSPIL.approximate, Literal("true", datatype=XSD.boolean))


def _dates(subject: NamedNode, figures: Figures) -> Iterator[Triple]:
    for predicate, date in ((SAMSPIL.date, figures.date), (SAMSPIL.start, figures.start), (SAMSPIL.end, figures.end)):
        if date:
            datatype = XSD.gYear if len(date) == 4 else XSD.gYearMonth if len(date) == 7 else XSD.date
            yield Triple(subject, predicate, Literal(date, datatype=datatype))


def _decimal(number: float) -> Literal:
    return Literal(format(Decimal(str(number)).normalize(), "f"), datatype=XSD.decimal)
