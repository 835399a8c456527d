"""Target groups put together from who it is and what is said of them: 'unge' who 'ender på herberg' are homeless.

`groups.toml` has the persons, the conditions, and which of them together are which group. Both stand in one sentence; a
sentence that only refers ('de', 'deltagerne') speaks of the persons named last. What is to be less, or is not so, is no
condition. Of several groups in a sentence the one that most conditions tell is meant.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.reading.ages import ages, single, stages
from graph.reading.context import sentence_at, sentences
from graph.reading.paraphrase import OPEN, Patterns
from graph.reading.thesaurus import WORD, Match
from ontology.namespaces import CONCEPT

GROUPS_FILE: Final = Path(__file__).with_name("groups.toml")
GROUP: Final = f"{CONCEPT}target-group/"
ANYONE, PEOPLE = "anyone", "people"  # whoever it is; and a word that says no more than that it is somebody
LESS_REACH, NOT_REACH = 5, 3  # words before a condition that may say that it is to be less, and that it is not so
CHILD_UNTIL, YOUNG_UNTIL, OLD_FROM = 15, 30, 60  # ages that tell who it is where no word does
YOUNG_FROM, ADULT_FROM, LONG_LIFE = 18, 25, 90
OLD_AND_OLDER: Final = 55  # 'fra 55 år og opefter', as is said of those whom a hard life has aged


@dataclass(frozen=True)
class _Recipe:
    """A group, who it is, and what must be said of them."""

    group: str
    person: str
    conditions: frozenset[str]


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(GROUPS_FILE.read_text("utf-8"))


@cache
def bare() -> frozenset[str]:
    """Return the IRIs of the groups that a narrower one beside them replaces."""
    return frozenset(GROUP + name for name in _file()["bare"])


@cache
def users_of_anything() -> frozenset[str]:
    """Return the IRIs of what tells nothing of what a proposal is: any hall has them among its users and uses."""
    return bare() | {CONCEPT + name for name in _file()["users_of_anything"]}


@cache
def covered(group: str) -> frozenset[str]:
    """Return the groups that hold because a group does: those that fewer of its conditions tell."""
    recipes = _recipes()
    own = [r for r in recipes if r.group == group]
    return frozenset(r.group for r in recipes if r.group != group and any(_is_covered(r, by) for by in own))


def meant_through(group: str) -> frozenset[str]:
    """Return the groups by whom a group is told ('forældre til anbragte børn'), and who are not meant themselves."""
    return frozenset(GROUP + name for name in _file()["instead"].get(group.removeprefix(GROUP), ()))


def of_age() -> frozenset[str]:
    """Return the groups that are a broader one of certain ages, and no more than that."""
    return frozenset(GROUP + name for name in _file()["of_age"])


def _is_covered(recipe: _Recipe, by: _Recipe) -> bool:
    """Tell whether a recipe holds because another one does."""
    is_same = recipe.person in {by.person, ANYONE} or (by.person == ANYONE and recipe.person == "adults")
    return is_same and recipe.conditions < by.conditions


@cache
def _recipes() -> tuple[_Recipe, ...]:
    """Return all recipes, those with most conditions first, and those for anyone last."""
    recipes = [
        _Recipe(GROUP + group, words.split()[0], frozenset(words.split()[1:]))
        for group, of in _file()["groups"].items()
        for words in of
    ]
    return tuple(sorted(recipes, key=lambda r: (-len(r.conditions), r.person == ANYONE)))


def of_ages(group: str, low: int | None, high: int | None) -> bool:
    """Tell whether a group may be of these ages (whole years, both inclusive, either open): the middle of them tells
    whether those who are meant are children, young or old.
    """
    persons = {r.person for r in _recipes() if r.group == group} or {group.removeprefix(GROUP)}
    middle = ((low or 0) + (high if high is not None else max(low or 0, LONG_LIFE))) / 2
    fits = {
        "children": middle <= YOUNG_FROM,
        "young": middle <= YOUNG_UNTIL,
        "elderly": (high or LONG_LIFE) >= OLD_FROM,
    }
    return any(fits.get(person, True) for person in persons)


def group_of_ages(low: int | None, high: int | None) -> str | None:
    """Return the group that is told by its ages alone."""
    if low is not None and low >= OLD_FROM:
        return f"{GROUP}elderly"
    if high is not None and high <= YOUNG_UNTIL:
        return f"{GROUP}children" if high <= YOUNG_FROM and (low or 0) < CHILD_UNTIL else f"{GROUP}young"
    return None


class Groups:
    """The recipes of all groups, ready to be found in text."""

    def __init__(self) -> None:
        """Read the file."""
        said = _file()
        self._persons, self._implied, self._conditions = (
            Patterns((name, words) for name, of in said[kind].items() for words in of)
            for kind in ("persons", "implied", "conditions")
        )

    def find(self, text: str) -> Iterator[Match]:
        """Yield the groups that the text describes, each at the words that tell the condition."""
        persons, conditions = _by_sentence(self._persons, text), _by_sentence(self._conditions, text)
        all_named = {m.iris[0] for named in persons.values() for m in named} - {PEOPLE}
        all_named |= {who for start, end in sentences(text) for who in _by_age(text[start:end])}
        only = all_named if len(all_named) == 1 else set()
        unnamed = {m.iris[0] for m in self._implied.find(text)}
        last: set[str] = set()
        for start, end in sentences(text):
            named = {m.iris[0] for m in persons[start]} | _by_age(text[start:end])
            is_told = bool(named - {PEOPLE})
            refers = _refers(text[start:end])
            if named == {PEOPLE} or (not named and not all_named and refers):
                named = last or unnamed or {"adults"}
            who = (named or (last if refers else only or unnamed)) - {PEOPLE}
            last = who or last
            said: dict[str, list[Match]] = defaultdict(list)
            for m in conditions[start]:
                if not _is_denied(m.iris[0], text[start : m.start]) and (is_told or m.iris[0] not in _file()["here"]):
                    said[m.iris[0]].append(m)
            yield from self._cooked(who, said)

    def names_people(self, text: str) -> bool:
        """Tell whether the text speaks of people at all, if only by their ages."""
        return next(self._persons.find(text), None) is not None or next(ages(text), None) is not None

    def _cooked(self, who: set[str], said: Mapping[str, Sequence[Match]]) -> Iterator[Match]:
        used: set[tuple[str, str]] = set()
        for recipe in _recipes():
            person = recipe.person
            if not recipe.conditions <= said.keys() or not (person in who or person == ANYONE):
                continue
            wanted = {(person, c) for c in recipe.conditions}
            told = {c for _, c in used} if person == ANYONE else {c for p, c in used if p in {person, ANYONE}}
            if recipe.conditions <= told:
                continue
            used |= wanted
            places = [said[c][0] for c in recipe.conditions]
            yield Match((recipe.group,), min(p.start for p in places), max(p.end for p in places), negated=False)


def _by_sentence(patterns: Patterns, text: str) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = defaultdict(list)
    for match in patterns.find(text):
        found[sentence_at(text, match.start)[0]].append(match)
    return found


def _by_age(sentence: str) -> set[str]:
    """Return who people of the ages in a sentence are."""
    found = set()
    for age in (*ages(sentence), *(s for s in stages(sentence) if s.value != OLD_FROM)):  # 'i tresserne' is not old yet
        if age.high is not None and age.high <= YOUNG_UNTIL:
            found.add("children" if age.high <= CHILD_UNTIL else "young")
        elif age.value is not None and age.value >= (OLD_FROM if age.high else OLD_AND_OLDER):
            found.add("elderly")
        elif age.value is not None and age.value >= ADULT_FROM:
            found.add("adults")
    for years in single(sentence):
        found |= {"children" if years < YOUNG_FROM else "young"} if years <= YOUNG_UNTIL else set()
        found |= {"elderly"} if years >= OLD_FROM else set()
    return found


def _refers(sentence: str) -> bool:
    again = _file()["again"]
    return any(m.group().casefold() in again for m in WORD.finditer(sentence))


def _is_denied(condition: str, before: str) -> bool:
    """Tell whether the words before a condition say that it is to be less, is not so, or is yet to be attained."""
    attaining = _file()["attaining"] if condition in _file()["attained"] else ()
    words = [m.group().casefold() for m in WORD.finditer(before)][-LESS_REACH:]
    return _tells(words, [*_file()["less"], *attaining]) or _tells(words[-NOT_REACH:], _file()["not"])


def _tells(words: Sequence[str], telling: Sequence[str]) -> bool:
    return any(word == tells or (OPEN in tells and word.startswith(tells[:-1])) for word in words for tells in telling)
