MATCH (:Council)-[:IN_AREA]->(home)<-[:BROADER*1..]-(area)
WHERE NOT EXISTS { (:Initiative)-[:IN_AREA]->()-[:BROADER*0..]->(area) }
RETURN DISTINCT area.iri AS area ORDER BY area
