"""The SPARQL constraints of the gates answer as pySHACL answers them."""

from pyoxigraph import NamedNode, Triple

from graph.answers.gates import ASKED_ABOUT, PROPOSAL, proposal_triples
from graph.answers.portfolio import find_portfolios, portfolio_triples
from graph.upkeep.constraints import find_violations
from graph.upkeep.shacl import as_rdflib, validate
from ingest.proposal_file import EXAMPLE, read_proposal_file
from ontology.vocabulary import GATES_FILE


def test_they_find_what_pyshacl_finds(assessor):
    snapshot = assessor.snapshot
    reading = assessor.read(read_proposal_file(EXAMPLE))
    data = [
        *proposal_triples(reading, 2022),
        *portfolio_triples(find_portfolios(snapshot, 2022)),
        *(
            Triple(NamedNode(s.subject), NamedNode(s.predicate), s.object)
            for kind in ASKED_ABOUT
            for iri in snapshot.of_class(kind)
            for s in snapshot.about[iri]
        ),
    ]
    ours, theirs = find_violations(data, PROPOSAL, GATES_FILE), validate(as_rdflib(data), GATES_FILE)
    assert len(ours) > 10
    assert {(r.shape, r.severity, r.value, r.path) for r in ours} == {
        (r.shape, r.severity, r.value, r.path) for r in theirs
    }
