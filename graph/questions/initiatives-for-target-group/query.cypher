MATCH (initiative:Initiative)-[:TARGETS]->()-[:BROADER*0..]->(:Samspil {iri: $targetGroup})
OPTIONAL MATCH (initiative)-[:DELIVERED_BY|LED_BY]->(provider)
RETURN DISTINCT initiative.iri AS initiative, provider.iri AS provider ORDER BY initiative, provider
