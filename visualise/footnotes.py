"""Numbers for evidence, in the order in which a reader meets it."""

from collections.abc import Iterable, Mapping

from graph.known.answers import Citation


class Footnotes:
    """Numbers each piece of evidence when it is first cited, and lists them under their sources at the end."""

    def __init__(self, known: Mapping[str, Citation]) -> None:
        """Take the evidence that can be cited; what is not among it is passed over."""
        self._known = known
        self._numbers: dict[str, int] = {}

    def cite(self, evidence: Iterable[str]) -> list[int]:
        """Return the numbers of the evidence, in order."""
        return sorted({self._numbers.setdefault(e, len(self._numbers) + 1) for e in evidence if e in self._known})

    def mark(self, evidence: Iterable[str]) -> str:
        """Return the numbers of the evidence as they stand after a text, as in ` [1,4]`; nothing if it has none."""
        numbers = self.cite(evidence)
        return f" [{','.join(map(str, numbers))}]" if numbers else ""

    def by_source(self) -> dict[str, list[tuple[int, Citation]]]:
        """Return what has been cited, by the source's IRI, in the order of the numbers."""
        cited: dict[str, list[tuple[int, Citation]]] = {}
        for iri, number in self._numbers.items():
            citation = self._known[iri]
            cited.setdefault(citation.source or iri, []).append((number, citation))
        return cited
