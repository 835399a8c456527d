MATCH (organisation:Samspil {iri: $organisation})<-[:FUNDER]-(one)-[:FUNDED]->(funded)
MATCH (funded)<-[:FUNDED]-(two)-[:FUNDER]->(other) WHERE other.iri <> organisation.iri
OPTIONAL MATCH (two)-[:IN_ROLE]->(role)
RETURN DISTINCT other.iri AS other, funded.iri AS funded, role.iri AS role ORDER BY other, funded, role
