MATCH (initiative:Initiative)-[:TARGETS]->(targetGroup)<-[:TARGETS]-(other:Initiative) WHERE initiative.iri < other.iri
MATCH (initiative)-[:USES_METHOD]->(method)<-[:USES_METHOD]-(other)
WHERE NOT EXISTS { (initiative)-[:PART_OF]->()<-[:PART_OF]-(other) } AND NOT EXISTS { (initiative)-[:PART_OF]-(other) }
  AND NOT EXISTS { MATCH (initiative)-[:IN_AREA]->(here), (other)-[:IN_AREA]->(there)
    WHERE NOT EXISTS { (here)-[:BROADER*0..]->(there) } AND NOT EXISTS { (there)-[:BROADER*0..]->(here) } }
RETURN DISTINCT initiative.iri AS initiative, other.iri AS other, targetGroup.iri AS targetGroup, method.iri AS method
ORDER BY initiative, other, targetGroup, method
