"""The export for the public sector is what CPOV, CPSV-AP and DCAT-AP-DK ask for; what remains is known.

The profiles are restated in the folder `profiles`, as far as they concern the classes that we export.
"""

from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, RDF, SH, SKOS, Graph, Namespace, URIRef

from graph.export.rdf import semic
from graph.store import EmbeddedStore
from ontology.namespaces import ID

PROFILES = Path(__file__).parent / "profiles"
M8G, CPSV = Namespace("http://data.europa.eu/m8g/"), Namespace("http://purl.org/vocab/cpsv#")
ORG, ADMS = Namespace("http://www.w3.org/ns/org#"), Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
# CPSV-AP wants a place to be of a class whose IRI is that of a code list; no entry of that list has the class.
REMAINS = {"cpov": set(), "cpsv-ap": {URIRef("urn:cpsv-ap#TerritorialUnit")}, "dcat-ap-dk": set()}


@pytest.fixture(scope="module")
def exported(home):
    return Graph().parse(data=semic(EmbeddedStore.reading(home)), format="turtle")


def shapes_not_met(data, profile):
    shapes = Graph().parse(PROFILES / f"{profile}.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    return {
        (report.value(result, SH.sourceShape), str(report.value(result, SH.resultPath)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("profile", REMAINS)
def test_the_export_is_what_the_profile_asks_for(exported, profile):
    assert {shape for shape, _ in shapes_not_met(exported, profile)} == REMAINS[profile]


@pytest.mark.parametrize(
    ("profile", "subject", "predicate"),
    [
        ("cpov", "organisation/msb", ORG.unitOf),
        ("cpsv-ap", "initiative/ungeindgangene", M8G.hasCompetentAuthority),
        ("cpsv-ap", "initiative/ungeindgangene", DCTERMS.title),
        ("dcat-ap-dk", "organisation/bikubenfonden", FOAF.name),
    ],
)
def test_a_value_of_a_wrong_kind_or_one_that_is_missing_is_found(exported, profile, subject, predicate):
    broken = Graph() + exported
    broken.remove((URIRef(ID + subject), predicate, None))
    if profile == "cpov":  # it asks for nothing, but minds what is there
        broken.add((URIRef(ID + subject), predicate, URIRef(f"{ID}initiative/havnegade")))
    assert str(predicate) in {path for _, path in shapes_not_met(broken, profile)}


def test_a_municipality_has_its_units_its_area_and_its_number(exported):
    aarhus = URIRef(f"{ID}organisation/aarhus-kommune")
    assert (aarhus, RDF.type, M8G.PublicOrganisation) in exported
    assert (aarhus, ORG.hasUnit, URIRef(f"{ID}organisation/msb")) in exported
    assert exported.value(exported.value(aarhus, ADMS.identifier), SKOS.notation).toPython() is not None
    assert (exported.value(aarhus, DCTERMS.spatial), RDF.type, DCTERMS.Location) in exported


def test_a_service_is_an_initiative_that_runs_and_has_a_known_public_body(exported):
    services = set(exported.subjects(RDF.type, CPSV.PublicService))
    assert URIRef(f"{ID}initiative/ungeindgangene") in services
    for service in services:
        assert (exported.value(service, M8G.hasCompetentAuthority), RDF.type, M8G.PublicOrganisation) in exported
        assert exported.value(service, DCTERMS.description).language == "da"


def test_the_data_set_says_which_version_of_the_graph_it_is(exported, snapshot):
    dataset = URIRef("https://w3id.org/samspil/dataset/graph")
    assert (dataset, RDF.type, DCAT.Dataset) in exported
    versions = {str(v) for v in exported.objects(dataset, URIRef("http://www.w3.org/2002/07/owl#versionInfo"))}
    assert versions == {snapshot.version}
