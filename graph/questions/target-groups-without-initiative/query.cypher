MATCH (targetGroup:TargetGroup)
WHERE NOT EXISTS { (targetGroup)<-[:BROADER*0..]-()<-[:TARGETS]-(:Initiative) } AND NOT EXISTS { (targetGroup)-[:BROADER*1..]->()<-[:TARGETS]-(:Initiative) }
RETURN targetGroup.iri AS targetGroup ORDER BY targetGroup
