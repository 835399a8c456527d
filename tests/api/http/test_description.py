"""The description of the API is typed to the last field, and has an example of each body and parameter."""

import json

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.description import EXAMPLES, operations
from api.settings import Settings

KEYS = {"$ref", "type", "anyOf", "oneOf", "allOf", "enum", "const"}


@pytest.fixture(scope="module")
def description(home):
    with TestClient(create_app(Settings(store=home))) as client:
        return client.get("/openapi.json").json()


def schemas(node, where=""):
    """All schemas of the description."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"schema", "items", "additionalProperties"}:
                yield f"{where}/{key}", value
            elif key in {"schemas", "properties"} and isinstance(value, dict):
                yield from ((f"{where}/{key}/{name}", schema) for name, schema in value.items())
            if key not in {"example", "examples", "default"}:
                yield from schemas(value, f"{where}/{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from schemas(value, f"{where}/{place}")


def test_every_schema_says_what_it_is(description):
    loose = {
        where
        for where, schema in schemas(description)
        # What a query in Cypher returns is decided by the query.
        if not where.endswith(("/JsonValue", "/additionalProperties"))
        and not (isinstance(schema, dict) and KEYS & set(schema))
    }
    assert loose == set()
    for where, schema in schemas(description):
        if where.endswith("/additionalProperties"):
            assert schema is False or KEYS & set(schema), where


def bodies(operation):
    yield from operation.get("requestBody", {}).get("content", {}).items()
    for response in operation["responses"].values():
        yield from response.get("content", {}).items()


def test_every_body_and_parameter_has_an_example(description):
    named = description["components"]
    for address, method, operation in operations(description):
        for parameter in operation.get("parameters", ()):
            schema = parameter["schema"]
            parts = [schema, *schema.get("anyOf", ())]
            told = {"example", "examples"} & set(parameter) or any({"examples", "enum"} & set(p) for p in parts)
            assert told, (method, address, parameter["name"])
        if address.startswith(("/v1", "/cypher", "/healthz")):
            for media_type, body in bodies(operation):
                schema = named["schemas"].get(body["schema"].get("$ref", "").rpartition("/")[2], {})
                told = {"example", "examples"} & set(body) or "examples" in schema
                assert told or body["schema"].get("format") == "binary" or "json" not in media_type, (address, body)


def test_the_examples_are_of_the_schemas_that_they_illustrate(description):
    names = {path.stem for path in EXAMPLES.glob("*.json")}
    assert names <= set(description["components"]["schemas"])
    for name in names:
        schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
        example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema_rs.Draft202012Validator(schema).validate(example)


def test_links_name_operations_and_parameters_that_there_are(description):
    parameters = {o["operationId"]: {p["name"] for p in o.get("parameters", ())} for _, _, o in operations(description)}
    links = [
        link
        for _, _, o in operations(description)
        for r in o["responses"].values()
        for link in r.get("links", {}).values()
    ]
    assert len(links) > 8
    for link in links:
        assert set(link["parameters"]) <= parameters[link["operationId"]]


def test_each_address_says_which_methods_it_takes(home):
    with TestClient(create_app(Settings(store=home))) as client:
        assert client.put("/v1/assessments").headers["allow"] == "GET, HEAD, POST"
        assert client.get("/v1/reviews/corrections").headers["allow"] == "POST"
        assert client.delete("/id/initiative/havnegade").headers["allow"] == "GET, HEAD"
        for address in ("/v1/assessments", "/v1/sources", "/v1/reviews"):
            assert client.post(address, content="x", headers={"Content-Type": "text/plain"}).status_code == 415
