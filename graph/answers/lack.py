"""What a named question's rows lack, and what kind of gap that is: the sections `lack` and `gap` of `question.toml`."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graph.known.answers import Answer, Severity
from ontology.namespaces import CONCEPT
from ontology.vocabulary import vocabulary
from ontology.words import Language, Words

MOST_NAMED: Final = 4
AND_MORE: Final = Words(da="{names} og {more} mere", en="{names} and {more} more")


class Lack(Answer):
    """What the rows of a question lack: a class or property (IRI), of or between the things in the columns `of`."""

    missing: str
    of: tuple[str, ...]


class GapKind(Answer):
    """A kind of gap: the concept, how grave it is, and a sentence with the columns of its question in braces.

    Rows that agree in the columns `key` are one gap; what else they hold is listed in it. A gap is around a proposal
    where its columns `around` hold what is around the proposal, the first of them without exception.
    """

    kind: str
    severity: Severity
    key: tuple[str, ...]
    around: tuple[str, ...]
    sentence: Words


def read_lack(told: Mapping[str, Any]) -> Lack | None:
    """Return the section `lack` of a question, if it has one. Raises `ValueError` for an unknown word."""
    if "lack" not in told:
        return None
    name = told["lack"]["missing"]
    term = vocabulary().class_named(name) or vocabulary().property_named(name)
    if not term:
        raise ValueError(f"'{name}' is neither a class nor a property")
    return Lack(missing=term.iri, of=tuple(told["lack"]["of"]))


def read_gap(told: Mapping[str, Any]) -> GapKind | None:
    """Return the section `gap` of a question, if it has one."""
    if "gap" not in told:
        return None
    gap = told["gap"]
    kind = f"{CONCEPT}gap-kind/{gap['kind']}"
    return GapKind(
        kind=kind,
        severity=gap["severity"],
        key=tuple(gap["key"]),
        around=tuple(gap.get("around", gap["key"])),
        sentence=gap["sentence"],
    )


def say(sentence: Words, named: Mapping[str, Sequence[str]], name: Callable[[str], Words]) -> Words:
    """Return the sentence with names in place of its columns, at most `MOST_NAMED` of each; what stands in brackets is
    left out where a column in it is empty. `name` returns what a thing (IRI) or value is called.
    """
    return Words(da=say_in("da", sentence, named, name), en=say_in("en", sentence, named, name))


def say_in(
    language: Language, sentence: Words, named: Mapping[str, Sequence[str]], name: Callable[[str], Words]
) -> str:
    """Return what `say` says, in one language."""
    said = re.sub(
        r"\[([^\]]*)\]",
        lambda m: m[1] if all(named[c] for c in re.findall(r"\{(\w+)\}", m[1])) else "",
        sentence[language],
    )
    return re.sub(r"\{(\w+)\}", lambda m: _names(named[m[1]], name, language), said)


def _names(named: Sequence[str], name: Callable[[str], Words], language: Language) -> str:
    names = ", ".join(name(n)[language] for n in named[:MOST_NAMED])
    more = len(named) - MOST_NAMED
    return AND_MORE[language].format(names=names, more=more) if more > 0 else names or "?"
