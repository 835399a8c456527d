MATCH (initiative:Initiative)-[:AIMS_AT]->(:Samspil {iri: $outcome})
OPTIONAL MATCH (initiative)-[:USES_METHOD]->(method)
RETURN DISTINCT initiative.iri AS initiative, method.iri AS method ORDER BY initiative, method
