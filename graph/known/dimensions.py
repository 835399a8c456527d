"""In what initiatives are compared."""

from typing import Final

from ontology.namespaces import SAMSPIL

FACETS: Final = {
    "target-group": SAMSPIL.targetGroup,
    "method": SAMSPIL.method,
    "area": SAMSPIL.area,
    "outcome": SAMSPIL.outcome,
    "theme": SAMSPIL.theme,
}
"""The properties by the scheme of their concepts."""
OPEN_AGE: Final = (0, 100)
"""The years from which and to which those are who are told of no age."""
