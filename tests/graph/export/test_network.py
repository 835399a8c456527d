"""The network formats, opened by networkx."""

import io
import re
from pathlib import Path

import networkx
import pytest

from graph.export.formats import FORMATS
from graph.export.network import COLOURS
from graph.known.property_graph import property_graph
from graph.store import EmbeddedStore
from ingest.load import load_files
from ontology.namespaces import CONCEPT, ID
from tests.conftest import NOON

SCRIPT = Path(__file__).parents[3] / "visualise" / "static" / "network.js"
HAVNEGADE = f"{ID}initiative/havnegade"


@pytest.fixture(scope="module")
def gexf(home):
    return networkx.read_gexf(io.BytesIO(FORMATS["gexf"](EmbeddedStore.reading(home))))


def test_gexf_has_the_nodes_and_edges_of_the_property_graph(gexf, snapshot):
    graph = property_graph(snapshot)
    assert set(gexf) == set(graph)
    ends = [(start, end, values["type"]) for start, end, values in graph.edges(data=True)]
    assert sorted((s, e, d["label"]) for s, e, d in gexf.edges(data=True)) == sorted(ends)


def test_a_node_has_names_in_both_languages_kind_theme_and_the_colour_of_its_kind(gexf):
    node = gexf.nodes[HAVNEGADE]
    assert (node["label"], node["label_en"], node["kind"]) == ("Havnegade", "Havnegade", "initiative")
    assert node["themes"] == "Flere hjemløse i egen bolig"
    assert node["viz"]["color"] == {"r": 0x0B, "g": 0x6E, "b": 0x99, "a": 1.0}
    assert gexf.nodes[f"{CONCEPT}target-group/young-homeless"]["kind"] == "target-group"


def test_what_lasts_has_its_first_and_last_day_for_the_timeline(gexf):
    assert gexf.graph["mode"] == "dynamic"
    node = gexf.nodes[f"{ID}budget/aftale-udsatte-boligomraader-2020-2023"]
    assert (node["start"], node["end"]) == ("2020-01-01", "2023-12-31")


def test_an_edge_weighs_as_many_pieces_of_evidence_as_say_so(gexf, snapshot):
    targets = next(d for _, e, d in gexf.out_edges(HAVNEGADE, data=True) if e.endswith("/young-homeless"))
    said = next(s for s in snapshot.about[HAVNEGADE] if s.value.endswith("/young-homeless"))
    assert targets["weight"] == len(said.evidence)


def test_the_colours_are_those_of_the_network_in_the_browser():
    script = SCRIPT.read_text(encoding="utf-8")
    shown = dict(re.findall(r'"?([\w-]+)"?: "(#[0-9a-f]{6})"', script[: script.index("const KINDS")]))
    assert {kind: shown.get(kind) for kind in COLOURS} == COLOURS


@pytest.mark.parametrize(("format_", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_characters_that_xml_cannot_hold_are_left_out(store, tmp_path, format_, read):
    (tmp_path / "x.csv").write_text('id;slags;navn\nx;indsats;"A\x0b<b>\x01 & ]]>"\n', encoding="utf-8")
    load_files(store, [tmp_path / "x.csv"], "x", NOON)
    assert read(io.BytesIO(FORMATS[format_](store))).nodes[f"{ID}initiative/x"]["label"] == "A<b> & ]]>"
