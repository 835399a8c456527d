"""`/v1/graph`: the whole graph in the formats of others."""

import io
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.http.fresh import answered_from_graph
from api.http.needs import MAY_QUERY
from api.http.negotiation import agreed_format
from api.http.problems import RESPONSES
from api.http.request_language import language_of
from api.http.route import V1Route
from api.settings import Settings
from graph.evidence.recording import version
from graph.export.formats import CSV, FORMATS
from graph.store import reading
from ontology.errors import InputError

router = APIRouter(
    prefix="/v1/graph", tags=["graph"], responses=RESPONSES, route_class=V1Route, dependencies=[MAY_QUERY]
)

ALL_EVIDENCE: Final = "trig"
# The first format of a media type is the one that is meant by it.
BY_TYPE: Final = {
    kind: next(name for name, f in FORMATS.items() if f.media_type == kind)
    for kind in dict.fromkeys(f.media_type for f in FORMATS.values())
}
ANSWER: Final = {200: {"content": {kind: {} for kind in (*BY_TYPE, CSV[0])}, "description": "The graph"}}


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
    kind: Annotated[
        str | None, Query(max_length=100, description="One kind of thing alone, as csv or xlsx", examples=["indsats"])
    ] = None,
) -> Response:
    """Return the accepted view (as TriG: with all evidence) in the format that is named or preferred, Turtle else. The
    tables of csv and xlsx have their headings in the language that is preferred.
    """
    name = _format(form, request.headers.get("accept"))
    settings: Settings = request.app.state.settings
    store = reading(settings.place)
    if name != ALL_EVIDENCE:
        answered_from_graph(request, version(store))
    media_type, ending = FORMATS[name].file_type(kind)
    disposition = {"Content-Disposition": f'attachment; filename="samspil{ending}"'}
    content = io.BytesIO()
    FORMATS[name].write(store, content, kind, language_of(request))
    return Response(content.getvalue(), media_type=media_type, headers=disposition)


def _format(named: str | None, accept: str | None) -> str:
    """Return the name of the format to answer in. Raises `InputError`, `NotAcceptable`."""
    if named is not None:
        if named not in FORMATS:
            raise InputError(
                "There is no format '{name}'. There are: {formats}.", name=named[:50], formats=", ".join(FORMATS)
            )
        return named
    return BY_TYPE[agreed_format(accept, list(BY_TYPE))]
