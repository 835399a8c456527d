"""What is not as a shape asks."""

from dataclasses import dataclass

from ontology.words import Words


@dataclass(frozen=True)
class Result:
    """One SHACL result: the thing, the property and the value it is about, how grave it is, and what to do, in both
    languages.
    """

    focus: str
    path: str | None
    value: str | None
    severity: str
    shape: str
    message: Words

    @property
    def place(self) -> tuple[str, str, str]:
        """Return what results are ordered by: thing, shape and value."""
        return self.focus, self.shape, self.value or ""
