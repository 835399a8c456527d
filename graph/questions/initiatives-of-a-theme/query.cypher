MATCH (initiative:Initiative)-[:ADDRESSES]->(:Samspil {iri: $theme})
OPTIONAL MATCH (initiative)-[:STATUS]->(status)
RETURN DISTINCT initiative.iri AS initiative, status.iri AS status ORDER BY initiative, status
