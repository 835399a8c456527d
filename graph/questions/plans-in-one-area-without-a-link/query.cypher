MATCH (:Council)-[:IN_AREA]->(home)<-[:BROADER*1..]-(area)
MATCH (initiative:Initiative)-[:IN_AREA]->(area)<-[:IN_AREA]-(other:Initiative) WHERE initiative.iri < other.iri
  AND NOT EXISTS { (initiative)-[:PART_OF*1..]-(other) } AND NOT EXISTS { (initiative)-[:SUCCEEDS]-(other) }
  AND NOT EXISTS { (initiative)<-[:COLLABORATES_ON]-()-[:COLLABORATES_ON]->(other) }
  AND NOT EXISTS { (initiative)-[:IMPLEMENTS]->()<-[:IMPLEMENTS]-(other) }
RETURN DISTINCT initiative.iri AS initiative, other.iri AS other, area.iri AS area ORDER BY initiative, other, area
