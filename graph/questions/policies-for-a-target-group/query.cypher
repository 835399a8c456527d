MATCH (:Samspil {iri: $wanted})-[:BROADER*0..]->(targetGroup)<-[:TARGETS]-(policy) WHERE EXISTS { (policy)-[:GOVERNS]->() }
WITH policy, targetGroup, [] + coalesce(policy.change_da, []) + coalesce(policy.change_en, []) AS changes
UNWIND CASE WHEN size(changes) = 0 THEN [null] ELSE changes END AS change
RETURN DISTINCT policy.iri AS policy, targetGroup.iri AS targetGroup, change ORDER BY policy, targetGroup
