"""What evidence says, in sentences: the sayings of `ontology/sayings.ttl`, filled in.

A saying is a text with fields, `{funder} pays[ {amount:kr}] for {funded}`; the part in brackets is left out where a
value of it is not known.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal
from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence.evidence import Evidence
from graph.known.snapshot import LABELS
from ontology.namespaces import RDF, SAMSPIL, XSD
from ontology.vocabulary import SAYINGS_FILE, ClassTerm, describe, vocabulary
from ontology.words import Language, Words

Label = Callable[[str], Words]
Value = NamedNode | Literal
Values = Mapping[str, list[Value]]

UNSAID: Final = Words(da="{subject} har {property}: {object}", en="{subject} has {property}: {object}")
AND: Final = Words(da=" og ", en=" and ")
ABOUT: Final = Words(da="ca. ", en="about ")
YES_NO: Final = {"true": Words(da="ja", en="yes"), "false": Words(da="nej", en="no")}
SCALES: Final = ((10**9, Words(da="mia.", en="billion")), (10**6, Words(da="mio.", en="million")))
DAY: Final = Words(da="d. MMMM y", en="d MMMM y")
ASIDE: Final = {SAMSPIL.currency.value, SAMSPIL.approximate.value}  # said with the amount that they belong to
_DATE: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_PART: Final = re.compile(r"\[[^\]]*\]|[^\[]+")
_FIELD: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")


def in_words(statements: Iterable[Triple], label: Label) -> Words:
    """Return what the statements say, in both languages: first what things are, then what relates them.

    `label` gives the name of a thing or concept by its IRI.
    """
    by_subject: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for t in sorted(statements, key=str):
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal):
            by_subject[t.subject.value][t.predicate.value].append(t.object)
    ordered = sorted(by_subject.items(), key=lambda pair: (_is_relation(pair[1]), pair[0]))
    da, en = (
        ". ".join(s for subject, values in ordered for s in _Teller(subject, values, label, language).sentences())
        for language in _LANGUAGES
    )
    return Words(da=da, en=en)


def said_by(item: Evidence, label: Label) -> Words:
    """Return what evidence says, but for what its source is, unless that is all it says."""
    about_others = [t for t in item.statements if t.subject not in {item.source, item.table}]
    return in_words(about_others or item.statements, label)


_LANGUAGES: Final[tuple[Language, Language]] = ("da", "en")


@dataclass(frozen=True)
class _Teller:
    """What is to be said of one thing, in one language; `values` by property IRI."""

    subject: str
    values: Values
    label: Label
    language: Language

    @property
    def name(self) -> str:
        return self.label(self.subject)[self.language]

    def sentences(self) -> list[str]:
        """Return what the thing is, then its other properties in the order of the ontology; what begins with its name
        is one sentence.
        """
        whole, said = self.whole()
        order = {iri: place for place, iri in enumerate(vocabulary().properties)}
        left = sorted(set(self.values) - said - ASIDE, key=lambda iri: order.get(iri, -1))
        told = [*filter(None, [whole]), *(self.part(iri) for iri in left)]
        begin = self.name + " "
        first = [s.removeprefix(begin) for s in told if s.startswith(begin)]
        return [*([begin + "; ".join(first)] if first else []), *(s for s in told if not s.startswith(begin))]

    def whole(self) -> tuple[str | None, set[str]]:
        """Return the saying of the thing's class, if it can be said, and which properties it has said."""
        class_ = _class(self.values)
        saying = _sayings().get(class_.iri) if class_ else None
        terms = vocabulary().properties
        fields = {terms[iri].name: objects for iri, objects in self.values.items() if iri in terms}
        if not saying or (text := self.fill(saying[self.language], fields)) is None:
            return None, set()
        named = {field[1] for field in _FIELD.finditer(saying[self.language])}
        own = set(self.label(self.subject).values())
        names = {p.value for p in LABELS if {o.value for o in self.values.get(p.value, ())} <= own}
        return text, {iri for iri in self.values if iri in terms and terms[iri].name in named} | names | {
            RDF.type.value
        }

    def part(self, iri: str) -> str:
        """Return what one property says."""
        fields = {vocabulary().properties[p].name: self.values[p] for p in ASIDE if p in self.values}
        fields |= {"object": self.values[iri], "property": [Literal(vocabulary().label(iri)[self.language])]}
        return self.fill(_sayings().get(iri, UNSAID)[self.language], fields) or ""

    def fill(self, saying: str, fields: Values) -> str | None:
        """Return the saying filled in, or nothing where a value is not known that it cannot do without."""
        known: Values = {**fields, "subject": [Literal(self.name)]}
        text = ""
        for part in _PART.findall(saying):
            if all(known.get(field[1]) for field in _FIELD.finditer(part)):
                text += _FIELD.sub(lambda field: self.several(known[field[1]], field[2], known), part.strip("[]"))
            elif not part.startswith("["):
                return None
        return text

    def several(self, objects: list[Value], form: str | None, fields: Values) -> str:
        values = list(dict.fromkeys(self.written(o, form, fields) for o in objects))
        return AND[self.language].join(filter(None, (", ".join(values[:-1]), values[-1])))

    def written(self, o: Value, form: str | None, fields: Values) -> str:
        """Return a value as people write it; `fields` may hold its currency and whether it is approximate."""
        if isinstance(o, NamedNode):
            return self.label(o.value)[self.language]
        beside = {name: fields[name][0].value for name in ("currency", "approximate") if fields.get(name)}
        about = ABOUT[self.language] if form and beside.get("approximate") == "true" else ""
        if form == "kr":
            return about + money(Decimal(o.value), beside.get("currency", "DKK"), self.language)
        if form == "number":
            return about + str(format_decimal(Decimal(o.value), format="#,##0.######", locale=self.language))
        if o.datatype == XSD.boolean:
            return YES_NO[o.value][self.language]
        return _day(o.value, self.language) if o.datatype in {XSD.gYearMonth, XSD.date} else o.value


def money(value: Decimal, currency: str, language: Language) -> str:
    """Return an amount exactly, in millions where that is short: 2500000 is `2,5 mio. kr.`, in English `DKK 2.5
    million`; 2512345 is `2.512.345 kr.`.
    """
    whole = (1, Words(da="", en=""))
    scale, word = next(((s, w) for s, w in SCALES if abs(value) >= s and value * 1000 % s == 0), whole)
    number = str(format_decimal(value / scale, format="#,##0.###", locale=language))
    after = "kr." if currency == "DKK" else currency
    parts = (currency, number, word["en"]) if language == "en" else (number, word["da"], after)
    return " ".join(filter(None, parts))


def _day(text: str, language: Language) -> str:
    """Return a month or a day in words; what is neither as it is."""
    found = _DATE.fullmatch(text)
    if not found:
        return text
    day = date(int(found[1]), int(found[2]), int(found[3] or 1))
    return str(format_date(day, DAY[language] if found[3] else "MMMM y", locale=language))


def _class(values: Values) -> ClassTerm | None:
    """Return the most special class that is stated."""
    stated = [c for o in values.get(RDF.type.value, ()) if (c := vocabulary().classes.get(o.value))]
    return max(stated, key=lambda c: len(c.ancestors), default=None)


def _is_relation(values: Values) -> bool:
    """Tell whether it is a relation with properties of its own: its saying names its ends, not itself."""
    class_ = _class(values)
    return class_ is not None and class_.iri in _sayings() and "{subject}" not in _sayings()[class_.iri]["da"]


@cache
def _sayings() -> Mapping[str, Words]:
    return {iri: d.text(SAMSPIL.saying) for iri, d in describe(SAYINGS_FILE).items()}
