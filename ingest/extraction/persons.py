"""Names of persons, so that nothing is proposed about them: the graph holds no personal data.

A person is known by a given name that is used in Denmark with a word in capitals after it, by a surname that ends as
Danish ones do, or by what only persons do. What is then said to be an initiative or an organisation is neither.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ingest.extraction.claims import Claim
from ingest.extraction.danish import CAP, is_noun, pattern
from ingest.extraction.names import organisation_class
from ingest.extraction.things import Thing

_PAIR: Final = re.compile(
    r"(?<!Sct\. )(?<!Skt\. )(?<!Sankt )"  # a church, a hospital or a street
    rf"(?P<first>{CAP})(?P<middle>(?:\s+(?:[A-ZÆØÅ]\.|{CAP}|af|von|de))*?)\s+(?P<last>[A-ZÆØÅ][\w’'-]+)(?=\W|$)"
)


def without_persons(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims about nothing that bears a person's name. What the graph knows already is no person."""
    return [
        claim
        for claim in claims
        if not any(_is_person(thing) for thing in (claim.subject, claim.object, *claim.others) if thing)
    ]


def names_a_person(text: str) -> bool:
    """Tell whether words hold the name of a person: 'Karen Jensen kører bussen', but not 'Ole Kirks Fond'."""
    if pattern("persons", "does").match(text):
        return True
    if is_noun(text.split()[-1], "initiative") or organisation_class(text):
        return False
    return any(_is_name(found) for found in _PAIR.finditer(text))


def _is_name(found: re.Match[str]) -> bool:
    words = [found["first"], *found["middle"].split(), found["last"]]
    if any(is_noun(word, "initiative") or organisation_class(word) for word in words):
        return False
    given, surnames = _danish_names()
    return found["first"] in given or found["last"] in surnames or found["last"].endswith(("sen", "sson"))


@cache
def _danish_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the given names and the surnames that are used in Denmark."""
    from faker.providers.person.da_DK import Provider

    return frozenset(Provider.first_names), frozenset(Provider.last_names)


def _is_person(thing: Thing) -> bool:
    return thing.is_new and thing.kind in {"initiative", "organisation"} and names_a_person(thing.name)
