"""What the amounts in a proposal are: the whole budget, what is asked for, what the applicant pays.

An amount is what the nearest words say of it, between the amounts and sentences beside it. What is not said but follows
(so much a year or a head, or parts that together are the whole) is reckoned, and the reckoning is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graph.reading import quantities
from graph.reading.accounts import accounts
from graph.reading.context import sentence_at, telling
from graph.reading.facets import Figure, Span
from graph.reading.prose import Prose

Kind = Literal["total", "requested", "own", "other", "saving", "year", "head", "part", ""]
BEFORE: Final = 110  # letters around an amount that may say what it is
AFTER: Final = 45
KINDS: Final[tuple[Kind, ...]] = ("requested", "own", "other", "total", "saving")
RATES: Final[tuple[Kind, ...]] = ("year", "head", "part")
MONTHS_OF_A_YEAR: Final = 12
_CLAUSE_END: Final = re.compile(r"[.;](?:\s|$)|,\s(?=og\b|som\b|hvor|mens\b|\w+\s+\w+er\b)|\n\n|\n(?=[#*|-])")
_HALF: Final = re.compile(
    r"\b(?:søge[rs]?|ansøge[rs]?|beder)\b[^.;\d]{0,40}\b(?:halvdelen|hele beløbet)|"
    r"\b(?:anden|sidste|resterende) halvdel (?:søge[rs]?|ansøge[rs]?|beder)\b",
    re.I,
)


@dataclass(frozen=True)
class _Amount:
    """An amount, what it is said to be, and whether it is said to be for each year or each of those who take part."""

    value: float
    kind: Kind
    rate: Kind
    span: Span
    is_whole: bool = False


def budget(
    prose: Prose, months: Figure | None, participants: Figure | None
) -> tuple[Figure | None, Figure | None, Figure | None]:
    """Return the whole budget, what is asked for, and what the applicant pays, in DKK."""
    found = list(_amounts(prose))
    whole = [a for a in found if not a.rate and a.kind != "saving"]
    requested, own = (_one([a for a in whole if a.kind == kind]) for kind in ("requested", "own"))
    said = [a for a in whole if a.kind == "total"]
    total = _total(said, whole) or _reckoned(found, months, participants)
    if not total and not said:
        total = _sum(whole) or (None if requested else _largest([a for a in whole if not a.kind]))
        total = total or (requested and requested.model_copy(update={"certainty": "likely"}))
    return total, requested or _share(prose, total), own


def _amounts(prose: Prose) -> Iterator[_Amount]:
    for field, text in prose.fields.items():
        for account in accounts(text):
            is_whole = bool(telling("money", "whole").search(account.label))
            yield _Amount(account.value, _named(account.label), "", prose.span(field, account), is_whole)
        yield from _in_sentences(prose, field, text)


def _in_sentences(prose: Prose, field: str, text: str) -> Iterator[_Amount]:
    amounts = [a for a in quantities.money(text) if a.value is not None]
    for at, amount in enumerate(amounts):
        if prose.standing(field, amount.start) not in {"own", "ending"}:
            continue
        start, end = sentence_at(text, amount.start)
        start = max(start, amount.start - BEFORE, amounts[at - 1].end if at else 0)
        end = min(
            max(end, amount.end), amount.end + AFTER, amounts[at + 1].start if at + 1 < len(amounts) else len(text)
        )
        before, after = text[start : amount.start], text[amount.end : end]
        if text[: amount.end].endswith(".") and re.match(r"\s+[A-ZÆØÅ]|\s*\n", after):
            after = ""  # the point after 'kr.' was that of the sentence
        kind, rate = _kind(before, after), _rate(before, after)
        is_whole = bool(telling("money", "whole").search(before))
        yield _Amount(float(amount.value or 0), kind, rate, prose.span(field, amount), is_whole)


def _named(label: str) -> Kind:
    """Return what the label of a row or line says of its amount."""
    said = [(m.start(), kind) for kind in KINDS for m in telling("money", kind).finditer(label)]
    return min(said, default=(0, ""))[1]


def _kind(before: str, after: str) -> Kind:
    """Return what the nearest words that tell say of an amount; words before it count before those after it."""
    if telling("money", "giver").match(after.strip()) and not telling("money", "requested").search(before):
        return "other"
    after = _CLAUSE_END.split(after.removeprefix("."))[0]
    near = [(len(before) - m.end(), kind) for kind in KINDS for m in telling("money", kind).finditer(before)]
    near += [(m.start() + AFTER // 2, kind) for kind in KINDS for m in telling("money", kind).finditer(after)]
    return min(near, key=lambda n: (n[0], KINDS.index(n[1])), default=(0, ""))[1]


def _rate(before: str, after: str) -> Kind:
    words = after.lstrip(" .,)")
    for rate in RATES:
        if telling("money", rate).match(words):
            return rate
    near = re.split(r"[,.;]\s", before)[-1]
    if telling("money", "each_head").search(near):
        return "head"
    return "year" if telling("money", "each_year").search(near) else ""


def _total(said: Sequence[_Amount], whole: Sequence[_Amount]) -> Figure | None:
    """Return what it is said to cost, unless a part of it is larger; of several that which is plainly the sum."""
    if len({a.value for a in said}) > 1:
        said = [a for a in said if a.is_whole]
    best = max((a.value for a in said), default=0)
    if not best or best < max(a.value for a in whole):
        return None
    return _figure([a for a in said if a.value == best], "certain")


def _largest(said: Sequence[_Amount]) -> Figure | None:
    best = max((a.value for a in said), default=None)
    return None if best is None or len({a.value for a in said}) > 1 else _figure(said, "likely")


def _one(said: Sequence[_Amount]) -> Figure | None:
    """Return the figure if the text has one only: of several it is the officer who must choose."""
    return _figure(said, "certain") if len({a.value for a in said}) == 1 else None


def _reckoned(found: Sequence[_Amount], months: Figure | None, participants: Figure | None) -> Figure | None:
    """Return the whole from what a year or a head costs."""
    for rate, times in (
        ("year", months and months.value / MONTHS_OF_A_YEAR),
        ("head", participants and participants.value),
    ):
        said = [a for a in found if a.rate == rate and a.kind in {"total", "requested", ""}]
        if times and len({a.value for a in said}) == 1:
            figure = _figure(said[:1], "likely")
            reckoning = f"{_written(said[0].value)} kr. × {_written(times)}"
            return figure.model_copy(update={"value": round(said[0].value * times, 2), "reckoning": reckoning})
    return None


def _sum(whole: Sequence[_Amount]) -> Figure | None:
    """Return what is asked for together with what others and the applicant are said to pay."""
    parts = list({(a.kind, a.value): a for a in whole if a.kind in {"requested", "own", "other"}}.values())
    kinds = {a.kind for a in parts}
    if "requested" not in kinds or len(kinds) == 1 or sum(a.kind == "requested" for a in parts) > 1:
        return None
    figure = _figure(parts, "likely")
    reckoning = " + ".join(f"{_written(a.value)} kr." for a in parts)
    return figure.model_copy(update={"value": sum(a.value for a in parts), "reckoning": reckoning})


def _share(prose: Prose, total: Figure | None) -> Figure | None:
    """Return what is asked for, where it is said as a share of the whole."""
    for span in prose.matches(_HALF) if total else ():
        if prose.standing(span.field, span.start) == "own" and total:
            half = "halvdel" in span.text.casefold()
            return Figure(
                value=total.value / 2 if half else total.value,
                unit="DKK",
                origin="text",
                certainty="likely",
                spans=(span,),
                reckoning=f"{_written(total.value)} kr. / 2" if half else None,
            )
    return None


def _figure(said: Sequence[_Amount], certainty: Literal["certain", "likely"]) -> Figure:
    return Figure(
        value=said[0].value, unit="DKK", origin="text", certainty=certainty, spans=tuple(a.span for a in said)
    )


def _written(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", " ").replace(".", ",").replace(" ", ".")
