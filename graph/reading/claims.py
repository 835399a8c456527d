"""What a proposal claims: that it is or is not what the law asks for anyway, and how well its effect is documented."""

import re
from collections.abc import Iterator
from typing import Final

from graph.known.snapshot import Snapshot
from graph.reading.context import telling
from graph.reading.facets import Duty, Facet, Truth
from graph.reading.prose import Prose
from ontology.namespaces import CONCEPT

_SECTION: Final = r"§+\s*\d+(?:\s?[a-z]\b)?(?:, stk\. \d+)?"
_LAW: Final = re.compile(
    rf"\b((?:lov om (?:\w+ ){{1,3}}|barnets lov|\w*loven)s?(?:\s+(?:kapitel\s*\d+|{_SECTION}))?)|({_SECTION})", re.I
)
WEAKEST_FIRST: Final = tuple(f"{CONCEPT}evidence-level/{level}" for level in ("untried", "promising", "proven"))


def statutory(prose: Prose) -> Truth | None:
    """Return that the proposal goes beyond what the law asks for, if it says so. That it is statutory is never read as
    a fact: see `duties`.
    """
    spans = tuple(prose.matches(telling("beyond")))
    return Truth(value=False, origin="text", certainty="certain", spans=spans) if spans else None


def duties(prose: Prose) -> Iterator[Duty]:
    """Yield the passages in which the law asks for something."""
    for field, text in prose.fields.items():
        for passage in prose.passages[field]:
            if passage.standing == "duty":
                said = text[passage.start : passage.end]
                law = _LAW.search(said)
                yield Duty(law=" ".join(law[0].split()) if law else None, spans=(prose.span(field, passage),))


def evidence_level(prose: Prose, snapshot: Snapshot) -> list[Facet]:
    """Return how well the effect is said to be documented: of several claims the certain one, then the weakest."""
    found = prose.facets("evidence-level", snapshot)
    found.sort(key=lambda f: (f.certainty != "certain", WEAKEST_FIRST.index(f.thing.id)))
    return [found[0].model_copy(update={"certainty": "likely"}) if len(found) > 1 else found[0]] if found else []
