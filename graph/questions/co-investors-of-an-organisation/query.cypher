MATCH (organisation:Organisation {iri: $organisation})<-[:FUNDER]-(one:Funding)-[:FUNDED]->(funded)
MATCH (funded)<-[:FUNDED]-(two:Funding)-[:FUNDER]->(other) WHERE other.iri <> organisation.iri
OPTIONAL MATCH (two)-[:IN_ROLE]->(role)
RETURN DISTINCT other.iri AS other, funded.iri AS funded, role.iri AS role ORDER BY other, funded, role
