"""A Cypher query that could do anything but read is refused before a server sees it, however it is hidden."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.answers.question import FOLDER
from graph.cypher.read_only import MOST_CHARACTERS, WRITES, check_read_only
from ontology.errors import QueryRefused

HOSTILE = {
    "create": "CREATE (n:Initiative)",
    "create after a match": "MATCH (n) CREATE (m)",
    "in lower case": "match (n) detach delete n",
    "merge": "MATCH (n) MERGE (n)-[:FUNDS]->(m)",
    "set": "MATCH (n) SET n.amount = 0",
    "set of labels": "MATCH (n) SET n:Policy",
    "remove": "MATCH (n) REMOVE n.amount",
    "foreach": "MATCH (n) FOREACH (x IN [1] | SET n.amount = x)",
    "in a subquery": "MATCH (n) CALL { WITH n SET n.amount = 0 } RETURN n",
    "in a subquery with variables": "MATCH (n) CALL (n) { DELETE n } RETURN 1",
    "in an optional subquery": "MATCH (n) OPTIONAL CALL (n) { CREATE (m) RETURN m } RETURN m",
    "in an exists subquery": "MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n",
    "in transactions": "MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS RETURN n",
    "behind a comment": "MATCH (n) /* only reads */ DELETE n",
    "behind a line comment": "MATCH (n) // only reads\nDELETE n",
    "in a comment that looks like a text": "MATCH (n) // '\nDELETE n // '",
    "in a text that looks like a comment": "MATCH (n {x: '/*'}) DELETE n RETURN '*/'",
    "after an escaped quotation mark": r"RETURN 'it\'s' CREATE (n)",
    "after a number with a point": "RETURN 1. CREATE (n)",
    "after a range": "RETURN [1, 2][0..] DELETE",
    "behind unicode escapes": r"MATCH (n) \u0044ELETE n",
    "behind unicode escapes in a text": r"RETURN '\u0027 CREATE (n) //'",
    "after union": "RETURN 1 AS x UNION CREATE (n) RETURN n AS x",
    "second query": "RETURN 1; MATCH (n) DETACH DELETE n",
    "load csv": "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load csv later": "WITH 1 AS x LOAD CSV FROM 'http://169.254.169.254/' AS line RETURN line",
    "apoc procedure": "CALL apoc.load.json('http://example.org') YIELD value RETURN value",
    "apoc procedure, quoted": "CALL `apoc`.`cypher`.`doIt`('CREATE (n)', {}) YIELD value RETURN value",
    "apoc procedure, spaced out": "CALL apoc . periodic . commit ('x')",
    "apoc function": "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {})",
    "apoc function, quoted": "RETURN `apoc`.load.json ('x')",
    "procedure of the server": "CALL dbms.listConfig() YIELD name RETURN name",
    "procedure that begins like an allowed one": "CALL db.labels.delete()",
    "procedure in a subquery": "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "schema": "CREATE INDEX FOR (n:Initiative) ON (n.amount)",
    "drop": "DROP DATABASE neo4j",
    "users": "SHOW USERS",
    "alter": "ALTER USER neo4j SET PASSWORD 'x'",
    "grant": "GRANT ROLE admin TO reader",
    "stop": "STOP DATABASE neo4j",
    "terminate": "TERMINATE TRANSACTIONS 'x'",
    "another database": "USE system MATCH (n) RETURN n",
    "explain": "EXPLAIN CREATE (n)",
    "gql insert": "MATCH (n) INSERT (m)",
    "text that does not end": "RETURN 'x",
    "comment that does not end": "RETURN 1 /* x",
    "nothing": " // nothing\n",
    "too long": "RETURN '" + "x" * MOST_CHARACTERS + "'",
}
HARMLESS = (
    "RETURN 'CREATE (n)' AS text, \"it's DELETE\" AS other",
    "MATCH (n) RETURN n.set, n.`delete` // SET",
    "MATCH (n:Set) RETURN n {.iri, delete: 1}",
    "MATCH (n) /* DETACH DELETE n */ RETURN count(n);",
    "MATCH (i:Initiative) RETURN i.start AS start, i.end AS end",
    "UNWIND range(1, 3) AS x CALL { WITH x RETURN x * 2 AS y } RETURN y",
    "MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS many } RETURN many",
    "MATCH p = (a)-[:FUNDS*1..3]->(b) RETURN nodes(p), date.truncate('year', date('2026-01-31'))",
    "CALL db.labels() YIELD label RETURN label",
    "MATCH (n) WHERE n.name_da = 'c:\\\\temp' RETURN n",
)


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_does_anything_but_read_is_refused(query):
    with pytest.raises(QueryRefused):
        check_read_only(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_what_only_looks_like_writing_is_let_through(query):
    check_read_only(query)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/query.cypher")), ids=lambda p: p.parent.name)
def test_every_named_question_passes(path):
    check_read_only(path.read_text(encoding="utf-8"))


@given(
    before=st.sampled_from(["MATCH (n) ", "UNWIND [1] AS n\n", "WITH 'a' AS n /* x */ "]),
    word=st.sampled_from(sorted(WRITES)),
    case=st.sampled_from([str.upper, str.lower, str.title]),
    gap=st.sampled_from([" ", "\n", "\t", "/**/", "//\n"]),
)
def test_a_writing_word_is_found_in_any_case_and_behind_any_gap(before, word, case, gap):
    with pytest.raises(QueryRefused):
        check_read_only(f"{before}{gap}{case(word)}{gap}(n)")


@given(st.text(max_size=300))
def test_any_text_is_let_through_or_refused_and_nothing_else(text):
    with suppress(QueryRefused):
        check_read_only(text)
