"""What the text of a query or update from outside may hold, and which data set an update is to see.

SERVICE and LOAD are looked for in the bare text, whatever stands around them: where a string, an IRI or a comment ends
depends on the grammar (`?a<'x>'` is no IRI, `e:a\\'` begins no string), and who reads that otherwise than pyoxigraph
misses one. Quantifiers are possessive, so that looking is linear.
"""

import re
from collections.abc import Sequence
from typing import Final

from pyoxigraph import NamedNode

from ontology.errors import QueryRefused

MOST_CHARACTERS: Final = 100_000

_GAP: Final = r"(?:[ \t\r\n]|#[^\n\r]*+)*+"
_NAME: Final = r"[^\s{}:<>\"'?$]*+:"
_SERVICE: Final = re.compile(
    rf"service{_GAP}(?:silent{_GAP})?(?:(?:<[^>]*+>|[?$]\w++){_GAP}\{{|{_NAME})", re.IGNORECASE
)
_LOAD: Final = re.compile(rf"load{_GAP}(?:silent{_GAP})?(?:<|{_NAME})", re.IGNORECASE)
_NAME_BEFORE: Final = re.compile(r"(?:[?$]\w*|:[\w-]*)\Z")  # a variable or a prefixed name that ends in ...service
_LONGEST_NAME: Final = 100
_MOST_MENTIONS: Final = 50
_UPDATE: Final = re.compile(
    r"^\s*(?:#[^\n]*\n\s*|prefix\s+[^\s:]*:\s*<[^>]*>\s*|base\s*<[^>]*>\s*)*+"
    r"(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)
_FAULT: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)  # as pyoxigraph writes it
_CHARACTER_CLASS: Final = re.compile(r"\[(?:_|'.*?')\](?:, )?", re.DOTALL)  # in what it expected
_MOST_SHOWN: Final = 60
_CODEPOINT: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
# What an update is made of, as far as its clauses go: strings, IRIs and comments whole, braces, words.
_TOKEN: Final = re.compile(
    r"'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n\r]*|[{};]|[?$:]?\w+",
    re.DOTALL,
)


def refuse_outward(query: str) -> None:
    """Raise `QueryRefused` for a query that is too long, changes the graph, or sends requests to others (SERVICE)."""
    _refuse_long(query)
    if _UPDATE.search(query):
        raise QueryRefused(
            "This is an update, not a query. Post it as application/sparql-update, with the right to do so."
        )
    _refuse_service(query)


def refuse_outward_update(update: str) -> None:
    """Raise `QueryRefused` for an update that is too long or sends requests to others (SERVICE, LOAD)."""
    _refuse_long(update)
    _refuse_service(update)
    if any(_mentions(_LOAD, "load", text) for text in (update, _decoded(update))):
        raise QueryRefused("LOAD is not allowed, nor a text that reads like it: nothing is fetched from elsewhere.")


def not_valid(query: str, fault: SyntaxError) -> QueryRefused:
    """Return what the parser finds wrong, with the place and what stands before it."""
    found = _FAULT.fullmatch(str(fault))
    if not found:
        return QueryRefused("The query is not valid SPARQL: {reason}", reason=fault)
    line, character = int(found[1]), int(found[2])
    before = query.split("\n")[line - 1][: character - 1][-_MOST_SHOWN:] if line <= query.count("\n") + 1 else ""
    expected = _CHARACTER_CLASS.sub("", found[3]).strip(" ,")
    return QueryRefused(
        "The query is not valid SPARQL in line {line}, character {character}, after '{before}': {reason}",
        line=line,
        character=character,
        before=before.lstrip(),
        reason=expected,
    )


def with_data_set(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with `USING` clauses for the graphs (IRIs) before each WHERE, as SPARQL 1.1 Protocol 2.2.3 has
    it. Raises `QueryRefused` where the update has clauses of its own.
    """
    if not default and not named:
        return update
    try:
        clauses = [*(f"USING {NamedNode(g)} " for g in default), *(f"USING NAMED {NamedNode(g)} " for g in named)]
    except ValueError as error:
        raise QueryRefused("A graph of the data set is no IRI: {reason}", reason=error) from error
    depth, at, before, pieces = 0, 0, "", []
    for token in _TOKEN.finditer(update):
        word = token[0].lower()
        depth += (word == "{") - (word == "}")
        if depth == 0 and word in {"using", "with"}:
            raise QueryRefused("The update has USING or WITH, so it takes no using-graph-uri. Choose one of them.")
        if depth == 0 and word == "where":
            if before == "delete":
                raise QueryRefused("DELETE WHERE takes no using-graph-uri. Write DELETE and WHERE with a pattern each.")
            pieces += [update[at : token.start()], *clauses]
            at = token.start()
        before = before if word.startswith("#") else word
    return "".join([*pieces, update[at:]])


def _refuse_long(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise QueryRefused("The query has more than {most} characters.", most=MOST_CHARACTERS)


def _refuse_service(text: str) -> None:
    if any(_mentions(_SERVICE, "service", t) for t in (text, _decoded(text))):
        raise QueryRefused("SERVICE is not allowed, nor a text that reads like it: queries here ask this graph only.")


def _decoded(text: str) -> str:
    """Return the text with its \\u escapes decoded, as the grammar does before it reads tokens."""
    return _CODEPOINT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)


def _mentions(pattern: re.Pattern[str], word: str, text: str) -> bool:
    if text.lower().count(word) > _MOST_MENTIONS:
        return True
    found = (m.start() for m in pattern.finditer(text))
    return any(not _NAME_BEFORE.search(text[max(0, at - _LONGEST_NAME) : at]) for at in found)
