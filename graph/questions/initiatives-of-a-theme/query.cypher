MATCH (initiative:Initiative)-[:ADDRESSES]->(:Theme {iri: $theme})
OPTIONAL MATCH (initiative)-[:STATUS]->(status)
RETURN DISTINCT initiative.iri AS initiative, status.iri AS status ORDER BY initiative, status
