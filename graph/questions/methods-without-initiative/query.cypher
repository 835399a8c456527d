MATCH (method:Method) WHERE NOT EXISTS { ()-[:USES_METHOD]->()-[:BROADER*0..]->(method) }
RETURN method.iri AS method ORDER BY method
