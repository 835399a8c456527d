MATCH (:Council)-[:IN_AREA]->(home)<-[:BROADER*1..]-(area)
MATCH (area)<-[:IN_AREA]-(initiative:Initiative)
WHERE EXISTS { MATCH (area)<-[:IN_AREA]-(another:Initiative) WHERE another.iri <> initiative.iri }
  AND NOT EXISTS { MATCH (initiative)-[:PART_OF*0..]->()<-[:PART_OF*0..]-(other:Initiative)-[:IN_AREA]->(area) WHERE other.iri <> initiative.iri }
  AND NOT EXISTS { MATCH (initiative)-[:SUCCEEDS]-(other:Initiative)-[:IN_AREA]->(area) WHERE other.iri <> initiative.iri }
  AND NOT EXISTS { MATCH (initiative)<-[:COLLABORATES_ON]-()-[:COLLABORATES_ON]->(other:Initiative)-[:IN_AREA]->(area) WHERE other.iri <> initiative.iri }
  AND NOT EXISTS { MATCH (initiative)-[:IMPLEMENTS]->()<-[:IMPLEMENTS]-(other:Initiative)-[:IN_AREA]->(area) WHERE other.iri <> initiative.iri }
RETURN DISTINCT area.iri AS area, initiative.iri AS initiative ORDER BY area, initiative
