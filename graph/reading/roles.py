"""Who takes part in a proposal, and in which role, as its prose says it.

A role is what the words in the same passage say of the organisation that stands nearest to them: 'X bevilger', 'i
samarbejde med X'. Of several roles of one organisation the one that pays counts before the one that delivers, and that
before the one that is just with. Who is only asked for money is no party.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.known.answers import Thing, thing
from graph.known.names import Names
from graph.known.snapshot import Snapshot
from graph.reading.context import Standing, telling
from graph.reading.facets import Certainty, Origin, ReadParty, Span
from graph.reading.proposal import Party, Proposal
from graph.reading.prose import Mention, Prose
from graph.reading.thesaurus import stem
from ontology.errors import UnknownName
from ontology.namespaces import CONCEPT, ID, SAMSPIL

ROLES: Final = f"{CONCEPT}role/"
RANK: Final = {
    role: rank
    for rank, role in enumerate(
        ("guarantor", "outcome-payer", "investor", "grant-maker", "in-kind", "co-financier", "lead", "provider")
    )
}
TAKING: Final[frozenset[Standing]] = frozenset({"own", "ending"})
BACKWARDS: Final = re.compile(r"\b(?:med|af|fra|hos)$", re.I)  # the organisation comes after such words
WRONG_WAY: Final = 60  # letters
FAR: Final = 160
UNNAMED: Final = re.compile(r"\b(?:Region [A-ZÆØÅ]\w+|[A-ZÆØÅ][\w-]+ Kommune|Foreningen [A-ZÆØÅ]\w+)\b")
COMMON_NAMES: Final = {"regionen": "region ", "kommunen": " kommune ", "fonden": "fond", "foreningen": "forening"}
SECTORS: Final = {"region ": "region", " kommune": "municipality", "foreningen ": "civil-society"}
DESCRIBED: Final = re.compile(
    r"\b(?:forvaltning|afdeling|magistratsafdeling)(?:en)?,?\s+"
    r"(?:(?:der|som) (?:står|har ansvar(?:et)?) for|med ansvar for|for)\s+(?P<field>[^.,;:\n–(]{4,60})",
    re.I,
)
BEGINS_ALIKE: Final = 5  # letters that a word has in common with a department's name: 'kulturhuse' and 'kultur'
APPLICANT: Final = re.compile(
    r"(?:^|\n)[#*\s-]*(?:Ansøger|Projektejer|Afsender)[*\s]*:?[*\s]*\n?\s*"
    r"(?P<name>[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w.-]+){0,4})(?: (?:sammen med|og) (?P<other>[A-ZÆØÅ]\w+(?: [A-ZÆØÅ]\w+)*))?"
)
ADMINISTRATION: Final = re.compile(r"\b\w{4,}(?:forvaltning|afdeling)(?:en)?\b", re.I)


@dataclass(frozen=True)
class _Said:
    """A role that the prose gives an organisation, with the words."""

    role: str
    span: Span


def read_parties(proposal: Proposal, prose: Prose, snapshot: Snapshot, names: Names) -> list[ReadParty]:
    """Return the parties of the form, and of the prose where the form names none of their kind (departments, others).

    Raises `UnknownName` for a department of the form that the graph does not know.
    """
    parties = [
        _known(names.thing(name, ["organisation"], "afdeling"), "form", snapshot) for name in proposal.departments
    ]
    parties += [_from_form(party, snapshot, names) for party in proposal.parties]
    named = {p.thing.id for p in parties if p.thing}
    places = _places(prose, snapshot)
    nameless = _nameless(prose, places)
    for iri, said in places.items():
        is_department = snapshot.is_a(iri, SAMSPIL.Department)
        if iri not in named and not (proposal.departments if is_department else proposal.parties):
            parties.append(_from_prose(iri, said, _role(iri, {**places, **nameless}, prose), snapshot))
    if not proposal.parties:
        parties += [
            _by_name(said, _role(iri, {**places, **nameless}, prose), snapshot) for iri, said in nameless.items()
        ]
    return parties


def _places(prose: Prose, snapshot: Snapshot) -> dict[str, list[Mention]]:
    """Return where each organisation is named as somebody who takes part."""
    found: dict[str, list[Mention]] = {}
    for iri, said in prose.mentions.items():
        if snapshot.is_a(iri, SAMSPIL.Organisation) and not snapshot.is_a(iri, SAMSPIL.Council):
            meant = [m for m in said if m.standing in TAKING and not _is_asked(m.span, prose)]
            meant = [m for m in meant if m.span.text.casefold() not in COMMON_NAMES]
            if meant:
                found[iri] = meant
    for iri, mention in (*_administrations(prose, snapshot), *_described(prose, snapshot)):
        found.setdefault(iri, []).append(mention)
    return found


def _administrations(prose: Prose, snapshot: Snapshot) -> Iterator[tuple[str, Mention]]:
    """Yield the departments that are called by their field: 'Beskæftigelsesforvaltningen'."""
    by_word: dict[str, set[str]] = {}
    for iri in snapshot.of_class(SAMSPIL.Department):
        for word in snapshot.label(iri)["da"].split():
            by_word.setdefault(stem(word), set()).add(iri)
    for span in prose.matches(ADMINISTRATION):
        word = span.text.casefold().split("forvaltning")[0].split("afdeling")[0]
        meant = by_word.get(stem(word)) or by_word.get(stem(word.rstrip("s"))) or by_word.get(stem(word + "e")) or set()
        if len(meant) == 1 and (standing := prose.standing(span.field, span.start)) in TAKING:
            yield next(iter(meant)), Mention("", span, standing, "likely")


def _described(prose: Prose, snapshot: Snapshot) -> Iterator[tuple[str, Mention]]:
    """Yield the departments that are told by what they do: 'den forvaltning, der står for biblioteker'."""
    names = {
        iri: {
            w.casefold()[:BEGINS_ALIKE] for name in snapshot.names(iri) for w in name.split() if len(w) >= BEGINS_ALIKE
        }
        for iri in snapshot.of_class(SAMSPIL.Department)
    }
    for field, text in prose.fields.items():
        for m in DESCRIBED.finditer(text):
            fields = {w[:BEGINS_ALIKE] for w in m["field"].casefold().split() if len(w) >= BEGINS_ALIKE}
            shared = {iri: len(fields & begins) for iri, begins in names.items() if fields & begins}
            best = [iri for iri, n in shared.items() if n == max(shared.values())]
            standing = prose.standing(field, m.start())
            if len(best) == 1 and standing in TAKING:
                yield best[0], Mention("", prose.span(field, m), standing, "likely")


def _is_asked(span: Span, prose: Prose) -> bool:
    """Tell whether an organisation is only asked for money: 'vi søger 2 mio. kr. hos X'."""
    text = prose.fields[span.field]
    before = text[_passage_start(span, prose) : span.start]
    asked = [m.end() for m in telling("asked").finditer(before)]
    return bool(asked) and "," not in before[asked[-1] :] and bool(re.search(r"(?:hos|fra|søge[rs]?|om)\s*$", before))


def _passage_start(span: Span, prose: Prose) -> int:
    return next((p.start for p in prose.passages[span.field] if p.start <= span.start < p.end), 0)


def _role(iri: str, places: dict[str, list[Mention]], prose: Prose) -> _Said | None:
    spans = [m.span for m in places[iri]] + _common_name(iri, places, prose)
    others = [m.span for other, said in places.items() if other != iri for m in said]
    said = [
        _Said(mention.iri, mention.span)
        for role, mentions in prose.mentions.items()
        if role.startswith(ROLES)
        for mention in mentions
        if mention.standing != "denied" and _belongs(mention.span, spans, others, prose)
    ]
    said += [
        _Said(f"{ROLES}lead", a)
        for a in _applicants(prose)
        if any(a.field == s.field and a.start < s.end and s.start < a.end for s in spans)
    ]
    return min(said, key=lambda s: RANK.get(s.role.removeprefix(ROLES), len(RANK)), default=None)


def _belongs(role: Span, spans: Sequence[Span], others: Sequence[Span], prose: Prose) -> bool:
    """Tell whether of all organisations one of `spans` is nearest to the words of a role, in one sentence."""
    nearest = min((_distance(role, s, prose) for s in spans), default=FAR)
    return nearest < FAR and nearest <= min((_distance(role, s, prose) for s in others), default=FAR)


def _distance(role: Span, party: Span, prose: Prose) -> int:
    if role.field != party.field:
        return FAR
    first, second = sorted((role, party), key=lambda s: (s.start, s.end))
    between = prose.fields[role.field][first.end : second.start]
    if re.search(r"[;]|[.!?]\s+(?=[A-ZÆØÅ])|\n\s*\n", between):
        return FAR
    backwards = bool(BACKWARDS.search(role.text))
    return max(0, second.start - first.end) + (WRONG_WAY if (first is role) != backwards else 0)


def _common_name(iri: str, places: dict[str, list[Mention]], prose: Prose) -> list[Span]:
    """Return where the only organisation of its kind is called by its kind: 'regionen betaler'."""
    slug = iri.removeprefix(f"{ID}organisation/").replace("-", " ")
    for common, kind in COMMON_NAMES.items():
        if kind in f"{slug} " and sum(kind in f"{p.removeprefix(ID)} ".replace("-", " ") for p in places) == 1:
            return list(prose.matches(re.compile(rf"\b{common}\b", re.I)))
    return []


def _nameless(prose: Prose, places: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
    """Return where organisations stand that the graph does not know, by what their names begin or end with."""
    taken = [m.span for said in places.values() for m in said]
    found: dict[str, list[Mention]] = {}
    for span in prose.matches(UNNAMED):
        inside = any(t.field == span.field and t.start <= span.start < t.end for t in taken)
        if prose.standing(span.field, span.start) in TAKING and not inside and not _is_asked(span, prose):
            name = " ".join(span.text.split())
            found.setdefault(f"{ID}organisation/{name.casefold()}", []).append(Mention("", span, "own", "likely"))
    for span in _applicants(prose):
        if not any(t.field == span.field and t.start < span.end and span.start < t.end for t in taken):
            name = f"{ID}organisation/{span.text.casefold()}"
            found.setdefault(name, []).append(Mention("", span, "own", "likely"))
    return found


def _applicants(prose: Prose) -> Iterator[Span]:
    """Yield who stands as the applicant under a heading or after a label."""
    for field, text in prose.fields.items():
        for m in APPLICANT.finditer(text):
            for group in ("name", "other"):
                if m[group]:
                    yield Span(field=field, start=m.start(group), end=m.end(group), text=m[group])


def _by_name(said: Sequence[Mention], role: _Said | None, snapshot: Snapshot) -> ReadParty:
    return ReadParty(
        name=" ".join(said[0].span.text.split()),
        thing=None,
        role=thing(snapshot, role.role) if role else None,
        sector=thing(snapshot, sector) if (sector := _sector(said[0].span.text)) else None,
        is_department=False,
        origin="text",
        certainty="likely",
        spans=tuple(m.span for m in said) + ((role.span,) if role else ()),
    )


def _sector(name: str) -> str | None:
    """Return the sector that the kind of body in a name belongs to."""
    return next((f"{CONCEPT}sector/{sector}" for kind, sector in SECTORS.items() if kind in name.casefold()), None)


def _from_form(party: Party, snapshot: Snapshot, names: Names) -> ReadParty:
    role = thing(snapshot, names.concept(party.role, CONCEPT + "role")) if party.role else None
    try:
        return _known(names.thing(party.name, ["organisation"], "organisation"), "form", snapshot, role=role)
    except UnknownName:
        return ReadParty(name=party.name, thing=None, role=role, sector=None, is_department=False, origin="form")


def _from_prose(iri: str, said: Sequence[Mention], role: _Said | None, snapshot: Snapshot) -> ReadParty:
    spans = tuple(m.span for m in said) + ((role.span,) if role else ())
    certainty: Certainty = "certain" if any(m.certainty == "certain" for m in said) else "likely"
    of = thing(snapshot, role.role) if role else None
    return _known(iri, "text", snapshot, of, spans, certainty)


def _known(
    iri: str,
    origin: Origin,
    snapshot: Snapshot,
    role: Thing | None = None,
    spans: tuple[Span, ...] = (),
    certainty: Certainty = "certain",
) -> ReadParty:
    sector = next(iter(snapshot.targets(iri, SAMSPIL.sector)), None)
    known = thing(snapshot, iri)
    return ReadParty(
        name=known.label["da"],
        thing=known,
        role=role,
        sector=thing(snapshot, sector) if sector else None,
        is_department=snapshot.is_a(iri, SAMSPIL.Department),
        origin=origin,
        certainty=certainty,
        spans=spans,
    )
