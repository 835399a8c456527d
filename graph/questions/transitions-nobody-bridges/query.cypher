MATCH (transition:Transition)-[:FROM_GROUP|TO_GROUP|TARGETS]->(targetGroup)
WHERE NOT EXISTS {
  MATCH (transition)-[:FROM_GROUP]->()<-[:BROADER*0..]-()<-[:TARGETS]-(bridge:Initiative)
  WHERE EXISTS { (bridge)-[:TARGETS]->()-[:BROADER*0..]->()<-[:TO_GROUP]-(transition) } AND (NOT EXISTS { (bridge)-[:IN_AREA]->() }
  OR EXISTS { (bridge)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (bridge)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) }) }
AND NOT EXISTS {
  MATCH (transition)-[:FROM_GROUP]->()<-[:BROADER*0..]-()<-[:TARGETS]-(before)<-[:COLLABORATES_ON]-(collaboration)
  WHERE EXISTS { (collaboration)-[:COLLABORATES_ON]->()-[:TARGETS]->()-[:BROADER*0..]->()<-[:TO_GROUP]-(transition) } }
AND NOT EXISTS {
  MATCH (transition)-[:TARGETS]->()<-[:BROADER*0..]-()<-[:TARGETS]-(bridge:Initiative), (transition)-[:FROM_SECTOR]->(lets), (transition)-[:TO_SECTOR]->(receives)
  WHERE (EXISTS { (bridge)-[:LED_BY|DELIVERED_BY]->()-[:IN_SECTOR]->(lets) } OR EXISTS { (bridge)<-[:FUNDED]-()-[:FUNDER]->()-[:IN_SECTOR]->(lets) }
      OR EXISTS { (bridge)<-[:COLLABORATES_ON]-()-[:PARTICIPANT]->()-[:IN_SECTOR]->(lets) })
    AND (EXISTS { (bridge)-[:LED_BY|DELIVERED_BY]->()-[:IN_SECTOR]->(receives) } OR EXISTS { (bridge)<-[:FUNDED]-()-[:FUNDER]->()-[:IN_SECTOR]->(receives) }
      OR EXISTS { (bridge)<-[:COLLABORATES_ON]-()-[:PARTICIPANT]->()-[:IN_SECTOR]->(receives) })
    AND (NOT EXISTS { (bridge)-[:IN_AREA]->() }
  OR EXISTS { (bridge)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (bridge)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) }) }
WITH DISTINCT transition, targetGroup
OPTIONAL MATCH (targetGroup)<-[:BROADER*0..]-()<-[:TARGETS]-(initiative:Initiative)
WHERE (NOT EXISTS { (initiative)-[:IN_AREA]->() }
  OR EXISTS { (initiative)-[:IN_AREA]->()-[:BROADER*0..]->()<-[:IN_AREA]-(:Council) }
  OR EXISTS { (initiative)-[:IN_AREA]->()<-[:BROADER*0..]-()<-[:IN_AREA]-(:Council) })
RETURN DISTINCT transition.iri AS transition, targetGroup.iri AS targetGroup, initiative.iri AS initiative
ORDER BY transition, targetGroup, initiative
