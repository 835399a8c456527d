MATCH (initiative:Initiative)-[:AIMS_AT]->(outcome)-[:BENEFITS]->(sector)
WHERE EXISTS { (initiative)<-[:FUNDED]-() } AND NOT EXISTS { (initiative)<-[:FUNDED]-()-[:FUNDER]->()-[:IN_SECTOR]->(sector) }
RETURN DISTINCT initiative.iri AS initiative, outcome.iri AS outcome, sector.iri AS sector ORDER BY initiative, outcome, sector
