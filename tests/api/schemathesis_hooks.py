"""How Schemathesis writes a body in SPARQL."""

import schemathesis


@schemathesis.serializer("application/sparql-query", "application/sparql-update")
class Sparql:
    def as_requests(self, _ctx, value):
        return {"data": str(value).encode()}

    def as_werkzeug(self, _ctx, value):
        return {"data": str(value).encode()}
