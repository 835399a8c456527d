MATCH (initiative:Initiative)-[:USES_METHOD]->()-[:BROADER*0..]->(:Samspil {iri: $method})
OPTIONAL MATCH (initiative)-[:IN_AREA]->(area)
OPTIONAL MATCH (initiative)-[:DELIVERED_BY]->(provider)
RETURN DISTINCT initiative.iri AS initiative, area.iri AS area, provider.iri AS provider ORDER BY initiative, area, provider
