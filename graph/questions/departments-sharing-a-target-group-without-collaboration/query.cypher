MATCH (department:Department)-[:RESPONSIBLE_FOR|LED_BY|DELIVERED_BY]-(through)
WHERE EXISTS { (department)-[:RESPONSIBLE_FOR]->(through) } OR EXISTS { (through)-[:LED_BY|DELIVERED_BY]->(department) }
MATCH (through)-[:TARGETS]->(ourGroup), (through)-[:ADDRESSES*0..1]->(ours)
WHERE EXISTS { (department)-[:RESPONSIBLE_FOR]->(through) } = (ours = through)
WITH DISTINCT department, ours, ourGroup
MATCH (other:Department)-[:RESPONSIBLE_FOR|LED_BY|DELIVERED_BY]-(via) WHERE department.iri < other.iri
MATCH (via)-[:TARGETS]->(people), (via)-[:ADDRESSES*0..1]->(theirs)
WHERE EXISTS { (other)-[:RESPONSIBLE_FOR]->(via) } = (theirs = via)
WITH DISTINCT department, ours, ourGroup, other, theirs, people
WHERE EXISTS { (ourGroup)-[:BROADER*0..]->(people) } OR EXISTS { (people)-[:BROADER*1..]->(ourGroup) }
WITH DISTINCT department, ours, other, theirs,
  CASE WHEN EXISTS { (ourGroup)-[:BROADER*0..]->(people) } THEN ourGroup ELSE people END AS targetGroup
WHERE NOT EXISTS {
  MATCH (department)<-[:PARTICIPANT]-(collaboration)-[:PARTICIPANT]->(other)
  WHERE ((EXISTS { (collaboration)-[:ADDRESSES]->(ours) } OR EXISTS { (collaboration)-[:ADDRESSES]->(theirs) })
      AND NOT EXISTS { (collaboration)-[:COLLABORATES_ON]->() })
    OR EXISTS { (collaboration)-[:COLLABORATES_ON*0..1]->()-[:TARGETS]->()-[:BROADER*0..]->(targetGroup) }
    OR EXISTS { (collaboration)-[:COLLABORATES_ON*0..1]->()-[:TARGETS]->()<-[:BROADER*0..]-(targetGroup) }
}
RETURN DISTINCT department.iri AS department, other.iri AS other, targetGroup.iri AS targetGroup
ORDER BY department, other, targetGroup
