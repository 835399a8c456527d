"""The headings above a place, kept while a document is read from beginning to end."""


class Outline:
    """The headings that are open: each closes those of its level and deeper."""

    def __init__(self) -> None:
        """Begin above the first heading."""
        self._open: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """Return the open headings, outermost first."""
        return tuple(words for _, words in self._open)

    def enter(self, level: int, words: str) -> tuple[str, ...]:
        """Open a heading and return those above it."""
        self._open = [(above, said) for above, said in self._open if above < level]
        path = self.path
        self._open.append((level, words))
        return path
