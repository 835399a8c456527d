"""Where the councils of a snapshot work, so that what is theirs to coordinate is told from what is elsewhere."""

from functools import cached_property
from typing import TYPE_CHECKING

from ontology.namespaces import SAMSPIL

if TYPE_CHECKING:
    from graph.known.snapshot import Snapshot


class Home:
    """The areas (IRIs) of the councils, and what is known to be elsewhere."""

    def __init__(self, snapshot: "Snapshot") -> None:
        """Take the snapshot."""
        self._snapshot = snapshot
        councils = snapshot.of_class(SAMSPIL.Council)
        self.areas = tuple(a for c in councils for a in snapshot.targets(c, SAMSPIL.area))

    def holds(self, area: str) -> bool:
        """Tell whether an area is one of the councils' own, or inside it."""
        return not set(self.areas).isdisjoint(self._snapshot.ancestors(area))

    def is_within(self, area: str) -> bool:
        """Tell whether an area holds one of the councils' own, or is it: all that the council does is in it."""
        return area in self._around

    def is_elsewhere(self, initiative: str) -> bool:
        """Tell whether an initiative is known to be in other places only: neither in the councils' areas nor around
        them.
        """
        areas = self._snapshot.targets(initiative, SAMSPIL.area)
        return bool(areas and self.areas) and not any(a in self._around or self.holds(a) for a in areas)

    @cached_property
    def _around(self) -> frozenset[str]:
        return frozenset(a for home in self.areas for a in self._snapshot.ancestors(home))
