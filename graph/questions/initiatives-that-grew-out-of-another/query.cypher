MATCH (initiative:Initiative)-[:SUCCEEDS]->(earlier)
RETURN initiative.iri AS initiative, earlier.iri AS earlier ORDER BY initiative
