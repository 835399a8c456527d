"""`/ontology`, `/concept/…` and `/id/…`: terms and things at their addresses, as a page or as RDF, as the client wants.

`https://w3id.org/samspil/def`, `…/concept/…` and `…/id/…` are meant to be redirected here.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from api.http.dependencies import GraphDep
from api.http.fresh import answered_from_graph
from api.http.needs import MAY_READ
from api.http.negotiation import agreed_format
from api.http.page import page
from api.http.problems import RESPONSES
from api.http.request_language import language_of
from api.http.route import V1Route
from graph.known.snapshot import Snapshot
from ontology.alignments import matches
from ontology.errors import NotFound
from ontology.namespaces import BASE, CONCEPT, ID, PREFIXES, SAMSPIL
from ontology.vocabulary import ONTOLOGY_FILE, read_turtle
from visualise.ontology_page import anchor, ontology_page
from visualise.pages import entity_path

router = APIRouter(tags=["ontology"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_READ])

HTML: Final = "text/html"
RDF: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
}
BY_NAME: Final = {"turtle": "text/turtle", "jsonld": "application/ld+json", "html": HTML}
FormatQuery = Annotated[
    Literal["turtle", "jsonld", "html"] | None, Query(alias="format", description="Instead of the header Accept")
]
TermName = Annotated[str, Path(examples=["targetGroup"])]
ConceptPath = Annotated[str, Path(examples=["theme/homelessness"])]
ThingPath = Annotated[str, Path(examples=["initiative/havnegade"])]
ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {t: {} for t in (HTML, *RDF)}, "description": "A page, or RDF"}
}
OR_ELSEWHERE: Final[dict[int | str, dict[str, Any]]] = {
    **ANSWER,
    303: {"description": "Where it is told of: on a page, or under another name"},
}


@router.get("/ontology", summary="The language: its terms", responses=ANSWER, response_class=Response)
def get_ontology(request: Request, wanted: FormatQuery = None) -> Response:
    """Return the documentation of the language, or the language itself with its alignments as RDF."""
    media_type = _wanted(request, wanted)
    if media_type == HTML:
        return page(request, "ontology.html", **ontology_page(language_of(request)))
    return _rdf({*read_turtle(ONTOLOGY_FILE), *matches()}, media_type)


@router.get("/ontology/{name}", summary="One term of the language", responses=OR_ELSEWHERE, response_class=Response)
def get_term(name: TermName, request: Request, wanted: FormatQuery = None) -> Response:
    """Return what the language says of a term (`Funding`, `targetGroup`): the place on the page, or RDF."""
    media_type = _wanted(request, wanted)
    term = NamedNode(f"{SAMSPIL}{name}") if name.isalnum() else None
    said = {t for t in {*read_turtle(ONTOLOGY_FILE), *matches()} if t.subject == term}
    if not said:
        raise NotFound("The language has no term '{name}'. See /ontology for all of them.", name=name[:200])
    return RedirectResponse(f"/ontology#{name}", 303) if media_type == HTML else _rdf(said, media_type)


@router.get(
    "/concept/{path:path}", summary="A concept or concept scheme", responses=OR_ELSEWHERE, response_class=Response
)
def get_concept(path: ConceptPath, request: Request, graph: GraphDep, wanted: FormatQuery = None) -> Response:
    """Return what the accepted view says of a concept (`theme/homelessness`) or a whole scheme (`theme`)."""
    return _thing(CONCEPT + path, request, graph.snapshot(), wanted)


@router.get("/id/{path:path}", summary="A thing", responses=OR_ELSEWHERE, response_class=Response)
def get_thing(path: ThingPath, request: Request, graph: GraphDep, wanted: FormatQuery = None) -> Response:
    """Return what the accepted view says of a thing (`initiative/havnegade`)."""
    return _thing(ID + path, request, graph.snapshot(), wanted)


def _thing(iri: str, request: Request, snapshot: Snapshot, wanted: str | None) -> Response:
    media_type = _wanted(request, wanted)
    if stays := snapshot.known_as.get(iri):
        return RedirectResponse("/" + stays.removeprefix(BASE) + (f"?format={wanted}" if wanted else ""), 303)
    if iri not in snapshot.about:
        raise NotFound("There is nothing at {iri}. Search at /entities.", iri=iri[:200])
    members = snapshot.concepts(iri)
    if media_type == HTML:
        return RedirectResponse(f"/ontology#{anchor(iri)}" if members else entity_path(iri), 303)
    answered_from_graph(request, snapshot.version)
    about = (s for subject in (iri, *members) for s in snapshot.about[subject])
    return _rdf({Triple(NamedNode(s.subject), NamedNode(s.predicate), s.object) for s in about}, media_type)


def _wanted(request: Request, named: str | None) -> str:
    """Return the media type to answer in. Raises `NotAcceptable`."""
    return BY_NAME[named] if named else agreed_format(request.headers.get("accept"), [HTML, *RDF])


def _rdf(triples: Iterable[Triple], media_type: str) -> Response:
    ordered = sorted(triples, key=str)
    prefixes = {**PREFIXES, "": BASE}
    content = serialize(ordered, format=RDF[media_type], prefixes=prefixes)
    return Response(content, media_type=media_type)
