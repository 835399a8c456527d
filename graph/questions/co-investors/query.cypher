MATCH (organisation)<-[:FUNDER]-(one)-[:FUNDED]->(funded)
MATCH (funded)<-[:FUNDED]-(two)-[:FUNDER]->(other)
WHERE organisation.iri < other.iri AND NOT organisation:Municipality AND NOT other:Municipality
RETURN DISTINCT organisation.iri AS organisation, other.iri AS other, funded.iri AS funded
ORDER BY organisation, other, funded
