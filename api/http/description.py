"""`/openapi.json`: what FastAPI knows of the API, what all addresses have in common, and examples of each body."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api.http.once import KEY, KEY_PATTERN
from api.http.problems import API

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
TAGGED: Final = ("/v1", "/ontology", "/concept", "/id")
PROBLEM: Final = "application/problem+json"
TEXT: Final = {"type": "string"}
BINARY: Final = {"type": "string", "format": "binary"}
TEXTS: Final = {
    "text/html": "<!doctype html><title>Samspil</title>",
    "text/csv": "initiativ;tilskudsgiver\r\nHavnegade;Bikubenfonden\r\n",
    "text/tab-separated-values": "?s\n<https://w3id.org/samspil/id/organisation/rsi>\n",
    "text/turtle": "<https://w3id.org/samspil/id/organisation/rsi> a <https://w3id.org/samspil/def#Council> .\n",
    "application/n-triples": "<https://w3id.org/samspil/id/organisation/rsi> "
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/samspil/def#Council> .\n",
    "application/ld+json": {"@id": "https://w3id.org/samspil/id/organisation/rsi", "@type": "Council"},
    "text/plain": "samspil_queries_running 0.0\n",
}
ANY_JSON: Final = {"title": "JsonValue", "description": "Any JSON value: a query in Cypher decides which"}
TAG: Final = {"schema": TEXT, "description": "What the answer is known by", "example": 'W/"8e0b5a"'}
HEADERS: Final = {
    "Location": {"schema": TEXT, "description": "Where it is", "example": "/v1/assessments/0123456789abcdef"},
    "Link": {"schema": TEXT, "description": "Where the next page is", "example": '</v1/entities?cursor=…>; rel="next"'},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait, with 429 and 503", "example": 5},
    "Idempotency-Replayed": {"schema": TEXT, "description": "That this was answered before", "example": "true"},
}
IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": TEXT,
    "description": "The ETag of an answer at hand: if it still holds, the status is 304",
    "example": 'W/"8e0b5a"',
}
IDEMPOTENCY_KEY: Final = {
    "name": KEY,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": KEY_PATTERN},
    "description": "A name of the request, made up by the client: sent again within a day, it does nothing more and is "
    "answered as before",
    "example": "5f0c2f1e-8b1d-4a3c-9d7e-0a1b2c3d4e5f",
}


# Not to where a job is watched: who follows all links would wait there for its end.
LINKS: Final = {
    "create_assessment": [("get_assessment", "assessment_id", "/id")],
    "list_assessments": [("get_assessment", "assessment_id", "/items/0/id")],
    "create_ingest": [(name, "job_id", "/id") for name in ("get_ingest", "cancel_ingest", "resume_ingest")],
    "create_review": [("get_review", "review_id", "/review/id"), ("undo_review", "review_id", "/review/id")],
    "list_reviews": [("get_review", "review_id", "/items/0/id")],
    "list_entities": [("get_entity", "entity_id", "/items/0/id")],
    "list_evidence": [("get_evidence", "evidence_id", "/items/0/id")],
    "list_questions": [("answer_question", "name", "/items/0/name")],
}


def operation_id(route: APIRoute) -> str:
    """Return what an operation is called: the name of its function."""
    return route.name


def describe(app: FastAPI) -> None:
    """Let the app describe itself in full."""

    @cache
    def openapi() -> dict[str, Any]:
        found = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            separate_input_output_schemas=False,
        )
        examples = found["components"].setdefault("examples", {})
        for path in sorted(EXAMPLES.glob("*.json")):
            examples[path.stem] = {"value": json.loads(path.read_text(encoding="utf-8"))}
        schemas = found["components"]["schemas"]
        schemas["JsonValue"] = ANY_JSON
        for name in ("Body_post_sources", "Body_create_ingest"):
            # FastAPI says that the files are bytes as JSON Schema does; generators of clients know the other way too.
            schemas[name]["properties"]["files"]["items"]["format"] = "binary"
            schemas[name]["examples"] = [{"files": ["the bytes of vision.pdf"]}]
        for address, method, operation in operations(found):
            _complete(address, method, operation, examples)
        return found

    app.openapi = openapi  # type: ignore[method-assign]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield address, method and operation."""
    for address, by_method in description["paths"].items():
        for method, operation in by_method.items():
            yield address, method, operation


def _complete(address: str, method: str, operation: dict[str, Any], examples: dict[str, Any]) -> None:
    responses = operation["responses"]
    if address.startswith(TAGGED):
        header = IF_NONE_MATCH if method == "get" else IDEMPOTENCY_KEY
        operation.setdefault("parameters", []).append(header)
    if address.startswith(TAGGED) and method == "get":
        responses["304"] = {"description": "What the client has still holds", "headers": {"ETag": TAG}}
    responses.pop("422", None)  # the same as 4XX
    for status, response in responses.items():
        content = response.setdefault("content", {}) if status not in {"303", "304"} else {}
        if status in {"4XX", "5XX"}:
            content.clear()
            content[PROBLEM] = {"schema": {"$ref": _schema("Problem")}, "example": _problem(status, address)}
            if not address.startswith(API):
                content["text/html"] = {}
        if headers := _headers(address, method, status):
            response["headers"] = headers
        if status.startswith("20") and (links := LINKS.get(operation["operationId"])):
            response["links"] = {
                name: {"operationId": name, "parameters": {parameter: f"$response.body#{where}"}}
                for name, parameter, where in links
            }
        _with_examples(content, examples)
    _with_examples(operation.get("requestBody", {}).get("content", {}), examples)


def _headers(address: str, method: str, status: str) -> dict[str, Any]:
    if status in {"4XX", "5XX"}:
        return {"Retry-After": HEADERS["Retry-After"]}
    if not address.startswith(TAGGED) or status in {"303", "304"}:
        return {}
    if method == "get":
        return {"ETag": TAG, **({"Link": HEADERS["Link"]} if address.startswith("/v1") else {})}
    return {name: HEADERS[name] for name in ("Location", "Idempotency-Replayed")}


def _with_examples(content: dict[str, Any], examples: dict[str, Any]) -> None:
    for media_type, body in content.items():
        if media_type.endswith("json"):
            body.setdefault("schema", {"$ref": _schema("JsonValue")})
        body.setdefault("schema", BINARY if media_type.endswith(("zip", "sheet", "octet-stream")) else TEXT)
        name = body["schema"].get("$ref", "").rpartition("/")[2]
        if name in examples:
            body["examples"] = {name: {"$ref": f"#/components/examples/{name}"}}
        elif media_type in TEXTS:
            body.setdefault("example", TEXTS[media_type])


def _schema(name: str) -> str:
    return f"#/components/schemas/{name}"


def _problem(status: str, address: str) -> dict[str, object]:
    if status == "5XX":
        title, number, detail = "Service Unavailable", 503, "The graph is being changed. Wait until it has finished."
    else:
        title, number, detail = "Not Found", 404, "There is nothing of that name."
    told = {"type": "about:blank", "title": title, "status": number, "detail": detail, "instance": address}
    return {**told, "errors": []}
