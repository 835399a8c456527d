MATCH (funding)-[:FUNDED]->(initiative)
WHERE EXISTS { (funding)-[:BY_INSTRUMENT]->(:Samspil {iri: 'https://w3id.org/samspil/concept/instrument/one-off-grant'}) }
  AND NOT EXISTS { MATCH (initiative)<-[:FUNDED]-(other)
    WHERE NOT EXISTS { (other)-[:BY_INSTRUMENT]->(:Samspil {iri: 'https://w3id.org/samspil/concept/instrument/one-off-grant'}) } }
OPTIONAL MATCH (funding)-[:IMPLEMENTS]->(policy)
RETURN DISTINCT initiative.iri AS initiative, policy.iri AS policy ORDER BY initiative, policy
