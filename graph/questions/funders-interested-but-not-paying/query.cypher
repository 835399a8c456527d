MATCH (wanted:Samspil {iri: $wanted})-[:BROADER*0..]->(targetGroup)<-[:TARGETS]-(organisation)
WHERE EXISTS { (organisation)-[:OFFERS]->() }
  AND NOT EXISTS { (organisation)<-[:FUNDER]-()-[:FUNDED]->()-[:TARGETS]->()-[:BROADER*0..]->(wanted) }
RETURN DISTINCT organisation.iri AS organisation, targetGroup.iri AS targetGroup ORDER BY organisation
