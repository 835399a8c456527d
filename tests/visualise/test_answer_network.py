"""The network in an answer: a row relates its things, a graph says what relates them."""

import json

import pytest

from ontology.errors import InputError
from visualise.answer_network import GRAPH, TABLE, answer_network

THING = "https://w3id.org/samspil/id/"


def table(*rows):
    bindings = [
        {k: {"type": "uri" if v.startswith("http") else "literal", "value": v} for k, v in r.items()} for r in rows
    ]
    return json.dumps({"head": {"vars": ["payer", "amount", "paid"]}, "results": {"bindings": bindings}}).encode()


def test_a_row_of_a_table_relates_its_things_by_the_name_of_the_column(snapshot):
    fund, paid = THING + "organisation/bikubenfonden", THING + "initiative/havnegade"
    network = answer_network(TABLE, table({"payer": fund, "amount": "7", "paid": paid}, {"payer": fund}), snapshot)
    assert [(e.source, e.label["da"], e.target) for e in network.edges] == [(fund, "paid", paid)]
    assert {n.id: (n.label["da"], n.kind) for n in network.nodes} == {
        fund: ("Bikubenfonden", "organisation"),
        paid: ("Havnegade", "initiative"),
    }
    assert len({(n.x, n.y) for n in network.nodes}) == 2


def test_a_graph_is_as_it_says_but_for_kinds_and_values(snapshot):
    content = f"""<{THING}a> <https://w3id.org/samspil/def#theme> <{THING}b> .
        <{THING}a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{THING}c> .
        <{THING}a> <x:y> "d" ."""
    network = answer_network(GRAPH, content.encode(), snapshot)
    assert [(e.source, e.label["da"], e.target) for e in network.edges] == [(THING + "a", "tema", THING + "b")]


@pytest.mark.parametrize("content", [b'{"head":{},"boolean":true}', table()])
def test_an_answer_without_things_has_no_network(snapshot, content):
    assert answer_network(TABLE, content, snapshot).nodes == []


def test_what_nobody_can_see_is_refused(snapshot):
    rows = [{"payer": f"{THING}{i}", "paid": f"{THING}{i + 1}"} for i in range(1001)]
    with pytest.raises(InputError, match="more than 1000 relations"):
        answer_network(TABLE, table(*rows), snapshot)
