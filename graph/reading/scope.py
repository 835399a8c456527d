"""Whether a proposal is one for the council at all: plainly another municipality's, or about no people, is said so."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from graph.reading.context import telling
from graph.reading.facets import TELLING, Facet
from graph.reading.groups import users_of_anything
from graph.reading.prose import Prose
from ontology.words import Words, filled, words

HOME: Final = re.compile(r"\b(?:aarhus|århus)\w*", re.I)
_ELSEWHERE: Final = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)s? Kommunes?\b")
ELSEWHERE: Final = Words(
    da="Forslaget handler ikke om Aarhus, men om {name} Kommune.",
    en="The proposal is not about Aarhus, but about the municipality of {name}.",
)
WORKS: Final = Words(
    da="Forslaget handler ikke om en social indsats, men om byggeri eller anlæg.",
    en="The proposal is not about a social initiative, but about building or works.",
)
NOBODY: Final = Words(
    da="Forslaget handler ikke om en social indsats: "
    "hverken målgruppe, metode eller virkning, som rådet arbejder med, er nævnt.",
    en="The proposal is not about a social initiative: "
    "it names no target group, method or outcome that the council works with.",
)


def outside(
    prose: Prose, facets: Sequence[Facet], *, has_department: bool, names_people: Callable[[str], bool]
) -> Words | None:
    """Return why a proposal is plainly none for the council in a sentence, or `None`. An empty prose tells nothing."""
    if not any(text.strip() for text in prose.fields.values()):
        return None
    social = [
        f for f in facets if f.dimension in TELLING and f.origin != "graph" and f.thing.id not in users_of_anything()
    ]
    is_stated = any(f.origin == "form" for f in facets)
    if not is_stated and not has_department and (name := _elsewhere(prose)):
        return filled(ELSEWHERE, name=words({}, name))
    if social or is_stated:
        return None
    if len({s.text.casefold() for s in prose.matches(telling("works"))}) > 1:
        return WORKS
    return None if any(names_people(text) for text in prose.fields.values()) else NOBODY


def _elsewhere(prose: Prose) -> str | None:
    """Return the other municipality that alone is named in what is proposed."""
    own = [s for s in prose.matches(HOME) if prose.standing(s.field, s.start) in {"own", "ending", "duty"}]
    named = {
        m.group(1)
        for s in prose.matches(_ELSEWHERE)
        if prose.standing(s.field, s.start) in {"own", "ending", "duty"} and (m := _ELSEWHERE.match(s.text))
    }
    return next(iter(named)) if len(named) == 1 and not own else None
