"""`/v1/graph`: the whole graph in the formats of others."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.fresh import answered_from_graph
from api.negotiation import best_format
from api.problems import RESPONSES, NotAcceptable
from api.route import V1Route
from api.settings import Settings
from graph.evidence.evidence import version
from graph.export import FORMATS
from graph.store import reading
from ontology.errors import InputError

router = APIRouter(prefix="/v1/graph", tags=["graph"], responses=RESPONSES, route_class=V1Route)

ALL_EVIDENCE: Final = "trig"
FILES: Final = {
    "turtle": ("text/turtle", "ttl"),
    "trig": ("application/trig", "trig"),
    "jsonld": ("application/ld+json", "jsonld"),
    "graphml": ("application/graphml+xml", "graphml"),
    "semic": ("text/turtle", "ttl"),
    "gexf": ("application/gexf+xml", "gexf"),
    "csv": ("application/zip", "zip"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}
OTHER: Final = ("application/octet-stream", "bin")
# The first format of a media type is the one that is meant by it; the best last, as python-mimeparse takes of equals.
_FIRST: Final = {FILES.get(name, OTHER)[0]: name for name in reversed(list(FORMATS))}
BY_TYPE: Final = {kind: _FIRST[kind] for kind in reversed(dict.fromkeys(FILES.get(n, OTHER)[0] for n in FORMATS))}
ANSWER: Final = {200: {"content": {kind: {} for kind in reversed(BY_TYPE)}, "description": "The graph"}}


@router.get("", summary="Export the graph", responses=ANSWER, response_class=Response)  # type: ignore[arg-type]
def export_graph(
    request: Request,
    form: Annotated[
        str | None,
        Query(
            alias="format",
            description="Instead of the header Accept",
            examples=["turtle"],
            json_schema_extra={"enum": list(FORMATS)},
        ),
    ] = None,
) -> Response:
    """Return the accepted view (as TriG: with all evidence) in the format that is named or preferred, Turtle else."""
    name = _format(form, request.headers.get("accept"))
    settings: Settings = request.app.state.settings
    store = reading(settings.place)
    if name != ALL_EVIDENCE:
        answered_from_graph(request, version(store))
    media_type, ending = FILES.get(name, OTHER)
    disposition = {"Content-Disposition": f'attachment; filename="samspil.{ending}"'}
    return Response(FORMATS[name](store), media_type=media_type, headers=disposition)


def _format(named: str | None, accept: str | None) -> str:
    """Return the name of the format to answer in. Raises `InputError`, `NotAcceptable`."""
    if named is not None:
        if named not in FORMATS:
            raise InputError(
                "There is no format '{name}'. There are: {formats}.", name=named[:50], formats=", ".join(FORMATS)
            )
        return named
    # The best last: python-mimeparse takes the last of equally wanted types.
    media_type = best_format(accept, list(BY_TYPE))
    if media_type is None:
        raise NotAcceptable(
            "None of the accepted formats is there. There are: {formats}.", formats=", ".join(reversed(BY_TYPE))
        )
    return str(BY_TYPE[media_type])
