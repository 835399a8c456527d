MATCH (theme:Theme)-[:TARGETS]->(targetGroup)
WHERE NOT EXISTS { MATCH (targetGroup)<-[:BROADER*0..]-()<-[:TARGETS]-(initiative)
  WHERE (initiative:Initiative OR EXISTS { (initiative)-[:IN_AREA]->() }) AND (NOT EXISTS { (initiative)-[:IN_AREA]->() }
  OR EXISTS { (initiative)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (initiative)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) }) }
AND NOT EXISTS { MATCH (targetGroup)-[:BROADER*1..]->()<-[:TARGETS]-(initiative)-[:ADDRESSES]->(theme)
  WHERE (initiative:Initiative OR EXISTS { (initiative)-[:IN_AREA]->() }) AND (NOT EXISTS { (initiative)-[:IN_AREA]->() }
  OR EXISTS { (initiative)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (initiative)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) }) }
RETURN DISTINCT theme.iri AS theme, targetGroup.iri AS targetGroup ORDER BY theme, targetGroup
