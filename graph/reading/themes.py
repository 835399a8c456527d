"""The themes of a proposal that names none: those that the graph says have its groups, else those that its other facets
point at.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from graph.known.answers import thing
from graph.known.snapshot import Snapshot, Statement
from graph.reading.facets import PROPERTIES, Dimension, Facet
from graph.reading.groups import bare
from ontology.namespaces import CONCEPT, SAMSPIL

POINTING: Final[tuple[Dimension, ...]] = ("method", "outcome", "area")
SHARE: Final = 0.6  # of the initiatives with a facet that must have one theme, for the facet to point at it
LEAST: Final = 3  # initiatives


def likely_themes(facets: Sequence[Facet], snapshot: Snapshot) -> list[Facet]:
    """Return the themes that follow from the facets, as likely, each with the facets that it follows from."""
    return _of_groups(facets, snapshot) or _of_others(facets, snapshot)


def themes_having(group: str, snapshot: Snapshot) -> list[Statement]:
    """Return the statements by which themes have the group, or else its nearest broader one."""
    for ancestor in snapshot.ancestors(group):
        said = [s for s in snapshot.to(ancestor, SAMSPIL.targetGroup) if s.subject.startswith(CONCEPT + "theme/")]
        if said:
            return said
    return []


def _of_others(facets: Sequence[Facet], snapshot: Snapshot) -> list[Facet]:
    """Return the theme that most of the proposal's methods, outcomes and areas point at, by the initiatives
    that have them.
    """
    because: dict[str, list[Facet]] = defaultdict(list)
    pointing = [f for f in facets if f.dimension in POINTING]
    for facet in pointing:
        for theme in _pointed_at(facet, snapshot, LEAST):
            because[theme].append(facet)
    most = max(map(len, because.values()), default=0)
    return [
        Facet(
            dimension="theme",
            thing=thing(snapshot, theme),
            origin="graph",
            certainty="likely",
            because=tuple(f.thing for f in its),
        )
        for theme, its in because.items()
        if len(its) == most
    ]


def _pointed_at(facet: Facet, snapshot: Snapshot, least: int) -> Iterator[str]:
    having = [s for c in snapshot.ancestors(facet.thing.id) for s in snapshot.to(c, PROPERTIES[facet.dimension])]
    initiatives = {s.subject for s in having if snapshot.is_a(s.subject, SAMSPIL.Initiative)}
    themes = Counter(t for i in initiatives for t in snapshot.targets(i, SAMSPIL.theme))
    yield from (t for t, n in themes.items() if n >= least and n >= SHARE * len(initiatives))


def _of_groups(facets: Sequence[Facet], snapshot: Snapshot) -> list[Facet]:
    """Return the themes that the graph says have the proposal's target groups: for each group the nearest broader one
    that a theme has, else the theme of most initiatives for it or a broader one.
    """
    because: dict[str, list[str]] = defaultdict(list)
    evidence: dict[str, list[str]] = defaultdict(list)
    for facet in (f for f in facets if f.dimension == "target-group"):
        having = themes_having(facet.thing.id, snapshot)
        for s in having:
            because[s.subject].append(facet.thing.id)
            evidence[s.subject] += s.evidence
        is_broad = facet.thing.id in bare()  # 'familier' are those of any theme
        for theme in () if having or is_broad or facet.origin == "form" else _pointed_at(facet, snapshot, 1):
            because[theme].append(facet.thing.id)
    return [
        Facet(
            dimension="theme",
            thing=thing(snapshot, theme),
            origin="graph",
            certainty="likely",
            because=tuple(thing(snapshot, g) for g in dict.fromkeys(groups)),
            evidence=tuple(dict.fromkeys(evidence[theme])),
        )
        for theme, groups in because.items()
    ]
