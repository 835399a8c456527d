MATCH (policy)-[:STATUS]->(status)
WHERE status.iri IN ['https://w3id.org/samspil/concept/status/adopted', 'https://w3id.org/samspil/concept/status/in-force']
  AND EXISTS { (policy)-[:GOVERNS]->() } AND NOT EXISTS { (policy)<-[:PART_OF*0..]-()<-[:IMPLEMENTS]-() }
  AND NOT EXISTS { (policy)-[:STATUS]->(:Samspil {iri: 'https://w3id.org/samspil/concept/status/repealed'}) }
RETURN DISTINCT policy.iri AS policy ORDER BY policy
