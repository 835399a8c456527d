"""Who may do what: five roles, each with all that the one before it may, and more."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from ingest.slug import slug


class Right(StrEnum):
    """What one may do."""

    READ = "read"
    """See the pages, and whatever is got by GET but queries and exports."""
    ASSESS = "assess"
    """Look proposals up; each leaves a record."""
    QUERY = "query"
    """Ask in SPARQL and Cypher, and take the graph home."""
    ENTER = "enter"
    """Bring documents in, and change the graph by SPARQL updates."""
    REVIEW = "review"
    """Accept, reject, correct, take back."""
    ADMINISTER = "administer"
    """See the audit trail. Keys are made and revoked on the command line, by those who can write in the folder."""


class Role(StrEnum):
    """What a person or a program is here."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"


ADDED: Final[dict[Role, frozenset[Right]]] = {
    Role.READER: frozenset({Right.READ, Right.ASSESS}),
    Role.ANALYST: frozenset({Right.QUERY}),
    Role.EDITOR: frozenset({Right.ENTER}),
    Role.REVIEWER: frozenset({Right.REVIEW}),
    Role.ADMIN: frozenset({Right.ADMINISTER}),
}
"""What each role may that the one before it may not, from the least to the most."""
ROLES: Final = tuple(ADDED)


def rights_of(role: Role) -> frozenset[Right]:
    """Return all that a role may."""
    upto = ROLES[: ROLES.index(role) + 1]
    return frozenset().union(*(ADDED[r] for r in upto))


def least_role(right: Right) -> Role:
    """Return the first role that has a right."""
    return next(role for role in ROLES if right in ADDED[role])


@dataclass(frozen=True)
class Who:
    """Who asks: the name, the role (none for those who may nothing), and how they are known: by a `key`, as a `person`
    who has signed in, as whoever sits at this `machine`, or not at all (`nobody`).
    """

    name: str
    role: Role | None
    by: Literal["key", "person", "machine", "nobody"]

    def may(self, right: str) -> bool:
        """Tell whether they have a right."""
        return self.role is not None and right in rights_of(self.role)

    @property
    def agent(self) -> str:
        """Return what they are called in evidence and reviews (IRI)."""
        from ontology.namespaces import ID  # the command line asks for roles without the store

        return f"{ID}agent/{slug(self.name)}"


NOBODY: Final = Who("", None, "nobody")
