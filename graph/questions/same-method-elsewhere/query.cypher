MATCH (initiative:Initiative)-[:USES_METHOD]->()-[:BROADER*0..]->(:Samspil {iri: $method})
MATCH (initiative)-[:IN_AREA]->(area)
WHERE NOT EXISTS { (area)-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) } AND NOT EXISTS { (area)<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) }
OPTIONAL MATCH (initiative)<-[:FUNDED]-()-[:FUNDER]->(funder)
RETURN DISTINCT initiative.iri AS initiative, area.iri AS area, funder.iri AS funder ORDER BY initiative, funder
