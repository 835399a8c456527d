MATCH (funder)<-[:FUNDER]-(funding)-[:FUNDED]->(initiative:Initiative)
WHERE EXISTS { (funding)-[:IN_ROLE]->(:Samspil {iri: 'https://w3id.org/samspil/concept/role/investor'}) }
  AND NOT EXISTS { (initiative)<-[:FUNDED]-()-[:IN_ROLE]->(:Samspil {iri: 'https://w3id.org/samspil/concept/role/outcome-payer'}) }
RETURN DISTINCT initiative.iri AS initiative, funder.iri AS funder ORDER BY initiative, funder
