"""How Schemathesis writes a body in SPARQL."""

import schemathesis


@schemathesis.serializer("application/sparql-query", "application/sparql-update")
def sparql(_context, value):
    return {"data": value if isinstance(value, bytes) else str(value).encode()}
