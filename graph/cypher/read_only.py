"""What a Cypher query may not say: our own check that it only reads, before any server sees it.

The query is split into tokens, so that words in texts, comments and quoted names count for nothing, and refused where
a token writes, administers, loads, leaves the graph, or calls a procedure or a function of an extension. The server
checks again: by the access mode of the session, or by a user who may only read.
"""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from ontology.errors import QueryRefused

MOST_CHARACTERS: Final = 100_000
READS: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
WRITES: Final = frozenset(
    {
        "ALTER",
        "CREATE",
        "DELETE",
        "DETACH",
        "DROP",
        "FOREACH",
        "INSERT",
        "LOAD",
        "MERGE",
        "NODETACH",
        "REMOVE",
        "SET",
        "TRANSACTIONS",
        "USE",
    }
)
PROCEDURES: Final = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})
NAMESPACES: Final = frozenset({"date", "datetime", "duration", "localdatetime", "localtime", "point", "time"})
TOKENS: Final = re.compile(
    r"""
    (?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<quoted>`(?:[^`]|``)*`)
    |(?P<number>\d[\w]*(?:\.\d\w*)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>[^\\'"`])
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind (`text`, `quoted`, `number`, `word` or `sign`), and what stands there."""

    kind: str
    text: str


def check_read_only(query: str) -> None:
    """Refuse a query that could do anything but read the graph. Raises `QueryRefused` with what it may not say."""
    if len(query) > MOST_CHARACTERS:
        raise QueryRefused("The query is longer than {most} characters.", most=MOST_CHARACTERS)
    tokens = _tokens(query)
    if tokens and tokens[-1].text == ";":
        tokens.pop()
    if not tokens:
        raise QueryRefused("The query is empty.")
    if tokens[0].kind != "word" or tokens[0].text.upper() not in READS:
        raise _refused(tokens[0].text)
    for i in range(len(tokens)):
        _check_token(tokens, i)


def _check_token(tokens: list[Token], i: int) -> None:
    if tokens[i] == Token("sign", ";"):
        raise QueryRefused("One query at a time: leave out what follows the semicolon.")
    if tokens[i] == Token("sign", "("):
        _check_function(tokens, i)
    if tokens[i].kind == "word" and not _is_name(tokens, i):
        word = tokens[i].text.upper()
        if word in WRITES:
            raise _refused(word)
        if word == "CALL":
            _check_call(tokens, i + 1)


def _tokens(query: str) -> list[Token]:
    # Servers read `\u0027` as a quotation mark before they look for texts, so a text could end where none is seen.
    if re.search(r"\\+u", query, re.IGNORECASE):
        raise QueryRefused("Write characters as they are: escapes such as \\u0027 are not accepted.")
    found, at = [], 0
    while at < len(query):
        match = TOKENS.match(query, at)
        if not match:
            raise QueryRefused("A text, name or comment in the query does not end.")
        if match.lastgroup and match.lastgroup != "space":
            found.append(Token(match.lastgroup, match[0]))
        at = match.end()
    if any(a.text + b.text in {"/*", "*/"} for a, b in pairwise(found) if a.kind == b.kind == "sign"):
        raise QueryRefused("A text, name or comment in the query does not end.")
    return found


def _is_name(tokens: list[Token], i: int) -> bool:
    """Tell whether the word can only be the name of a property or label: `i.set`, `(n:Set)`, `{set: 1}`."""
    before = tokens[i - 1] if i else Token("sign", "")
    if before.text == "." and i > 1:
        return tokens[i - 2].kind in {"word", "quoted"} or tokens[i - 2].text in {")", "]", "}"}
    return before.text == ":" or (before.text in {"{", ","} and i + 1 < len(tokens) and tokens[i + 1].text == ":")


def _check_call(tokens: list[Token], i: int) -> None:
    """Refuse `CALL` of anything but a subquery or a procedure that lists the schema."""
    if i < len(tokens) and tokens[i].text in {"{", "("}:
        return
    name = ""
    while i < len(tokens) and (tokens[i].kind in {"word", "quoted"} or tokens[i].text == "."):
        if tokens[i].kind == "word" and name and not name.endswith("."):
            break
        name += tokens[i].text.strip("`").lower()
        i += 1
    if name not in PROCEDURES:
        raise QueryRefused("The procedure '{name}' may not be called here.", name=name)


def _check_function(tokens: list[Token], opening: int) -> None:
    """Refuse a function of a namespace that is not the language's own, such as `apoc.load.json(…)`."""
    parts, i = [], opening - 1
    while i >= 0 and tokens[i].kind in {"word", "quoted"}:
        parts.append(tokens[i].text.strip("`").lower())
        if i < 1 or tokens[i - 1].text != ".":
            break
        i -= 2
    name = ".".join(reversed(parts))
    if len(parts) > 1 and parts[-1] not in NAMESPACES and name not in PROCEDURES:
        raise QueryRefused("The function '{name}' may not be called here.", name=name)


def _refused(word: str) -> QueryRefused:
    return QueryRefused("'{word}' is not allowed here: queries may only read. (A name is quoted: `{word}`.)", word=word)
